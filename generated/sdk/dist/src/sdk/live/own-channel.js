export function createOwnChannel({ resumption, since, epoch, subscribe, settle, onArrived, onOther, redial }) {
    let name;
    /** Has this connection been told that it follows it? */
    let isGreeted = false;
    function rename(channel) {
        if (name === undefined && since !== undefined)
            resumption.begin(channel, since, epoch());
        if (name !== undefined && name !== channel) {
            resumption.forget(name);
            onOther();
        }
        name = channel;
    }
    function resume(channel) {
        subscribe(channel, (answer) => {
            if (answer.type !== 'subscribed')
                return redial();
            settle(answer);
            onArrived();
        });
    }
    return {
        get name() {
            return name;
        },
        begins(frame) {
            if (isGreeted || !frame.channel.startsWith('user:'))
                return false;
            isGreeted = true;
            rename(frame.channel);
            if (resumption.knows(frame.channel))
                resume(frame.channel);
            else {
                settle(frame);
                onArrived();
            }
            return true;
        },
        lose() {
            isGreeted = false;
        }
    };
}
