import { type SdkError } from '../errors.ts';
import { type Connection } from './connection.ts';
import { type SocketDeps } from './dial.ts';
/** The one socket, which comes back for as long as somebody wants it. */
export interface Line {
    /** One that is authenticated and follows one's own channel; undefined meanwhile. */
    readonly connection: Connection | undefined;
    readonly state: 'connecting' | 'waiting' | 'open';
    readonly reason: SdkError | undefined;
    /** Everything that was asked has been answered: pauses begin small again. */
    settled: () => void;
    /** The service cannot answer just now; after a pause it may. */
    comeBack: (reason?: SdkError) => void;
    /** At once, with another ticket. */
    renew: () => void;
    /** Is the connection still one? And where there is none, tries at once. */
    wake: () => void;
    close: () => void;
}
export interface LineDeps extends SocketDeps {
    /** Has no connection any more, or still none. */
    onDown: (state: 'connecting' | 'waiting', code?: number, reason?: SdkError) => void;
    /** Coming back would end the same way. */
    onOver: (reason?: SdkError) => void;
}
export declare function openLine(deps: LineDeps): Line;
