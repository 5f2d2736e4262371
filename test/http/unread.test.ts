import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { arrivalLimits } from '../../src/http/arrival.ts'
import { freePort, testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { send } from '../support/raw.ts'
import { until } from '../support/until.ts'

const apache = '/usr/sbin/apache2'
const modules = '/usr/lib/apache2/modules'

interface Outcome {
  text: string
  /** Was the connection reset, rather than closed? */
  reset: boolean
  /** In milliseconds. */
  took: number
}

/** Writes a head and then a body, piece by piece, without looking at what comes before all is written. */
function write (url: string, head: string, body: Iterable<string>, pause = 0): Promise<Outcome> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const began = Date.now()
    let [text, reset] = ['', false]
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true }, async () => {
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
      socket.write(head)
      for (const piece of body) {
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
        if (socket.destroyed) return
        if (!socket.write(piece)) await Promise.race([closed, new Promise<void>((resolve) => socket.once('drain', resolve))])
      }
      socket.end()
    })
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => {
      reset = true
    })
    socket.on('close', () => resolve({ text, reset, took: Date.now() - began }))
  })
}

const headOf = (path: string, ...headers: string[]) =>
  [`POST /api/v1/${path} HTTP/1.1`, 'Host: x', 'Connection: close', 'Content-Type: application/json', ...headers, '', ''].join('\r\n')
const pieces = (bytes: number, piece = 8192) => Array.from({ length: Math.ceil(bytes / piece) }, () => 'x'.repeat(piece))
const chunked = (bytes: number) => [...pieces(bytes).map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`), '0\r\n\r\n']

for (const database of databases.slice(0, 1)) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)

    t.test('whoever sends everything before looking reads the refusal, whatever it is', async (t) => {
      const size = 60 * 8192
      const cases: [string, number, string, string[]][] = [
        ['a body that is too large', 413, headOf('auth/login', `Content-Length: ${size}`), pieces(size)],
        ['one whose size is not said', 413, headOf('auth/login', 'Transfer-Encoding: chunked'), chunked(size)],
        ['nobody who is signed in', 401, headOf('reports', `Content-Length: ${size}`), pieces(size)],
        ['another origin', 403, headOf('auth/login', `Content-Length: ${size}`, 'Origin: https://evil.test'), pieces(size)],
        ['no address', 404, headOf('nothing', `Content-Length: ${size}`), pieces(size)],
        ['another type', 415, headOf('auth/login', `Content-Length: ${size}`).replace('application/json', 'text/plain'), pieces(size)]
      ]
      for (const [name, status, head, body] of cases) {
        for (let time = 0; time < 3; time++) {
          const { text, reset } = await write(app.url, head, body)
          t.match(text, new RegExp(`^HTTP/1.1 ${status} [^]*"requestId"`), name)
          t.notOk(reset, `${name}: not reset`)
        }
      }
    })

    t.test('a connection that stays open is good for the next request', async (t) => {
      const head = headOf('reports', 'Content-Length: 16384').replace('Connection: close\r\n', '')
      const { text } = await write(app.url, head, [...pieces(16384), 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'])
      t.match(text, /^HTTP\/1.1 401 [^]*HTTP\/1.1 200 /)
    })

    t.test('no more than a bound is read, in bytes and in time', async (t) => {
      const huge = 64 * 1024 * 1024
      const bytes = await write(app.url, headOf('auth/login', `Content-Length: ${huge}`), pieces(huge, 65_536))
      t.ok(bytes.reset || bytes.took < 10_000, 'who sends without an end is cut')
      const slow = await write(app.url, headOf('auth/login', `Content-Length: ${huge}`), pieces(40, 1), 500)
      t.match(slow.text, /^HTTP\/1.1 413 /)
      t.ok(slow.took > 5000 && slow.took < 15_000, `${slow.took} ms`)
    })

    t.test('a body that does not come is cut', async (t) => {
      const { requestTimeout, headersTimeout } = app.app.server
      t.equal(headersTimeout, 60_000)
      t.ok(requestTimeout > headersTimeout, 'or Node looks at neither')
      const { url } = await testApp(t, database, {}, undefined, { arrival: { ...arrivalLimits, longest: 1000, lookEvery: 200 } })
      const { text, took } = await write(url, headOf('auth/login', 'Content-Length: 100'), pieces(30, 1), 200)
      t.match(text, /^HTTP\/1.1 408 [^]*"code":"REQUEST_TIMEOUT"/)
      t.ok(took > 1000 && took < 6000, `${took} ms`)
    })

    t.test('two Host headers, or none', async (t) => {
      for (const hosts of ['Host: x\r\nHost: y\r\n', 'Host: x\r\nhost: x\r\n', '']) {
        const { text } = await write(
          app.url,
          `GET /healthz HTTP/1.1\r\n${hosts}Origin: http://localhost:3000\r\nConnection: close\r\n\r\n`,
          []
        )
        t.match(text, /^HTTP\/1.1 400 [^]*access-control-allow-origin: http:\/\/localhost:3000\r\n/)
        t.match(text, /x-content-type-options: nosniff\r\n/i)
      }
    })

    t.test('behind Apache', { skip: existsSync(apache) ? false : 'apt-get install apache2' }, async (t) => {
      const proxy = await startApache(t, app)
      for (let time = 0; time < 12; time++) {
        for (const bytes of [60_000, 600_000]) {
          const { status, text } = await send(proxy, {
            method: 'POST',
            path: '/api/v1/auth/login',
            headers: { 'content-type': 'application/json' },
            body: 'x'.repeat(bytes)
          })
          t.equal(status, 413, `${bytes} bytes`)
          t.match(text, '"PAYLOAD_TOO_LARGE"')
        }
      }
    })
  })
}

async function startApache (t: Test, app: TestApp): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'workpulse-apache-'))
  const port = await freePort()
  const load = ['mpm_event', 'proxy', 'proxy_http', 'authz_core'].map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
  writeFileSync(
    join(folder, 'apache.conf'),
    [
      ...load,
      `ServerRoot ${folder}`,
      `PidFile ${folder}/pid`,
      `DefaultRuntimeDir ${folder}`,
      `ErrorLog ${folder}/error.log`,
      'ServerName localhost',
      `Listen 127.0.0.1:${port}`,
      ...process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : [],
      `ProxyPass / ${app.url}/`,
      ''
    ].join('\n')
  )
  const child = spawn(apache, ['-f', join(folder, 'apache.conf'), '-D', 'FOREGROUND'], { stdio: 'ignore' })
  t.teardown(async () => {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    rmSync(folder, { recursive: true, force: true })
  })
  const url = `http://127.0.0.1:${port}`
  await until('Apache answers', () => fetch(`${url}/healthz`).then(({ ok }) => ok, () => false))
  return url
}
