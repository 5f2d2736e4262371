/** What `doctor` says of a server where all is good, and of each thing that can be wrong, once it is. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { freePort } from '../../scripts/services.mjs'
import { keepDrill } from '../../src/cli/platform/backup/manifest.ts'
import { judgeRoom } from '../../src/cli/platform/doctor/files.ts'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { newPushKey } from '../../src/push/vapid.ts'
import { testApp } from '../support/app.ts'
import { compiled, runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'
import { createFaultProxy, through } from '../support/fault-proxy.ts'
import { pdf } from '../support/files.ts'
import { realProvider } from '../support/identity-provider.ts'
import { startScriptedServer } from '../support/mail-server.ts'
import { until } from '../support/until.ts'
import { frontEnd, host, render, root, sharedServer, shortCertificate } from './support/shared-server.ts'
import { doctorWith, withholdingProxy, type Finding } from './support/doctor.ts'

const server = await sharedServer(t, { WP_WS_MAX: '2', WP_STREAM_MAX: '1' }, 24)
const { site, apache, folder } = server
const publicUrl = `https://localhost:${site.WP_HTTPS_PORT}`
const pepper = 'q7Vd0mXk2sLr9tYb4nWc6hJf8pZa1gUe'
const files = join(folder, 'files')
const backups = join(folder, 'backups')
const app = await testApp(t, databases.at(-1)!, {
  WORKPULSE_API_ADDR: `127.0.0.1:${site.WP_PORT_1}`,
  WORKPULSE_PUBLIC_URL: publicUrl,
  WORKPULSE_ALLOWED_ORIGINS: frontEnd,
  WORKPULSE_PASSWORD_PEPPER: pepper,
  WORKPULSE_FILES_DIR: files
})
const vhosts = [`${host}.conf`, `${host}-ssl.conf`]
for (const name of vhosts) await copyFile(join(render(server), name), join(apache.folder, 'sites-enabled', name))
await reload()

const dsn = parseDsn(app.dsn)
if (dsn.kind !== 'mysql') throw new Error('These tests need MariaDB')
const administrator = await createConnection(`${process.env.WORKPULSE_TEST_MARIADB}/${dsn.database}`)
const account = `doctor_${process.pid}`
const own = `\`${dsn.database.replaceAll('_', '\\_')}\`.*`
await administrator.query(`create user ${account}@'127.0.0.1' identified by 'collars'`)
await administrator.query(`grant select, insert, update, delete on ${own} to ${account}@'127.0.0.1'`)
t.teardown(async () => {
  await administrator.query(`drop user ${account}@'127.0.0.1'`)
  await administrator.end()
})
const proxy = await createFaultProxy(t, Number(new URL(process.env.WORKPULSE_TEST_MARIADB!).port))
const mail = await startScriptedServer(t)
const google = await realProvider(t)

// One process has both ports here.
const siteFile = join(folder, 'doctor.env')
await writeFile(siteFile, (await readFile(server.siteFile, 'utf8')).replace(/^WP_PORT_2=.*$/m, `WP_PORT_2=${site.WP_PORT_1}`))
await mkdir(backups)
await mkdir(files, { recursive: true })
const environment: Record<string, string> = {
  WP_SITE: siteFile,
  NODE_EXTRA_CA_CERTS: join(folder, 'authority'),
  WORKPULSE_ENV_FILE: join(folder, 'secrets/api.env')
}
const variables: Record<string, string> = {
  WORKPULSE_DATABASE_DSN: through(proxy, `mysql://${account}:collars@${new URL(process.env.WORKPULSE_TEST_MARIADB!).host}/${dsn.database}`),
  WORKPULSE_PASSWORD_PEPPER: pepper,
  WORKPULSE_PUBLIC_URL: publicUrl,
  WORKPULSE_FILES_DIR: files,
  WORKPULSE_BACKUP_FOLDER: backups,
  WORKPULSE_REDIS_ADDR: process.env.WORKPULSE_TEST_REDIS!,
  WORKPULSE_SMTP_URL: mail.url.replace('//', '//service:password@'),
  WORKPULSE_MAIL_FROM: 'reports@workpulse.test',
  WORKPULSE_GOOGLE_ISSUER: google.client.environment.WORKPULSE_GOOGLE_ISSUER,
  WORKPULSE_GOOGLE_CLIENT_ID: 'workpulse',
  WORKPULSE_GOOGLE_CLIENT_SECRET: 'a secret that the provider gave us',
  WORKPULSE_PUSH_PRIVATE_KEY: newPushKey()
}
await writeFile(environment.WORKPULSE_ENV_FILE, Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`).join(''))
await chmod(environment.WORKPULSE_ENV_FILE, 0o640)

async function reload (): Promise<void> {
  apache.ctl('configtest')
  apache.ctl('graceful')
  const page = () => fetch(`http://127.0.0.1:${site.WP_HTTP_PORT}/`, { headers: { connection: 'close' } })
  await until('Apache answers', () => page().then(({ ok }) => ok, () => false), 20_000)
}

const { examine, finds } = doctorWith(environment)

/** Has Apache read a vhost that is another than deploy's for a while. */
async function withVhost (change: (text: string) => string, work: () => Promise<void>): Promise<void> {
  const file = join(apache.folder, 'sites-enabled', vhosts[1])
  const text = await readFile(file, 'utf8')
  const changed = change(text)
  if (changed === text) throw new Error('Nothing of the vhost was changed')
  await writeFile(file, changed)
  await reload()
  await work()
  await writeFile(file, text)
  await reload()
}

