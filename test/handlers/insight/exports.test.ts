import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { sql, type RawBuilder } from 'kysely'
import pino from 'pino'
import t from 'tap'
import { toDateTime } from '../../../src/database/dialect.ts'
import { xlsxFile, type Cell } from '../../../src/texts/sheets.ts'
import { testApp, today, type TestApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { owing } from '../../support/owing.ts'
import { emailOf, line4, password, people, production, type PersonName } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const from = '2026-11-18'
const query = `from=${from}&to=${today}`

for (const database of databases) {
  t.test(database.name, async (t) => {
    const logged: string[] = []
    const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) })
    const app = await testApp(t, database, {}, log)
    const [employee, admin] = await app.signInEach('employee', 'admin')
    await owing(app.deps, from)
    const ask = await asking(app)
    const items = [
      { title: '=1+1', detail: '@SUM(A1)', category: 'Jahit', minutes: 90, quantity: 12.5, unit: 'pcs', status: 'done' as const },
      { title: '-5 kain, "biru"; merah', detail: 'a\r\nb\u000b_x0041_ <&>', minutes: 30 }
    ]
    await employee.createReport({ reportDate: '2026-11-19', summary: '+62 baju', planNext: '\tbesok', items, submit: true })
    await employee.createReport({ reportDate: today, summary: 'A draft' })

    t.test('as CSV, which no spreadsheet program runs', async (t) => {
      const answer = await ask('lead', `dataset=items&${query}`)
      t.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8')
      t.match(answer.headers.get('content-disposition'), /attachment; filename="items 2026-11-18 2026-11-20.csv"/)
      const text = Buffer.from(await answer.arrayBuffer()).toString()
      t.ok(text.startsWith('\uFEFFDate,Person,Team,Division,Item,'), text.slice(0, 80))
      t.equal(text.split('\r\n').length, 5, 'lines end as those programs end them; one is in a cell')
      const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[]
      t.match(rows[0], { Date: '2026-11-19', Person: 'Sari', Item: "'=1+1", Detail: "'@SUM(A1)", Minutes: '90', Quantity: '12.5' })
      t.match(rows[1], { Item: '\'-5 kain, "biru"; merah', Detail: items[1].detail, Category: '', Quantity: '' })
      const [report] = parse(await (await ask('lead', `dataset=reports&${query}`)).text(), { bom: true, columns: true }) as object[]
      t.match(report, { Summary: "'+62 baju", Plan: "'\tbesok", State: 'submitted', 'Handed in': '2026-11-20 10:00' })
    })

    t.test('as a workbook, in which everything is what it is', async (t) => {
      const answer = await ask('lead', `dataset=items&format=xlsx&${query}`, { 'accept-language': 'id' })
      const rows = await sheetOf(await answer.arrayBuffer())
      t.match(rows[0].slice(0, 5), ['Tanggal', 'Nama', 'Tim', 'Divisi', 'Pekerjaan'])
      t.equal((rows[1][0] as Date).toISOString(), '2026-11-19T00:00:00.000Z')
      t.match(rows[1].slice(4), ['=1+1', '@SUM(A1)', 'Jahit', 'done', 0, 90, 12.5, 'pcs'])
      t.equal(rows.length, 3)
    })

    t.test('the ledger, with what has come of it', async (t) => {
      const rows = await sheetOf(
        await (await ask('lead', `dataset=obligations&format=xlsx&${query}&userId=${people.employee.id}`)).arrayBuffer()
      )
      t.match(rows.map((row) => row[5]), ['Outcome', 'due', 'late', 'due'])
      t.equal((rows[2][4] as Date).toISOString(), '2026-11-19T18:00:00.000Z', 'times as clocks there show them')
    })

    t.test('of what is in scope, and headings alone where that is nothing', async (t) => {
      const count = async (who: PersonName, of: string) =>
        (parse(await (await ask(who, `dataset=${of}&${query}`)).text(), { bom: true }) as unknown[]).length - 1
      t.equal(await count('lead', 'obligations'), 9)
      t.equal(await count('employee', 'obligations'), 3)
      t.equal(await count('admin', 'obligations'), 15)
      t.equal(await count('employee', 'reports'), 1, 'a draft is in no file')
      t.equal(await count('colleague', 'reports'), 0)
      t.equal(await count('lead', `obligations&divisionId=${production.id}&teamId=${line4.id}`), 9)
      t.equal(await count('otherManager', `obligations&teamId=${line4.id}`), 0)
    })

    t.test('is in the audit log, and so is nothing that was refused', async (t) => {
      const entries = () => admin.listAuditEntries({ action: 'analytics.exported', limit: 100 })
      const before = (await entries()).items.length
      t.equal((await ask('lead', 'dataset=reports&from=2026-11-20&to=2026-11-19')).status, 400)
      t.equal((await ask('lead', 'dataset=shoes')).status, 400)
      t.equal((await entries()).items.length, before)
      await (await ask('lead', `dataset=reports&${query}`)).text()
      t.match((await entries()).items[0], {
        actor: { id: people.lead.id },
        after: { dataset: 'reports', format: 'csv', from, to: today }
      })
    })

    t.test('of many pages, each row once and in order', async (t) => {
      await manyRows(app)
      const rows = parse(await (await ask('admin', 'dataset=obligations&from=2020-01-01&to=2020-12-31')).text(), {
        bom: true
      }) as string[][]
      t.equal(rows.length, 1 + 3 * 366)
      const keys = rows.slice(1).map((row) => `${row[0]} ${row[1]}`)
      t.equal(new Set(keys).size, keys.length)
      t.same(rows.slice(1).map((row) => row[0]), rows.slice(1).map((row) => row[0]).sort())
    })

    t.test('whoever may not see it any more gets half a file, which does not look like a whole one', async (t) => {
      await longRows(app)
      const of = async () => ask('manager', 'dataset=reports&from=2021-01-01&to=2021-12-31')
      const whole = await (await of()).arrayBuffer()
      t.ok(whole.byteLength > 7 * 365 * 8000)
      // Two pages are read ahead, and more than any socket holds: the third is asked for when this one reads.
      const answer = await of()
      t.equal(answer.status, 200)
      await app.deps.db.updateTable('users').set({ role: 'employee' }).where('id', '=', people.manager.id).execute()
      t.same(logged, [])
      await t.rejects(answer.arrayBuffer())
      t.match(logged.map((line) => JSON.parse(line)), [{
        msg: 'an export broke off',
        err: { message: /has changed while it was exported/ }
      }])
    })

    t.test('one at a time, and again once who asked has gone', async (t) => {
      const abort = new AbortController()
      const first = await ask('admin', 'dataset=obligations&from=2020-01-01&to=2020-12-31', {}, abort.signal)
      t.equal(first.status, 200)
      abort.abort()
      await until('there is room again', async () => {
        const answer = await ask('admin', `dataset=reports&${query}`)
        await answer.text()
        return answer.status === 200
      })
    })
  })
}

