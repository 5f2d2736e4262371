import type { Downward, Upward } from './messages.ts';
/** What the clients of one browser say to each other. `self`: which client says it. */
export type Spoken = 
/** Who leads? */
{
    kind: 'who';
    self: string;
}
/** I do, from now on. */
 | {
    kind: 'lead';
    self: string;
}
/** I do not any more. */
 | {
    kind: 'gone';
    self: string;
} | {
    kind: 'ping';
    self: string;
    wake: boolean;
} | {
    kind: 'pong';
    self: string;
} | {
    kind: 'up';
    self: string;
    message: Upward;
} | {
    kind: 'down';
    self: string;
    message: Downward;
    to?: string;
};
export interface TabChannel {
    post: (spoken: Spoken) => void;
    close: () => void;
}
/** Undefined where there are none. */
export declare function openTabChannel(name: string, hear: (spoken: Spoken) => void): TabChannel | undefined;
