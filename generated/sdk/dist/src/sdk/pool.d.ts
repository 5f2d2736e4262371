/** The connections that a browser keeps for later calls: after a silent loss they are dead, and nobody tells. */
export interface Pool {
    /** Uses all of them at once for something small; those that let it wait are given up. Resolves when that is over. */
    clear: () => Promise<void>;
}
/** @param probe a small call with a short limit. */
export declare function createPool(probe: () => Promise<Response>): Pool;
