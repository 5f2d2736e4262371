import t from 'tap'
import { isToldOutside, verdictOn, type Outcome } from '../../../src/rules/outward/webhooks.ts'

const now = new Date('2026-11-20T03:00:00.000Z')
const hour = 3_600_000
const failed: Outcome = { status: 500, problem: 'status' }
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
const pauseOf = (attempts: number, outcome = failed, random = 0) =>
  verdictOn(outcome, attempts, before(hour), now, random).nextTryAt!.getTime() - now.getTime()

t.test('seven tries in some 18 hours, further and further apart', async (t) => {
  const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => pauseOf(attempts))
  t.same(pauses.map((pause) => pause / 1000), [5, 300, 1800, 7200, 18_000, 36_000])
  t.equal(pauses.reduce((sum, pause) => sum + pause) / hour, 17 + 35 / 60 + 5 / 3600)
  t.same(verdictOn(failed, 7, before(hour), now, 0), { state: 'failed', nextTryAt: null, stop: null })
  t.equal(pauseOf(5, failed, 1), 5.5 * hour, 'not all of them at once')
})

t.test('a receiver says when it wants to be called, within a day', async (t) => {
  const asks = (retryAfter: number) => pauseOf(1, { status: 429, problem: 'status', retryAfter })
  t.same([asks(1000), asks(120_000), asks(900 * hour)], [5000, 120_000, 24 * hour])
})

t.test('what was delivered, what is gone, and what nobody believes in any more', async (t) => {
  const [delivered, gone]: Outcome[] = [{ status: 204, problem: null }, { status: 410, problem: 'status' }]
  t.same(verdictOn(delivered, 1, undefined, now, 0), { state: 'delivered', nextTryAt: null, stop: null })
  t.same(verdictOn(delivered, 9, before(99 * hour), now, 0).stop, null)
  t.same(verdictOn(gone, 1, undefined, now, 0), { state: 'waiting', nextTryAt: null, stop: 'gone' })
  t.same(verdictOn(failed, 7, before(72 * hour), now, 0), { state: 'waiting', nextTryAt: null, stop: 'given_up' })
  t.equal(verdictOn(failed, 1, before(72 * hour - 1), now, 0).stop, null)
  t.equal(verdictOn(failed, 1, undefined, now, 0).stop, null)
})

t.test('what is said to one person, or among the servers, is told nobody else', async (t) => {
  const channels = ['team:LINE4', 'org', 'user:SARI', 'inbox:SARI', 'session:A', 'figures:LINE4', 'organisation', 'team:']
  t.same(channels.filter((channel) => isToldOutside({ channel })), ['team:LINE4', 'org'])
})
