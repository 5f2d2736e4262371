/** A faster request has exchanged the token that this one refused. */
export declare function isSuperseded(response: Response): Promise<boolean>;
/** @throws ConnectionError where it breaks off. */
export declare function readFile(response: Response): Promise<Blob>;
/** The envelope's `data`. @throws ApiError, or ConnectionError where it is not the API's own. */
export declare function readEnvelope(response: Response): Promise<unknown>;
