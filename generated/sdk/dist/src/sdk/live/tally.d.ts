import type { Counter } from './counter.ts';
import type { Downward } from './messages.ts';
/** The number of unread notifications, for those who want it: from the socket where that brings it, else from a stream. */
export interface Tally {
    /** Undefined as long as nobody has told it. */
    readonly count: number | undefined;
    /** Is the stream still needed, or needed by now? */
    consider: () => void;
    /** The socket has told it. */
    tell: (count: number) => void;
    /** The socket does not bring it any more. */
    lose: () => void;
    /** Perhaps it is another person's by now; `consider` begins anew. */
    forget: () => void;
    wake: () => void;
    close: () => void;
}
export interface TallyDeps {
    isWanted: () => boolean;
    /** Is there a socket, which may bring it yet? */
    hasLine: () => boolean;
    openStream: (onUnread: (count: number) => void) => Counter;
    send: (message: Downward) => void;
}
export declare function createTally({ isWanted, hasLine, openStream, send }: TallyDeps): Tally;
