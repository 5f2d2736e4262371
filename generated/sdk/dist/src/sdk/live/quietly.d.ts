/** A promise that nobody need wait for. */
export declare function quietly(): PromiseWithResolvers<void>;
