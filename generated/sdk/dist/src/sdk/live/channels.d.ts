import type { EventFrames, Frames } from '../../../generated/sdk/frames.ts';
import type { SdkError } from '../errors.ts';
import { type Following } from './following.ts';
import type { Membership } from './live.ts';
import type { Told } from './messages.ts';
import type { Status } from './status.ts';
/** Why what is on the page may be wrong. `access`: what one may see, or who one is, has changed; the other reasons are the server's. */
export interface Resync {
    channel: string;
    reason: Frames['resync']['reason'] | 'access';
}
/** What one page follows: what the server says of it is put in order, and handed on. */
export interface Channels extends Pick<Following, 'begin' | 'end'> {
    hear: (frame: Told) => void;
    /** @param code of the connection that closed. */
    lose: (code: number | undefined) => void;
    close: (reason: SdkError) => void;
}
export interface ChannelsDeps extends Pick<Membership, 'ask' | 'redial'> {
    status: Status;
    /** One's own events after this position come first. */
    since: number | undefined;
    tell: (event: EventFrames) => void;
    missed: (resync: Resync) => void;
}
export declare function createChannels({ status, since, ask, redial, tell, missed }: ChannelsDeps): Channels;