async function altered (change: (text: string) => string, work: () => Promise<void>): Promise<void> {
  proxy.alter(change)
  await work()
  proxy.alter((text) => text)
}

const client = await app.signIn('employee')

t.test('where all is good it says so, and nothing is changed', async (t) => {
  t.match(await runCli({ ...environment, ...variables }, ['backup']), { code: 0, error: '' })
  await keepDrill(backups, { at: new Date().toISOString(), backup: backups, seconds: 1, problems: [] })
  const [before] = await administrator.query(`show table status`)
  const names = [
    ...['configuration', 'database account', 'database session', 'migrations', 'clock', 'work given up', 'files folder', 'files'],
    ...['redis', 'mail', 'google', 'push', 'processes', 'certificate', 'public address', 'event stream', 'forwarded address', 'checkout'],
    ...['secrets', 'ports', 'apache threads', 'backup', 'restore drill']
  ]
  const { code, checks } = await examine(names.join())
  t.same(checks.filter(({ state }) => state !== 'good'), [])
  t.equal(code, 0)
  t.same([...new Set(checks.map(({ name }) => name))].sort(), names.toSorted())
  const [after] = await administrator.query(`show table status`)
  const rows = (tables: unknown) => (tables as any[]).map(({ Name, Rows, Update_time }) => [Name, Rows, Update_time])
  t.same(rows(after), rows(before))
  t.same(mail.texts, [])
})

t.test('the configuration, and a database that is away', async (t) => {
  await finds(t, 'configuration', 'bad', /WORKPULSE_API_ADDR is not set/, { NODE_ENV: 'production' })
  const nowhere = { WORKPULSE_DATABASE_DSN: `mysql://x:y@127.0.0.1:${await freePort()}/${dsn.database}` }
  await finds(t, 'migrations', 'bad', /cannot be reached \(ECONNREFUSED/, nowhere)
})

t.test('an account that reaches more than it should, and a database that is not migrated', async (t) => {
  await administrator.query(`grant select on mysql.* to ${account}@'127.0.0.1'`)
  await finds(t, 'database account', 'bad', /mysql/)
  await administrator.query(`revoke select on mysql.* from ${account}@'127.0.0.1'`)
  const [[last]] = await administrator.query('select name, timestamp from schema_migrations order by name desc limit 1') as any
  await administrator.query('delete from schema_migrations where name = ?', [last.name])
  await finds(t, 'migrations', 'bad', new RegExp(last.name))
  await administrator.query('insert into schema_migrations values (?, ?)', [last.name, last.timestamp])
})

t.test('a database server that is not as we need it', async (t) => {
  const cases: [(text: string) => string, string, Finding['state'], RegExp][] = [
    [(text) => text.replaceAll('10.11.', '10.05.'), 'database server', 'bad', /^10\.05\..* is too old$/],
    [(text) => text.replaceAll('16777216', '01048576'), 'database server', 'warning', /^max_allowed_packet is 1048576 bytes$/],
    [
      (text) => text.replaceAll('character_set_database\x07utf8mb4', 'character_set_database\x07latin1 '),
      'database server',
      'bad',
      /^the database's characters are latin1/
    ],
    [(text) => text.replace('STRICT_ALL_TABLES', 'ANSI,IGNORE_SPACE'), 'database session', 'bad', /^sql_mode is .*ANSI/],
    [(text) => text.replace('read committed', 'serializable  '), 'database session', 'bad', /^the isolation is SERIALIZABLE/],
    [(text) => text.replace("time_zone = '+00:00'", "time_zone = '+07:00'"), 'database session', 'bad', /^the time zone is \+07:00/],
    [(text) => text.replaceAll(`${new Date().getUTCFullYear()}-`, '2001-'), 'clock', 'bad', /are \d{9,} ms apart/]
  ]
  for (const [change, name, state, says] of cases) {
    await altered(change, () => finds(t, name, state, says))
  }
  // Of the tests' own server.
  await finds(t, 'database server', 'warning', /^there is no binary log$/)
  await finds(t, 'database server', 'warning', /^innodb_flush_log_at_trx_commit is 2$/)
})

t.test('the files of people', async (t) => {
  await finds(t, 'files folder', 'bad', /is not there/, { WORKPULSE_FILES_DIR: join(folder, 'nowhere') })
  await finds(t, 'files folder', 'good', /\d+ % free/)
  t.match(judgeRoom('/x', 5e9, 1e11), { state: 'warning', says: '/x: 5 % free' })
  t.match(judgeRoom('/x', 1e8, 2e8), { state: 'bad', says: '/x: 50 % free, 95 MiB' })
  await mkdir(join(folder, 'closed'), { mode: 0o500 })
  // Root may write everywhere, unless that is taken from it.
  const bounded = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override'] : []
  const [command, ...args] = [...bounded, process.execPath, 'src/cli/main.ts', 'doctor', '--json', '--only', 'files folder']
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...compiled, ...environment, WORKPULSE_FILES_DIR: join(folder, 'closed') }
  })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  t.same(await once(child, 'close'), [2, null])
  t.match(out, /closed cannot be written to \(EACCES\)/)

  await client.uploadFile(new Blob([new Uint8Array(pdf)]), { name: 'a.pdf' })
  await finds(t, 'files', 'good', /^1 of the files/)
  // What another process keeps elsewhere.
  await mkdir(join(folder, 'others'))
  await finds(t, 'files', 'bad', /^1 of 1 files .* are not in .*others/, { WORKPULSE_FILES_DIR: join(folder, 'others') })
})

