import { type ModuleOptions } from './options.ts';
export type { ModuleOptions } from './options.ts';
export type { Channel, ChannelHandlers, ChannelName } from './runtime/channel.ts';
export type { LiveData, LiveOperation, LiveOptions } from './runtime/live.ts';
export type { Permissions } from './runtime/permissions.ts';
export type { Push, PushState } from './runtime/push.ts';
export type { Session, SessionStatus } from './runtime/session.ts';
/** As Nuxt calls a module, and asks it about itself. */
interface WorkPulseModule {
    (this: void, inline: ModuleOptions, nuxt: object): void;
    getMeta: () => Promise<{
        name: string;
        configKey: string;
        compatibility: {
            nuxt: string;
        };
    }>;
    getOptions: (inline?: ModuleOptions) => Promise<ModuleOptions>;
}
declare const workpulseModule: WorkPulseModule;
export default workpulseModule;
