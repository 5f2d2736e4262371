import type { Downward, Want } from './messages.ts';
export interface Member {
    want: Want;
    deliver: (message: Downward) => void;
}
/** Those of one client that take part in the connections: its realtime connections, and who wants the number alone. */
export interface Members {
    readonly isEmpty: boolean;
    has: (id: string) => boolean;
    ids: () => string[];
    /** @returns what it is called. */
    add: (member: Member) => string;
    remove: (id: string) => boolean;
    /** @param to one of them; all of them without it. */
    deliver: (message: Downward, to?: string) => void;
    /** Says of each what it wants. */
    introduce: (join: (id: string, want: Want) => void) => void;
}
export declare function createMembers(): Members;
export declare const randomId: () => string;
