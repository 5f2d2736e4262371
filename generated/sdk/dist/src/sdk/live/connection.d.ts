import type { Answer, Question, Told } from './messages.ts';
export interface Connection {
    /** Resolves to the code it closed with. */
    readonly closed: Promise<number>;
    /** How many questions are. */
    readonly unanswered: number;
    /** Within the server's limits. `onAnswer` is not called at all when the connection is lost. */
    ask: (question: Question, onAnswer: (answer: Answer) => void) => void;
    /** From now on it asks from time to time whether it is alive. */
    keepAlive: () => void;
    /** Finds out at once, and closes if it is not. */
    probe: () => void;
    close: (code: number, reason: string) => void;
}
/** The code of a connection that says nothing any more; its own, as it never comes from the server. */
export declare const silent = 4000;
/** One WebSocket, from its making to its close. */
export declare function watchConnection(socket: WebSocket, onTold: (frame: Told) => void): Connection;
