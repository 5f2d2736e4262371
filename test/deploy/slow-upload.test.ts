/** A phone on a poor network: what it sends comes through Apache, however the server's own bounds are. */
import { copyFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { pdf } from '../support/files.ts'
import { until } from '../support/until.ts'
import { ask, visit } from './support/client.ts'
import { frontEnd, host, render, sharedServer } from './support/shared-server.ts'

/** Bytes per second, and how many there are: the most that a file may have. */
const [pace, size] = [64 * 1024, 10 * 1024 * 1024]

const server = await sharedServer(t)
const { site, apache } = server
const app = await testApp(t, databases.at(-1)!, {
  WORKPULSE_API_ADDR: `127.0.0.1:${site.WP_PORT_1}`,
  WORKPULSE_PUBLIC_URL: `https://${host}:${site.WP_HTTPS_PORT}`,
  WORKPULSE_ALLOWED_ORIGINS: frontEnd
})
visit(server.authority)
for (const name of [`${host}.conf`, `${host}-ssl.conf`]) {
  await copyFile(join(render(server), name), join(apache.folder, 'sites-enabled', name))
}
apache.ctl('configtest')
apache.ctl('graceful')
const isThere = () => ask(site.WP_HTTPS_PORT, { path: '/readyz' }).then(({ status }) => status === 200, () => false)
await until('the service answers through Apache', isThere, 20_000)

t.test('10 MiB at 64 KiB a second arrive', async (t) => {
  let token = ''
  await app.signIn('employee', {
    onTokens: (tokens) => {
      token = tokens?.accessToken ?? ''
    }
  })
  const began = performance.now()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'content-length': size }
  const { promise: answered, resolve, reject } = Promise.withResolvers<{ status: number, text: string }>()
  const outgoing = request({ host, port: site.WP_HTTPS_PORT, method: 'POST', path: '/api/v1/files?name=a.pdf', headers }, (response) => {
    let text = ''
    response.on('data', (chunk) => {
      text += chunk
    }).on('end', () => resolve({ status: response.statusCode!, text }))
  }).on('error', reject)
  // What has come too early, or broken off, ends the sending too.
  const over = new AbortController()
  answered.catch(() => {}).finally(() => over.abort())
  const file = Buffer.concat([pdf], size)
  for (let sent = 0; sent < size && !over.signal.aborted; sent += pace / 4) {
    outgoing.write(file.subarray(sent, sent + pace / 4))
    await delay(250)
  }
  outgoing.end()
  const { status, text } = await answered
  const took = Math.round((performance.now() - began) / 1000)
  t.equal(status, 201, text)
  t.match(JSON.parse(text).data, { name: 'a.pdf', size })
  t.ok(took >= size / pace - 1, `${took} s`)
  t.comment(`10 MiB took ${took} s`)
})
