/** Reading again does no harm, nor does writing with a key; writing without one might. */
export declare function retrying(harmless: boolean, attempt: () => Promise<unknown>, signal?: AbortSignal): Promise<unknown>;
