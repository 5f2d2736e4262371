/** Releases under load, on a server that serves others too: Apache, PM2, MariaDB and Redis, with people at work. */
import { execFileSync } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { ask, visit } from './support/client.ts'
import { deployment, seed } from './support/deployment.ts'
import { startLoad, type Outcome } from './support/load.ts'
import { host, render, sharedServer } from './support/shared-server.ts'
import { serverFlags } from '../../scripts/setup.mjs'
import { until } from '../support/until.ts'

const database = `wp${process.pid}`
const server = await sharedServer(t, { WP_DATABASE: database, WP_WS_MAX: '8', WP_STREAM_MAX: '4' }, 64)
const { site, apache, neighbour } = server
const it = await deployment(t, server)
visit(server.authority)
const neighbours = async () => ({
  application: await it.neighbourNow(),
  site: await (await fetch(neighbour.url, { headers: { connection: 'close' } })).text(),
  files: await Promise.all(
    ['apache2.conf', 'sites-enabled/000-default.conf', 'mods-enabled/mpm_event.conf'].map((name) =>
      readFile(join(apache.folder, name), 'utf8')
    )
  )
})
const before = await neighbours()
const members = () => it.processes().filter(({ name }) => name.startsWith(`${site.WP_NAME ?? 'workpulse-api'}-`))

function judge (t: Test, what: string, { statuses, failures, longest, made, seen, reconnections, resyncs }: Outcome): void {
  t.same(failures, [], `${what}: no request failed`)
  t.same(seen, made, 'each change came over the socket, once and in order')
  t.equal(resyncs, 0)
  const requests = Object.values(statuses).reduce((sum, count) => sum + count, 0) + made.length
  t.comment(
    `${what}: ${requests} requests, 0 failed, the longest took ${longest} ms; ${made.length} events, ${reconnections} reconnections`
  )
}

t.test('the first release: nothing is there yet', async (t) => {
  const began = Date.now()
  const { code, out } = await it.release()
  t.equal(code, 0, out)
  t.comment(`the first release took ${Math.round((Date.now() - began) / 1000)} s`)
  t.match(out, /packages\n[^]*check\n[^]*migrate\n/)
  t.notMatch(out, /backup\n/, 'there is nothing to lose')
  for (const port of [site.WP_PORT_1, site.WP_PORT_2]) t.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200)
  t.same(members().map(({ name, status }) => [name, status]), [
    [`workpulse-api-${site.WP_PORT_1}`, 'online'],
    [`workpulse-api-${site.WP_PORT_2}`, 'online'],
    ['workpulse-api-watchdog', 'online']
  ])
  const { environment } = members()[0]
  t.same(environment.node_args, serverFlags)
  const compiled = await readdir(environment.NODE_COMPILE_CACHE as string, { recursive: true })
  t.ok(compiled.length > 500, `it begins with ${compiled.length} modules that are compiled already`)
  await seed(it)
  const rendered = render(server)
  for (const name of [`${host}.conf`, `${host}-ssl.conf`]) await apache.enable(join(rendered, name))
  apache.ctl('configtest')
  apache.ctl('graceful')
  await until('Apache serves it', () => ask(site.WP_HTTPS_PORT, { path: '/readyz' }).then(({ status }) => status === 200, () => false))
})

t.test('a release with a migration, while people work', async (t) => {
  await it.commit({ 'migrations/0999-room.ts': () => migration })
  const load = await startLoad(site.WP_HTTPS_PORT)
  const { code, out } = await it.release()
  t.equal(code, 0, out)
  t.match(out, /backup\n[^]*migrate\n[^]*migrated {2}0999-room\n/)
  judge(t, 'a release', await load.end())
  const [columns] = await it.administrator.query(`show columns from ${database}.teams like 'room'`)
  t.equal((columns as unknown[]).length, 1)
  t.equal((await readdir(site.WP_BACKUPS)).filter((name) => name.startsWith('workpulse-')).length, 1)
})

t.test('the release before serves again, on the newer database', async (t) => {
  const load = await startLoad(site.WP_HTTPS_PORT)
  const { code, out } = await it.release('--rollback')
  t.equal(code, 0, out)
  judge(t, 'a rollback', await load.end())
  t.notOk((await readdir(join(site.WP_CURRENT, 'migrations'))).includes('0999-room.ts'))
})

t.test('a release that does not start is taken back, and nobody notices', async (t) => {
  const serving = await readlink(site.WP_CURRENT)
  await it.commit({ 'src/server.ts': (text) => `throw new Error('a mistake')\n${text}` })
  const load = await startLoad(site.WP_HTTPS_PORT)
  const { code, out } = await it.release()
  t.equal(code, 1, out)
  t.match(out, /is not ready\n[^]*the release was taken back/)
  judge(t, 'a release that was taken back', await load.end())
  t.equal(await readlink(site.WP_CURRENT), serving)
  for (const port of [site.WP_PORT_1, site.WP_PORT_2]) t.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200)
})

