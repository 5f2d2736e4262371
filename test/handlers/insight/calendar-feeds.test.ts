import ICAL from 'ical.js'
import t from 'tap'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { line4, people } from '../../support/people.ts'

const allDay = (date: string, endDate = date) => ({ allDay: true, date, endDate })
const title = `Rapat; kerah, lengan \\ saku 😀 ${'é'.repeat(100)}`

/** As another program reads it. */
function eventsOf (text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, description, location, startDate, endDate } = new ICAL.Event(component)
    return {
      uid,
      summary,
      description,
      location,
      start: startDate.toString(),
      end: endDate.toString(),
      class: component.getFirstPropertyValue('class')
    }
  })
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const employee = await app.signIn('employee')
    const lead = await app.signIn('lead')
    const hr = await app.signIn('hr')
    const at = (url: string) => url.replace(/^https?:\/\/[^/]+/, app.url)
    const read = async (url: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(at(url), { headers })
      return {
        status: answer.status,
        etag: answer.headers.get('etag'),
        type: answer.headers.get('content-type'),
        text: await answer.text()
      }
    }
    t.beforeEach(async () => {
      for (const table of ['calendar_events', 'calendar_feeds', 'holidays'] as const) await app.deps.db.deleteFrom(table).execute()
    })

    t.test('another library reads what is in the calendar', async (t) => {
      const team = await lead.createCalendarEvent({
        scope: 'team',
        scopeId: line4.id,
        title,
        description: 'Target\nKendala',
        location: 'Aula, lantai 2',
        allDay: false,
        startsAt: '2026-11-24T01:00:00.000Z',
        endsAt: '2026-11-24T01:30:00.000Z'
      })
      const own = await employee.createCalendarEvent({ scope: 'personal', title: 'Trip', ...allDay('2026-11-26', '2026-11-27') })
      await hr.createHoliday({ date: '2026-12-25', name: 'Natal', kind: 'national' })
      await lead.createCalendarEvent({ scope: 'personal', title: "Somebody else's", ...allDay('2026-11-26') })
      await employee.createCalendarEvent({ scope: 'personal', title: 'Long ago', ...allDay('2026-10-01') })

      const { url } = await employee.createCalendarFeed({ name: 'Telepon' })
      const { status, type, text } = await read(url)
      t.same([status, type], [200, 'text/calendar; charset=utf-8'])
      t.same(eventsOf(text), [
        {
          uid: `event-${team.id}@localhost`,
          summary: title,
          description: 'Target\nKendala',
          location: 'Aula, lantai 2',
          start: '2026-11-24T01:00:00Z',
          end: '2026-11-24T01:30:00Z',
          class: 'PRIVATE'
        },
        {
          uid: `event-${own.id}@localhost`,
          summary: 'Trip',
          description: null,
          location: null,
          start: '2026-11-26',
          end: '2026-11-28',
          class: 'PRIVATE'
        },
        eventsOf(text)[2]
      ])
      t.match(eventsOf(text)[2], { summary: 'Natal', start: '2026-12-25', end: '2026-12-26' }, 'an end is the day after')
      t.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n')), 'no line is longer than 75 bytes')
      t.match(text, /REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n/)
      t.ok(text.endsWith('END:VCALENDAR\r\n'))
    })

    t.test('only the kinds that it includes', async (t) => {
      await employee.createCalendarEvent({ scope: 'personal', title: 'Trip', ...allDay('2026-11-26') })
      await hr.createHoliday({ date: '2026-12-25', name: 'Natal', kind: 'national' })
      const { url } = await employee.createCalendarFeed({ name: 'Telepon', include: ['holiday'] })
      t.same(eventsOf((await read(url)).text).map(({ summary }) => summary), ['Natal'])
    })

    t.test('what has not changed is not sent again', async (t) => {
      const event = await employee.createCalendarEvent({ scope: 'personal', title: 'Trip', ...allDay('2026-11-26') })
      const { url } = await employee.createCalendarFeed({ name: 'Telepon' })
      const first = await read(url)
      app.clock.advance(60_000)
      t.same(await read(url, { 'if-none-match': first.etag! }), { status: 304, etag: first.etag, type: null, text: '' })
      t.match(await read(url, { 'if-none-match': `"other", W/${first.etag}` }), { status: 304 })
      t.match(await read(url, { 'if-none-match': '"other"' }), { status: 200, etag: first.etag })
      await employee.updateCalendarEvent(event.id, { version: 1, title: 'Journey' })
      const second = await read(url, { 'if-none-match': first.etag! })
      t.equal(second.status, 200)
      t.same(eventsOf(second.text).map(({ uid }) => uid), eventsOf(first.text).map(({ uid }) => uid), 'under the same names')
    })

    t.test('unknown, revoked and of somebody who is disabled are not found alike, and its use is shown', async (t) => {
      const feed = await employee.createCalendarFeed({ name: 'Telepon' })
      t.equal((await employee.listCalendarFeeds()).items[0].lastUsedAt, null)
      await read(feed.url)
      t.match((await employee.listCalendarFeeds()).items[0].lastUsedAt, /^2026-11-20T/)
      const missing = async (url: string) => {
        const { status, text } = await read(url)
        return [status, JSON.parse(text).error.code]
      }
      const unknown = await missing(feed.url.replace(/token=.*/, `token=${'A'.repeat(43)}`))
      t.same(unknown, [404, 'NOT_FOUND'])
      await app.deps.db.updateTable('users').set({ disabled_at: '2026-11-20 00:00:00.000' }).where('id', '=', people.employee.id).execute()
      t.same(await missing(feed.url), unknown, 'of somebody who is disabled')
      await app.deps.db.updateTable('users').set({ disabled_at: null }).where('id', '=', people.employee.id).execute()
      t.equal((await read(feed.url)).status, 200)
      await employee.deleteCalendarFeed(feed.id)
      t.same(await missing(feed.url), unknown, 'revoked')
      const rows = JSON.stringify(await app.deps.db.selectFrom('calendar_feeds').selectAll().execute())
      t.notOk(rows.includes(new URL(feed.url).searchParams.get('token')!))
    })

    t.test('ten of them, however many are asked for at once', async (t) => {
      const results = await Promise.allSettled(Array.from({ length: 12 }, () => employee.createCalendarFeed({ name: 'Telepon' })))
      t.equal(results.filter(({ status }) => status === 'fulfilled').length, 10)
      await t.rejects(employee.createCalendarFeed({ name: 'Telepon' }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body', rule: 'tooMany' }]
      })
    })
  })
}
