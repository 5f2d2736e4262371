/**
 * Does work that has to end: within so many milliseconds, or with `outer`. The work is told by its signal, and not waited for.
 * @throws ConnectionError of the kind `timeout`.
 */
export declare function within<T>(milliseconds: number, what: string, work: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T>;
