/** Errors of the SDK arrive in the browser as what they were on the server. */
declare const _default: unknown;
export default _default;
