import { type RequestEvent } from '#imports';
/** Passes `/api/v1` on, each way as it comes, so that files and streams are not kept here. */
declare const _default: (event: RequestEvent) => Promise<void> | undefined;
export default _default;
