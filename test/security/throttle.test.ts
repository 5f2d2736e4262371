import t from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { emailOf, password, people } from '../support/people.ts'
import { send } from '../support/raw.ts'

const second = 1000
const minute = 60 * second

/** Time stands still until it is told to go on, so that every Retry-After is exact. */
function holdTime ({ clock }: TestApp): void {
  let time = clock.now().getTime()
  clock.now = () => new Date(time)
  clock.advance = (milliseconds) => {
    time += milliseconds
  }
}

interface Attempt {
  email?: string
  password?: string
  from?: string
  cookie?: string
}

/** Tries to sign in, from an address as a proxy on the same machine tells it. */
async function attempt (app: TestApp, { email = emailOf('employee'), password = 'wrong', from = '198.51.100.1', cookie }: Attempt = {}) {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from, ...(cookie && { cookie }) }
  const { status, headers: { 'x-request-id': requestId, date, ...rest }, text } = await send(app.url, {
    method: 'POST',
    path: '/api/v1/auth/login',
    headers,
    body: JSON.stringify({ email, password })
  })
  return { status, headers: rest, wait: Number(rest['retry-after'] ?? 0), body: text.replace(String(requestId), '') }
}

const times = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = []
  for (let index = 0; index < count; index++) results.push(await work(index))
  return results
}
const statuses = async (count: number, work: (index: number) => Promise<{ status: number }>) =>
  (await times(count, work)).map(({ status }) => status)
