import type { Frames } from '../../../generated/sdk/frames.ts';
import { type SdkError } from '../errors.ts';
import type { Answer } from './messages.ts';
import type { Resumption } from './resumption.ts';
/** The teams of one realtime connection. */
export interface Following {
    has: (channel: string) => boolean;
    /** One more caller. Resolves once it is followed. */
    begin: (channel: string, since: number | undefined) => Promise<void>;
    /** One caller less. */
    end: (channel: string) => void;
    /** Asks for all of them, on a connection that is new. */
    again: () => void;
    close: (reason: SdkError) => void;
}
export interface FollowingDeps {
    resumption: Resumption;
    isOpen: () => boolean;
    epoch: () => string | undefined;
    subscribe: (channel: string, onAnswer: (answer: Answer) => void) => void;
    unsubscribe: (channel: string) => void;
    settle: (frame: Frames['subscribed']) => void;
    /** One may not see it any more. */
    onLost: (channel: string) => void;
}
export declare function createFollowing({ resumption, isOpen, epoch, subscribe, unsubscribe, settle, onLost }: FollowingDeps): Following;
