import type { Spoken } from './channel.ts';
/** The client that leads this browser, when it is another than this one, and whether it still says something. */
export interface Leader {
    /** Of its term; undefined while it is not known. */
    readonly name: string | undefined;
    /** @returns whether it is another than before. */
    follow: (name: string) => boolean;
    /** It has said something. */
    heard: () => void;
    /** Asks whether it is there, or who leads. */
    ask: (wake: boolean) => void;
    /** Has it been asked too often in vain? */
    isSilent: () => boolean;
    forget: () => void;
}
export declare function createLeader(self: string, post: (spoken: Spoken) => void): Leader;