t.test('a sheet is read page by page, and no further than it is asked for', async (t) => {
  let pages = 0
  let ended = false
  async function* endless (): AsyncGenerator<Cell[][]> {
    try {
      for (;;) {
        pages++
        yield Array.from({ length: 1000 }, (_, index) => [index, 'x'.repeat(100), { date: '2026-11-20' }, null])
      }
    } finally {
      ended = true
    }
  }
  const file = xlsxFile({ name: 'endless', headings: ['a', 'b', 'c', 'd'], pages: endless() })
  file.on('readable', () => {})
  await until('it has begun', async () => pages > 0)
  const read = pages
  t.ok(read < 100, `${read} pages`)
  file.destroy()
  await until('it is over', async () => ended)
})

t.test('a sheet whose rows fail is no sheet', async (t) => {
  async function* failing (): AsyncGenerator<Cell[][]> {
    yield [['a']]
    throw new Error('no more')
  }
  await t.rejects(buffer(xlsxFile({ name: 'failing', headings: ['a'], pages: failing() })), { message: 'no more' })
})

const sheetOf = async (bytes: ArrayBuffer) => await readSheet(Buffer.from(bytes)) as (string | number | Date | null)[][]

async function asking ({ url, anonymous }: TestApp) {
  const tokens = new Map<PersonName, string>()
  return async (who: PersonName, search: string, headers: Record<string, string> = {}, signal?: AbortSignal) => {
    if (!tokens.has(who)) tokens.set(who, (await anonymous().login({ email: emailOf(who), password })).accessToken)
    return fetch(`${url}/api/v1/analytics/export?${search}`, {
      headers: { authorization: `Bearer ${tokens.get(who)}`, ...headers },
      signal
    })
  }
}

