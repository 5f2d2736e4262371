/** What an operator does by RUNBOOK.md on a shared server, for a database and a PM2 of the test's own. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { createConnection, type Connection } from 'mysql2/promise'
import type { Test } from 'tap'
import { freePort, pm2File } from '../../../scripts/services.mjs'
import { seedDemo } from '../../../src/cli/seed-demo.ts'
import { loadConfig } from '../../../src/config.ts'
import { openDeps } from '../../../src/deps.ts'
import { until } from '../../support/until.ts'
import { frontEnd, host, render, root, type SharedServer } from './shared-server.ts'

/** What the server has, rather than what this checkout pins: an older Node, as a rule. */
const systemPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== dirname(process.execPath)).join(delimiter)
const path = spawnSync('node', ['--version'], { env: { PATH: systemPath } }).status === 0 ? systemPath : process.env.PATH!

export interface Process {
  name: string
  pid: number
  status: string
  restarts: number
  since: number
  /** What PM2 knows of it. */
  environment: Record<string, unknown>
}

export interface Deployment {
  server: SharedServer
  database: string
  /** Texts that are to be seen nowhere. */
  secrets: Record<string, string>
  /** Runs `deploy/release.sh`. */
  release: (...args: string[]) => Promise<{ code: number, out: string }>
  pm2: (...args: string[]) => string
  processes: () => Process[]
  /** Commits a change of the checkout. @returns the commit. */
  commit: (changes: Record<string, (text: string) => string>) => Promise<string>
  /** Of the administrator of the database server. */
  administrator: Connection
  /** The neighbour's application under the same PM2, and its database. */
  neighbourNow: () => Promise<unknown>
}

