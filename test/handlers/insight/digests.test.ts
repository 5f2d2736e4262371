import t from 'tap'
import { testApp, today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { emailOf, line4, password, people } from '../../support/people.ts'

const [monday, wednesday] = ['2026-11-16', '2026-11-18']
const week = { from: monday, to: today }

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    await owing(app.deps, monday)
    const [employee, colleague, lead] = await app.signInEach('employee', 'colleague', 'lead')
    const file = async (client: typeof employee, reportDate: string, items: object[], rest: object = {}) =>
      client.createReport({ reportDate, summary: `Of ${reportDate}`, items: items as [], submit: true, ...rest })
    const first = await file(employee, wednesday, [
      { title: 'Collars', category: 'Sewing', minutes: 90, quantity: 60, unit: 'pcs', status: 'doing', progress: 30 },
      { title: 'Machine <12> & "13"', status: 'blocked', minutes: 15 }
    ])
    const [collars, machine] = first.items
    await file(employee, '2026-11-19', [
      { title: 'Collars, done', category: 'sewing', minutes: 60, quantity: 40, unit: 'pcs', status: 'done', carriedFromId: collars.id },
      { title: machine.title, status: 'blocked', carriedFromId: machine.id }
    ], { planNext: 'Cuffs\nSleeves', summary: '<script>alert(1)</script>' })
    await file(colleague, today, [{ title: 'Packing', minutes: 30 }])
    await employee.createReport({ reportDate: today, summary: 'A secret draft', items: [{ title: 'Secret', minutes: 600 }] })
    const { accessToken } = await app.anonymous().login({ email: emailOf('lead'), password })
    const page = async (of: object, language = 'en') => {
      const answer = await fetch(`${app.url}/api/v1/reports/digest/page?${new URLSearchParams({ ...week, ...of })}`, {
        headers: { authorization: `Bearer ${accessToken}`, 'accept-language': language }
      })
      return { answer, text: await answer.text() }
    }

    t.test('of a person: items that go on are one, drafts are nowhere', async (t) => {
      const digest = await lead.getReportDigest({ ...week, userId: people.employee.id })
      t.match(digest, {
        ...week,
        user: { id: people.employee.id, name: 'Sari' },
        team: null,
        figures: { expected: 4, handedIn: 2, minutesTotal: 165 },
        byCategory: [{ minutes: 150, items: 2 }, { category: null, minutes: 15, items: 2 }],
        truncated: false
      })
      t.match(digest.people, [{
        minutes: 165,
        items: [
          {
            title: 'Collars, done',
            status: 'done',
            minutes: 150,
            quantity: 100,
            unit: 'pcs',
            from: wednesday,
            to: '2026-11-19',
            reports: 2
          },
          { title: machine.title, status: 'blocked', minutes: 15, quantity: null, reports: 2 }
        ],
        days: [{ date: wednesday, timing: 'late' }, { date: '2026-11-19', planNext: 'Cuffs\nSleeves' }]
      }])
      t.equal(digest.people[0].items.length, 2)
      t.match(digest.blockers, [{ title: machine.title, status: 'open', author: { name: 'Sari' }, owner: { name: 'Budi' } }])
      t.notMatch(JSON.stringify(await employee.getReportDigest(week)), /ecret/, 'not even to its author')
    })

    t.test('of a team: its people by name, and the figures of its page', async (t) => {
      const digest = await lead.getReportDigest({ ...week, teamId: line4.id })
      t.match(digest, { user: null, team: { id: line4.id, name: 'Line 4' } })
      t.same(digest.people.map(({ user }) => user.name), ['Sari', 'Wati'])
      const metrics = await lead.getTeamMetrics(line4.id, week)
      t.same(digest.figures, metrics.figures)
      t.same(digest.people.reduce((sum, { minutes }) => sum + minutes, 0), metrics.figures.minutesTotal)
      t.same((await colleague.getReportDigest({ ...week, teamId: line4.id })).people.map(({ user }) => user.name), ['Wati'], 'their own')
      t.match((await lead.getReportDigest({ from: monday, to: monday, teamId: line4.id })).people, [])
    })

    t.test('blockers are those that were in the way on one of the days', async (t) => {
      const ofDays = async (from: string, to: string) =>
        (await lead.getReportDigest({ from, to, teamId: line4.id })).blockers.map(({ status }) => status)
      const [blocker] = (await lead.listBlockers()).items
      t.same(await ofDays('2026-11-21', '2026-11-22'), ['open'], 'it is, still')
      t.same(await ofDays(monday, '2026-11-19'), [], 'it was raised today')
      await lead.updateBlocker(blocker.id, { version: blocker.version, status: 'resolved' })
      t.same(await ofDays(today, today), ['resolved'])
      t.same(await ofDays('2026-11-21', '2026-11-22'), [])
    })

    t.test('a page that needs nothing beside itself, and runs nothing of what people wrote', async (t) => {
      const { answer, text } = await page({ teamId: line4.id })
      t.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
      t.match(
        answer.headers.get('content-security-policy'),
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; frame-ancestors 'none'; sandbox$/
      )
      t.match(text, '<title>Line 4, 16 November 2026 – 20 November 2026</title>')
      t.match(text, '&lt;script&gt;alert(1)&lt;/script&gt;')
      t.match(text, 'Machine &lt;12&gt; &amp; &quot;13&quot;')
      t.notMatch(text, /<script|ecret/)
    })

    t.test('as text, in the language of its reader', async (t) => {
      const { answer, text } = await page({ userId: people.employee.id, format: 'text' }, 'id')
      t.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
      t.match(text, /^Sari, 16 November 2026 – 20 November 2026\n=+\n/)
      t.match(text, 'Collars, done: selesai, 100 pcs, 2 jam 30 mnt, ')
      t.match(text, '\n- 19 November 2026 (terlambat): <script>alert(1)</script>\n  Rencana: Cuffs\n  Sleeves\n')
      await lead.updateSettings({ version: 1, locale: 'en' })
      t.match((await page({ userId: people.employee.id, format: 'text' }, 'id')).text, 'In figures', 'as they have chosen')
    })
  })
}