t.test('Redis, the mail server and Google', async (t) => {
  const port = await freePort()
  await finds(t, 'redis', 'bad', /ECONNREFUSED/, { WORKPULSE_REDIS_ADDR: `127.0.0.1:${port}` })
  mail.script.AUTH = '535 no'
  await finds(t, 'mail', 'bad', /535/)
  delete mail.script.AUTH
  await finds(t, 'mail', 'bad', /ESOCKET|ECONNREFUSED/, { WORKPULSE_SMTP_URL: `smtp://127.0.0.1:${port}` })
  await finds(t, 'google', 'bad', /cannot be reached/, { WORKPULSE_GOOGLE_ISSUER: `http://127.0.0.1:${port}` })
  await finds(t, 'push', 'warning', /nobody@localhost/, { WORKPULSE_PUBLIC_URL: 'http://localhost:3040' })
  await finds(t, 'push', 'good', /not configured/, { WORKPULSE_PUSH_PRIVATE_KEY: '' })
  await finds(t, 'google', 'bad', /answers 404, and no document/, { WORKPULSE_GOOGLE_ISSUER: `http://127.0.0.1:${site.WP_PORT_1}` })
})

t.test('a process that is away, a certificate that nobody trusts, and one that ends', async (t) => {
  await finds(t, 'processes', 'bad', new RegExp(`nobody answers on port ${site.WP_PORT_2}`), { WP_SITE: server.siteFile })
  await finds(t, 'certificate', 'bad', /do not trust/, { NODE_EXTRA_CA_CERTS: '' })
  const { url, authority } = await shortCertificate(t, folder)
  await finds(t, 'certificate', 'bad', /holds for 1 days/, { WORKPULSE_PUBLIC_URL: url, NODE_EXTRA_CA_CERTS: authority })
})

t.test('a vhost that hands on what it should not, or not what it should', async (t) => {
  await withVhost((text) => text.replaceAll('upgrade=websocket ', ''), () => finds(t, 'public address', 'bad', /instead of 101/))
  await withVhost((text) => text.replace(/^ *ProxyPass \/ .*$/m, ''), () => finds(t, 'public address', 'bad', /readyz answers 40[34]/))
  await withVhost(
    (text) => text.replace(/^ *ProxyPass \/api\/v1\/stream .*$/m, 'ProxyPass /api/v1/stream !'),
    () => finds(t, 'event stream', 'bad', /answered 40[34], and no event/)
  )
  await withVhost(
    (text) => text.replace(/^ *SetEnv no-gzip 1$/m, 'AddOutputFilterByType DEFLATE text/event-stream'),
    () => finds(t, 'event stream', 'bad', /packed with gzip/)
  )
  const withholding = await withholdingProxy(t, Number(site.WP_PORT_1))
  await withVhost(
    (text) => text.replaceAll(/127\.0\.0\.1:\d+(?=.* flushpackets=on)/g, `127.0.0.1:${withholding}`),
    () => finds(t, 'event stream', 'bad', /holds it back/)
  )
  await withVhost(
    (text) => text.replace(/^ *ProxyRequests Off$/m, 'ProxyRequests Off\nProxyAddHeaders Off'),
    () => finds(t, 'forwarded address', 'bad', /takes everybody for 127\.0\.0\.1/)
  )
  await withVhost(
    (text) => text.replace(/^ *ProxyRequests Off$/m, 'ProxyAddHeaders Off').replace('RequestHeader unset X-Forwarded-For early', ''),
    () => finds(t, 'forwarded address', 'bad', /believes what clients say/)
  )
  await finds(t, 'event stream', 'bad', /does not know our signature/, { WORKPULSE_PASSWORD_PEPPER: `${pepper}0` })
})

