/** A company's first days: from an empty database to the first report that is reviewed, as the README shows it to HR. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { missing } from '../scripts/services.mjs'
import { createClient, type Client } from '../generated/sdk/dist/src/sdk/index.js'
import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { toDateTime } from '../src/database/dialect.ts'
import { type Clock, openDeps } from '../src/deps.ts'
import { fillLedger } from '../src/jobs/time/fill.ts'
import { testClock } from './support/clock.ts'
import { runCli } from './support/command.ts'
import { databases, type TestDatabase } from './support/databases.ts'
import { judge } from './support/judge.ts'
import { startMailbox } from './support/mailbox.ts'

const pepper = 'a pepper of the tests, 32 bytes at least'
const password = 'five orders of blue collars'
const hour = 3_600_000
const day = 24 * hour
/** Friday is the day on which it begins; what is set acts from tomorrow. */
const [saturday, monday] = ['2026-11-21', '2026-11-23']

/** Migrated, with its admin, by the commands of operators; from then on there is nothing but the API. */
async function company (t: Test, database: TestDatabase, clock: Clock) {
  const { dsn, drop } = await database.create()
  const mailbox = await startMailbox(t)
  const environment = { WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_PASSWORD_PEPPER: pepper }
  t.match(await runCli(environment, ['migrate']), { code: 0 })
  const names = ['--email', 'dian@rycroft.test', '--name', 'Dian', '--organisation', 'Rycroft Apparel', '--time-zone', 'Asia/Jakarta']
  t.match(await runCli(environment, ['admin:create', ...names, '--password-stdin'], `${password}\n`), { code: 0 })

  const mail = { WORKPULSE_SMTP_URL: mailbox.url, WORKPULSE_MAIL_FROM: 'WorkPulse <work@rycroft.test>' }
  const deps = openDeps(
    loadConfig({ NODE_ENV: 'test', WORKPULSE_LOG_LEVEL: 'error', WORKPULSE_RATE_LIMIT: '1000000', ...environment, ...mail }),
    clock
  )
  const contractJudge = judge()
  const app = await buildApp(deps, { extend: contractJudge.attach })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await app.close()
    await deps.close()
    await drop()
    contractJudge.verdict()
  })
  const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const anonymous = () => createClient({ baseUrl, mode: 'bearer' })
  const signIn = async (email: string): Promise<Client> => {
    const client = anonymous()
    await client.login({ email, password })
    return client
  }
  /** With the link of the letter that came. */
  const welcomed = async (email: string): Promise<Client> => {
    await anonymous().resetPassword({ token: await mailbox.linkTo(email), password })
    return signIn(email)
  }
  return { deps, baseUrl, mailbox, anonymous, signIn, welcomed }
}

const teams = [
  ['OFC', 'Finance'],
  ...Array.from({ length: 6 }, (_, index) => ['FAC', `Line ${index + 1}`]),
  ...Array.from({ length: 3 }, (_, index) => ['NGT', `Night ${index + 1}`])
]

