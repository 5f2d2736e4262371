import { type Call } from '../../generated/sdk/operations.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Session } from './session.ts';
export type { CallOptions } from './options.ts';
export interface Request extends CallOptions, Pick<Call, 'sends' | 'answers'> {
    method: string;
    path: string;
    query?: Record<string, unknown>;
    body?: unknown;
    /** Asks whether there is a session: that there is none is no loss. */
    quiet?: boolean;
}
export interface Transport extends Pick<Session, 'onEnd'> {
    /** Calls the API; answers the envelope's `data`, or a file as a Blob, or throws ApiError or ConnectionError. */
    call: (request: Request) => Promise<unknown>;
    /** An answer as it comes, for streams; refreshed once when signed out. */
    open: (request: Request) => Promise<Response>;
}
export declare function createTransport(options: ClientOptions): Transport;
