import type { ClientOptions } from './options.ts';
import { type Sharing } from './sharing.ts';
export interface Session extends Pick<Sharing, 'name' | 'read' | 'write' | 'exclusively'> {
    /** Another after each change of the tokens, in whichever tab. To be taken before a request is sent. */
    mark: () => string;
    /**
     * After a 401: refreshes, unless somebody has since the mark was taken. All callers share it.
     * @returns is it worth repeating the request?
     * @throws ApiError or ConnectionError when the service cannot tell just now.
     */
    renew: (mark: string, refresh: () => Promise<boolean>) => Promise<boolean>;
    /** A request sent at `mark` was answered as a signed-in person's. */
    confirm: (mark: string) => void;
    /** Within `exclusively`: there are new tokens. */
    begin: () => Promise<void>;
    /** Within `exclusively`: one has signed out here. */
    leave: () => Promise<void>;
    /** There is no session any more. `quiet`: unless one was known, nobody is told. */
    lose: (quiet?: boolean) => void;
    /** @returns a function that ends it. */
    onEnd: (listener: () => void) => () => void;
}
/** Whether one is signed in, as the client, the tabs and the live connections agree on it. */
export declare function createSession(options: ClientOptions): Session;