t.test('secrets where others can read them, a checkout that the default site shows, a port that is open', async (t) => {
  const file = environment.WORKPULSE_ENV_FILE
  await chmod(file, 0o644)
  await finds(t, 'secrets', 'bad', /everybody on this machine can read/)
  await chmod(file, 0o640)
  const below = join(site.WP_DEFAULT_WEB_ROOT, 'api.env')
  await copyFile(file, below)
  await chmod(below, 0o640)
  await finds(t, 'secrets', 'bad', /is below/, { WORKPULSE_ENV_FILE: below })
  await mkdir(site.WP_PM2_HOME, { recursive: true })
  await writeFile(join(site.WP_PM2_HOME, 'dump.pm2'), JSON.stringify([{ pepper }]))
  await finds(t, 'secrets', 'bad', /dump\.pm2 holds secrets/)
  await rm(join(site.WP_PM2_HOME, 'dump.pm2'))
  await writeFile(join(site.WP_CHECKOUT, 'package.json'), '{}')
  await finds(t, 'checkout', 'bad', /shows the checkout to everybody: .*package\.json/)
  await rm(join(site.WP_CHECKOUT, 'package.json'))
  const open = createServer().listen(Number(site.WP_METRICS_PORT_1), '0.0.0.0')
  await once(open, 'listening')
  await finds(t, 'ports', 'bad', new RegExp(`^${site.WP_METRICS_PORT_1} can be reached from outside$`))
  open.close()
})

t.test('threads of Apache, of which sockets may take too many', async (t) => {
  const other = join(folder, 'many.env')
  await writeFile(other, (await readFile(siteFile, 'utf8')).replace(/^WP_WS_MAX=.*$/m, 'WP_WS_MAX=9'))
  await finds(t, 'apache threads', 'warning', /24 requests at once, of which our sockets and streams may hold 20/, { WP_SITE: other })
  const load = join(apache.folder, 'mods-enabled/mpm_event.load')
  const text = await readFile(load, 'utf8')
  await rm(load)
  await writeFile(join(apache.folder, 'mods-enabled/mpm_prefork.load'), text)
  await finds(t, 'apache threads', 'bad', /prefork/)
  await rm(join(apache.folder, 'mods-enabled/mpm_prefork.load'))
  await writeFile(load, text)
})

t.test('backups and drills that are missing, late, or found something', async (t) => {
  const empty = join(folder, 'empty')
  await mkdir(empty)
  await finds(t, 'backup', 'bad', /there is no backup/, { WORKPULSE_BACKUP_FOLDER: empty })
  await finds(t, 'restore drill', 'warning', /nobody has tried/, { WORKPULSE_BACKUP_FOLDER: empty })
  const [name] = execFileSync('ls', [backups], { encoding: 'utf8' }).split('\n').filter((entry) => entry.startsWith('workpulse-'))
  const file = join(backups, name, 'manifest.json')
  const manifest = JSON.parse(await readFile(file, 'utf8'))
  for (const [hours, state] of [[30, 'warning'], [100, 'bad']] as const) {
    await writeFile(file, JSON.stringify({ ...manifest, madeAt: new Date(Date.now() - hours * 3_600_000).toISOString() }))
    await finds(t, 'backup', state, new RegExp(`^the newest is ${hours} hours old`))
  }
  await writeFile(file, JSON.stringify(manifest))
  const drill = { at: new Date(Date.now() - 40 * 86_400_000).toISOString(), backup: backups, seconds: 1, problems: [] as string[] }
  await keepDrill(backups, drill)
  await finds(t, 'restore drill', 'warning', /40 days ago/)
  await keepDrill(backups, { ...drill, problems: ['the table users is missing'] })
  await finds(t, 'restore drill', 'bad', /the table users is missing/)
})
