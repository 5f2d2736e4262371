import { type MaybeRefOrGetter, type Ref } from 'vue';
import { type EventFrames } from '../../../../generated/sdk/frames.ts';
import type { Client } from '../../client.ts';
import type { SdkError } from '../../errors.ts';
import type { ConnectionState, EventOf, Resync } from '../../live/realtime.ts';
/** One's own; what concerns everybody; a team. */
export type ChannelName = 'me' | 'org' | `team:${string}`;
/** By the type of the event; `resync` when something was missed that cannot be told any more: read again. */
export type ChannelHandlers = {
    [T in EventFrames['type']]?: (event: EventOf<T>) => void;
} & {
    resync?: (missed: Resync) => void;
};
export interface Channel {
    state: Readonly<Ref<ConnectionState>>;
    /**
     * Why it is not open: a ConnectionError of the kind `refused` where sockets do not get through, an ApiError NOT_FOUND for a team that
     * one may not see.
     */
    reason: Readonly<Ref<SdkError | undefined>>;
    /** The ids of who of a team is online; empty where they are more than 100. */
    online: Readonly<Ref<string[]>>;
}
/** What a channel's listeners are told. */
interface Heard {
    onEvent: (event: EventFrames) => void;
    onResync: (missed: Resync) => void;
    onState: (state: ConnectionState, reason?: SdkError) => void;
}
/** Follows a channel while somebody is signed in, for as long as the component is there; on the server nothing happens. */
export declare function useChannel(name: MaybeRefOrGetter<ChannelName | undefined>, handlers?: ChannelHandlers): Channel;
/** @param since its events after this position come first. @returns a function that ends it. */
export declare function openChannel(client: Client, name: ChannelName, since: number | undefined, heard: Heard): () => void;
export {};
