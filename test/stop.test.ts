/** A process that is told to stop while people are at all sorts of things: it ends in time, says so, and tells each what it can. */
import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { createConnection } from 'mysql2/promise'
import t, { type Test } from 'tap'
import { databases } from './support/databases.ts'
import { createFaultProxy, through } from './support/fault-proxy.ts'
import { pdf } from './support/files.ts'
import { company, signIn, startServer, type ServerProcess } from './support/history.ts'
import { openSocket } from './support/socket.ts'
import { until } from './support/until.ts'

const mariadb = databases.find(({ name }) => name === 'mariadb')
/** In milliseconds: what CHANGELOG.md promises, and what a busy machine adds. */
const longest = 15_000 + 3000

interface Asked {
  outgoing: ClientRequest
  /** Its status and whether all of it came; or why there was none. */
  answer: Promise<{ status: number, whole: boolean } | string>
}

function ask (url: string, path: string, token: string, method = 'GET', headers: Record<string, string> = {}): Asked {
  const outgoing = request(`${url}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...headers }, agent: false })
  const answer = new Promise<{ status: number, whole: boolean } | string>((resolve) => {
    outgoing.on('response', (response: IncomingMessage) => {
      response.resume().on('error', () => {}).on('close', () => resolve({ status: response.statusCode!, whole: response.complete }))
    }).on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? error.message))
  })
  if (method === 'GET') outgoing.end()
  return { outgoing, answer }
}

/** Told to stop, with what has to be open before that. @returns how long it took, and what it said. */
async function stop ({ child, ended, output }: ServerProcess): Promise<{ code: number | string, took: number, said: any[] }> {
  const began = performance.now()
  child.kill('SIGTERM')
  const code = await ended
  const said = output().trim().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  return { code, took: performance.now() - began, said }
}

/** Sockets and streams of a person who has come to stay. */
async function live (t: Test, url: string, token: string) {
  const sockets = Array.from({ length: 3 }, () => {
    const socket = openSocket(`${url}/api/v1/ws`)
    t.teardown(() => socket.raw.terminate())
    socket.send({ type: 'auth', token })
    return socket
  })
  for (const socket of sockets) await socket.frame('subscribed')
  const streams = Array.from({ length: 2 }, () => ask(url, '/api/v1/stream/notifications', token))
  await Promise.all(streams.map(({ outgoing }) => once(outgoing, 'response')))
  return { sockets, streams }
}

t.test('a process that stops', { skip: mariadb ? false : 'on MariaDB only' }, async (t) => {
  t.test('sockets, streams, an upload, an export and a request that waits for the database', async (t) => {
    const { dsn } = await company(t, mariadb!)
    const server = await startServer(t, { WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_LOG_LEVEL: 'info' })
    const { token, client } = await signIn(server.url, 'lead')
    const { sockets, streams } = await live(t, server.url, token)
    const upload = ask(server.url, '/api/v1/files?name=a.pdf', token, 'POST', {
      'content-type': 'application/octet-stream',
      'content-length': String(10 * 1024 * 1024)
    })
    upload.outgoing.write(Buffer.concat([pdf], 100_000))
    const [before] = await client.listTeams({}).then(({ items }) => items)
    const other = await createConnection(dsn)
    t.teardown(() => other.end())
    await other.query('lock tables reports write, report_items write')
    const waiting = ask(server.url, '/api/v1/reports', token)
    const exported = ask(server.url, `/api/v1/analytics/export?dataset=reports&from=2026-11-02&to=2026-11-20&teamId=${before.id}`, token)
    await until('both wait in the database', async () => {
      const [rows] = await other.query(
        "select count(*) as waiting from information_schema.processlist where state like 'Waiting for table%'"
      )
      return Number((rows as any[])[0].waiting) >= 2
    })
    const { code, took, said } = await stop(server)
    t.equal(code, 0)
    t.ok(took < longest, `${took} ms`)
    t.match(said.filter(({ msg }) => /^stop/.test(msg)), [{ msg: 'stopping', signal: 'SIGTERM', sockets: 3 }, {
      msg: 'stopped',
      ms: Number
    }])
    for (const socket of sockets) t.equal(await socket.closed(), 1012)
    for (const stream of streams) t.same(await stream.answer, { status: 200, whole: true })
    t.match(await waiting.answer, { status: 503, whole: true })
    const cut = [await exported.answer, await upload.answer]
    t.ok(
      cut.every((answer) => typeof answer === 'string' || answer.status >= 400 || !answer.whole),
      `nobody takes a half for all: ${JSON.stringify(cut)}`
    )
    t.notMatch(server.output(), /uncaught|unhandled/i)
    t.comment(`stopped after ${Math.round(took)} ms`)
  })

  t.test('a database that has fallen silent', async (t) => {
    const { dsn } = await company(t, mariadb!)
    const proxy = await createFaultProxy(t, Number(new URL(process.env.WORKPULSE_TEST_MARIADB!).port))
    const server = await startServer(t, { WORKPULSE_DATABASE_DSN: through(proxy, dsn), WORKPULSE_LOG_LEVEL: 'info' })
    const { token } = await signIn(server.url, 'employee')
    const { sockets } = await live(t, server.url, token)
    proxy.swallow()
    const waiting = Array.from({ length: 20 }, () => ask(server.url, '/api/v1/me/summary', token))
    const { code, took, said } = await stop(server)
    t.ok(took < longest, `${took} ms`)
    const last = said.filter(({ msg }) => /^stopped$|^the service did not stop/.test(msg)).map(({ msg }) => msg)
    t.same(last, [code === 0 ? 'stopped' : 'the service did not stop in time'])
    for (const socket of sockets) t.equal(await socket.closed(), 1012)
    for (const { answer } of waiting) t.match(JSON.stringify(await answer), /"status":503|ECONNRESET|socket hang up/)
    t.comment(`stopped after ${Math.round(took)} ms with ${code}`)
  })
})
