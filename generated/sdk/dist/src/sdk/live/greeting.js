export function createGreeting() {
    let hello;
    let own;
    let unread;
    return {
        get isComplete() {
            return own !== undefined;
        },
        hear(frame) {
            if (frame.type === 'hello')
                hello = frame;
            if (frame.type === 'subscribed')
                own ??= { ...frame, recovered: false, replayed: 0 };
            if (own && frame.type === 'notification.unread')
                unread = frame;
            if (own && 'position' in frame && frame.channel === own.channel)
                own = { ...own, head: frame.position };
        },
        frames: () => [hello, own, unread].filter((frame) => frame !== undefined),
        forget() {
            hello = own = unread = undefined;
        }
    };
}
