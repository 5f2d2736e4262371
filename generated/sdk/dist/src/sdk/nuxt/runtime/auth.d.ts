/** `definePageMeta({ middleware: 'auth', roles: ['hr', 'admin'] })`: for who is signed in, and has one of these roles. */
declare const _default: (to: import("#imports").Route, from: import("#imports").Route) => Promise<unknown>;
export default _default;
