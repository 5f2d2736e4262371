/** Calls each; what one throws is reported as if nobody had caught it, and keeps nobody else from hearing. */
export declare function callEach<T>(listeners: Iterable<(value: T) => void>, value: T): void;
/** @returns a function that takes it out again. */
export declare function add<T>(set: Set<T>, item: T): () => void;
