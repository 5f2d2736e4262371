import { toTimestamp } from '../../database/dialect.ts'
import type { SequencedEvent } from '../../repositories/platform/events.ts'
import { inboxItemOf } from '../../rules/platform/notices.ts'
import type { Locale } from '../../texts/locale.ts'
import { frameBytes } from '../connection/prebuilt.ts'

/** An event as subscribers get it. */
export interface Delivery {
  event: SequencedEvent
  /** The WebSocket frame: one for all the sockets of a channel that read the language, made when the first asks. */
  frame: (locale: Locale) => Buffer
}

/** An event with its frame, for one subscriber or for many. */
export function deliveryOf (event: SequencedEvent): Delivery {
  const frames: Partial<Record<Locale, Buffer>> = {}
  // What is no sentence is the same in each.
  const language = event.type === 'notification.new' ? (locale: Locale) => locale : (): Locale => 'en'
  return { event, frame: (locale) => (frames[language(locale)] ??= frameBytes(frameOf(event, locale))) }
}

/** The payload is JSON already, and stays as it is but for what its reader reads. */
function frameOf (event: SequencedEvent, locale: Locale): string {
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
  return `${head.slice(0, -1)},"data":${event.type === 'notification.new' ? inWords(event.payload, locale) : event.payload}}`
}

/** What was written as sentences, before notices were stored otherwise, stays. */
function inWords (payload: string, locale: Locale): string {
  const notice = JSON.parse(payload)
  return notice.arguments ? JSON.stringify(inboxItemOf(notice, locale)) : payload
}
