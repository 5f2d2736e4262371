import type { Database } from '../../database/tables.ts'
import { oldestPosition, readChannel, readClock } from '../../repositories/platform/events.ts'
import type { ResyncReason } from '../../../generated/events.ts'
import { deliveryOf, type Delivery } from './delivery.ts'
import type { Hub } from './hub.ts'
import { limits } from '../limits.ts'

export type Replay =
  | { kind: 'events', deliveries: Delivery[] }
  | { kind: 'resync', reason: ResyncReason }

const events = (deliveries: Delivery[]): Replay =>
  deliveries.length > limits.replayed ? { kind: 'resync', reason: 'too_many' } : { kind: 'events', deliveries }

/** What a channel carried after `since` and up to `head`, which the hub has delivered: from its ring, else from the table. */
export async function replay (db: Database, hub: Hub, channel: string, since: number, head: number): Promise<Replay> {
  if (since === head) return events([])
  // Another replica may be ahead of this one; a log that never came so far is not the one that the client knows.
  if (since > head) return (await readClock(db)).position >= since ? events([]) : { kind: 'resync', reason: 'epoch' }
  const recent = hub.recent(channel, since)
  if (recent) return events(recent.filter(({ event }) => event.position <= head))
  const kept = await readChannel(db, channel, since, head, limits.replayed + 1)
  // Asked afterwards: what is deleted between the two is missed, not passed over.
  const oldest = await oldestPosition(db)
  if (oldest === undefined || since < oldest - 1) return { kind: 'resync', reason: 'too_old' }
  return events(kept.map(deliveryOf))
}
