import { type SdkError } from '../errors.ts';
export type ConnectionState = 'connecting' | 'open' | 'waiting' | 'closed';
/** How a realtime connection stands, and who waits for it. */
export interface Status {
    readonly state: ConnectionState;
    readonly reason: SdkError | undefined;
    /** Resolves once it is open; rejects once it is closed. */
    readonly opened: Promise<void>;
    open: () => void;
    lose: (state: 'connecting' | 'waiting', reason?: SdkError) => void;
    /** @param error what those who wait are told. */
    close: (error: SdkError, reason?: SdkError) => void;
    /** As the work ends; rejects with what keeps the connection from coming about, once that has taken too long. */
    patiently: (work: Promise<void>) => Promise<void>;
    onState: (listener: (state: ConnectionState, reason?: SdkError) => void) => () => void;
}
/** @param patience in milliseconds. */
export declare function createStatus(patience: number): Status;