/** As a spreadsheet program writes it: marked as UTF-8, semicolons, CRLF, and quotes where it likes them. */
function peopleCsv (count: number, broken: Record<number, string> = {}): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const [division, team] = teams[index % teams.length]
    return broken[index] ?? `"person${index}@rycroft.test";"Person ${index}";${division};${team};member;R-${index}`
  })
  return `\ufeffemail;name;division;team;teamRole;employeeNo\r\n${lines.join('\r\n')}\r\n`
}

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const clock = testClock()
    const { deps, mailbox, anonymous, signIn, welcomed } = await company(t, database, clock)
    // The command has taken the time of the machine.
    await deps.db.updateTable('schedules').set({ effective_from: '2026-11-20', created_at: toDateTime(clock.now()) }).execute()
    const admin = await signIn('dian@rycroft.test')
    await admin.createUser({ email: 'maya@rycroft.test', name: 'Maya', role: 'hr' })
    const hr = await welcomed('maya@rycroft.test')

    await t.test('divisions and teams', async (t) => {
      for (const [code, name] of [['OFC', 'Office'], ['FAC', 'Factory'], ['NGT', 'Night shift']]) await hr.createDivision({ code, name })
      const { items } = await hr.listDivisions()
      const idOf = (code: string) => items.find((division) => division.code === code)!.id
      for (const [code, name] of teams) await hr.createTeam({ name, divisionId: idOf(code) })
      t.equal((await hr.listTeams({ limit: 100 })).items.length, teams.length)

      const factory = { scope: 'division' as const, scopeId: idOf('FAC'), effectiveFrom: saturday }
      await hr.createSchedule({ ...factory, days: [1, 2, 3, 4, 5, 6], deadline: '17:00' })
      await hr.createSchedule({ ...factory, scopeId: idOf('NGT'), days: [1, 2, 3, 4, 5, 6], deadline: '02:00', dayOffset: 1 })
      t.match((await hr.listSchedules()).items, [{}, {}, { scope: 'org', days: [1, 2, 3, 4, 5], deadline: '18:00', dayOffset: 0 }])
    })

    await t.test('three hundred people from a file, first tried', async (t) => {
      const broken = {
        1: '"person1@rycroft.test";"A name\r\nof two lines";FAC;Line 1;member;R-1',
        2: 'nobody;Person 2;FAC;Line 2;member;R-2',
        3: 'person3@rycroft.test;Person 3;FAC;Line 99;member;R-3',
        4: 'person0@rycroft.test;Person 4;FAC;Line 4;chief;R-4'
      }
      const tried = await hr.importUsers({ csv: peopleCsv(300, broken) })
      const told = tried.errors.map(({ line, column, rule }) => `${line} ${column} ${rule}`)
      // The name of two lines makes those after it one line later.
      t.same(told, ['3 name text', '5 email email', '6 team unknownTeam', '7 teamRole value', '7 email unique'])
      await t.rejects(hr.importUsers({ csv: peopleCsv(300, broken), dryRun: false }), { code: 'RULE_REFUSED', details: [{ rule: 'csv' }] })
      t.equal((await hr.listUsers({ limit: 100 })).items.length, 2, 'nothing is stored')

      t.match(await hr.importUsers({ csv: peopleCsv(300) }), { dryRun: true, rows: 300, created: 300, errors: [] })
      t.match(await hr.importUsers({ csv: peopleCsv(300), dryRun: false }), { rows: 300, created: 300, updated: 0, unchanged: 0 })
      t.match(await hr.importUsers({ csv: peopleCsv(300), dryRun: false }), { created: 0, updated: 0, unchanged: 300 }, 'twice')
    })

    await t.test('leads, the holidays of the year, and invitations', async (t) => {
      const { items: all } = await hr.listTeams({ limit: 100 })
      for (const [index, [, name]] of teams.entries()) {
        const team = all.find((each) => each.name === name)!
        const { items: [person] } = await hr.listUsers({ q: `person${index}@` })
        await hr.setTeamMember(team.id, person.id, { role: 'lead' })
      }
      t.ok((await hr.listTeams({ limit: 100 })).items.every(({ leads, memberCount }) => leads.length === 1 && memberCount === 30))

      const { items: proposed } = await hr.suggestHolidays({ year: 2026 })
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      const lines = proposed.map(({ date, name }) => `${date};${quoted(name)};national`)
      const csv = `\ufeffdate;name;kind\r\n${[...new Map(lines.map((line) => [line.slice(0, 10), line])).values()].join('\r\n')}\r\n`
      const { rows, created, errors } = await hr.importHolidays({ csv, dryRun: false })
      t.same([errors, created], [[], rows])
      t.ok((await hr.listHolidays({ limit: 100 })).items.some(({ date }) => date === '2026-12-25'))

      const line2 = all.find(({ name }) => name === 'Line 2')!
      await hr.createInvitation({ email: 'rini@rycroft.test', divisionId: line2.divisionId, teams: [{ id: line2.id, role: 'member' }] })
      const invitation = await mailbox.linkTo('rini@rycroft.test')
      await anonymous().register({ email: 'rini@rycroft.test', invitation, name: 'Rini', password })
      t.match(await (await signIn('rini@rycroft.test')).getMe(), { name: 'Rini', teams: [{ name: 'Line 2', role: 'member' }] })
    })

    await t.test('the first days: each owes by the rules of the own division, and the own lead reviews', async (t) => {
      clock.advance(day)
      await fillLedger(deps)
      const owedOn = async (date: string, team: string) => {
        const later = await signIn('maya@rycroft.test')
        const teamId = (await later.listTeams({ limit: 100 })).items.find(({ name }) => name === team)!.id
        return (await later.listObligations({ date, teamId, limit: 100 })).items.map(({ deadlineAt }) => deadlineAt)
      }
      t.same(await owedOn(saturday, 'Finance'), [], 'the office rests')
      t.same([...new Set(await owedOn(saturday, 'Line 2'))], ['2026-11-21T10:00:00.000Z'], 'until 17:00')
      t.same([...new Set(await owedOn(saturday, 'Night 1'))], ['2026-11-21T19:00:00.000Z'], 'until 02:00 of the next day')
      t.equal((await owedOn(saturday, 'Line 2')).length, 31, 'those that were imported and who was invited')

      const rini = await signIn('rini@rycroft.test')
      const report = await rini.createReport({ reportDate: saturday, summary: '180 collars', submit: true })
      t.match(report, { state: 'submitted', timing: 'on_time' })
      await anonymous().forgotPassword({ email: 'person2@rycroft.test' })
      const lead = await welcomed('person2@rycroft.test')
      t.match((await lead.listReports({ view: 'review' })).items, [{ id: report.id, author: { name: 'Rini' } }])
      t.match(await lead.approveReport(report.id, { version: report.version }), { state: 'approved' })

      clock.advance(2 * day)
      await fillLedger(deps)
      const offices = await owedOn(monday, 'Finance')
      t.same([...new Set(offices)], ['2026-11-23T11:00:00.000Z'], 'the office until 18:00')
      t.equal(offices.length, 30)
    })
  })
}

