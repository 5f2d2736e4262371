import type { ClientOptions } from './options.ts';
import { type Request } from './sending.ts';
import { type Session } from './session.ts';
export interface Transport extends Pick<Session, 'onEnd' | 'name'> {
    /** Calls the API; answers the envelope's `data`, or a file as a Blob, or throws ApiError or ConnectionError. */
    call: (request: Request) => Promise<unknown>;
    /** An answer as it comes, for streams; refreshed once when signed out. Its beginning has the limit of every call. */
    open: (request: Request) => Promise<Response>;
    /** Who is signed in is known without asking. */
    adopt: (id: string) => void;
    /** Refreshes, unless another tab has. Resolves to false when the session is over, or nobody would get the new tokens. */
    renew: () => Promise<boolean>;
    /** Nobody is signed in: told to whoever thinks otherwise. */
    lose: () => void;
    /** The id of who is signed in; undefined where nobody has asked. */
    person: () => string | undefined;
    /** Somebody has signed in with this client. @returns a function that ends it. */
    onSignIn: (listener: () => void) => () => void;
    /** Lets go of connections that the browser keeps and that may be dead. */
    clearConnections: () => Promise<void>;
}
export declare function createTransport(options: ClientOptions): Transport;
