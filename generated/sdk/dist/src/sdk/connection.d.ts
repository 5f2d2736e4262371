import type { EventFrames, Frames } from '../../generated/sdk/frames.ts';
export type Answer = Frames['subscribed'] | Frames['unsubscribed'] | Frames['error'];
/** What comes unasked. */
export type Told = Answer | Frames['hello'] | Frames['resync'] | Frames['bye'] | Frames['auth.expiring'] | EventFrames;
type Question = {
    type: 'subscribe';
    channel: string;
    since?: number;
} | {
    type: 'unsubscribe';
    channel: string;
};
export interface Connection {
    /** Resolves to the code it closed with. */
    readonly closed: Promise<number>;
    /** How many questions are. */
    readonly unanswered: number;
    /** Within the server's limits: `question` is called when its turn has come, `onAnswer` not at all when the connection is lost. */
    ask: (question: () => Question, onAnswer: (answer: Answer) => void) => void;
    /** From now on it is the heartbeat that tells whether it is alive. */
    keepAlive: () => void;
    close: (code: number, reason: string) => void;
}
/** One WebSocket, from its making to its close. */
export declare function watchConnection(socket: WebSocket, onTold: (frame: Told) => void): Connection;
export {};
