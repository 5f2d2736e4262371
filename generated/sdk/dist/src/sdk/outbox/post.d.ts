import type { components } from '../../../generated/types.ts';
import type { Client } from '../client.ts';
import type { Draft, Drafts } from './drafts.ts';
type UpsertedReport = components['schemas']['UpsertedReport'];
/** What became of a draft. */
export type Outcome = 
/** It is at the API, and `report` is what is there. */
{
    kind: 'sent';
    date: string;
    report: UpsertedReport['report'];
    created: boolean;
}
/**
 * It was refused, and waits: there is a newer version (`VERSION_CONFLICT`, whose `meta` says which), it was handed in meanwhile
 * (`STATE_CONFLICT`), or a rule says no. Keep it anew, with the version that is there now, or discard it.
 */
 | {
    kind: 'refused';
    date: string;
    draft: Draft;
};
interface PostDeps {
    userId: string;
    closing: AbortSignal;
    tell: (outcome: Outcome) => void;
}
/** Sends what waits, one after the other, and says what became of each. */
export declare function createPost(client: Pick<Client, 'upsertReportByDate'>, drafts: Drafts, { userId, closing, tell }: PostDeps): () => Promise<boolean>;
export {};
