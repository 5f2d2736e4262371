/** The number of unread notifications, over server-sent events. */
export interface Counter {
    /** Is the stream still one? */
    wake: () => void;
    close: () => void;
}
export interface CounterDeps {
    openStream: (signal: AbortSignal) => Promise<Response>;
    clearConnections: () => Promise<void>;
    onUnread: (count: number) => void;
}
/** Read through `fetch`: unlike EventSource that sends a bearer token and sees a 401. Comes back by itself. */
export declare function openCounter({ openStream, clearConnections, onUnread }: CounterDeps): Counter;
