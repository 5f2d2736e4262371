import { type Ref } from 'vue';
import type { Methods } from '../../../../generated/sdk/operations.ts';
import type { Client, User } from '../../client.ts';
/**
 * `unknown`: on a server that cannot see the session, and in the browser until the API has answered. `unreachable`: the API could not
 * be asked; it is asked again by itself.
 */
export type SessionStatus = 'unknown' | 'in' | 'out' | 'unreachable';
export interface Session {
    /** Who is signed in; or was, while `expired`. */
    user: Readonly<Ref<User | undefined>>;
    status: Readonly<Ref<SessionStatus>>;
    /** The session has ended while this page was open, and the page stays: ask for the password over it. */
    expired: Readonly<Ref<boolean>>;
    /**
     * Signs in, and leads from the sign-in page to the page that was asked for, or to `to`.
     * @throws ApiError as `login` does, and ConnectionError; of the kind `blocked` where the browser keeps no cookies.
     */
    signIn: (credentials: Parameters<Methods['login']>[0], way?: {
        to?: string;
    }) => Promise<User>;
    /** Leaves for Google, which comes back to the page that was asked for, or to `to`. */
    signInWithGoogle: (way?: {
        to?: string;
    }) => Promise<void>;
    /** Signs out, in every tab of the browser, and leads to the sign-in page. */
    signOut: () => Promise<void>;
    /** Asks again who is there. */
    retry: () => Promise<SessionStatus>;
    /** Resolves once it is known who is there, or that the API cannot be asked. */
    settled: () => Promise<SessionStatus>;
}
/** What the plugins know of it beside. */
export interface SessionControl extends Session {
    /** The server that rendered the page, or the API, says who is there. */
    know: (user: User | undefined) => void;
    /** The session is over, whoever noticed. */
    lose: () => void;
    /** Whoever was signed in is leaving by themselves: nobody has to lead them anywhere. */
    readonly isLeaving: boolean;
    /** Another tab has signed in: what this one shows may be another person's. */
    compare: () => void;
}
/** Who is signed in, and what changes that. */
export declare function useSession(): Session;
/** @param client to be called later only: it is made with `lose`. */
export declare function createSessionControl(client: () => Client): SessionControl;
