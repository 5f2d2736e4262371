import { type Call } from '../../generated/sdk/operations.ts';
import type { createJar } from './jar.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { TokenKeeper } from './tokens.ts';
export interface Request extends CallOptions, Pick<Call, 'sends' | 'answers'> {
    method: string;
    path: string;
    query?: Record<string, unknown>;
    body?: unknown;
    /** Asks whether there is a session: that there is none is no loss. */
    quiet?: boolean;
}
/** Where requests go, and what goes with each. */
export interface Sending {
    baseUrl: string;
    fetchIt: typeof fetch;
    credentials: RequestCredentials;
    jar: ReturnType<typeof createJar> | undefined;
    tokens: TokenKeeper;
}
/** Sends one request, as it is. @throws ConnectionError where the API cannot be reached. */
export declare function createSender(options: ClientOptions, { baseUrl, fetchIt, credentials, jar, tokens }: Sending): ({ method, path, query, body, signal, sends, answers, idempotencyKey, onProgress }: Request) => Promise<Response>;
