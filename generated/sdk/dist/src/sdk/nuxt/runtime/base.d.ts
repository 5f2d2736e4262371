/** The way of the session, which the environment may say anew for what is built. @throws for what is none. */
export declare function isProxied(way: string): boolean;
/** @throws where nobody has said where the API is. */
export declare function apiBaseOf(apiBase: string | undefined): string;
