/** What tests know of the operations on oneself. */
import { people } from '../../support/people.ts'
import { allowed, everybody, except, superiors, type Subjects } from '../subject.ts'
import { unreadOf } from '../platform/notifications.ts'
import { fixture } from '../work/reports-made.ts'

export { fixture }

export const subjects: Subjects<unknown> = {
  getMySummary: {
    valid: () => ({}),
    access: [
      allowed(everybody, 'their own', (who) => ({ user: { id: people[who].id }, notificationsUnread: unreadOf(who) })),
      allowed(['employee'], 'her own draft of today', { today: { reportState: 'draft' } }),
      allowed(['manager', 'hr', 'admin'], 'no report of their own', { today: { reportId: null } }),
      allowed(except(...superiors, 'neighbour', 'otherManager'), 'no team to lead', {
        permissions: ['analytics.export'],
        team: null
      }),
      allowed(superiors, 'how those stand whom they lead, and what waits for them', (who) => ({
        team: { members: { lead: 3, manager: 4 }[who as string] ?? 5 }
      }))
    ]
  }
}
