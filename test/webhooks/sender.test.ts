/** What one try comes to, by receivers of every kind. */
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createPlainServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import t, { type Test } from 'tap'
import type { GuardedClientOptions } from '../../src/runtime/guarded-client.ts'
import { parseNetworks } from '../../src/runtime/networks.ts'
import { createSender } from '../../src/webhooks/sender.ts'
import { newWebhookSecret } from '../../src/webhooks/signature.ts'
import { signed } from '../../src/webhooks/webhooks.ts'
import { certificates } from '../support/certificates.ts'

const loopback = parseNetworks('127.0.0.0/8')
const secrets = [newWebhookSecret(), newWebhookSecret()]
const message = { messageId: 'epoch-41', body: '{"type":"report.submitted","data":{"name":"Sari’s"}}' }
const time = new Date()
const messageTo = (url: string) => ({ url, body: message.body, headers: signed(secrets, message, time) })

async function listening (t: Test, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections?.()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const receiver = async (t: Test, answer: RequestListener) => `http://127.0.0.1:${await listening(t, createServer(answer))}/hooks?a=1`

function sender (t: Test, options?: GuardedClientOptions, own = loopback) {
  const { send, close } = createSender(own, options)
  t.teardown(close)
  return (url: string) => send(messageTo(url))
}

t.test('the standard’s own library takes it, by each of the secrets', async (t) => {
  const seen: { headers: Record<string, string>, body: string, address: string }[] = []
  const url = await receiver(t, async (request, answer) => {
    const body = Buffer.concat(await request.toArray()).toString()
    seen.push({ headers: request.headers as Record<string, string>, body, address: request.url! })
    answer.writeHead(204).end()
  })
  t.same(await sender(t)(url), { status: 204, problem: null })
  t.match(seen, [{
    address: '/hooks?a=1',
    body: message.body,
    headers: { 'webhook-id': message.messageId, 'content-type': 'application/json' }
  }])
  for (const secret of secrets) t.match(new Webhook(secret).verify(seen[0].body, seen[0].headers), { type: 'report.submitted' })
  t.throws(() => new Webhook(newWebhookSecret()).verify(seen[0].body, seen[0].headers))
  t.throws(() => new Webhook(secrets[0]).verify(`${seen[0].body} `, seen[0].headers))
})

t.test('what is no delivery', async (t) => {
  let followed = 0
  const elsewhere = await receiver(t, (_request, answer) => {
    followed++
    answer.end()
  })
  const answers: Record<string, [RequestListener, object]> = {
    'an error': [(_request, answer) => answer.writeHead(500).end(), { status: 500, problem: 'status' }],
    'a wish to be left alone': [
      (_request, answer) => answer.writeHead(429, { 'retry-after': '120' }).end(),
      { status: 429, problem: 'status', retryAfter: 120_000 }
    ],
    'a redirect': [(_request, answer) => answer.writeHead(307, { location: elsewhere }).end(), { status: 307, problem: 'redirect' }],
    'a connection that ends': [(request) => request.socket.destroy(), { status: null, problem: 'connection' }],
    silence: [() => {}, { status: null, problem: 'timeout' }],
    'headers without end': [
      (request) => {
        request.socket.write('HTTP/1.1 200 OK\r\n')
        const timer = setInterval(() => request.socket.write('a: b\r\n'), 20)
        request.socket.on('close', () => clearInterval(timer)).on('error', () => {})
      },
      { status: null, problem: 'timeout' }
    ]
  }
  for (const [name, [answer, outcome]] of Object.entries(answers)) {
    t.same(await sender(t, { timeout: 500 })(await receiver(t, answer)), outcome, name)
  }
  t.equal(followed, 0)
  t.same(await sender(t)('http://127.0.0.1:9/'), { status: null, problem: 'connection' })
})

t.test('a time to come back at', async (t) => {
  const url = await receiver(t, (_request, answer) => {
    answer.writeHead(503, { 'retry-after': new Date(Date.now() + 120_000).toUTCString() }).end()
  })
  const { retryAfter = 0, ...outcome } = await sender(t)(url)
  t.same(outcome, { status: 503, problem: 'status' })
  t.ok(retryAfter > 100_000 && retryAfter <= 120_000, `${retryAfter} ms`)
})

t.test('an answer of 200 MB is a delivery, and is not read', async (t) => {
  let sent = 0
  const closed = Promise.withResolvers<void>()
  const url = await receiver(t, (request, answer) => {
    const chunk = Buffer.alloc(65_536)
    const write = () => {
      while (sent < 200_000_000 && !answer.destroyed) {
        sent += chunk.length
        if (!answer.write(chunk)) return answer.once('drain', write)
      }
    }
    request.socket.on('close', () => closed.resolve())
    write()
  })
  t.same(await sender(t)(url), { status: 200, problem: null })
  await closed.promise
  t.ok(sent < 20_000_000, `${sent} bytes were sent`)
})

t.test('one connection serves several; one that its receiver closed meanwhile is no failure', async (t) => {
  const ports = new Set<number>()
  let requests = 0
  const url = await receiver(t, (request, answer) => {
    ports.add(request.socket.remotePort!)
    // The third is not answered: it comes over a connection that is taken for open.
    if (++requests === 3) return request.socket.destroy()
    answer.end()
  })
  const send = sender(t)
  for (let each = 0; each < 3; each++) t.same(await send(url), { status: 200, problem: null })
  t.same([requests, ports.size], [4, 2])
})

t.test('only where it may', async (t) => {
  let asked = 0
  const url = await receiver(t, (_request, answer) => {
    asked++
    answer.end()
  })
  const { port } = new URL(url)
  const nothing = parseNetworks('')
  for (
    const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0.0.0.0',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::7f00:1]',
      '[64:ff9b::7f00:1]',
      'localhost'
    ]
  ) {
    t.same(await sender(t, {}, nothing)(`http://${host}:${port}/`), { status: null, problem: 'privateAddress' }, host)
    t.same(await sender(t, {}, nothing)(`https://${host}:${port}/`), { status: null, problem: 'privateAddress' }, host)
  }
  t.equal(asked, 0)
})

