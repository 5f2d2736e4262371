import { ApiError } from "../errors.js";
import { quietly } from "./quietly.js";
export function createFollowing({ resumption, isOpen, epoch, subscribe, unsubscribe, settle, onLost }) {
    const all = new Map();
    function follow(channel) {
        const followed = all.get(channel);
        subscribe(channel, (answer) => {
            if (all.get(channel) !== followed)
                return;
            if (answer.type === 'error')
                return refused(channel, followed, answer);
            if (answer.type !== 'subscribed')
                return;
            if (resumption.isBehind(channel))
                return follow(channel);
            followed.isBegun = true;
            settle(answer);
            followed.begun.resolve();
        });
    }
    function refused(channel, { begun, isBegun }, { code, message }) {
        if (isBegun && code !== 'NOT_FOUND')
            return; // Perhaps the next connection may.
        all.delete(channel);
        resumption.forget(channel);
        if (isBegun)
            onLost(channel);
        else
            begun.reject(new ApiError(0, { code, message, requestId: '' }));
    }
    return {
        has: (channel) => all.has(channel),
        begin(channel, since) {
            const followed = all.get(channel) ?? { callers: 0, begun: quietly(), isBegun: false };
            followed.callers++;
            if (since !== undefined && !followed.isBegun)
                resumption.begin(channel, since, epoch());
            if (!all.has(channel)) {
                all.set(channel, followed);
                if (isOpen())
                    follow(channel);
            }
            return followed.begun.promise;
        },
        end(channel) {
            const followed = all.get(channel);
            if (!followed || --followed.callers > 0)
                return;
            all.delete(channel);
            resumption.forget(channel);
            unsubscribe(channel);
        },
        again() {
            for (const channel of all.keys())
                follow(channel);
        },
        close(reason) {
            for (const { begun } of all.values())
                begun.reject(reason);
            all.clear();
        }
    };
}
