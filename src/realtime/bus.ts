import type { SequencedEvent } from '../repositories/events.ts'

/** Carries sequenced events from the sequencer to the hub of every replica. Losing a message loses no event: the table has it. */
export interface Bus {
  publish: (events: SequencedEvent[]) => Promise<void>
  /** @returns a function that ends the subscription. */
  subscribe: (listener: (events: SequencedEvent[]) => void) => () => void
  close: () => Promise<void>
}
