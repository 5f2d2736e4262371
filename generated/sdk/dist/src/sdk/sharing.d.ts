import type { ClientOptions } from './options.ts';
/** What the clients of one browser, or of one `storage`, have in common; a client that shares nothing has it to itself. */
export interface Sharing {
    /** What the clients that have it in common are known by; undefined for a client that shares nothing. */
    name: string | undefined;
    read: (name: string) => string | undefined;
    write: (name: string, value: string | undefined) => void;
    /** One at a time. */
    exclusively: <T>(work: () => Promise<T>) => Promise<T>;
    /** Within a turn: whoever's turn is next finds it in `published`, though storage and channel may bring it there later. */
    publish: (text: string) => Promise<void>;
    /** What was published a short while ago, by whichever tab. */
    published: () => Promise<string[]>;
    /** Calls `hear` of the others, not one's own. */
    tell: (text: string) => void;
}
/**
 * Outside a page (`document` tells) nothing is shared unless there is a storage: a server that renders for many
 * people has locks and channels too.
 */
export declare function createSharing({ baseUrl, mode, storage }: ClientOptions, hear: (text: string) => void): Sharing;
