/** What tests know of the operations on notifications. */
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import type { PersonName } from '../../support/people.ts'
import type { Stage } from '../stage.ts'
import { forgedCursors, strangeDays } from '../cursors.ts'
import { allowed, everybody, except, hidden, type Subjects } from '../subject.ts'
import { fixture as reportsOf } from '../work/reports-made.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

/** Reports, and the notifications that they made. */
export async function fixture (stage: Stage) {
  const made = await reportsOf(stage)
  const { items: [{ id }], nextCursor } = await stage.clients.lead.listInbox({ limit: 1 })
  return { ...made, notificationId: id, inboxCursor: nextCursor! }
}

const unread: Partial<Record<PersonName, number>> = { lead: 4, manager: 2, otherManager: 1 }
export const unreadOf = (who: PersonName): number => unread[who] ?? 0

function followed (client: Client): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const stop = client.followUnread({
    onUnread: (unread) => resolve({ unread }),
    onRevoked: () => reject(Object.assign(new Error('401'), { code: 'UNAUTHENTICATED' }))
  })
  return promise.finally(stop)
}

export const subjects: Subjects<Fixture> = {
  listNotifications: {
    valid: () => ({}),
    access: [
      allowed(everybody, 'their own', (who) => ({ length: unreadOf(who) }), {
        act: async ({ client }) => ({ length: (await client.listNotifications()).length })
      })
    ]
  },
  listInbox: {
    valid: ({ inboxCursor }) => ({ query: { unread: 'true', type: 'report.submitted', limit: 3, cursor: inboxCursor } }),
    access: [
      allowed(everybody, 'their own', (who) => ({ length: unreadOf(who) }), {
        act: async ({ client }) => ({ length: (await client.listInbox()).items.length })
      }),
      allowed(['lead'], 'what he has read', { items: [], nextCursor: null }, () => ({ query: { unread: 'false' } }))
    ],
    refused: ({ inboxCursor, teamsCursor }) => forgedCursors(inboxCursor, teamsCursor, strangeDays)
  },
  markAllNotificationsRead: {
    valid: () => ({}),
    access: [
      allowed(everybody, 'their own', { ok: true }),
      allowed(except('lead'), "which leaves the lead's", { notificationsUnread: unreadOf('lead') }, {
        async act ({ client, clients }) {
          await client.markAllNotificationsRead()
          return clients.lead.getMySummary()
        }
      })
    ]
  },
  markNotificationRead: {
    by: 'lead',
    valid: ({ notificationId }) => ({ params: { notificationId } }),
    unknown: { updated: false },
    access: [
      allowed(['lead'], 'his own', { updated: true }),
      allowed(['lead'], 'once more', { updated: false }, {
        async act ({ client }, { notificationId }) {
          await client.markNotificationRead(notificationId)
          return client.markNotificationRead(notificationId)
        }
      }),
      hidden(except('lead'), "the lead's", undefined, { updated: false })
    ]
  },
  streamNotifications: {
    valid: () => ({}),
    access: [allowed(everybody, 'how many are unread', (who) => ({ unread: unreadOf(who) }), { act: ({ client }) => followed(client) })]
  }
}
