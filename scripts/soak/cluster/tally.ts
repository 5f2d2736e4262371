/** What the clients of a run have seen. */
export interface Tally {
  /** Changes that were acknowledged. */
  acknowledged: number
  /** Changes of which the answer did not arrive and that had been made all the same. */
  foundMade: number
  /** Those that had not. */
  foundUnmade: number
  /** Answers by status. */
  statuses: Map<number, number>
  /** Requests without an answer: refused, reset, or none in time. */
  unanswered: number
  /** Of those, by the system's word for it. */
  silences: Map<string, number>
  /** A version that was acknowledged and is not there, or of another's change. */
  lost: string[]
  /** A change that is there twice. */
  repeated: string[]
  /** Events that did not come, or not in their order. */
  disordered: string[]
  /** Events that came, each once. */
  events: number
  /** A conflict although nobody else writes, or a read that was older than what had been acknowledged. */
  stale: number
  /** Answers that a client may never get. */
  wrong: string[]
  resyncs: number
}

export const newTally = (): Tally => ({
  acknowledged: 0,
  foundMade: 0,
  foundUnmade: 0,
  statuses: new Map(),
  unanswered: 0,
  silences: new Map(),
  lost: [],
  repeated: [],
  disordered: [],
  events: 0,
  stale: 0,
  wrong: [],
  resyncs: 0
})

/** @returns what must not have been. */
export function faultsOf ({ lost, repeated, disordered, stale, wrong }: Tally): string[] {
  return [
    ...lost.map((what) => `lost: ${what}`),
    ...repeated.map((what) => `repeated: ${what}`),
    ...disordered.map((what) => `out of order: ${what}`),
    ...wrong.map((what) => `wrong answer: ${what}`),
    ...stale > 0 ? [`${stale} reads were older than what had been acknowledged`] : []
  ]
}
