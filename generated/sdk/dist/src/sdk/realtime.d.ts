import type { EventFrames } from '../../generated/sdk/frames.ts';
import type { ClientOptions } from './options.ts';
type EventType = EventFrames['type'];
export type EventOf<T extends EventType> = Extract<EventFrames, {
    type: T;
}>;
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed';
export interface Realtime {
    readonly state: ConnectionState;
    /** Resolves once the connection is authenticated and follows one's own channel. */
    ready: () => Promise<void>;
    /** Calls back for each event of a type, whatever its channel. @returns a function that ends it. */
    on: <T extends EventType>(type: T, listener: (event: EventOf<T>) => void) => () => void;
    /** Follows a team, now and after each reconnection. Rejects with NOT_FOUND where one may not. @returns a function that ends it. */
    followTeam: (teamId: string) => Promise<() => void>;
    /** Called after a reconnection: events were missed, so read again what is on the page. */
    onResync: (listener: () => void) => () => void;
    onState: (listener: (state: ConnectionState) => void) => () => void;
    close: () => void;
}
/** The realtime connection: signs in by ticket, comes back after a loss with growing pauses, and follows again what it followed. */
export declare function connectRealtime(options: ClientOptions, createTicket: () => Promise<{
    ticket: string;
}>, onSessionEnd: (listener: () => void) => () => void): Realtime;
export {};
