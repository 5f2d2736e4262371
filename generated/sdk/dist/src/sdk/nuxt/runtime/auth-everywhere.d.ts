/** Every page is for who is signed in, but those that say otherwise. */
declare const _default: (to: import("#imports").Route, from: import("#imports").Route) => Promise<unknown> | undefined;
export default _default;
