import { type CounterDeps } from './counter.ts';
import { type LineDeps } from './line.ts';
import type { Downward, Upward } from './messages.ts';
/** The one socket and the one stream of a browser, and what its members have asked for over them. */
export interface Exchange {
    take: (message: Upward) => void;
    close: () => void;
}
export interface ExchangeDeps extends Pick<LineDeps, 'createSocket' | 'createTicket' | 'clearConnections'>, Pick<CounterDeps, 'openStream'> {
    refresh: () => Promise<unknown>;
    /** Who is signed in, as far as this client knows. */
    person: () => string | undefined;
    /** @param to one member; everybody without it. */
    send: (message: Downward, to?: string) => void;
}
export declare function createExchange(deps: ExchangeDeps): Exchange;
