declare const _default: unknown;
export default _default;