t.test('a release of a service that cannot be configured or migrated changes nothing', async (t) => {
  const was = members().map(({ pid }) => pid)
  t.match(await it.release('no-such-commit'), { code: 1, out: /there is no commit/ })
  t.same(members().map(({ pid }) => pid), was)
})

t.test('a member that is frozen is ended, and another takes its place', async (t) => {
  const [first] = members()
  const watchdog = () => readFile(join(site.WP_LOGS, 'workpulse-api-watchdog.log'), 'utf8')
  process.kill(first.pid, 'SIGSTOP')
  const began = Date.now()
  let slow = 0
  const isReady = async () => {
    const answer = await ask(site.WP_HTTPS_PORT, { path: '/readyz', patience: 15_000 }).catch(() => undefined)
    if (answer?.status !== 200) slow++
    return members()[0].pid !== first.pid &&
      (await fetch(`http://127.0.0.1:${site.WP_PORT_1}/readyz`).catch(() => undefined))?.status === 200
  }
  // A machine with other things to do takes long to start one; the watchdog itself has waited for nine seconds.
  await until('a new process is ready', isReady, 180_000).catch(async ({ message }: Error) => {
    const states = members().map(({ name, pid, status, restarts }) => `${name} ${pid} ${status}, started again ${restarts} times`)
    throw new Error(`${message}. ${first.pid} was frozen. PM2: ${states.join('; ')}. The watchdog: ${await watchdog()}`)
  })
  t.comment(`frozen: ${Date.now() - began} ms until its successor was ready, ${slow} requests without an answer`)
  t.match(await watchdog(), new RegExp(`"pid":${first.pid},"msg":"frozen: killed"`))
})

t.test('no secret can be read by anybody who should not', async (t) => {
  it.pm2('save', '--force')
  const texts: Record<string, string> = {
    'dump.pm2': await readFile(join(site.WP_PM2_HOME, 'dump.pm2'), 'utf8'),
    jlist: it.pm2('jlist'),
    'the list of processes': execFileSync('ps', ['-eww', '-o', 'args'], { encoding: 'utf8' }),
    'the neighbour’s site': await (await fetch(`${neighbour.url}wp-system/BE/.env`)).text()
  }
  for (const { name, pid } of members()) texts[`/proc of ${name}`] = await readFile(`/proc/${pid}/environ`, 'utf8')
  for (const folder of [site.WP_LOGS, site.WP_APACHE_LOGS, join(site.WP_PM2_HOME, 'logs'), site.WP_BACKUPS]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name)
      if (entry.isFile() && !file.endsWith('.gz')) texts[file] = await readFile(file, 'utf8')
    }
  }
  for (const [place, text] of Object.entries(texts)) {
    for (const [name, secret] of Object.entries(it.secrets)) t.notOk(text.includes(secret), `${name} in ${place}`)
  }
})

t.test('the service reaches the database by its own account, and by no other', async (t) => {
  const [accounts] = await it.administrator.query('select distinct user from information_schema.processlist where db = ?', [database])
  t.same((accounts as { user: string }[]).map(({ user }) => user), [`${database}_api`])
})

t.test('only loopback is listened on', async (t) => {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')))
  const ports = [site.WP_PORT_1, site.WP_PORT_2, site.WP_METRICS_PORT_1, site.WP_METRICS_PORT_2]
  for (const port of ports) {
    const hex = Number(port).toString(16).toUpperCase().padStart(4, '0')
    const listening = [...tables.join('\n').matchAll(new RegExp(`^ *\\d+: ([0-9A-F]+):${hex} [0-9A-F]+:0000 0A `, 'gm'))].map((
      [, address]
    ) => address)
    t.same(listening, ['0100007F'], port)
  }
})

t.test('the neighbours are as they were, and after the removal too', async (t) => {
  t.same(await neighbours(), before)
  for (const { name } of members()) it.pm2('delete', name)
  for (const name of [`${host}.conf`, `${host}-ssl.conf`]) execFileSync('rm', [join(apache.folder, 'sites-enabled', name)])
  apache.ctl('configtest')
  apache.ctl('graceful')
  await delay(500)
  t.same(await neighbours(), before)
  t.same(it.processes().map(({ name }) => name), ['neighbour'])
})

/** Expands: the version before does not know the column, and need not. */
const migration = `import type { Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

export async function up (db: Kysely<any>): Promise<void> {
  const { type, addColumn } = schemaChanges(db)
  await addColumn('teams', 'room', type.text(50))
}

export async function down (db: Kysely<any>): Promise<void> {
  await schemaChanges(db).dropColumn('teams', 'room')
}
`
