/** What tests know of the operations on oneself. */
import { people } from '../../support/people.ts'
import { allowed, everybody, type Subjects } from '../subject.ts'
import { unreadOf } from '../platform/notifications.ts'
import { fixture } from '../work/reports.ts'

export { fixture }

export const subjects: Subjects<unknown> = {
  getMySummary: {
    valid: () => ({}),
    access: [
      allowed(everybody, 'their own', (who) => ({ user: { id: people[who].id }, notificationsUnread: unreadOf(who) })),
      allowed(['employee'], 'her own draft of today', { today: { reportState: 'draft' } }),
      allowed(['manager', 'hr', 'admin'], 'no report of their own', { today: { reportId: null } })
    ]
  }
}
