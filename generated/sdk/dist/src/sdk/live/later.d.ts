import type { Connections } from './connections.ts';
import type { LiveDeps } from './live.ts';
type OnSessionEnd = (listener: () => void) => () => void;
/**
 * The live connections, whose code is loaded when somebody first asks for one: who only calls the API does without. Whatever is asked
 * for meanwhile holds from then on.
 */
export declare function connectionsLater(deps: LiveDeps, onSessionEnd: OnSessionEnd): Connections;
export {};
