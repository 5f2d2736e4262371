import type { Spoken } from './channel.ts';
import { type ExchangeDeps } from './exchange.ts';
import type { Members } from './members.ts';
import type { Upward } from './messages.ts';
/** A client's terms as the leader of its browser: as long as one lasts, the exchange is here. */
export interface Term {
    readonly isOn: boolean;
    begin: () => void;
    end: () => void;
    take: (message: Upward) => void;
    /** What the other clients say to the leader. */
    hear: (spoken: Spoken) => void;
}
export interface TermDeps {
    exchange: Omit<ExchangeDeps, 'send'>;
    self: string;
    members: Members;
    post: (spoken: Spoken) => void;
}
export declare function createTerm({ exchange: exchangeDeps, self, members, post }: TermDeps): Term;
