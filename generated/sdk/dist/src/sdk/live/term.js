import { createExchange } from "./exchange.js";
export function createTerm({ exchange: exchangeDeps, self, members, post }) {
    let exchange;
    /** Each has a name of its own. */
    let name = self;
    let terms = 0;
    return {
        get isOn() {
            return exchange !== undefined;
        },
        begin() {
            name = `${self}.${++terms}`;
            exchange = createExchange({
                ...exchangeDeps,
                send(message, to) {
                    members.deliver(message, to);
                    // Everybody who is not of this client hears it too.
                    if (to === undefined || !members.has(to))
                        post({ kind: 'down', self: name, message, ...(to !== undefined && { to }) });
                }
            });
            post({ kind: 'lead', self: name });
        },
        end() {
            exchange?.close();
            exchange = undefined;
            post({ kind: 'gone', self: name });
        },
        take: (message) => exchange?.take(message),
        hear(spoken) {
            if (spoken.kind === 'who')
                return post({ kind: 'lead', self: name });
            if (spoken.kind === 'up')
                return exchange?.take(spoken.message);
            if (spoken.kind !== 'ping')
                return;
            post({ kind: 'pong', self: name });
            if (spoken.wake)
                exchange?.take({ kind: 'wake' });
        }
    };
}
