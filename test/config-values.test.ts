/** Values that have a form of their own: keys, addresses, origins. */
import t from 'tap'
import { loadConfig } from '../src/config.ts'
import { secret, production, problemsOf } from './config-environments.ts'

t.test('keys', async (t) => {
  const keysOf = (text: string) => loadConfig({ WORKPULSE_JWT_SECRET: text }).jwtKeys
  const other = 'c'.repeat(40)
  t.strictSame(keysOf(secret), [{ kid: 'default', secret }])
  t.strictSame(keysOf(`2026:${secret}`), [{ kid: '2026', secret }])
  t.strictSame(
    keysOf(`new:${other},old:${secret}`),
    [{ kid: 'new', secret: other }, { kid: 'old', secret }],
    'the first stays first: it signs'
  )
  t.strictSame(keysOf(` new:${other} , old:${secret} `), [{ kid: 'new', secret: other }, { kid: 'old', secret }])
  t.strictSame(keysOf(`new:${other},${secret}`), [{ kid: 'new', secret: other }, { kid: 'default', secret }])
  t.strictSame(keysOf(`new:${secret}:with:colons`), [{ kid: 'new', secret: `${secret}:with:colons` }])
  t.strictSame(keysOf('é'.repeat(16)), [{ kid: 'default', secret: 'é'.repeat(16) }], 'bytes count, not characters')

  for (
    const [text, message] of [
      ['a'.repeat(31), /the key default is shorter than 32 bytes/],
      [`new:${'a'.repeat(31)}`, /the key new is shorter than 32 bytes/],
      [`new:${other},old:short`, /the key old is shorter than 32 bytes/],
      [`new:${other},`, /shorter than 32 bytes/],
      [`same:${other},same:${secret}`, /two keys have the same id; write them as kid:secret,kid:secret/],
      [`${other},${secret}`, /two keys have the same id/]
    ] as const
  ) t.match(problemsOf({ WORKPULSE_JWT_SECRET: text }), [message], String(message))
})

t.test('addresses', async (t) => {
  for (
    const [text, host, port] of [
      ['127.0.0.1:3040', '127.0.0.1', 3040],
      ['0.0.0.0:80', '0.0.0.0', 80],
      ['[::1]:3040', '::1', 3040],
      ['[::]:65535', '::', 65535],
      ['localhost:0', 'localhost', 0],
      [':3040', '127.0.0.1', 3040]
    ] as const
  ) t.match(loadConfig({ WORKPULSE_API_ADDR: text }), { host, port }, text)
  for (
    const text of [
      '3040',
      '127.0.0.1',
      '127.0.0.1:',
      '127.0.0.1:http',
      '127.0.0.1:65536',
      '::1:3040',
      'a b:3040',
      '127.0.0.1:-1',
      '127.0.0.1:3040/',
      'http://127.0.0.1:3040',
      '127.0.0.1:123456'
    ]
  ) {
    t.ok(problemsOf({ WORKPULSE_API_ADDR: text }).every((problem) => problem.startsWith('WORKPULSE_API_ADDR')), text)
    t.not(problemsOf({ WORKPULSE_API_ADDR: text }).length, 0, text)
  }
})

t.test('origins', async (t) => {
  const originsOf = (text: string) =>
    loadConfig({ ...production, WORKPULSE_ALLOW_INSECURE_ORIGINS: 'true', WORKPULSE_ALLOWED_ORIGINS: text }).allowedOrigins.slice(0, -1)
  t.same(originsOf('https://work.rycroftapparel.com/'), ['https://work.rycroftapparel.com'], 'as a browser sends it')
  t.same(originsOf('https://WORK.rycroftapparel.com:443, http://localhost:3000'), [
    'https://work.rycroftapparel.com',
    'http://localhost:3000'
  ])
  for (
    const text of [
      '*',
      'null',
      'work.rycroftapparel.com',
      'localhost:3000',
      'https://*.rycroftapparel.com/x',
      'https://work.rycroftapparel.com/app',
      'https://work.rycroftapparel.com/?a=1',
      'https://work.rycroftapparel.com/#a',
      'ftp://work.rycroftapparel.com',
      'https://user:pw@work.rycroftapparel.com',
      'file:///'
    ]
  ) {
    t.match(problemsOf({ ...production, WORKPULSE_ALLOWED_ORIGINS: text }), [/^WORKPULSE_ALLOWED_ORIGINS/], text)
    t.match(problemsOf({ ...production, WORKPULSE_PUBLIC_URL: text }), [/^WORKPULSE_PUBLIC_URL/], text)
  }
  t.equal(
    loadConfig({ ...production, WORKPULSE_PUBLIC_URL: 'https://apiwork.rycroftapparel.com/' }).publicUrl,
    'https://apiwork.rycroftapparel.com',
    'without a slash at the end'
  )
})
