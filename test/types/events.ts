/** Mistakes about realtime events, none of which compiles. The compiler checks this; there is nothing to run. */
import { channels, event, type Channel, type ClientFrame, type EventFrame, type ServerFrame } from '../../generated/events.ts'
import type { InboxItem, Report } from '../../generated/schemas.ts'
import { teamViewOf } from '../../src/rules/work/report-events.ts'

declare const report: Report
declare const notification: InboxItem
declare const frame: EventFrame

// What is right compiles.
event(channels.user('id'), 'report.created', report)
event(channels.user('id'), 'notification.new', notification)
event(channels.team('id'), 'report.submitted', teamViewOf(report))
export const ping: ClientFrame = { type: 'ping' }

// Channels
// @ts-expect-error: an event that no channel carries
event(channels.user('id'), 'report.painted', report)
// @ts-expect-error: one that this channel does not carry
event(channels.team('id'), 'report.created', teamViewOf(report))
// @ts-expect-error: nor this
event(channels.team('id'), 'notification.new', notification)
// @ts-expect-error: a name that is no channel
event('user:id', 'report.created', report)
// @ts-expect-error: a channel of another kind
export const channel: Channel<'user'> = channels.team('id')
// @ts-expect-error: a channel that is none
channels.division('id')
// @ts-expect-error: a channel of nobody
channels.user()

// Data
// @ts-expect-error: that of another event
event(channels.user('id'), 'notification.new', report)
// @ts-expect-error: that of another channel
event(channels.user('id'), 'report.submitted', teamViewOf(report))
// @ts-expect-error: none
event(channels.user('id'), 'report.created')
// @ts-expect-error: a missing key
event(channels.team('id'), 'report.submitted', { id: '', userId: '', reportDate: '', teamId: '', divisionId: '', state: 'submitted', timing: null, version: 1 })
// @ts-expect-error: a key of another type
event(channels.user('id'), 'notification.new', { ...notification, read: 'no' })
// @ts-expect-error: a value that the enumeration does not have
event(channels.team('id'), 'report.submitted', { ...teamViewOf(report), state: 'lost' })
// @ts-expect-error: a key too many
event(channels.user('id'), 'notification.new', { ...notification, userId: '' })
// @ts-expect-error: what the people of a team may not read, which a value from elsewhere has
event(channels.team('id'), 'report.submitted', report)

// Frames
// @ts-expect-error: a frame that is none
export const shout: ClientFrame = { type: 'shout' }
// @ts-expect-error: without its channel
export const subscribe: ClientFrame = { type: 'subscribe' }
// @ts-expect-error: one that only clients send
export const subscribed: ServerFrame = { type: 'subscribe', channel: 'user:id' }

export function title (): string {
  // @ts-expect-error: data of an event, before it is known which it is
  if (frame.data.title) return ''
  return frame.type === 'notification.new' ? frame.data.title : ''
}