/** What the README shows to HR, as a script. @param api where they ask. */
function readmeLines (api: string): string {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const section = /## A company from nothing\n[\s\S]*?(?=\n## )/.exec(readme)![0]
  const lines = [...section.matchAll(/```(sh|csv)\n([\s\S]*?)```/g)].map(([, kind, text]) =>
    kind === 'csv' ? `cat > people.csv <<'END'\n${text}END\n` : text
  )
  return lines.join('').replace(/^api=.*$/m, `api=${api}`).replace('"password":"…"', `"password":"${password}"`)
}

t.test('the lines of the README, as they stand there', { skip: missing('curl and jq') ?? false }, async (t) => {
  const { baseUrl, signIn, welcomed } = await company(t, databases.find(({ name }) => name === 'sqlite')!, { now: () => new Date() })
  await (await signIn('dian@rycroft.test')).createUser({ email: 'maya@rycroftapparel.com', name: 'Maya', role: 'hr' })
  const hr = await welcomed('maya@rycroftapparel.com')
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', readmeLines(`${baseUrl}/api/v1`)], {
    cwd: t.testdir(),
    timeout: 60_000
  })
  t.notMatch(stdout, '"ok":false')
  const { items: [line1, ...others] } = await hr.listTeams()
  t.match(line1, { name: 'Line 1', memberCount: 2, leads: [{ name: 'Budi Santoso' }] })
  t.same(others, [])
  t.same((await hr.listSchedules()).items.map(({ scope }) => scope).sort(), ['division', 'division', 'org'])
  t.ok((await hr.listHolidays({ from: '2027-01-01', to: '2027-12-31', limit: 100 })).items.length > 10, 'of the whole year')
  t.match((await hr.listInvitations()).items, [{ email: 'wati@rycroftapparel.com', state: 'pending' }])
  t.match((await hr.listShifts()).items, [{ name: 'Malam', dayOffset: 1 }])
})
