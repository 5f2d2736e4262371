/** What chats are told of a team's day. */
import type { Database } from '../../database/tables.ts'
import { toDateTime } from '../../database/dialect.ts'
import { newId } from '../../database/id.ts'
import * as deliveries from '../../repositories/outward/webhook-deliveries.ts'
import * as webhooks from '../../repositories/outward/webhooks.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import { teamDayText, type TeamDayTold } from '../../texts/chats.ts'
import { sendFrom } from './webhook-turns.ts'

const day = 86_400_000

/** In the language of the organisation, once a day. None of a day on which nobody had anything to hand in, and nothing waits. */
export async function tellChats (tx: Database, teamId: string, told: TeamDayTold, now: Date): Promise<void> {
  if (told.expected + told.waiting === 0) return
  const chats = await webhooks.listChats(tx, teamId)
  if (chats.length === 0) return
  const body = teamDayText(told, await organisation.readDefaultLocale(tx))
  // One delivery for each day, in their order.
  const position = Date.parse(told.date) / day
  await deliveries.insertAll(
    tx,
    chats.map((webhookId) => {
      const id = newId(now.getTime())
      return { id, webhookId, position, type: 'team.digest', messageId: id, body, time: toDateTime(now) }
    })
  )
  for (const id of chats) await sendFrom(tx, id, now)
}
