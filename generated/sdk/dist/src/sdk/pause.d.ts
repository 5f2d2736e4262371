/** @param milliseconds ends early when `signal` aborts. */
export declare function pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
