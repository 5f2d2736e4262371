/** What waits to be sent, in the browser's IndexedDB: it outlives the page. */
import type { components } from '../../../generated/types.ts';
import type { ApiErrorJson } from '../errors.ts';
type Schemas = components['schemas'];
/** What is written for a day, and which version of its report that goes on from; null where there was none. */
export type DraftContent = Schemas['UpsertReport'];
/** A draft as it waits. */
export interface Draft {
    /** Whose. */
    userId: string;
    /** `YYYY-MM-DD` */
    date: string;
    /** Drafts are sent in this order: as they were first kept. */
    order: number;
    /** Grows with each time that it is kept. */
    revision: number;
    draft: DraftContent;
    /** What was sent last, while nobody knows whether it arrived. */
    sent: DraftContent | null;
    /** Why it was refused: it waits for the page to keep it anew, or to discard it. */
    refused: ApiErrorJson | null;
    /** Milliseconds since 1970. */
    keptAt: number;
}
/** Which of the drafts. */
type Key = Pick<Draft, 'userId' | 'date'>;
export interface Drafts {
    /** In the order in which they are to be sent. */
    list: (userId: string) => Promise<Draft[]>;
    /** Reads, changes and writes in one transaction: no other tab comes in between. What `change` answers is kept, undefined is not. */
    change: (key: Key, change: (present: Draft | undefined, nextOrder: number) => Draft | undefined) => Promise<Draft | undefined>;
    close: () => void;
}
export declare function openDrafts(name: string): Drafts;
export {};
