/** All of the live connections: what is loaded when somebody first asks for one. */
import { type LiveDeps } from './live.ts';
import { type Realtime, type RealtimeOptions } from './realtime.ts';
import { type UnreadListeners } from './unread.ts';
export interface Connections {
    connect: (options?: RealtimeOptions) => Realtime;
    followUnread: (listeners: UnreadListeners) => () => void;
    /** Somebody has signed in here: whoever holds the connections makes them anew. */
    renew: () => void;
}
export declare function createConnections(deps: LiveDeps, onSessionEnd: (listener: () => void) => () => void): Connections;
