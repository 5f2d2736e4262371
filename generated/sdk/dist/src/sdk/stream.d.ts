import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';
export interface UnreadListeners extends CallOptions {
    onUnread: (count: number) => void;
    /** The session is over; the stream does not come back. */
    onRevoked?: () => void;
}
/**
 * Follows the number of unread notifications, over server-sent events read through `fetch`: unlike EventSource
 * that sends a bearer token and sees a 401. Comes back by itself.
 * @returns a function that ends it.
 */
export declare function followUnread(transport: Transport, { onUnread, onRevoked, signal }: UnreadListeners): () => void;
