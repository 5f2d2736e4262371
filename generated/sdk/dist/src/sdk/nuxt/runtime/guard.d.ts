import { type Route } from '#imports';
/**
 * Lets through who may see a page. While it is not known who is there, another component stands in the page's place, on the server
 * and in the browser alike, and the address stays as it was asked for.
 */
export declare function admit(to: Route): Promise<unknown>;
