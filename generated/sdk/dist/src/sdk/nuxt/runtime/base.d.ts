/** @throws where nobody has said where the API is. */
export declare function apiBaseOf(apiBase: string | undefined): string;
