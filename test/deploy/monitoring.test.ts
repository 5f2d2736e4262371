/** What Prometheus is told, and that each alert tells of what it is for: caused in a real service, judged by Prometheus' own tool. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { promtoolFile } from '../../scripts/services.mjs'
import { channels, event } from '../../generated/events.ts'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { append, oldestUnsequenced, sequence } from '../../src/repositories/platform/events.ts'
import { giveUp, insert } from '../../src/repositories/platform/jobs.ts'
import { unreadChanged } from '../../src/rules/platform/channels.ts'
import { watchCertificate } from '../../src/runtime/certificate.ts'
import { serveMetrics } from '../../src/runtime/metrics.ts'
import { testApp, today } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { createFaultProxy, through } from '../support/fault-proxy.ts'
import { people } from '../support/people.ts'
import { openSocket } from '../support/socket.ts'
import { until } from '../support/until.ts'
import { disputes, read, type Alerts, type Reading } from './support/prometheus.ts'
import { root, shortCertificate } from './support/shared-server.ts'

const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const settings = { WP_APACHE_PROCESSES: '1', WP_WS_MAX: '6', WP_STREAM_MAX: '3' }
await writeFile(join(folder, 'site.env'), Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(''))
execFileSync(join(root, 'deploy/render.sh'), [folder], { env: { ...process.env, WP_SITE: join(folder, 'site.env') } })
const file = join(folder, 'workpulse-api-alerts.yml')
const text = await readFile(file, 'utf8')
const alerts: Alerts = { file, text }

const mariadb = databases.find(({ name }) => name === 'mariadb')!
const proxy = await createFaultProxy(t, Number(new URL(process.env.WORKPULSE_TEST_MARIADB!).port))
let direct = ''
const app = await testApp(t, {
  ...mariadb,
  async copy (template) {
    const taken = await mariadb.copy(template)
    direct = taken.dsn
    return { ...taken, dsn: through(proxy, taken.dsn) }
  }
}, { WORKPULSE_DATABASE_POOL: '2' })
const { deps } = app
const metrics = await serveMetrics(deps.metrics, { host: '127.0.0.1', port: 0 })
watchCertificate(deps.metrics.registry, (await shortCertificate(t, folder)).url)
let token = ''
const employee = await app.signIn('employee', {
  onTokens (theirs) {
    token = theirs?.accessToken ?? ''
  }
})

async function scrape (): Promise<Reading> {
  const told = await fetch(metrics.url).then((response) => response.text(), () => undefined)
  return read(told, 'job="workpulse-api",instance="127.0.0.1:9464"')
}

const provoked = new Set<string>()
/**
 * @param names of the alerts that fire when things go on as while `work` went on.
 * @param work may answer the reading that it was seen in: what passes within a moment is over at the next.
 */
async function provokes (t: Test, names: string[], work: () => Promise<Reading | void>): Promise<void> {
  const before = await scrape()
  const seen = await work()
  t.equal(disputes(alerts, `alertname=~"${names.join('|')}"`, names, before, seen ?? await scrape()), '', names.join())
  for (const name of names) provoked.add(name)
}

/** Of a machine that is too busy as it is, and of the certificate, which ends soon all the while. */
const notOfTheService = ['WorkPulseSlow', 'WorkPulseEventLoopHangs', 'WorkPulseCertificateEnds']

t.test('the rules are rules, and nobody is woken while all is well', async (t) => {
  const checked = spawnSync(promtoolFile, ['check', 'rules', file], { encoding: 'utf8' })
  t.equal(checked.status, 0, checked.stdout + checked.stderr)
  const before = await scrape()
  await employee.getMySummary()
  await t.rejects(employee.getReport('no-such-report'), { code: 'NOT_FOUND' })
  t.equal(disputes(alerts, `alertname!~"${notOfTheService.join('|')}"`, [], before, await scrape()), '')
})

t.test('a certificate that ends soon', (t) => provokes(t, ['WorkPulseCertificateEnds'], async () => {}))

