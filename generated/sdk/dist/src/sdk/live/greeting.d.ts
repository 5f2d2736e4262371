import type { Told } from './messages.ts';
/** How a connection began, for those who join it later: as the server would tell it to them now. */
export interface Greeting {
    /** Has the server said who is connected? */
    readonly isComplete: boolean;
    hear: (frame: Told) => void;
    frames: () => Told[];
    forget: () => void;
}
export declare function createGreeting(): Greeting;
