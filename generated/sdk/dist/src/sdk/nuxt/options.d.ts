export interface ModuleOptions {
    /**
     * `direct`: browsers call the API where it is, and a server that renders does not know who is there. `proxy`: the front end's
     * server passes `/api/v1` on, and pages are rendered signed in.
     */
    session?: 'direct' | 'proxy';
    /** The path of the page where one signs in, `/login` by default. */
    signIn?: string;
    /** Where one is led after signing in, if no page was asked for: `/` by default. */
    home?: string;
    /**
     * Which pages are for those who are signed in: `named`, those that say `definePageMeta({ middleware: 'auth' })`; `all`, every page
     * but the one where one signs in and those that say `definePageMeta({ auth: false })`.
     */
    guard?: 'named' | 'all';
    /**
     * When a session ends while a page is open: `redirect` leads to where one signs in; `stay` leaves the page as it is, with what has been
     * typed, and `useSession().expired` true. A page says otherwise with `definePageMeta({ sessionEnd: 'stay' })`.
     */
    sessionEnd?: 'redirect' | 'stay';
    /**
     * The path of a component that is shown in the place of a page while nobody knows who is there: it gets `status`, `unknown` or
     * `unreachable`, and `retry`.
     */
    waiting?: string;
}
export type ResolvedOptions = Required<Omit<ModuleOptions, 'waiting'>>;
export declare const defaults: ResolvedOptions;
