/** What leaves for a push service is as the RFCs say. */
import { createECDH } from 'node:crypto'
import t from 'tap'
import { createPush } from '../../src/push/push.ts'
import { isPublicKey, newPushKey, publicKeyOf } from '../../src/push/vapid.ts'
import { parseNetworks } from '../../src/runtime/networks.ts'
import { claimsOf, decrypt, startPushService } from '../support/push-service.ts'

const privateKey = newPushKey()
const key = { privateKey, publicKey: publicKeyOf(privateKey), subject: 'mailto:it@workpulse.test' }
const now = new Date('2026-11-20T03:00:00Z')

t.test('the judge of these tests reads the example of RFC 8291', async (t) => {
  const body = Buffer.from(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    'base64url'
  )
  const keys = {
    privateKey: Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'),
    auth: Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url')
  }
  t.equal(decrypt(body, keys), 'When I grow up, I want to be a watermelon')
})

t.test('encrypted for the browser, and signed for its push service', async (t) => {
  const service = await startPushService(t)
  const push = createPush(key, parseNetworks('127.0.0.0/8'))
  t.teardown(push.close)
  const { asked: { endpoint, keys: { p256dh, auth } }, keys, path } = service.newBrowser()
  const browser = { endpoint, p256dh, auth }
  const text = JSON.stringify({ body: 'Laporan Anda dikembalikan.' })
  t.same(await push.send(browser, text, 'topic', now), { status: 201 })
  t.same(await push.send(browser, text, 'topic', now), { status: 201 })
  const [first, second] = await service.received(path, 2)
  t.equal(decrypt(first.body, keys), text)
  t.notSame(first.body, second.body, 'a key and a salt of its own each')
  t.throws(() => decrypt(first.body, service.newBrowser().keys), 'for nobody else')
  t.match(first.headers, { 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal', topic: 'topic' })
  t.same(claimsOf(first.headers.authorization!), {
    claims: { aud: service.origin, exp: now.getTime() / 1000 + 43_200, sub: key.subject },
    key: key.publicKey
  })
})

t.test('only where it may, and no further', async (t) => {
  const service = await startPushService(t)
  const { asked: { endpoint, keys }, path } = service.newBrowser()
  const outside = createPush(key, parseNetworks(''))
  t.same(await outside.send({ endpoint, ...keys }, '{}', 'topic', now), { status: null, problem: 'privateAddress' })
  t.same([await outside.objectionTo(new URL(endpoint)), service.arrived], ['privateAddress', []])
  const push = createPush(key, parseNetworks('127.0.0.0/8'))
  t.teardown(push.close)
  service.answers.set(path, [(answer) => answer.writeHead(307, { location: `${service.origin}/elsewhere` }).end()])
  t.same(await push.send({ endpoint, ...keys }, '{}', 'topic', now), { status: 307 })
  t.same(service.arrived.map(({ path }) => path), [path])
})

t.test('keys', async (t) => {
  const made = new Set(Array.from({ length: 300 }, newPushKey))
  t.equal(made.size, 300)
  for (const one of made) t.ok(one.length === 43 && isPublicKey(publicKeyOf(one)))
  for (const wrong of ['', 'x', privateKey.slice(1), `${privateKey}A`, 'A'.repeat(43), `${privateKey}=`]) {
    t.throws(() => publicKeyOf(wrong), { message: 'not a private key of P-256, 32 bytes in base64url' }, wrong)
  }
  const pair = createECDH('prime256v1')
  t.notOk(isPublicKey(pair.generateKeys().subarray(0, 64).toString('base64url')))
  t.notOk(isPublicKey(`B${'A'.repeat(86)}`))
})
