import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createClient } from '../generated/sdk/dist/src/sdk/index.js'
import { demoAccounts, demoPassword, employeeEmail } from '../src/cli/demo/people.ts'
import { loadConfig } from '../src/config.ts'
import { freePort } from './support/app.ts'
import { databases } from './support/databases.ts'
import { keep, startScript, type ScriptProcess } from './support/scripts.ts'
import { openSocket } from './support/socket.ts'
import { until } from './support/until.ts'
import { compiled } from './support/command.ts'

const script = join(import.meta.dirname, '../src/server.ts')
/** In milliseconds: the first start makes a company, on a machine that may have other things to do. */
const startTimeout = 180_000

/** The real server, in a folder of its own where none is given. */
const run = (t: Test, env: Record<string, string>, folder?: string) => startScript(t, ['server.ts'], env, folder)

/** Waits until it has greeted. */
async function started ({ child, output, ended }: ScriptProcess): Promise<void> {
  const greeted = new Promise<void>((resolve) =>
    child.stdout!.on('data', () => {
      if (output.out.includes('Demo accounts')) resolve()
    })
  )
  const failed = ended.then((code) => {
    throw new Error(`the server ended with ${code}: ${output.err}`)
  })
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error(`the server did not start: ${output.out} ${output.err}`)), startTimeout).unref()
  )
  await Promise.race([greeted, failed, late])
}

async function folderOf (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

t.test('production without its variables ends at once and names each of them', async (t) => {
  const folder = await folderOf(t)
  const { output, ended } = await run(t, { NODE_ENV: 'production' }, folder)
  t.equal(await ended, 1)
  t.equal(output.out, '')
  for (
    const name of [
      'WORKPULSE_API_ADDR',
      'WORKPULSE_DATABASE_DSN',
      'WORKPULSE_JWT_SECRET',
      'WORKPULSE_PASSWORD_PEPPER',
      'WORKPULSE_ALLOWED_ORIGINS',
      'WORKPULSE_PUBLIC_URL',
      'WORKPULSE_FILES_DIR'
    ]
  ) {
    t.match(output.err, `\n  - ${name} is not set: `)
  }
  t.notMatch(output.err, /\n\s+at /, 'without a stack that nobody needs')
  t.same(await readdir(folder), [], 'and leaves nothing behind')
})

t.test('the file .env fills up the environment, which goes first', async (t) => {
  const folder = await folderOf(t)
  await writeFile(
    join(folder, '.env'),
    `NODE_ENV=production\nWORKPULSE_PASSWORD_PEPPER=${randomBytes(32).toString('base64')}\nWORKPULSE_API_ADDR=127.0.0.1:0\n`
  )
  const { output, ended } = await run(t, { WORKPULSE_API_ADDR: 'nowhere' }, folder)
  t.equal(await ended, 1)
  t.match(output.err, 'WORKPULSE_DATABASE_DSN is not set')
  t.match(output.err, '\n  - WORKPULSE_API_ADDR')
  t.notMatch(output.err, 'WORKPULSE_API_ADDR is not set')
  t.notMatch(output.err, 'WORKPULSE_PASSWORD_PEPPER')
})

t.test('secrets may be in a file of their own, which is named; what is started from there does not inherit them', async (t) => {
  const folder = await folderOf(t)
  const file = join(folder, 'api.env')
  await writeFile(file, 'WORKPULSE_API_ADDR=127.0.0.1:0\nWORKPULSE_DATABASE_DSN=nowhere\n')
  const { output, ended } = await run(t, { NODE_ENV: 'production', WORKPULSE_ENV_FILE: file }, folder)
  t.equal(await ended, 1)
  t.match(output.err, '\n  - WORKPULSE_DATABASE_DSN: not understood')
  t.match(output.err, '\n  - WORKPULSE_JWT_SECRET is not set')
  t.notMatch(output.err, 'WORKPULSE_API_ADDR')
  const missing = await run(t, { NODE_ENV: 'production', WORKPULSE_ENV_FILE: join(folder, 'else.env') }, folder)
  t.equal(await missing.ended, 1)
  t.match(missing.output.err, /WORKPULSE_ENV_FILE: .*else\.env cannot be read \(ENOENT\)/)
  const before = { ...process.env }
  process.env.WORKPULSE_ENV_FILE = file
  t.teardown(() => delete process.env.WORKPULSE_ENV_FILE)
  t.throws(() => loadConfig(), /WORKPULSE_DATABASE_DSN/)
  t.same(process.env, { ...before, WORKPULSE_ENV_FILE: file })
})

t.test('whoever started it is told when it takes requests, and it ends by itself', async (t) => {
  const folder = await folderOf(t)
  const port = await freePort()
  const child = fork(script, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...compiled, WORKPULSE_API_ADDR: `127.0.0.1:${port}`, WORKPULSE_DATABASE_DSN: `sqlite:${folder}/x.db` },
    execPath: process.execPath,
    silent: true
  })
  const { output, ended } = keep(t, child)
  const told = once(child, 'message', { signal: AbortSignal.timeout(startTimeout) })
  const early = ended.then((code) => {
    throw new Error(`the server ended with ${code}: ${output.err}`)
  })
  const [message] = await Promise.race([told, early])
  t.equal(message, 'ready')
  t.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200)
  child.kill('SIGINT')
  t.equal(await ended, 0)
})

