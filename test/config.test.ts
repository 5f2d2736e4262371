/** What the environment has to say, and what is refused. */
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { loadConfig, secretsIn, supervisionOf } from '../src/config.ts'
import { newPushKey, publicKeyOf } from '../src/push/vapid.ts'
import { ConfigError } from '../src/runtime/environment.ts'
import { secret, pepper, production, problemsOf } from './config-environments.ts'

t.test('development needs nothing', async (t) => {
  const config = loadConfig({})
  t.match(config, {
    environment: 'development',
    host: '127.0.0.1',
    port: 3040,
    dsn: { kind: 'sqlite', file: '.data/workpulse.db' },
    poolSize: 10,
    allowedOrigins: ['http://localhost:3000', 'http://localhost:3040', 'http://127.0.0.1:3040'],
    publicUrl: 'http://localhost:3040',
    logLevel: 'warn'
  })
  t.equal(config.jwtKeys.length, 1)
  t.same(
    loadConfig({ HOME: '/root', WORKPULSE_SOMETHING: 'else', WORKPULSE_API_ADDR: '' }),
    config,
    'what is not ours is ignored, and empty is not set'
  )
  t.match(loadConfig({ WORKPULSE_API_ADDR: '127.0.0.1:8080' }), {
    publicUrl: 'http://localhost:8080',
    allowedOrigins: ['http://localhost:3000', 'http://localhost:8080', 'http://127.0.0.1:8080']
  })
})

t.test('production takes what it is given', async (t) => {
  const { trustedNetworks, webhookNetworks, pushNetworks, ...config } = loadConfig({ ...production, WORKPULSE_DATABASE_POOL: '25' })
  for (const networks of [trustedNetworks, webhookNetworks, pushNetworks]) t.equal(networks('10.0.0.1'), false, 'none')
  t.strictSame(config, {
    environment: 'production',
    host: '127.0.0.1',
    port: 3040,
    dsn: { kind: 'mysql', host: '127.0.0.1', port: 3306, user: 'workpulse', password: 'pw', database: 'workpulse' },
    poolSize: 25,
    jwtKeys: [{ kid: '2026', secret }],
    passwordPepper: pepper,
    allowedOrigins: ['https://work.rycroftapparel.com', 'https://apiwork.rycroftapparel.com'],
    publicUrl: 'https://apiwork.rycroftapparel.com',
    frontEndUrl: 'https://work.rycroftapparel.com',
    mail: undefined,
    google: undefined,
    redis: undefined,
    metrics: undefined,
    push: undefined,
    telegramUrl: 'https://api.telegram.org',
    rateLimit: 3000,
    hostCookies: false,
    insecureOrigins: [],
    docs: true,
    logLevel: 'info',
    filesFolder: '/var/lib/workpulse/files',
    backupFolder: undefined,
    drillDsn: undefined
  })
})

t.test('what is pushed with', async (t) => {
  const privateKey = newPushKey()
  const { push, ...config } = loadConfig({ ...production, WORKPULSE_PUSH_PRIVATE_KEY: privateKey })
  t.same(push, { privateKey, publicKey: publicKeyOf(privateKey), subject: production.WORKPULSE_PUBLIC_URL })
  t.ok(secretsIn({ ...config, push }).includes(privateKey))
  const subject = 'mailto:it@rycroftapparel.com'
  t.match(loadConfig({ WORKPULSE_PUSH_PRIVATE_KEY: privateKey, WORKPULSE_PUSH_SUBJECT: subject }), { push: { subject } })
  const problems = problemsOf({ ...production, WORKPULSE_PUSH_PRIVATE_KEY: privateKey.slice(1), WORKPULSE_PUSH_SUBJECT: 'it' })
  t.match(problems, [/^WORKPULSE_PUSH_SUBJECT /, /^WORKPULSE_PUSH_PRIVATE_KEY: not a private key/])
  t.notMatch(problems.join(), privateKey.slice(1))
})

