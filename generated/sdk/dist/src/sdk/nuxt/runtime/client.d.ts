import type { Client } from '../../client.ts';
/** The API: one client for each page, and on the server one for each request. */
export declare function useWorkPulse(): Client;
