import { type MaybeRefOrGetter, type Ref } from 'vue';
import { type Methods } from '../../../../generated/sdk/operations.ts';
import { type SdkError } from '../../errors.ts';
import type { ConnectionState } from '../../live/realtime.ts';
import type { CallOptions } from '../../options.ts';
import { type ChannelName } from './channel.ts';
/** What reads: `getReport`, `listReports`. */
export type LiveOperation = Extract<keyof Methods, `get${string}` | `list${string}` | 'explainObligation'>;
type WithoutOptions<A extends unknown[]> = A extends [...infer First, CallOptions?] ? First : A;
/** What the operation takes before its options: one as it is, several as a list. */
type Input<O extends LiveOperation> = WithoutOptions<Required<Parameters<Methods[O]>>> extends infer A extends unknown[] ? A extends [infer Only] ? Only : Readonly<A> : never;
/** By operation. */
type Inputs = {
    [O in LiveOperation]: Input<O>;
};
type Answer<O extends LiveOperation> = Awaited<ReturnType<Methods[O]>>;
export interface LiveData<T> {
    data: Readonly<Ref<T | undefined>>;
    /** Why there is nothing to show, or nothing newer. */
    error: Readonly<Ref<SdkError | undefined>>;
    pending: Readonly<Ref<boolean>>;
    /** Of the connection that brings what changes. */
    state: Readonly<Ref<ConnectionState>>;
    refresh: () => Promise<void>;
}
export interface LiveOptions {
    /** Whose events to follow beside one's own: by default those of the team that is asked for, or that the answer is of. */
    channel?: MaybeRefOrGetter<ChannelName | ChannelName[] | undefined>;
}
/**
 * Reads, and keeps what was read as it is at the API: what an event tells is shown at once, and what it does not tell is read anew.
 * Reads again when the input changes; for `undefined` nothing is read. What happens after the reading is not missed. What was read
 * stays when reading it again fails, which is tried as soon as there is a connection.
 */
export declare function useLive<O extends LiveOperation, const I extends Inputs[O] = Inputs[O]>(operation: O, input?: Inputs[O] | Ref<Inputs[O] | undefined> | (() => I | undefined), options?: LiveOptions): LiveData<Answer<O>> & Promise<LiveData<Answer<O>>>;
export {};
