import type { IncomingMessage } from 'node:http';
/** What says who asks: the API counts and limits by visitor, and shows each where they are signed in. */
export declare function forwarded({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): Record<string, string>;
/** A Set-Cookie line of the API, so that the browser sends the cookie with each page: what renders it may have to refresh. */
export declare function forThePage(line: string): string;
