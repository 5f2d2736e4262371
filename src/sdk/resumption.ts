import type { EventFrames } from '../../generated/sdk/frames.ts'

/** An event that has its place in the log; the others have none, and only the latest of them counts. */
export type LoggedEvent = Extract<EventFrames, { position: number }>

interface Place {
  /** Everything of the channel up to this position has been handed on. */
  position: number | undefined
  /** While the server replays: what comes, live or again, until it says that it is done. */
  held: LoggedEvent[] | undefined
}

export interface Resumption {
  /** Hands an event on, once and in order. */
  take: (event: LoggedEvent) => void
  /** From where the channel is to be resumed; undefined when nothing is known of it. Holds its events until `settle`. */
  resume: (channel: string) => number | undefined
  /** The server has said that it is done: everything up to `head` has come. */
  settle: (channel: string, head: number) => void
  /** Begins at a position that the caller knows, such as that of a list on the page. */
  begin: (channel: string, since: number) => void
  forget: (channel: string) => void
  forgetAll: () => void
}

/** Where one is in each channel, so that a connection that comes back misses nothing and repeats nothing. */
export function createResumption (handOn: (event: LoggedEvent) => void): Resumption {
  const places = new Map<string, Place>()

  function placeOf (channel: string): Place {
    let place = places.get(channel)
    if (!place) places.set(channel, place = { position: undefined, held: undefined })
    return place
  }

  function advance (place: Place, event: LoggedEvent): void {
    if (place.position !== undefined && event.position <= place.position) return
    place.position = event.position
    handOn(event)
  }

  return {
    take (event) {
      const place = placeOf(event.channel)
      if (place.held) place.held.push(event)
      else advance(place, event)
    },
    resume (channel) {
      const place = placeOf(channel)
      place.held = []
      return place.position
    },
    settle (channel, head) {
      const place = placeOf(channel)
      const held = (place.held ?? []).sort((a, b) => a.position - b.position)
      place.held = undefined
      for (const event of held) advance(place, event)
      place.position = Math.max(place.position ?? 0, head)
    },
    begin: (channel, since) => { placeOf(channel).position = since },
    forget: (channel) => { places.delete(channel) },
    forgetAll: () => { places.clear() }
  }
}
