import type { EventFrames } from '../../../../generated/sdk/frames.ts';
/** What an event does to what was read: nothing, or it shows what is now, or it can only be read anew. */
export type Effect<T> = {
    kind: 'none';
} | {
    kind: 'apply';
    answer: T;
} | {
    kind: 'refresh';
};
export declare function concerns(operation: string, type: EventFrames['type']): boolean;
/** @param query of the call: what a list is of. */
export declare function effectOf<T>(event: EventFrames, answer: T, query: Record<string, unknown>): Effect<T>;
