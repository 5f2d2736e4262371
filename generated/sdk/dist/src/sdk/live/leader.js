const mostUnanswered = 2;
export function createLeader(self, post) {
    let name;
    let unanswered = 0;
    return {
        get name() {
            return name;
        },
        follow(next) {
            unanswered = 0;
            if (name === next)
                return false;
            name = next;
            return true;
        },
        heard() {
            unanswered = 0;
        },
        ask(wake) {
            unanswered++;
            post(name === undefined ? { kind: 'who', self } : { kind: 'ping', self, wake });
        },
        isSilent: () => unanswered >= mostUnanswered,
        forget() {
            name = undefined;
        }
    };
}
