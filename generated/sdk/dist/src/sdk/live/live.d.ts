import type { ExchangeDeps } from './exchange.ts';
import type { Downward, Question, Want } from './messages.ts';
/** A client's part in the connections of its browser. */
export interface Live {
    join: (want: Want, deliver: (message: Downward) => void) => Membership;
    /** Somebody has signed in here: whoever holds the connections makes them anew. */
    renew: () => void;
}
export interface Membership {
    ask: (ref: string, question: Question) => void;
    /** The connection cannot be used as it is. */
    redial: () => void;
    leave: () => void;
}
export interface LiveDeps extends Omit<ExchangeDeps, 'send'> {
    /** What the clients that share a socket and a stream have in common; undefined for one that shares nothing. */
    name: string | undefined;
}
/**
 * The clients of a browser, in whichever tab, have one socket and one stream: those of the client that leads. The others speak
 * to it. When it goes, or falls silent, another leads, and everybody goes on where they were.
 */
export declare function createLive(deps: LiveDeps): Live;
