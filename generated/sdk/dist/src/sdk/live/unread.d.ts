import type { CallOptions } from '../options.ts';
import type { Live } from './live.ts';
export interface UnreadListeners extends Pick<CallOptions, 'signal'> {
    onUnread: (count: number) => void;
    /** The session is over; the number does not come any more. */
    onRevoked?: () => void;
}
/**
 * Follows the number of unread notifications: over the browser's socket where it has one, else over a stream. Comes back by itself.
 * @returns a function that ends it.
 */
export declare function followUnread(live: Live, onSessionEnd: (listener: () => void) => () => void, { onUnread, onRevoked, signal }: UnreadListeners): () => void;
