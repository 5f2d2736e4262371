/** Each command as an operator runs it: a process that is given its variables, and no more. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import t from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { publicKeyOf } from '../../src/push/vapid.ts'
import { createPasswords } from '../../src/security/passwords.ts'
import { freePort } from '../support/app.ts'
import { compiled, runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'

const pepper = randomBytes(32).toString('base64')
const password = 'five orders of blue collars'
const admin = ['--email', 'Maya@WorkPulse.test', '--name', '  Maya  ']
const company = ['--organisation', 'Rycroft Apparel', '--time-zone', 'Asia/Jakarta']

t.test('the list of all, and each one’s own help', async (t) => {
  const listed = await runCli({}, ['--help'])
  t.match(listed, { code: 0, error: '' })
  const names = [
    'migrate',
    'admin:create',
    'user:reset',
    'sessions:revoke',
    'identity:unlink',
    'audit:verify',
    'realtime:restored',
    'doctor',
    'backup',
    'restore',
    'restore-drill'
  ]
  for (const name of [...names, 'jobs:list', 'jobs:retry', 'grants', 'push:keys']) {
    t.match(listed.out, `  ${name} `)
    const { out, ...ended } = await runCli({}, [name, '--help'])
    t.match(ended, { code: 0, error: '' })
    t.match(out.split('\n')[0], new RegExp(`^Usage: npm run cli -- ${name} (\\[[a-z |]+\\] )?\\[OPTION …\\]$`))
  }
  t.match(await runCli({}, []), { code: 2 })
  t.match(await runCli({}, ['migrat']), { code: 2, out: '', error: /There is no command migrat/ })
  t.match(await runCli({}, ['migrate', '--statsu']), { code: 2, out: '', error: /--statsu/ })
})

t.test('in production each asks for the variables that it needs, and for no other', async (t) => {
  const production = { NODE_ENV: 'production' }
  for (
    const [args, missing] of [
      [['migrate'], ['WORKPULSE_DATABASE_DSN']],
      [['realtime:restored'], ['WORKPULSE_DATABASE_DSN']],
      [['user:reset'], ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER', 'WORKPULSE_ALLOWED_ORIGINS']],
      [['sessions:revoke'], ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER']],
      [['identity:unlink'], ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER']],
      [['audit:verify'], ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER']],
      [['admin:create'], ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER']],
      [['admin:create', '--link'], ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER', 'WORKPULSE_ALLOWED_ORIGINS']]
    ]
  ) {
    const { code, error } = await runCli(production, args)
    t.equal(code, 1)
    t.same([...error.matchAll(/- (\w+) is not set/g)].map(([, name]) => name).sort(), missing.sort(), args.join(' '))
  }
})

t.test('a key to push with goes into the file of the environment, once, and onto no screen', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'api.env')
  t.match(await runCli({}, ['push:keys']), { code: 2, error: /--file/ })
  t.match(await runCli({}, ['push:keys', '--file', file]), { code: 1, error: /ENOENT/ })
  await writeFile(file, 'WORKPULSE_PUSH_PRIVATE_KEY=\nWORKPULSE_LOG_LEVEL=warn', { mode: 0o640 })
  const { code, out } = await runCli({}, ['push:keys', '--file', file, '--json'])
  const { WORKPULSE_PUSH_PRIVATE_KEY: key = '', ...others } = parseEnv(await readFile(file, 'utf8'))
  t.same([code, JSON.parse(out).publicKey, (await stat(file)).mode & 0o777], [0, publicKeyOf(key), 0o640])
  t.same(others, { WORKPULSE_LOG_LEVEL: 'warn' })
  t.notMatch(out, key)
  const before = await readFile(file, 'utf8')
  t.match(await runCli({}, ['push:keys', '--file', file]), { code: 1, error: /already/ })
  t.match(await runCli({ WORKPULSE_ENV_FILE: file }, ['push:keys', '--file', file]), { code: 1, error: /already/ })
  t.equal(await readFile(file, 'utf8'), before)
})

t.test('a database that is away ends it at once, with a sentence and without its password', async (t) => {
  const dsn = `mysql://root:hunter22@127.0.0.1:${await freePort()}/workpulse`
  for (const args of [['migrate'], ['migrate', '--status'], ['realtime:restored', '--database', 'workpulse']]) {
    const { code, error } = await runCli({ WORKPULSE_DATABASE_DSN: dsn }, args)
    t.equal(code, 1)
    t.match(error, /^The database cannot be reached \(ECONNREFUSED/)
    t.notMatch(error, /hunter22|\n\s+at /)
  }
})

for (const database of databases) {
  t.test(database.name, { timeout: 240_000 }, async (t) => {
    const { dsn, drop } = await database.create()
    const env = { WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_PASSWORD_PEPPER: pepper }
    const db = openDatabase(parseDsn(dsn))
    t.teardown(async () => {
      await db.destroy()
      await drop()
    })

    t.test('before the migration the others say what to run', async (t) => {
      for (const args of [['audit:verify'], ['admin:create', ...admin, '--link'], ['realtime:restored', '--database', nameOf(dsn)]]) {
        t.match(await runCli(env, args), {
          code: 1,
          out: '',
          error: /^The database is not at the newest migration. Run: npm run migrate\n/
        })
      }
    })

    t.test('migrate: what is pending, all of it once, and then nothing', async (t) => {
      const pending = await runCli(env, ['migrate', '--status', '--json'])
      t.equal(pending.code, 1)
      const { pending: names } = JSON.parse(pending.out)
      t.equal(names[0], '0001-working-day')
      t.same(await runCli(env, ['migrate']), { code: 0, out: names.map((name: string) => `migrated  ${name}\n`).join(''), error: '' })
      t.same(await runCli(env, ['migrate', '--status']), { code: 0, out: 'The database is up to date.\n', error: '' })
      t.same(await runCli(env, ['migrate', '--json']), { code: 0, out: '{"command":"migrate","migrated":[]}\n', error: '' })
    })

    t.test('admin:create refuses what is wrong, and changes nothing', { skip: database !== databases[0] }, async (t) => {
      for (
        const [args, input, error] of [
          [[...admin], password, /There is no organisation yet/],
          [[...admin, '--organisation', 'X'], password, /go together/],
          [[...admin, '--organisation', 'X', '--time-zone', 'Asia/Jakrta'], password, /is no time zone/],
          [['--email', 'maya', '--name', 'Maya', ...company], password, /not an address/],
          [['--email', 'maya@workpulse.test', '--name', '  ', ...company], password, /--name is a name/],
          [[...admin, ...company], 'short', /12 to 256/],
          [[...admin, ...company], 'password1234', /many people use/],
          [[...admin, ...company], 'maya@workpulse.test', /many people use/],
          [[...admin, ...company], '', /12 to 256/]
        ] as const
      ) {
        t.match(await runCli(env, ['admin:create', ...args, '--password-stdin'], `${input}\n`), { code: 2, out: '', error }, args.join(' '))
      }
      t.match(await runCli(env, ['admin:create', ...admin, ...company], `${password}\n`), { code: 2, error: /no terminal to ask/ })
      t.match(await runCli(env, ['admin:create', ...admin, ...company, '--password', password]), { code: 2, error: /--password/ })
      for (const table of ['organisation', 'users', 'audit_entries'] as const) t.same(await db.selectFrom(table).selectAll().execute(), [])
    })

    t.test('of two at once one makes the organisation and its admin, who can sign in; later ones are refused', async (t) => {
      const outcomes = await Promise.all(
        [1, 2].map(() => runCli(env, ['admin:create', ...admin, ...company, '--password-stdin'], `${password}\n`))
      )
      t.same(outcomes.map(({ code }) => code).sort(), [0, 1], JSON.stringify(outcomes))
      t.match(outcomes.find(({ code }) => code === 0), { out: 'Maya <maya@workpulse.test> is the admin now.\n', error: '' })
      t.match(await db.selectFrom('organisation').selectAll().execute(), [{ id: 1, name: 'Rycroft Apparel', time_zone: 'Asia/Jakarta' }])
      const [user, ...others] = await db.selectFrom('users').selectAll().execute()
      t.same(others, [])
      t.match(user, { email: 'maya@workpulse.test', name: 'Maya', role: 'admin', disabled_at: null })
      t.type(user.email_verified_at, 'string')
      t.ok(await createPasswords(pepper).verify(user.password_hash, password))
      const again = await runCli(env, ['admin:create', '--email', 'else@workpulse.test', '--name', 'Else', '--link'])
      t.match(again, { code: 1, out: '', error: 'There is an admin already, who can invite others. Nothing was changed.\n' })
      t.equal((await db.selectFrom('users').select('id').execute()).length, 1)
    })

    t.test('it is audited, and the log holds', async (t) => {
      const verified = await runCli(env, ['audit:verify', '--json'])
      t.equal(verified.code, 0)
      t.match(JSON.parse(verified.out.trim().split('\n').at(-1)!), { command: 'audit:verify', entries: 2 })
      t.same(
        await db.selectFrom('audit_entries').select(['action', 'actor_id']).orderBy('id').execute(),
        [{ action: 'settings.updated', actor_id: null }, { action: 'user.created', actor_id: null }]
      )
      t.notMatch(JSON.stringify(await db.selectFrom('audit_entries').selectAll().execute()), password)
    })

    t.test('with --link the person sets the password; a company that is there stays', async (t) => {
      await db.deleteFrom('person_facts').execute()
      await db.deleteFrom('users').execute()
      const args = ['admin:create', ...admin, '--link', '--json']
      t.match(await runCli(env, [...args, ...company]), { code: 1, out: /There is an organisation already, Rycroft Apparel/ })
      const { code, out } = await runCli({ ...env, WORKPULSE_ALLOWED_ORIGINS: 'https://work.example' }, args)
      t.equal(code, 0)
      t.match(JSON.parse(out), { email: 'maya@workpulse.test', link: /^https:\/\/work\.example\/reset-password#token=[\w-]{43}$/ })
      t.match(await db.selectFrom('users').select('password_hash').execute(), [{ password_hash: null }])
      t.equal((await db.selectFrom('link_tokens').selectAll().execute()).length, 1)
    })

    t.test('on a terminal the password is asked for twice, and not shown', { skip: !existsSync('/usr/bin/script') }, async (t) => {
      await db.deleteFrom('link_tokens').execute()
      await db.deleteFrom('person_facts').execute()
      await db.deleteFrom('users').execute()
      const shown = await onTerminal(env, ['admin:create', ...admin], [`${password}\r`, `${password}\r`])
      t.match(shown, /Password: \s+The same again: [^M]*Maya <maya@workpulse.test> is the admin now/)
      t.notMatch(shown, 'collars')
      const [{ password_hash: hash }] = await db.selectFrom('users').select('password_hash').execute()
      t.ok(await createPasswords(pepper).verify(hash, password))
    })

    t.test('realtime:restored wants the name of the database that it changes', async (t) => {
      const epoch = async () => (await db.selectFrom('event_clock').select('epoch').executeTakeFirstOrThrow()).epoch
      const before = await epoch()
      t.match(await runCli(env, ['realtime:restored']), { code: 2, out: '', error: `This would change the database ${nameOf(dsn)} ` })
      t.match(await runCli(env, ['realtime:restored', '--database', 'workpulse']), { code: 2, out: '', error: /Nothing was changed/ })
      t.equal(await epoch(), before)
      t.match(await runCli(env, ['realtime:restored', '--database', nameOf(dsn)]), { code: 0, error: '' })
      t.not(await epoch(), before)
    })
  })
}

function nameOf (text: string): string {
  const dsn = parseDsn(text)
  return dsn.kind === 'sqlite' ? dsn.file : dsn.database
}

/** What is seen on a terminal of its own, where a person answers each question. */
async function onTerminal (environment: Record<string, string>, args: string[], answers: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const command = [process.execPath, 'src/cli/main.ts', ...args].map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(' ')
  const child = execFile('script', ['-qec', command, join(folder, 'typescript')], {
    cwd: new URL('../..', import.meta.url).pathname,
    env: { PATH: process.env.PATH, ...compiled, NODE_ENV: 'test', ...environment },
    timeout: 60_000
  })
  let shown = ''
  let asked = 0
  child.stdout!.on('data', (text) => {
    shown += text
    while (asked < [...shown.matchAll(/: /g)].length && asked < answers.length) child.stdin!.write(answers[asked++])
  })
  await new Promise((resolve) => child.once('close', resolve))
  await rm(folder, { recursive: true })
  return shown
}