t.test('production is not told apart from its front ends by plain http, unless that is meant', async (t) => {
  for (const origin of ['http://localhost:3000', 'http://work.rycroftapparel.com', 'HTTP://[::1]:3000']) {
    const mixed = { ...production, WORKPULSE_ALLOWED_ORIGINS: `https://work.rycroftapparel.com,${origin}` }
    t.match(problemsOf(mixed), [`WORKPULSE_ALLOWED_ORIGINS: ${origin.toLowerCase()} is not https`], origin)
    t.match(problemsOf({ ...production, WORKPULSE_PUBLIC_URL: origin }), [/^WORKPULSE_PUBLIC_URL: .*WORKPULSE_ALLOW_INSECURE_ORIGINS=true/])
    t.same(loadConfig({ ...mixed, WORKPULSE_ALLOW_INSECURE_ORIGINS: 'true' }).insecureOrigins, [origin.toLowerCase()])
    t.equal(problemsOf({ ...mixed, WORKPULSE_ALLOW_INSECURE_ORIGINS: 'false' }).length, 1)
    t.same(loadConfig({ ...mixed, NODE_ENV: 'development' }).insecureOrigins, [], 'development is not asked')
  }
  const { NODE_ENV, WORKPULSE_DATABASE_DSN } = production
  t.same(
    loadConfig({ NODE_ENV, WORKPULSE_DATABASE_DSN }, ['WORKPULSE_DATABASE_DSN']).insecureOrigins,
    [],
    'nor is a command that needs none'
  )
})

t.test('production names each variable that is missing', async (t) => {
  const names = Object.keys(production).filter((name) => name !== 'NODE_ENV')
  const all = problemsOf({ NODE_ENV: 'production' })
  t.equal(all.length, names.length)
  for (const name of names) {
    t.ok(all.some((problem) => problem.startsWith(`${name} is not set: `)), name)
    const { [name as 'NODE_ENV']: _, ...others } = production
    const problems = problemsOf(others)
    t.equal(problems.length, 1, `${name} alone`)
    t.match(problems[0], `${name} is not set: `)
    t.match(problemsOf({ ...production, [name]: '' })[0], `${name} is not set: `, 'empty is missing')
  }
})

t.test('production does not start with a secret that everybody can read here', async (t) => {
  const { jwtKeys: [{ kid, secret }], passwordPepper } = loadConfig({})
  t.match(problemsOf({ ...production, WORKPULSE_JWT_SECRET: `${kid}:${secret}` }), [/WORKPULSE_JWT_SECRET/])
  t.match(problemsOf({ ...production, WORKPULSE_PASSWORD_PEPPER: passwordPepper }), [/WORKPULSE_PASSWORD_PEPPER/])
})

t.test('production refuses a secret that is long enough but easy to guess', async (t) => {
  for (
    const [weak, why] of [
      ['a'.repeat(64), 'one character'],
      ['abc123'.repeat(8), 'a short sequence'],
      ['abcdefghijklmnopqrstuv'.repeat(2), 'a longer one'],
      ['correct-horse-1correct-horse-1correct-h', 'the last time cut off'],
      ['01234567890012345678900987654321', 'few different characters']
    ]
  ) {
    t.match(problemsOf({ ...production, WORKPULSE_JWT_SECRET: `new:${secret},old:${weak}` }), [
      /^WORKPULSE_JWT_SECRET: the secret of the key old is easy to guess; .*`openssl rand -base64 48`/
    ], why)
    t.match(problemsOf({ ...production, WORKPULSE_PASSWORD_PEPPER: weak }), [
      /^WORKPULSE_PASSWORD_PEPPER is easy to guess; .*`openssl rand -base64 48`/
    ], why)
    t.notMatch(problemsOf({ ...production, WORKPULSE_PASSWORD_PEPPER: weak }).join(), weak)
    t.same(problemsOf({ WORKPULSE_JWT_SECRET: weak, WORKPULSE_PASSWORD_PEPPER: weak }), [], 'only in production')
  }
  t.equal(
    problemsOf({
      ...production,
      WORKPULSE_JWT_SECRET: `a:${'a'.repeat(32)},b:${'b'.repeat(32)}`,
      WORKPULSE_PASSWORD_PEPPER: 'c'.repeat(32)
    }).length,
    3,
    'all at once'
  )
  for (let i = 0; i < 200; i++) {
    t.same(
      problemsOf({
        ...production,
        WORKPULSE_JWT_SECRET: randomBytes(48).toString('base64'),
        WORKPULSE_PASSWORD_PEPPER: randomBytes(32).toString('hex')
      }),
      [],
      'random ones are taken'
    )
  }
})