export async function deployment (t: Test, server: SharedServer): Promise<Deployment> {
  const { site, siteFile } = server
  const database = site.WP_DATABASE
  const environment = { PATH: path, HOME: process.env.HOME ?? '/root', PM2_HOME: site.WP_PM2_HOME, WP_SITE: siteFile, PM2: pm2File }
  const pm2 = (...args: string[]) => execFileSync(pm2File, args, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const administrator = await createConnection(`${process.env.WORKPULSE_TEST_MARIADB}?multipleStatements=true`)
  t.teardown(async () => {
    pm2('kill')
    for (const part of ['api', 'migrate', 'backup', 'drill']) {
      await administrator.query(`drop user if exists \`${database}_${part}\`@'127.0.0.1'`)
    }
    for (const name of [database, `${database}_drill`, `neighbour${process.pid}`]) {
      await administrator.query(`drop database if exists \`${name}\``)
    }
    await administrator.end()
  })
  const neighbourNow = await startNeighbour(server, administrator, pm2)
  const secrets = await writeSecrets(server, administrator)
  const git = await makeCheckout(site.WP_CHECKOUT)
  return {
    server,
    database,
    secrets,
    administrator,
    pm2,
    neighbourNow,
    processes: () => processesOf(pm2('jlist')),
    // Whatever the shell has exported besides is none of PM2's business.
    release: (...args) => runRelease(site.WP_CHECKOUT, args, { ...process.env, ...environment, SOMEBODYS_PASSWORD: secrets.exported }),
    async commit (changes) {
      for (const [file, change] of Object.entries(changes)) {
        const text = await readFile(join(site.WP_CHECKOUT, file), 'utf8').catch(() => '')
        await writeFile(join(site.WP_CHECKOUT, file), change(text))
      }
      git('add', '-A')
      git('commit', '-q', '-m', 'A change')
      return git('rev-parse', 'HEAD').trim()
    }
  }
}

function processesOf (list: string): Process[] {
  return JSON.parse(list.slice(list.indexOf('['))).map((one: any) => ({
    name: one.name,
    pid: one.pid,
    status: one.pm2_env.status,
    restarts: one.pm2_env.restart_time,
    since: one.pm2_env.pm_uptime,
    environment: one.pm2_env
  }))
}

/** Somebody else's application under the same PM2, which has a database of its own. */
async function startNeighbour ({ folder, site }: SharedServer, administrator: Connection, pm2: Deployment['pm2']) {
  const [port, name] = [await freePort(), `neighbour${process.pid}`]
  const script = join(folder, 'neighbour.cjs')
  await writeFile(script, `require('http').createServer((request, response) => response.end('neighbour')).listen(${port}, '127.0.0.1')\n`)
  pm2('start', script, '--name', 'neighbour')
  await until('the neighbour answers', () => fetch(`http://127.0.0.1:${port}`).then(({ ok }) => ok, () => false), 20_000)
  await administrator.query(
    `create database ${name}; create table ${name}.invoices (id int primary key, amount int); insert into ${name}.invoices values (1, 7)`
  )
  return async () => {
    const { pid, restarts, since, status } = processesOf(pm2('jlist')).find((one) => one.name === 'neighbour')!
    const [sum] = await administrator.query(`checksum table ${name}.invoices`)
    // Beside those of other tests, which come and go.
    const [schemas] = await administrator.query(
      'select schema_name as name from information_schema.schemata where schema_name not like ? and schema_name not like ? order by 1',
      [`${site.WP_DATABASE}%`, 'workpulse\\_%']
    )
    return { pid, restarts, since, status, says: await (await fetch(`http://127.0.0.1:${port}`)).text(), sum, schemas }
  }
}

/** What RUNBOOK.md has an operator do with grants.sql and the files of secrets. */
async function writeSecrets (server: SharedServer, administrator: Connection): Promise<Record<string, string>> {
  const { site } = server
  const secret = () => randomBytes(36).toString('base64url')
  const secrets = {
    exported: secret(),
    jwt: secret(),
    pepper: secret(),
    api: secret(),
    migrate: secret(),
    backup: secret(),
    drill: secret()
  }
  const rendered = render(server)
  let statements = await readFile(join(rendered, 'grants.sql'), 'utf8')
  for (const part of ['api', 'migrate', 'backup', 'drill'] as const) {
    statements = statements.replace(`IDENTIFIED BY '…'`, `IDENTIFIED BY '${secrets[part]}'`)
  }
  await administrator.query(statements)
  const address = new URL(process.env.WORKPULSE_TEST_MARIADB!).host
  const dsn = (part: 'api' | 'migrate' | 'backup' | 'drill', name = site.WP_DATABASE) =>
    `mysql://${site.WP_DATABASE}_${part}:${secrets[part]}@${address}/${name}`
  const example = await readFile(join(rendered, 'api.env'), 'utf8')
  const files = {
    'api.env': example
      .replace(/^WORKPULSE_DATABASE_DSN=.*$/m, `WORKPULSE_DATABASE_DSN=${dsn('api')}`)
      .replace(/^WORKPULSE_JWT_SECRET=$/m, `WORKPULSE_JWT_SECRET=${secrets.jwt}`)
      .replace(/^WORKPULSE_PASSWORD_PEPPER=$/m, `WORKPULSE_PASSWORD_PEPPER=${secrets.pepper}`)
      .replace(/^WORKPULSE_PUBLIC_URL=.*$/m, `WORKPULSE_PUBLIC_URL=https://${host}:${site.WP_HTTPS_PORT}`)
      .replace(/^WORKPULSE_ALLOWED_ORIGINS=.*$/m, `WORKPULSE_ALLOWED_ORIGINS=${frontEnd}`)
      .replace(/^WORKPULSE_REDIS_ADDR=$/m, `WORKPULSE_REDIS_ADDR=${process.env.WORKPULSE_TEST_REDIS}`) + 'WORKPULSE_RATE_LIMIT=1000000\n',
    'migrate.env': `WORKPULSE_DATABASE_DSN=${dsn('migrate')}\nWORKPULSE_BACKUP_FOLDER=${site.WP_BACKUPS}\n`,
    'backup.env': `WORKPULSE_DATABASE_DSN=${dsn('backup')}\nWORKPULSE_FILES_DIR=${site.WP_FILES}\n`,
    'drill.env': `WORKPULSE_DRILL_DSN=${dsn('drill', `${site.WP_DATABASE}_drill`)}\nWORKPULSE_PASSWORD_PEPPER=${secrets.pepper}\n`
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(site.WP_SECRETS, name), text, { mode: 0o600 })
  return secrets
}

/** A clone of what is here, whether it is committed or not. */
async function makeCheckout (folder: string): Promise<(...args: string[]) => string> {
  await mkdir(folder, { recursive: true })
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Operator', '-c', 'user.email=operator@example.test', ...args], { cwd: folder, encoding: 'utf8' })
  execFileSync('sh', ['-c', `git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C '${folder}'`], {
    cwd: root
  })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'As it is')
  return git
}

function runRelease (checkout: string, args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number, out: string }> {
  const child = spawn(join(checkout, 'deploy/release.sh'), args, { env })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      out += text
    })
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, out })))
}

/** The demo company, in the place of one that an administrator would make. */
export async function seed ({ server, database, secrets }: Deployment): Promise<void> {
  const deps = openDeps(loadConfig({
    NODE_ENV: 'test',
    WORKPULSE_DATABASE_DSN: `${process.env.WORKPULSE_TEST_MARIADB}/${database}`,
    WORKPULSE_PASSWORD_PEPPER: secrets.pepper,
    WORKPULSE_API_ADDR: `127.0.0.1:${server.site.WP_PORT_1}`,
    WORKPULSE_LOG_LEVEL: 'silent'
  }))
  await seedDemo(deps)
  await deps.close()
}
