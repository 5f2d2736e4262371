import type { Answer, Question, Told } from './messages.ts';
/** What was asked over the connection and not answered yet. */
export interface Questions {
    ask: (question: Question, onAnswer: (answer: Answer) => void) => void;
    /** @returns whether it was an answer to one of them. */
    answer: (frame: Told) => boolean;
    /** The connection is lost, and the answers with it. */
    clear: () => void;
}
export declare function createQuestions(send: (ref: string, question: Question) => void): Questions;
