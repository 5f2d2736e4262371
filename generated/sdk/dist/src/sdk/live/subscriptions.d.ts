import type { Line } from './line.ts';
import type { Downward, Question, Told } from './messages.ts';
/** What the members follow over the one socket. */
export interface Subscriptions {
    readonly isEmpty: boolean;
    ask: (id: string, ref: string, question: Question) => void;
    /** Who alone is told of a frame; undefined where everybody is. */
    askersOf: (frame: Told) => Set<string> | undefined;
    /** A member is gone. */
    leave: (id: string) => void;
    /** The socket is lost, and the server's knowledge of them with it. */
    lose: () => void;
}
export interface SubscriptionsDeps {
    line: () => Line | undefined;
    send: (message: Downward, to: string) => void;
}
export declare function createSubscriptions({ line, send }: SubscriptionsDeps): Subscriptions;
