import type { EventFrames, Frames } from '../../generated/sdk/frames.ts';
import type { ClientOptions } from './options.ts';
type EventType = EventFrames['type'];
export type EventOf<T extends EventType> = Extract<EventFrames, {
    type: T;
}>;
/** Why what is on the page may be wrong. `access`: what one may see, or who one is, has changed; the other reasons are the server's. */
export interface Resync {
    channel: string;
    reason: Frames['resync']['reason'] | 'access';
}
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed';
export interface Realtime {
    readonly state: ConnectionState;
    /**
     * Resolves once the connection is authenticated and follows one's own channel. Rejects with ConnectionError once it is closed
     * for good.
     */
    ready: () => Promise<void>;
    /** Calls back for each event of a type, whatever its channel. @returns a function that ends it. */
    on: <T extends EventType>(type: T, listener: (event: EventOf<T>) => void) => () => void;
    /**
     * Follows a team, now and after each reconnection. `since`: its events after this position come first, unless it is
     * followed already. Waits for the connection, and tries again where the service cannot answer just now; rejects with
     * NOT_FOUND where one may not, and with ConnectionError once the connection is closed for good. Where one may not any
     * more, `onResync` is told. @returns a function that ends it.
     */
    followTeam: (teamId: string, options?: {
        since?: number;
    }) => Promise<() => void>;
    /** Events of a channel were missed that cannot be replayed: read again what is on the page. A lost connection alone is no reason. */
    onResync: (listener: (missed: Resync) => void) => () => void;
    onState: (listener: (state: ConnectionState) => void) => () => void;
    close: () => void;
}
interface RealtimeDeps {
    createTicket: () => Promise<{
        ticket: string;
    }>;
    refresh: () => Promise<unknown>;
    onSessionEnd: (listener: () => void) => () => void;
    since: number | undefined;
}
/** The realtime connection: signs in by ticket, comes back after a loss with growing pauses, and goes on where it was. */
export declare function connectRealtime(options: ClientOptions, { createTicket, refresh, onSessionEnd, since }: RealtimeDeps): Realtime;
export {};