t.test('a database that is slow, and one that is away', async (t) => {
  const ask = async (path = 'me/summary', method = 'GET') =>
    (await fetch(`${app.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status
  await provokes(t, ['WorkPulseSlow', 'WorkPulseWaitsForDatabase'], async () => {
    proxy.delay(60)
    // What only reads takes turns before it asks for a connection, and asks together for what is the same.
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`reports/none-${index}`, 'DELETE')))
    proxy.delay(0)
  })
  await provokes(t, ['WorkPulseFails'], async () => {
    await proxy.cut()
    for (let time = 0; time < 3; time++) t.equal(await ask(), 503)
    await proxy.heal()
    await until('it serves again', async () => await ask() === 200)
  })
})

t.test('an event loop that hangs', (t) =>
  provokes(t, ['WorkPulseEventLoopHangs'], async () => {
    await delay(50)
    const until = performance.now() + 1500
    while (performance.now() < until);
    await delay(50)
  }))

t.test('events that get no place in the log, and a process that is behind it', async (t) => {
  const other = await createConnection(direct)
  t.teardown(() => other.end())
  await other.query('begin')
  await other.query('select * from event_clock for update')
  await provokes(t, ['WorkPulseOutboxStands'], async () => {
    await employee.createReport({ reportDate: today, summary: 'Collars' })
    app.clock.advance(60_000)
  })
  await other.query('commit')
  await until('it goes on', async () => (await oldestUnsequenced(deps.db)) === undefined)
  // Others made many at once, and no bus brought them.
  const replica = openDatabase(parseDsn(direct))
  t.teardown(() => replica.destroy())
  const change = unreadChanged(people.lead.id)
  const behind = async () => {
    for (let time = 0; time < 20; time++, await delay(20)) {
      const reading = await scrape()
      if ([...reading.values].some(([series, value]) => series.startsWith('workpulse_event_lag{') && value > 100)) return reading
    }
    return undefined
  }
  await provokes(t, ['WorkPulseEventsLag'], async () => {
    // Until it is not the service itself that gives them their places, which it looks for too.
    return until('it is behind', async () => {
      await inTransaction(replica, (tx) => append(tx, app.clock.now(), 'test', Array.from({ length: 150 }, () => change)))
      await sequence(replica, 200)
      return behind()
    }, 30_000)
  })
})

t.test('work that is late, and work that was given up', (t) =>
  provokes(t, ['WorkPulseJobsLate', 'WorkPulseJobsGivenUp'], async () => {
    const now = app.clock.now()
    const job = { kind: 'of-nobody', key: undefined, payload: '{}', now, dueAt: now }
    for (const id of ['late', 'failed']) await insert(deps.db, { ...job, id })
    await deps.db.updateTable('jobs').set({ lease: 'ours' }).where('id', '=', 'failed').execute()
    t.ok(await giveUp(deps.db, { id: 'failed', key: 'failed', lease: 'ours' }, now, 'no attempt came to an end'))
    app.clock.advance(3_600_000)
  }))

t.test('as many sockets and streams as Apache lets through, and a client that reads nothing', async (t) => {
  const tokens = new Map<string, string>()
  for (const person of ['employee', 'lead'] as const) {
    await app.signIn(person, { onTokens: (theirs) => theirs && tokens.set(person, theirs.accessToken) })
  }
  const ending = new AbortController()
  t.teardown(() => ending.abort())
  const sockets = [...tokens.values()].flatMap((token) =>
    Array.from({ length: 5 }, () => {
      const socket = openSocket(`${app.url}/api/v1/ws`)
      t.teardown(() => socket.raw.terminate())
      socket.send({ type: 'auth', token })
      return socket
    })
  )
  const { can, ...report } = await employee.createReport({ reportDate: '2026-11-19', summary: 'x'.repeat(4000) })
  const large = event(channels.user(people.lead.id), 'report.updated', { ...report, fields: { note: 'x'.repeat(30_000) } })
  await provokes(t, ['WorkPulseSocketsNearBound', 'WorkPulseStreamsNearBound'], async () => {
    for (const socket of sockets) await socket.frame('subscribed')
    for (const token of [...tokens.values()]) {
      for (let time = 0; time < 3; time++) {
        const headers = { authorization: `Bearer ${token}` }
        t.equal((await fetch(`${app.url}/api/v1/stream/notifications`, { headers, signal: ending.signal })).status, 200)
      }
    }
  })
  await provokes(t, ['WorkPulseDropsClients'], async () => {
    sockets.at(-1)!.raw.pause()
    await until('it is cut', async () => {
      await deps.transaction((tx) => append(tx, app.clock.now(), 'test', Array.from({ length: 10 }, () => large)))
      return (await deps.metrics.drops.get()).values.some(({ labels, value }) => labels.what === 'connection' && value > 0)
    }, 60_000)
  })
})

t.test('the dashboard asks for what there is, in words that Prometheus understands', async (t) => {
  const { panels } = JSON.parse(await readFile(join(root, 'deploy/monitoring/dashboard.json'), 'utf8'))
  const expressions: string[] = panels.flatMap(({ targets = [] }: { targets?: { expr: string }[] }) => targets.map(({ expr }) => expr))
  const { values, types } = await scrape()
  const known = new Set([...values.keys()].map((series) => series.slice(0, series.indexOf('{'))).concat(...types.keys()))
  for (const expression of expressions) {
    const names = expression.match(/\b(?:workpulse|nodejs|process)_\w+/g) ?? []
    t.ok(names.length > 0 && names.every((name) => known.has(name)), expression)
  }
  const rules = expressions.map((expr, index) => ({ record: `panel:${index}`, expr: expr.replaceAll('$__rate_interval', '5m') }))
  const asked = join(folder, 'dashboard.json')
  await writeFile(asked, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
  const checked = spawnSync(promtoolFile, ['check', 'rules', asked], { encoding: 'utf8' })
  t.equal(checked.status, 0, checked.stdout + checked.stderr)
})

t.test('a process that is down; and so each alert was provoked', async (t) => {
  await provokes(t, ['WorkPulseProcessDown'], () => metrics.close())
  t.same([...provoked].sort(), [...text.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name).sort())
})
