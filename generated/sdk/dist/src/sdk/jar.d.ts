import type { VisitorCookies } from './options.ts';
/** The cookies of a visitor while a server renders for them: what a call is answered with goes along with the next. */
export interface Jar {
    /** Of the next call; undefined where there are none. */
    header: () => string | undefined;
    /** Keeps what the answer sets, and hands it on to the visitor. */
    take: (response: Response) => void;
    /** Does the visitor get what is set? */
    readonly isHandedOn: boolean;
}
export declare function createJar({ get, set }: VisitorCookies): Jar;
