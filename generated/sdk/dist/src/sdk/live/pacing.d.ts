import type { Frames } from '../../../generated/sdk/frames.ts';
export interface Pacing {
    /** Does it at once, or when the messages before it have been sent and one more is allowed. */
    enqueue: (send: () => void) => void;
    stop: () => void;
}
/** Keeps to the limits of `hello`; a client that sends faster is closed. */
export declare function createPacing({ burst, messagesPerSecond }: Frames['hello']['limits']): Pacing;