const all = (status: number, count: number) => Array<number>(count).fill(status)
const stranger = (index: number) => `stranger${index}@workpulse.test`
const deviceOf = ({ headers }: { headers: { 'set-cookie'?: string[] } }) =>
  headers['set-cookie']!.find((line) => line.startsWith('device='))!.split(';')[0]

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    holdTime(app)
    let hashes = 0
    const { verify } = app.deps.passwords
    app.deps.passwords.verify = (...given) => {
      hashes++
      return verify(...given)
    }
    t.beforeEach(async () => {
      await app.deps.db.deleteFrom('attempts').execute()
      hashes = 0
    })

    t.test('five failures, then pauses that double up to a quarter of an hour, for the known and the unknown alike', async (t) => {
      const accounts = [{ email: emailOf('employee'), from: '198.51.100.1' }, { email: 'nobody@workpulse.test', from: '198.51.100.2' }, {
        email: emailOf('disabled'),
        from: '198.51.100.3'
      }]
      for (let failure = 1; failure <= 5; failure++) {
        for (const account of accounts) t.equal((await attempt(app, account)).status, 401, `failure ${failure}`)
      }
      for (const pause of [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
        const [known, ...others] = await Promise.all(accounts.map((account) => attempt(app, account)))
        t.match(known, { status: 429, wait: pause })
        for (const other of others) t.same(other, known, 'to the letter')
        app.clock.advance((pause - 1) * second)
        t.match(await attempt(app, { ...accounts[0], password }), { status: 429, wait: 1 }, 'the right password waits too')
        app.clock.advance(second)
        for (const account of accounts) t.equal((await attempt(app, account)).status, 401, 'what was refused did not count')
      }
    })

    t.test('who remembers in time begins anew', async (t) => {
      t.same(await statuses(4, () => attempt(app)), all(401, 4))
      t.equal((await attempt(app, { password })).status, 200)
      t.same(await statuses(6, () => attempt(app)), [...all(401, 5), 429])
      app.clock.advance(2 * second)
      t.equal((await attempt(app, { password })).status, 200)
      t.same(await statuses(6, () => attempt(app)), [...all(401, 5), 429])
    })

    t.test('of sixty at once five are hashed', async (t) => {
      const answers = await Promise.all(Array.from({ length: 60 }, () => attempt(app)))
      t.equal(answers.filter(({ status }) => status === 401).length, 5)
      t.equal(answers.filter(({ status, wait }) => status === 429 && wait === 2).length, 55)
      t.equal(hashes, 5)
    })

    t.test('an account that is tried from everywhere waits, but on its owner’s device', async (t) => {
      const [own, foreign] = await Promise.all([attempt(app, { password }), attempt(app, { email: emailOf('colleague'), password })])
      t.same(await statuses(20, (index) => attempt(app, { from: `198.51.100.${100 + index}` })), all(401, 20))
      for (const pause of [2, 4, 8, 16, 32, 45, 45]) {
        t.match(await attempt(app, { from: '198.51.100.200', password }), { status: 429, wait: pause }, 'the right password too')
        app.clock.advance(pause * second)
        t.equal((await attempt(app, { from: `203.0.113.${pause}`, email: emailOf('employee') })).status, 401, 'no wall')
      }
      t.equal((await attempt(app, { from: '198.51.100.200', password, cookie: deviceOf(own) })).status, 200, 'the owner is not shut out')
      const [version, id, owner, kid, tag] = deviceOf(own).split('.')
      for (
        const [name, cookie] of Object.entries({
          'of another account': deviceOf(foreign),
          'for another account': [version, id, deviceOf(foreign).split('.')[2], kid, tag].join('.'),
          'with another id': [version, id.replace(/^./, (letter) => letter === 'A' ? 'B' : 'A'), owner, kid, tag].join('.'),
          'without a tag': [version, id, owner, kid].join('.'),
          'made up': 'device=1.AAAAAAAAAAAAAAAAAAAAAA.AAAA.default.AAAA',
          empty: 'device='
        })
      ) t.equal((await attempt(app, { from: '198.51.100.201', password, cookie })).status, 429, name)
      app.clock.advance(45 * second)
      t.equal((await attempt(app, { from: '198.51.100.200', password })).status, 200, 'after three quarters of a minute')
    })

    t.test('a known device guesses no faster', async (t) => {
      const cookie = deviceOf(await attempt(app, { password }))
      t.same(await statuses(6, (index) => attempt(app, { cookie, from: `198.51.100.${index}` })), [...all(401, 5), 429])
      t.equal((await attempt(app, { password })).status, 200, 'and holds up nobody else')
    })

    t.test('a network has thirty failures', async (t) => {
      t.same(await statuses(30, (index) => attempt(app, { email: stranger(index % 8) })), all(401, 30))
      app.clock.advance(minute)
      t.match(await attempt(app, { password }), { status: 429, wait: 14 * 60 }, 'whoever it tries')
      t.equal((await attempt(app, { password, from: '198.51.100.2' })).status, 200)
      app.clock.advance(14 * minute)
      t.equal((await attempt(app, { password })).status, 200)
    })

    t.test('a network tries ten accounts in ten minutes', async (t) => {
      t.same(await statuses(10, (index) => attempt(app, { email: stranger(index) })), all(401, 10))
      t.match(await attempt(app, { password }), { status: 429, wait: 600 })
      t.equal((await attempt(app, { email: stranger(3) })).status, 401, 'those ten may go on')
      app.clock.advance(10 * minute)
      t.equal((await attempt(app, { password })).status, 200)
    })

    t.test('a /64 of IPv6 is one network, and IPv4 in IPv6 is IPv4', async (t) => {
      t.same(await statuses(6, (index) => attempt(app, { from: `2001:db8:1:2:${index}:ffff:ffff:ffff` })), [...all(401, 5), 429])
      t.equal((await attempt(app, { from: '2001:db8:1:3::1' })).status, 401)
      t.same(
        await statuses(
          6,
          (index) => attempt(app, { email: stranger(0), from: ['198.51.100.9', '::ffff:198.51.100.9', '::ffff:c633:6409'][index % 3] })
        ),
        [...all(401, 5), 429]
      )
    })

    t.test('only the last hop of X-Forwarded-For is believed', async (t) => {
      t.same(await statuses(6, (index) => attempt(app, { from: `203.0.113.${index}, 10.0.0.${index}, 198.51.100.1` })), [
        ...all(401, 5),
        429
      ])
      t.equal((await attempt(app, { from: '198.51.100.1, 203.0.113.1' })).status, 401)
    })

    t.test('what is no address there is the proxy’s own caller, and breaks nothing', async (t) => {
      t.same(
        await statuses(
          6,
          (index) => attempt(app, { from: ['unknown', 'x'.repeat(5000), '198.51.100.1:x', '\u00ff', '[2001:db8::1', '<script>'][index] })
        ),
        [...all(401, 5), 429]
      )
      for (const from of ['x'.repeat(5000), '\u00ff\u00fe', '198.51.100.1:443', '2001:db8::1%eth0']) {
        await app.deps.db.deleteFrom('attempts').execute()
        t.equal((await attempt(app, { from, password })).status, 200, from.slice(0, 20))
      }
    })

    t.test('a whole office signs in behind one address', async (t) => {
      const { password_hash } = await app.deps.db.selectFrom('users').select('password_hash').where('id', '=', people.employee.id)
        .executeTakeFirstOrThrow()
      const staff = Array.from(
        { length: 100 },
        (_, index) => ({
          id: `STAFF${String(index).padStart(21, '0')}`,
          email: `staff${index}@workpulse.test`,
          name: `Staff ${index}`,
          role: 'employee' as const,
          division_id: null,
          password_hash,
          email_verified_at: null,
          disabled_at: null,
          created_at: '2026-11-20 03:00:00.000',
          updated_at: '2026-11-20 03:00:00.000'
        })
      )
      await app.deps.db.insertInto('users').values(staff).execute()
      t.same(await statuses(100, (index) => attempt(app, { email: staff[index].email, password })), all(200, 100), 'one after the other')
      t.same(
        (await Promise.all(staff.slice(0, 30).map(({ email }) => attempt(app, { email, password })))).map(({ status }) => status),
        all(200, 30),
        'thirty at the stroke of eight'
      )
      t.same(await statuses(31, () => attempt(app, { password })), all(200, 31), 'one person again and again')
    })

    t.test('refreshing never counts', async (t) => {
      const client = await app.signIn('employee')
      await app.deps.db.deleteFrom('attempts').execute()
      await Promise.all(
        Array.from({ length: 60 }, () => t.rejects(app.anonymous().refreshSession({ refreshToken: '1.x' }), { code: 'UNAUTHENTICATED' }))
      )
      await client.refreshSession()
      t.same(await app.deps.db.selectFrom('attempts').selectAll().execute(), [])
    })

    t.test('what is kept names nobody', async (t) => {
      await attempt(app)
      await attempt(app, { email: stranger(1) })
      t.notMatch(JSON.stringify(await app.deps.db.selectFrom('attempts').selectAll().execute()), /employee|stranger|workpulse\.test|wrong/)
    })

    t.test('a trusted network may fail twenty times as often, each account of it no more', async (t) => {
      const office = await testApp(t, database, { WORKPULSE_TRUSTED_NETWORKS: '203.0.113.0/24,2001:db8:5::/48' })
      holdTime(office)
      t.same(await statuses(45, (index) => attempt(office, { email: stranger(index % 15), from: `203.0.113.${9}` })), all(401, 45))
      t.same(await statuses(6, (index) => attempt(office, { from: `2001:db8:5:1::${index}` })), [...all(401, 5), 429])
      t.same(
        await statuses(11, (index) => attempt(office, { email: stranger(index), from: '198.51.100.1' })),
        [...all(401, 10), 429],
        'others as ever'
      )
    })
  })
}