// As many as it takes, which one database makes in seconds.
t.test('a sheet that could not hold it all is refused before its first byte; text goes on', async (t) => {
  const app = await testApp(t, databases[0])
  const { db } = app.deps
  const employee = await app.signIn('employee')
  await owing(app.deps, from)
  const ask = await asking(app)
  await employee.createReport({ reportDate: today, summary: 'Collars', items: [{ title: 'Order 2211' }], submit: true })
  const [item] = await db.selectFrom('report_items').selectAll().where('counted_on', 'is not', null).limit(1).execute()
  const columns = Object.keys(item).map((column) => sql.ref(column))
  const made: Record<string, RawBuilder<unknown>> = { id: sql`printf('MANY%022d', n.i)`, position: sql`n.i + 100` }
  await sql`insert into report_items (${sql.join(columns)})
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 1048576)
    select ${sql.join(Object.keys(item).map((column) => made[column] ?? sql.ref(`report_items.${column}`)))}
    from n, report_items where report_items.id = ${item.id}`.execute(db)
  const refused = await ask('lead', `dataset=items&format=xlsx&${query}`)
  t.match([refused.status, await refused.json()], [422, {
    error: { code: 'RULE_REFUSED', details: [{ path: '/query/format', rule: 'tooManyRows' }] }
  }])
  const text = await ask('lead', `dataset=items&${query}`)
  t.equal(text.status, 200)
  await text.body!.cancel()
})

/** A year of three people, long ago. */
async function manyRows ({ deps: { db } }: TestApp): Promise<void> {
  const template = await db.selectFrom('obligations').selectAll().where('user_id', '=', people.employee.id).executeTakeFirstOrThrow()
  const rows = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2020, 0, 1 + day))).flatMap((date) =>
    (['employee', 'colleague', 'lead'] as const).map((who) => ({
      ...template,
      user_id: people[who].id,
      work_date: toDateTime(date).slice(0, 10)
    }))
  )
  for (let start = 0; start < rows.length; start += 300) await db.insertInto('obligations').values(rows.slice(start, start + 300)).execute()
}

/** Long reports of many people whose teams are the manager's: of one author there is one a day. */
async function longRows ({ deps: { db } }: TestApp): Promise<void> {
  const template = await db.selectFrom('reports').selectAll().where('state', '=', 'submitted').executeTakeFirstOrThrow()
  const summary = 'x'.repeat(8000)
  const days = Array.from({ length: 365 }, (_, day) => toDateTime(new Date(Date.UTC(2021, 0, 1 + day))).slice(0, 10))
  for (const [who, { id }] of Object.entries(people).slice(0, 7)) {
    for (let start = 0; start < days.length; start += 100) {
      await db.insertInto('reports').values(
        days.slice(start, start + 100).map((date, index) => ({
          ...template,
          id: `R${who}${start + index}`,
          user_id: id,
          report_date: date,
          summary
        }))
      ).execute()
    }
  }
}