t.test('a configuration with faults is told them, but not its secrets', async (t) => {
  const secret = 'Hunter2Hunter2'
  const { output, ended } = await run(t, {
    WORKPULSE_API_ADDR: 'nowhere',
    WORKPULSE_JWT_SECRET: secret,
    WORKPULSE_DATABASE_DSN: `mysql://root:${secret}@127.0.0.1:x/workpulse`
  })
  t.equal(await ended, 1)
  for (const name of ['WORKPULSE_API_ADDR', 'WORKPULSE_JWT_SECRET', 'WORKPULSE_DATABASE_DSN']) t.match(output.err, `\n  - ${name}`)
  t.notMatch(output.err, secret)
})

t.test('a port that is taken ends it with code 1', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const { output, ended } = await run(t, {
    WORKPULSE_API_ADDR: `127.0.0.1:${(taken.address() as AddressInfo).port}`,
    WORKPULSE_DATABASE_DSN: 'sqlite:test.db'
  })
  t.equal(await ended, 1)
  t.match(output.err, /127\.0\.0\.1:\d+ is in use/)
  t.notMatch(output.err, /\n\s+at /, 'without a stack that nobody needs')
})

for (const database of databases) {
  t.test(`${database.name}: development migrates, seeds, serves, keeps its data and ends cleanly`, async (t) => {
    const { dsn, drop } = await database.create()
    t.teardown(drop)
    const folder = await folderOf(t)
    const port = await freePort()
    const url = `http://localhost:${port}`
    const env = { WORKPULSE_API_ADDR: `127.0.0.1:${port}`, WORKPULSE_DATABASE_DSN: dsn }

    const first = await run(t, env, folder)
    await started(first)
    const { out } = first.output
    for (
      const line of [
        `${url}/api/v1`,
        `${url}/docs`,
        `${url}/openapi.json`,
        `${url}/asyncapi.json`,
        demoPassword,
        ...demoAccounts.map(({ email }) => email)
      ]
    ) t.match(out, line)
    t.equal(first.output.err, '')

    t.match(await (await fetch(`${url}/healthz`)).json(), { ok: true, data: { status: 'ok' } })
    t.match(await (await fetch(`${url}/readyz`)).json(), { ok: true, data: { status: 'ready' } })
    t.match(await (await fetch(`${url}/openapi.json`)).json(), { openapi: '3.1.0' })
    t.match(await (await fetch(`${url}/asyncapi.json`)).json(), { asyncapi: '3.0.0' })
    const docs = await fetch(`${url}/docs`)
    t.equal(docs.status, 200)
    t.match(await docs.text(), /swagger/i)

    for (const { email } of demoAccounts) {
      const client = createClient({ baseUrl: url, mode: 'bearer' })
      t.match(await client.login({ email, password: demoPassword }), { user: { email } })
    }
    let refreshToken: string | undefined
    const employee = createClient({
      baseUrl: url,
      mode: 'bearer',
      onTokens: (tokens) => {
        refreshToken = tokens?.refreshToken
      }
    })
    const { user } = await employee.login({ email: employeeEmail, password: demoPassword })
    const { items: reports } = await employee.listReports({ limit: 100 })
    t.ok(reports.length > 10)
    const { today } = await employee.getMySummary()
    t.match(today, { date: today.date, reportId: null, reportState: null }, 'nothing is filed today')
    const filed = await employee.createReport({ reportDate: today.date, summary: 'Collars', submit: true })

    // One of each kind of connection that never ends by itself, one that is kept alive and one that never asks.
    const silent = connect(port, '127.0.0.1')
    await once(silent, 'connect')
    const silentEnded = once(silent, 'close')
    silent.on('error', () => {})
    const { ticket } = await employee.createWsTicket()
    const socket = openSocket(`${url}/api/v1/ws`, ['workpulse.v1', `ticket.${ticket}`])
    await socket.frame('subscribed')
    const { accessToken } = await createClient({ baseUrl: url, mode: 'bearer' }).login({ email: employeeEmail, password: demoPassword })
    const stream = await fetch(`${url}/api/v1/stream/notifications`, { headers: { authorization: `Bearer ${accessToken}` } })
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    await until('the stream has begun', async () => {
      text += (await reader.read()).value ?? ''
      return text.includes('event: unread')
    })

    first.child.kill('SIGTERM')
    t.equal(await first.ended, 0)
    t.equal(await socket.closed(), 1012)
    let done = false
    while (!done) ({ done } = await reader.read())
    t.ok(done, 'the stream has ended')
    await silentEnded
    t.equal(first.output.err, '')

    const second = await run(t, env, folder)
    await started(second)
    const again = await createClient({ baseUrl: url, mode: 'bearer' }).login({ email: employeeEmail, password: demoPassword })
    t.same(again.user, user, 'the same person')
    t.strictSame(await employee.getReport(filed.id), filed, 'the report and the session are still there')
    t.type(refreshToken, 'string')
    t.equal((await employee.listReports({ limit: 100 })).items.length, reports.length + 1, 'nothing was seeded twice')
    second.child.kill('SIGINT')
    t.equal(await second.ended, 0)
    t.same(
      await readdir(folder, { recursive: true }).then((paths) => paths.filter((path) => !path.startsWith('.data'))),
      [],
      'nothing is written beside the database and the files'
    )
  })
}
