import type { components } from '../../generated/types.ts';
import type { ClientOptions, Tokens } from './options.ts';
import type { Session } from './session.ts';
type SignedIn = components['schemas']['SignedIn'];
/** The tokens of a client in bearer mode; with cookies there is nothing to keep, and nothing is kept. */
export interface TokenKeeper {
    read: () => Tokens | undefined;
    keep: (next: Tokens | undefined) => void;
    keepSignedIn: (signedIn: SignedIn) => void;
    /** The session is over. */
    forget: () => false;
    /** The request with what the cookies would have said. */
    added: <R extends {
        path: string;
        body?: unknown;
    }>(request: R) => R;
}
/** @param session where they are kept. */
export declare function createTokens({ mode, onTokens, tokens }: ClientOptions, session: Session): TokenKeeper;
export {};
