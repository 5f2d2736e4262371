import type { EventFrames, Frames } from '../../../generated/sdk/frames.ts';
import type { SdkErrorJson } from '../errors.ts';
export type Answer = Frames['subscribed'] | Frames['unsubscribed'] | Frames['error'];
/** What comes unasked. */
export type Told = Answer | Frames['hello'] | Frames['resync'] | Frames['bye'] | Frames['auth.expiring'] | EventFrames;
export type Question = {
    type: 'subscribe';
    channel: string;
    since?: number;
} | {
    type: 'unsubscribe';
    channel: string;
};
/** What a member takes part for: the events of the socket, or only the number of unread notifications. */
export type Want = 'events' | 'unread';
/** What a member says to the exchange, wherever that is. `person`: who the member's client knows to be signed in. */
export type Upward = {
    kind: 'join';
    id: string;
    want: Want;
    person: string | undefined;
} | {
    kind: 'leave';
    id: string;
} | {
    kind: 'ask';
    id: string;
    ref: string;
    question: Question;
}
/** The connection cannot be used as it is: there has to be another. */
 | {
    kind: 'redial';
}
/** Somebody has signed in: perhaps somebody else. */
 | {
    kind: 'renew';
}
/** Time has passed unnoticed, or the network has changed: is the connection still one? */
 | {
    kind: 'wake';
};
/** What the exchange says to its members. All of it can be cloned, so that it reaches other tabs. */
export type Downward = {
    kind: 'frame';
    frame: Told;
} | {
    kind: 'unread';
    count: number;
}
/** There is no connection just now: one is being made, or will be after a pause. `code`: of the one that closed. */
 | {
    kind: 'down';
    state: 'connecting' | 'waiting';
    code?: number;
    reason?: SdkErrorJson;
}
/** There will be no connection any more. */
 | {
    kind: 'over';
    reason?: SdkErrorJson;
};
