import type { EventFrames } from '../../../generated/sdk/frames.ts'

/** An event that has its place in the log; the others have none, and only the latest of them counts. */
export type LoggedEvent = Extract<EventFrames, { position: number }>

interface Place {
  /** Everything of the channel up to this position has been handed on. */
  position: number | undefined
  /** The log that it is a position of; undefined until a server has named one. */
  epoch: string | undefined
  /** What the server was asked to replay from. */
  asked: number | undefined
  /** While the server replays: what comes, live or again, until it says that it is done. */
  held: LoggedEvent[] | undefined
}

export interface Resumption {
  /** Hands an event on, once and in order. Those of a channel that nobody follows any more are dropped. */
  take: (event: LoggedEvent) => void
  /** From where the channel is to be resumed; undefined when nothing is known of it. Holds its events until `settle`. */
  resume: (channel: string, epoch: string | undefined) => number | undefined
  /** Has somebody asked, since `resume`, for more than the server is replaying? */
  isBehind: (channel: string) => boolean
  /** The server has said that it is done: everything up to `head` has come. */
  settle: (channel: string, head: number, epoch: string) => void
  /**
   * Begins at a position that a caller knows, such as that of a list on the page; of several at the first. Holds its events
   * until `settle`.
   */
  begin: (channel: string, since: number, epoch: string | undefined) => void
  /** What was missed will not come: the channel goes on after `head`. */
  skip: (channel: string, head: number) => void
  knows: (channel: string) => boolean
  forget: (channel: string) => void
  /** Forgets what is of another log. @returns the channels. */
  forgetOthers: (epoch: string) => string[]
}

/** Where one is in each channel, so that a connection that comes back misses nothing and repeats nothing. */
export function createResumption (handOn: (event: LoggedEvent) => void): Resumption {
  const places = new Map<string, Place>()

  function placeOf (channel: string): Place {
    let place = places.get(channel)
    if (!place) places.set(channel, place = { position: undefined, epoch: undefined, asked: undefined, held: undefined })
    return place
  }

  function advance (place: Place, event: LoggedEvent): void {
    if (place.position !== undefined && event.position <= place.position) return
    place.position = event.position
    handOn(event)
  }

  return {
    take (event) {
      const place = places.get(event.channel)
      if (place?.held) place.held.push(event)
      else if (place) advance(place, event)
    },
    resume (channel, epoch) {
      const place = placeOf(channel)
      place.held ??= []
      place.epoch ??= epoch
      place.asked = place.position
      return place.asked
    },
    isBehind (channel) {
      const { position = Infinity, asked = Infinity } = placeOf(channel)
      return position < asked
    },
    settle (channel, head, epoch) {
      const place = placeOf(channel)
      const held = (place.held ?? []).sort((a, b) => a.position - b.position)
      place.held = undefined
      for (const event of held) advance(place, event)
      const isSameLog = place.epoch === undefined || place.epoch === epoch
      place.position = isSameLog ? Math.max(place.position ?? 0, head) : head
      place.epoch = epoch
    },
    begin (channel, since, epoch) {
      const place = placeOf(channel)
      place.held ??= []
      place.epoch ??= epoch
      place.position = Math.min(place.position ?? Infinity, since)
    },
    skip (channel, head) {
      const place = placeOf(channel)
      place.held &&= []
      place.position = place.asked = head
    },
    knows: (channel) => places.get(channel)?.position !== undefined,
    forget: (channel) => {
      places.delete(channel)
    },
    forgetOthers (epoch) {
      const others = [...places].filter(([, place]) => place.epoch !== undefined && place.epoch !== epoch).map(([channel]) => channel)
      for (const channel of others) places.delete(channel)
      return others
    }
  }
}
