/** Two processes, Redis between them: what one has kept is never what the other one's change has made wrong. */
import t from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { today } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { emailOf, password, type PersonName } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import { redisUrl } from '../../support/replicas.ts'
import { turnedReplicas, type TurnedReplica } from '../../support/turned-replicas.ts'

const watching = ['employee', 'lead'] as const
const addresses = ['/me/summary', '/notifications', '/me/inbox', '/reports']
const withoutTheClock = (text: string) => JSON.stringify(JSON.parse(text), (key, value) => key === 'serverTime' ? undefined : value)

const mariadb = databases.find(({ name }) => name === 'mariadb')
const skip = !mariadb ? 'MariaDB is not there' : redisUrl === undefined ? 'Redis is not there' : false

t.test('what was answered is never told again once another replica has changed it', { skip }, async (t) => {
  const { dsn, drop } = await mariadb!.copy('company')
  t.teardown(drop)
  const start = turnedReplicas(t, dsn, { WORKPULSE_REDIS_ADDR: redisUrl! })
  const replicas = [await start(`${today}T10:00`), await start(`${today}T10:00`)]
  const tokens = new Map<PersonName, string>()
  const clients = new Map<PersonName, Client[]>()
  for (const who of watching) {
    clients.set(who, await Promise.all(replicas.map((replica) => replica.signIn(who))))
    const { text } = await send(replicas[0].url, {
      method: 'POST',
      path: '/api/v1/auth/login',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: emailOf(who), password })
    })
    tokens.set(who, JSON.parse(text).data.accessToken)
  }
  const ask = ({ url }: TurnedReplica, who: PersonName, path: string, etag?: string) =>
    send(url, { path: `/api/v1${path}`, headers: { authorization: `Bearer ${tokens.get(who)}`, ...etag && { 'if-none-match': etag } } })

  let times = 0
  let held = 0
  /** A job may do something in between; what is stale stays so. */
  async function both (replica: TurnedReplica, who: PersonName, path: string) {
    for (let attempt = 0;; attempt++) {
      const fresh = withoutTheClock((await ask(replicas[times % 2], who, `${path}?${'&'.repeat(++times)}`)).text)
      const again = await ask(replica, who, path)
      if (attempt === 3 || withoutTheClock(again.text) === fresh) return { fresh, again }
    }
  }

  /** Of each replica, with what it said before and without, beside what it says at an address that nobody has asked. */
  async function look (what: string, before: Map<string, string>) {
    for (const who of watching) {
      for (const path of addresses) {
        for (const [index, replica] of replicas.entries()) {
          const name = `${index} ${who} ${path}`
          const { fresh, again } = await both(replica, who, path)
          t.equal(withoutTheClock(again.text), fresh, `${what}: ${name}`)
          const known = before.get(name)
          if (known && (await ask(replica, who, path, known)).status === 304) {
            held++
            t.equal(again.headers.etag, known, `${what}: ${name} holds`)
          }
          before.set(name, String(again.headers.etag))
        }
      }
    }
  }

  const known = new Map<string, string>()
  await look('at first', known)
  await look('nothing', known)
  t.equal(held, watching.length * addresses.length * replicas.length, 'all holds, on both')
  for (let round = 0; round < 3; round++) {
    const [there, here] = [round % 2, (round + 1) % 2]
    const employee = (index: number) => clients.get('employee')![index]
    const lead = (index: number) => clients.get('lead')![index]
    const reportDate = `2026-11-${18 + round}`
    const { id, version } = await employee(there).createReport({ reportDate, summary: 'Collars' })
    await look('a draft', known)
    const submitted = await employee(here).submitReport(id, { version })
    await look('a hand-in', known)
    await lead(there).returnReport(id, { version: submitted.version, note: 'How many?' })
    await look('a return', known)
    await employee(here).markAllNotificationsRead()
    await look('a notice that is read', known)
  }
})
