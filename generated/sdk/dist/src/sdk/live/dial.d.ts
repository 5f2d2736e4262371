import { ApiError } from '../errors.ts';
import { type Connection } from './connection.ts';
import type { Told } from './messages.ts';
/** The connections of a line, one after the other. */
export interface Dial {
    readonly connection: Connection | undefined;
    /** Is it authenticated, and follows one's own channel? */
    readonly isOpen: boolean;
    /** From ticket to close. @returns the code it closed with; undefined where it is not wanted by now. @throws as the ticket is refused. */
    once: (signal: AbortSignal) => Promise<number | undefined>;
    forget: () => void;
    /** In milliseconds: how long a ticket is waited for; undefined where none is. */
    askedFor: () => number | undefined;
    /** Connections that the browser keeps may be dead: the next ticket does not come by them. */
    doubt: () => void;
}
export interface SocketDeps {
    createSocket: (protocols: string[]) => WebSocket;
    createTicket: (signal: AbortSignal) => Promise<{
        ticket: string;
    }>;
    /** Lets go of connections that a browser keeps and that may be dead. */
    clearConnections: () => Promise<void>;
    /** The first frames of a connection, and all others. */
    onTold: (frame: Told) => void;
    onOpen: () => void;
}
interface DialDeps extends SocketDeps {
    isWanted: () => boolean;
    /** It follows one's own channel: whoever hears of it may ask for more at once. */
    onOpening: () => void;
    /** In milliseconds, as the server asked. */
    onBye: (comeBackAfter: number) => void;
    /** The service cannot answer just now. */
    onRefused: (error: ApiError) => void;
}
export declare function createDial(deps: DialDeps): Dial;
export {};
