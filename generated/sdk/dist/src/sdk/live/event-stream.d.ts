export interface ServerSentEvent {
    event?: string;
    data?: string;
    id?: string;
    retry?: number;
}
/** As the HTML standard parses an event stream, for the fields that this one has. `onBytes`: called for comments too. */
export declare function eventsOf(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<ServerSentEvent>;
