import { type Methods } from '../../generated/sdk/operations.ts';
import type { components } from '../../generated/types.ts';
import type { Realtime, RealtimeOptions } from './live/realtime.ts';
import type { UnreadListeners } from './live/unread.ts';
import type { CallOptions, ClientOptions } from './options.ts';
export type User = components['schemas']['User'];
type Schemas = components['schemas'];
/** Whose settings they are decides what they are. */
interface SettingsMethods {
    getSettings: {
        (query: {
            scope: 'org';
        }, options?: CallOptions): Promise<Schemas['OrganisationSettings']>;
        (query?: {
            scope?: 'user';
        }, options?: CallOptions): Promise<Schemas['UserSettings']>;
    };
    updateSettings: {
        (body: Schemas['UpdateSettingsRequest'] & {
            scope: 'org';
        }, options?: CallOptions): Promise<Schemas['OrganisationSettings']>;
        (body: Schemas['UpdateSettingsRequest'] & {
            scope?: 'user';
        }, options?: CallOptions): Promise<Schemas['UserSettings']>;
    };
}
/** Of one report of a batch: `ok` tells which it is. */
export type Reviewed = {
    id: string;
    ok: true;
    state: Schemas['ReportState'];
    version: number;
    error: null;
}
/** `state` and `version` are those that it has, where the viewer may see it. */
 | {
    id: string;
    ok: false;
    state: Schemas['ReportState'] | null;
    version: number | null;
    error: Schemas['ReviewError'];
};
/** What the document says of an answer is said more exactly here. */
interface ExactMethods extends SettingsMethods {
    reviewReports: (body: Schemas['ReviewBatch'], options?: CallOptions) => Promise<{
        results: Reviewed[];
    }>;
}
/** The API: a method per operation, and its two live connections. */
export interface Client extends Omit<Methods, keyof ExactMethods>, ExactMethods {
    /** Who is signed in, for when a page loads; undefined when nobody is. @throws ApiError or ConnectionError when the API cannot tell. */
    restoreSession: (options?: CallOptions) => Promise<User | undefined>;
    /** Somebody else knows who is signed in, as the server that rendered the page does: nobody has to be asked. */
    adopt: (user: Pick<User, 'id'>) => void;
    /** Follows the number of unread notifications. @returns a function that ends it. */
    followUnread: (listeners: UnreadListeners) => () => void;
    /** The realtime connection, which lives until its `close()`. The tabs of a browser share one socket. */
    connect: (options?: RealtimeOptions) => Realtime;
}
/** Outside a page two clients share nothing, so that a server can render for many people at once. */
export declare function createClient(given: ClientOptions): Client;
/**
 * Every item of a list, page after page: `for await (const report of pages(client.listReports, { teamId }))`.
 */
export declare function pages<Q extends object, T>(list: (query: NoInfer<Q> & {
    cursor?: string;
}, options?: CallOptions) => Promise<{
    items: T[];
    nextCursor: string | null;
}>, query: Q, options?: CallOptions): AsyncGenerator<T>;
export {};
