import type { EventFrames } from '../../generated/sdk/frames.ts';
/** An event that has its place in the log; the others have none, and only the latest of them counts. */
export type LoggedEvent = Extract<EventFrames, {
    position: number;
}>;
export interface Resumption {
    /** Hands an event on, once and in order. */
    take: (event: LoggedEvent) => void;
    /** From where the channel is to be resumed; undefined when nothing is known of it. Holds its events until `settle`. */
    resume: (channel: string) => number | undefined;
    /** The server has said that it is done: everything up to `head` has come. */
    settle: (channel: string, head: number) => void;
    /** Begins at a position that the caller knows, such as that of a list on the page. */
    begin: (channel: string, since: number) => void;
    forget: (channel: string) => void;
    forgetAll: () => void;
}
/** Where one is in each channel, so that a connection that comes back misses nothing and repeats nothing. */
export declare function createResumption(handOn: (event: LoggedEvent) => void): Resumption;
