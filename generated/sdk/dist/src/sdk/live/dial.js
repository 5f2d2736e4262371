import { ApiError } from "../errors.js";
import { watchConnection } from "./connection.js";
export function createDial(deps) {
    let connection;
    let isOpen = false;
    let askedAt;
    let clearing;
    function receive(frame) {
        if (frame.type === 'bye')
            deps.onBye(frame.reconnectAfterMs);
        else if (frame.type === 'error' && frame.retryable)
            return deps.onRefused(apiError(frame));
        const opens = frame.type === 'subscribed' && !isOpen;
        if (opens) {
            isOpen = true;
            deps.onOpening();
            connection.keepAlive();
        }
        deps.onTold(frame);
        if (opens)
            deps.onOpen();
    }
    return {
        get connection() {
            return connection;
        },
        get isOpen() {
            return isOpen;
        },
        async once(signal) {
            await clearing;
            clearing = undefined;
            askedAt = performance.now();
            const { ticket } = await deps.createTicket(signal).finally(() => {
                askedAt = undefined;
            });
            if (!deps.isWanted())
                return undefined;
            connection = watchConnection(deps.createSocket(['workpulse.v1', `ticket.${ticket}`]), receive);
            return connection.closed;
        },
        forget() {
            connection = undefined;
            isOpen = false;
        },
        askedFor: () => askedAt === undefined ? undefined : performance.now() - askedAt,
        doubt() {
            clearing = deps.clearConnections();
        }
    };
}
const apiError = ({ code, message }) => new ApiError(0, { code, message, requestId: '' });
