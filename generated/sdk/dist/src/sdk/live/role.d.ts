import type { Spoken } from './channel.ts';
import { type LeadershipDeps } from './leadership.ts';
import type { Upward } from './messages.ts';
import { type TermDeps } from './term.ts';
/** What a client is to the others of its browser: the one that holds the connections, or one that speaks to it. */
export interface Role {
    /** Is there somebody who holds them? */
    readonly isFilled: boolean;
    /** To whoever leads. */
    say: (message: Upward) => void;
    hear: (spoken: Spoken) => void;
    /** Is there where the members are. @param election undefined where nobody can be elected: it leads itself alone. */
    begin: (election: Pick<LeadershipDeps, 'locks' | 'name'> | undefined) => void;
    /** Waits for its turn, and asks who leads meanwhile. */
    stand: () => void;
    /** Time has passed unnoticed, or the network has changed. */
    wake: () => void;
    /** Looks whether the leader is still there, and takes its place where it is not. */
    watch: () => void;
    /** The page is about to be frozen, or to go: what it holds is handed over while it can be. */
    sleep: () => void;
    end: () => void;
}
export declare function createRole({ exchange, self, members, post, person }: TermDeps & {
    person: () => string | undefined;
}): Role;
