import { toTimestamp } from '../../database/dialect.ts'
import type { SequencedEvent } from '../../repositories/platform/events.ts'
import { frameBytes } from '../connection/prebuilt.ts'

/** An event as subscribers get it. */
export interface Delivery {
  event: SequencedEvent
  /** The WebSocket frame: one for all the sockets of a channel, made when the first asks. */
  frame: () => Buffer
}

/** An event with its frame, for one subscriber or for many. */
export function deliveryOf (event: SequencedEvent): Delivery {
  let frame: Buffer | undefined
  return { event, frame: () => (frame ??= frameBytes(frameOf(event))) }
}

/** The payload is JSON already, and stays as it is. */
function frameOf (event: SequencedEvent): string {
  const head = JSON.stringify({
    v: 1,
    type: event.type,
    id: String(event.id),
    channel: event.channel,
    seq: event.seq,
    position: event.position,
    time: toTimestamp(event.createdAt),
    ...(event.cause !== null && { cause: event.cause })
  })
  return `${head.slice(0, -1)},"data":${event.payload}}`
}
