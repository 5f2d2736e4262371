import { createHash } from 'node:crypto'
import { routes } from '../../../generated/routes.ts'
import type { CalendarKind } from '../../../generated/schemas.ts'
import { notFound, ruleRefused } from '../../http/errors.ts'
import * as feeds from '../../repositories/insight/calendar-feeds.ts'
import { readDayRules, readDefaultLocale } from '../../repositories/organisation/settings.ts'
import { findLocale } from '../../repositories/organisation/user-settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { icalendarOf } from '../../texts/icalendar.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { listEntries, viewOf } from '../shared/insight/calendar-entries.ts'

const mostFeeds = 10
/** Of each kind: a feed is read whole. */
const mostEntries = 5000
/** In days from today. */
const [oldest, newest] = [-31, 366]
/** In milliseconds: that a feed is in use is not written down at each look. */
const useInterval = 600_000
const usual: CalendarKind[] = ['event', 'holiday', 'joint_leave', 'workday', 'leave', 'deadline']

export function calendarFeedHandlers ({ config, db, clock, transaction }: HandlerDeps) {
  return implement('calendar', {
    async listCalendarFeeds ({ viewer }) {
      return { items: await feeds.list(db, viewer.id) }
    },

    async createCalendarFeed ({ body: { name, include = usual }, viewer }) {
      return transaction(async (tx) => {
        // Two at once are counted one after the other.
        await users.lockCredentials(tx, viewer.id)
        if ((await feeds.list(tx, viewer.id)).length >= mostFeeds) throw ruleRefused('/body', 'tooMany', mostFeeds)
        const { feed, secret } = await feeds.insert(tx, viewer.id, { name, include }, clock.now())
        return { ...feed, url: `${config.publicUrl}${routes.readCalendarFeed.url}?token=${secret}` }
      })
    },

    async deleteCalendarFeed ({ params, viewer }) {
      if (!await feeds.remove(db, viewer.id, params.feedId)) throw notFound()
      return null
    },

    async readCalendarFeed ({ query }) {
      const found = await feeds.findBySecret(db, query.token)
      const person = found && await users.find(db, found.userId)
      if (!person || person.disabledAt !== null) throw notFound()
      const { feed } = found
      const today = localDate(clock.now(), (await readDayRules(db, clock.now())).timeZone)
      const range = { from: addDays(today, oldest), to: addDays(today, newest), limit: mostEntries }
      const view = await viewOf(db, person)
      const locale = await findLocale(db, person.id) ?? await readDefaultLocale(db)
      const reading = { locale, outside: true, now: clock.now() }
      const entries = await Promise.all([...new Set(feed.include)].map((kind) => listEntries(db, view, { ...range, kind }, reading)))
      const content = Buffer.from(icalendarOf(feed.name, new URL(config.publicUrl).hostname, entries.flat()))
      const isNoted = feed.lastUsedAt !== null && clock.now().getTime() - Date.parse(feed.lastUsedAt) < useInterval
      if (!isNoted) await feeds.noteUse(db, feed.id, clock.now())
      return { type: 'text/calendar', content, etag: createHash('sha256').update(content).digest('base64url') }
    }
  })
}
