import * as dashboard from '../../repositories/insight/dashboard.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import { localDate } from '../../rules/time/calendar.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { userOf } from '../views.ts'

export function meHandlers ({ db, clock }: HandlerDeps) {
  return implement('me', {
    async getMySummary ({ viewer }) {
      const now = clock.now()
      const { timeZone } = await readDayRules(db, clock.now())
      const date = localDate(now, timeZone)
      const { unread, reportId, reportState } = await dashboard.summarise(db, viewer.id, date)
      return {
        user: userOf(viewer),
        notificationsUnread: unread,
        today: { date, reportId, reportState },
        serverTime: now.toISOString(),
        timezone: timeZone
      }
    }
  })
}
