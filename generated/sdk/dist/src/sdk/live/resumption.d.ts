import type { EventFrames } from '../../../generated/sdk/frames.ts';
/** An event that has its place in the log; the others have none, and only the latest of them counts. */
export type LoggedEvent = Extract<EventFrames, {
    position: number;
}>;
export interface Resumption {
    /** Hands an event on, once and in order. Those of a channel that nobody follows any more are dropped. */
    take: (event: LoggedEvent) => void;
    /** From where the channel is to be resumed; undefined when nothing is known of it. Holds its events until `settle`. */
    resume: (channel: string, epoch: string | undefined) => number | undefined;
    /** Has somebody asked, since `resume`, for more than the server is replaying? */
    isBehind: (channel: string) => boolean;
    /** The server has said that it is done: everything up to `head` has come. */
    settle: (channel: string, head: number, epoch: string) => void;
    /**
     * Begins at a position that a caller knows, such as that of a list on the page; of several at the first. Holds its events
     * until `settle`.
     */
    begin: (channel: string, since: number, epoch: string | undefined) => void;
    /** What was missed will not come: the channel goes on after `head`. */
    skip: (channel: string, head: number) => void;
    knows: (channel: string) => boolean;
    forget: (channel: string) => void;
    /** Forgets what is of another log. @returns the channels. */
    forgetOthers: (epoch: string) => string[];
}
/** Where one is in each channel, so that a connection that comes back misses nothing and repeats nothing. */
export declare function createResumption(handOn: (event: LoggedEvent) => void): Resumption;
