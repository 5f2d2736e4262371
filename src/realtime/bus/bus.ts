import type { SequencedEvent } from '../../repositories/platform/events.ts'

/** Events on their way, and of which log they are: several services can share one Redis. */
export interface BusMessage {
  epoch: string
  events: SequencedEvent[]
}

/** Carries sequenced events from the sequencer to every replica. Losing a message loses no event: the table has it. */
export interface Bus {
  /** Does it reach other processes, as far as is known? Where it does not, the log is followed closely. */
  readonly reachesOthers: boolean
  /** Returns at once; listeners in this process have been called by then. */
  publish: (message: BusMessage) => void
  /** @returns a function that ends the subscription. */
  subscribe: (listener: (message: BusMessage) => void) => () => void
  /** Events came another way that should have come by this one: it makes sure that it still hears. */
  suspect: () => void
  close: () => Promise<void>
}