t.test('a name that leads elsewhere at the second look is not followed there', async (t) => {
  let asked = 0
  const url = await receiver(t, (_request, answer) => {
    asked++
    answer.setHeader('connection', 'close').end()
  })
  const { port } = new URL(url)
  const addresses = ['127.0.0.1', '10.0.0.1']
  const lookup = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) => {
    callback(null, [{ address: addresses.shift(), family: 4 }])
  }) as unknown as GuardedClientOptions['lookup']
  const send = sender(t, { lookup })
  t.same(await send(`http://receiver.test:${port}/`), { status: 200, problem: null })
  t.same(await send(`http://receiver.test:${port}/`), { status: null, problem: 'privateAddress' })
  t.equal(asked, 1)
  const both = ((_name: string, _options: object, callback: (error: null, found: object[]) => void) => {
    callback(null, [{ address: '127.0.0.1', family: 4 }, { address: '10.0.0.1', family: 4 }])
  }) as unknown as GuardedClientOptions['lookup']
  t.same(
    await sender(t, { lookup: both })(`http://receiver.test:${port}/`),
    { status: null, problem: 'privateAddress' },
    'not by one of them'
  )
  const none = ((_name: string, _options: object, callback: (error: object) => void) => {
    callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { syscall: 'getaddrinfo', code: 'ENOTFOUND' }))
  }) as unknown as GuardedClientOptions['lookup']
  t.same(await sender(t, { lookup: none })('https://receiver.test/'), { status: null, problem: 'name' })
})

t.test('a certificate that nobody vouches for, and a server that speaks no TLS', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await certificates(folder)
  const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((name) => readFile(join(folder, name))))
  const port = await listening(t, createSecureServer({ key, cert }, (_request, answer) => answer.end()))
  t.same(await sender(t)(`https://127.0.0.1:${port}/`), { status: null, problem: 'certificate' })
  const plain = await listening(t, createPlainServer((socket) => socket.end('hello\r\n')) as Server)
  t.same(await sender(t)(`https://127.0.0.1:${plain}/`), { status: null, problem: 'connection' })
})

t.test('whoever asked can take it back', async (t) => {
  const url = await receiver(t, () => {})
  const { send, close } = createSender(loopback)
  t.teardown(close)
  const abort = new AbortController()
  setTimeout(() => abort.abort(new Error('the service stops')), 50)
  await t.rejects(send(messageTo(url), abort.signal), { message: 'the service stops' })
})
