import { createFollowing } from "./following.js";
import { createOwnChannel } from "./own-channel.js";
import { createQuestions } from "./questions.js";
import { createResumption } from "./resumption.js";
const signedOut = 4401;
export function createChannels({ status, since, ask, redial, tell, missed }) {
    let epoch;
    let accessChanged = false;
    const resumption = createResumption(tell);
    const questions = createQuestions(ask);
    const shared = { resumption, epoch: () => epoch, subscribe, settle };
    const own = createOwnChannel({
        ...shared,
        since,
        redial,
        onArrived: arrived,
        onOther() {
            accessChanged = true;
        }
    });
    const following = createFollowing({
        ...shared,
        isOpen: () => status.state === 'open',
        unsubscribe(channel) {
            if (status.state === 'open')
                questions.ask({ type: 'unsubscribe', channel }, () => { });
        },
        onLost: (channel) => missed({ channel, reason: 'access' })
    });
    const isFollowed = (channel) => channel === own.name || following.has(channel);
    /** Subscribes from where one was. When the connection is lost meanwhile, the next one does it again. */
    function subscribe(channel, onAnswer) {
        const since = resumption.resume(channel, epoch);
        questions.ask({ type: 'subscribe', channel, ...(since !== undefined && { since }) }, onAnswer);
    }
    function settle(frame) {
        epoch = frame.epoch;
        resumption.settle(frame.channel, frame.head, frame.epoch);
    }
    function arrived() {
        status.open();
        following.again();
        if (accessChanged)
            missed({ channel: own.name, reason: 'access' });
        accessChanged = false;
    }
    /** Positions that are remembered are of the log they were told of. */
    function greet(current) {
        epoch = current;
        for (const channel of resumption.forgetOthers(current))
            missed({ channel, reason: 'epoch' });
    }
    function hearUnasked(frame) {
        switch (frame.type) {
            case 'hello':
                return greet(frame.epoch);
            case 'subscribed':
                // Or one that the server has begun anew after a restore.
                if (!own.begins(frame) && isFollowed(frame.channel))
                    settle(frame);
                return;
            case 'resync':
                if (!isFollowed(frame.channel))
                    return;
                resumption.skip(frame.channel, frame.head);
                return missed({ channel: frame.channel, reason: frame.reason });
            case 'unsubscribed':
            case 'error':
            case 'bye':
            case 'auth.expiring':
                return;
            default:
                if ('position' in frame)
                    resumption.take(frame);
                else if (isFollowed(frame.channel))
                    tell(frame);
        }
    }
    return {
        begin: following.begin,
        end: following.end,
        close: following.close,
        hear(frame) {
            if (!questions.answer(frame))
                hearUnasked(frame);
        },
        lose(code) {
            questions.clear();
            own.lose();
            if (code === signedOut)
                accessChanged = true;
        }
    };
}