t.test('in production the pepper is none of the keys', async (t) => {
  for (const same of [secret, `old:${secret}`]) {
    const problems = problemsOf({
      ...production,
      WORKPULSE_JWT_SECRET: `new:${pepper.toLowerCase()},old:${secret}`,
      WORKPULSE_PASSWORD_PEPPER: same
    })
    t.match(problems, [/^WORKPULSE_PASSWORD_PEPPER is also a secret of WORKPULSE_JWT_SECRET; .*`openssl rand -base64 48`/])
    t.notMatch(problems.join(), secret)
  }
})

t.test('every problem is named at once', async (t) => {
  const problems = problemsOf({
    NODE_ENV: 'staging',
    WORKPULSE_API_ADDR: '127.0.0.1:70000',
    WORKPULSE_DATABASE_DSN: 'oracle',
    WORKPULSE_JWT_SECRET: 'short',
    WORKPULSE_PASSWORD_PEPPER: 'short',
    WORKPULSE_ALLOWED_ORIGINS: 'work.rycroftapparel.com',
    WORKPULSE_PUBLIC_URL: 'https://x.test/path',
    WORKPULSE_LOG_LEVEL: 'loud'
  })
  t.equal(problems.length, 8)
  t.match(problems.find((problem) => problem.startsWith('NODE_ENV')), 'development, production, test')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_LOG_LEVEL')), 'silent, error, warn, info, debug')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_API_ADDR')), 'the port is not between 0 and 65535')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_DATABASE_DSN')), 'not understood; write sqlite:')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_JWT_SECRET')), 'shorter than 32 bytes')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_PASSWORD_PEPPER')), 'shorter than 32 bytes')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_ALLOWED_ORIGINS')), 'is not a URL')
  t.match(problems.find((problem) => problem.startsWith('WORKPULSE_PUBLIC_URL')), 'more than scheme, host and port')
  const { message } = new ConfigError(problems)
  for (const problem of problems) t.match(message, `\n  - ${problem}`)
})

t.test('a message never holds a secret', async (t) => {
  const private_ = 'Hunter2Hunter2'
  for (
    const environment of [
      { WORKPULSE_JWT_SECRET: private_ },
      { WORKPULSE_JWT_SECRET: `new:${private_}` },
      { WORKPULSE_JWT_SECRET: `new:${secret},old:${private_}` },
      { WORKPULSE_JWT_SECRET: `same:${secret}${private_},same:${secret}` },
      { WORKPULSE_PASSWORD_PEPPER: private_ },
      { WORKPULSE_DATABASE_DSN: `mysql://workpulse:${private_}@127.0.0.1:99999/workpulse` },
      { WORKPULSE_DATABASE_DSN: `workpulse:${private_}@127.0.0.1/workpulse` },
      { WORKPULSE_DATABASE_DSN: `workpulse:${private_}@tcp(127.0.0.1:0)/workpulse` },
      { WORKPULSE_DATABASE_DSN: `mysql://workpulse:${private_}%@127.0.0.1/workpulse` }
    ] as Record<string, string>[]
  ) {
    const problems = problemsOf(environment)
    t.equal(problems.length, 1, Object.values(environment)[0])
    t.notMatch(problems.join('\n'), private_)
  }
})

t.test('what systemd says to the processes that it starts', async (t) => {
  t.same(supervisionOf({}), { notifySocket: undefined, watchdog: undefined })
  const given = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '10000000' }
  t.same(supervisionOf(given), { notifySocket: '/run/systemd/notify', watchdog: 10_000 })
  t.same(supervisionOf({ ...given, WATCHDOG_PID: '7' }, 7).watchdog, 10_000)
  t.equal(supervisionOf({ ...given, WATCHDOG_PID: '7' }, 8).watchdog, undefined, 'for another process')
})
