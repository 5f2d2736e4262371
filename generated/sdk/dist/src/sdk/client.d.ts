import { type Methods } from '../../generated/sdk/operations.ts';
import type { components } from '../../generated/types.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Realtime } from './realtime.ts';
import { type UnreadListeners } from './stream.ts';
export type User = components['schemas']['User'];
/** The API: a method per operation, and its two live connections. */
export interface Client extends Methods {
    /** Who is signed in, for when a page loads; undefined when nobody is. @throws ApiError or ConnectionError when the API cannot tell. */
    restoreSession: (options?: CallOptions) => Promise<User | undefined>;
    /** Follows the number of unread notifications. @returns a function that ends it. */
    followUnread: (listeners: UnreadListeners) => () => void;
    /** Opens the realtime connection, which lives until its `close()`. `since`: one's own events after this position come first. */
    connect: (options?: {
        since?: number;
    }) => Realtime;
}
/** Outside a page two clients share nothing, so that a server can render for many people at once. */
export declare function createClient(options: ClientOptions): Client;
/**
 * Every item of a list, page after page: `for await (const report of pages(client.listReports, { teamId }))`.
 */
export declare function pages<Q extends object, T>(list: (query: NoInfer<Q> & {
    cursor?: string;
}, options?: CallOptions) => Promise<{
    items: T[];
    nextCursor: string | null;
}>, query: Q, options?: CallOptions): AsyncGenerator<T>;
