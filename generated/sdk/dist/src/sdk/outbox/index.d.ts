/** Drafts that are written while there is no network: kept in the browser, and sent once there is one. */
import type { Client } from '../client.ts';
import { type Draft, type DraftContent } from './drafts.ts';
import { type Outcome } from './post.ts';
export type { Draft, DraftContent } from './drafts.ts';
export type { Outcome } from './post.ts';
export interface OutboxOptions {
    /** Whose drafts these are: the id of who is signed in. Those of somebody else wait for them. */
    userId: string;
    /** Of the database in the browser, `workpulse.outbox` by default. */
    name?: string;
}
export interface Outbox {
    /**
     * Keeps a draft for a day, in the place of one that waits, and resolves once a page that is closed would not lose it. Sending
     * begins at once.
     * @param draft with the version of the report that it goes on from; of a draft that waits already that is known, and this ignored.
     */
    keep: (date: string, draft: DraftContent) => Promise<void>;
    /** What waits, in the order in which it will be sent; what was refused among it, with the reason. */
    list: () => Promise<Draft[]>;
    /** Lets go of a draft that waits. */
    discard: (date: string) => Promise<void>;
    /** Sends what waits, now. Resolves when nothing more can be sent for the time being, and never rejects for want of a network. */
    flush: () => Promise<void>;
    /** Told in every tab, whichever of them has sent it. @returns a function that ends it. */
    onOutcome: (listener: (outcome: Outcome) => void) => () => void;
    /** Sends nothing any more; what waits goes on to. */
    close: () => void;
}
/** Drafts go to `PUT /reports/by-date/{date}`, one after the other; the tabs of a browser take turns. */
export declare function createOutbox(client: Pick<Client, 'upsertReportByDate'>, { userId, name }: OutboxOptions): Outbox;
