import t from 'tap'
import { isReuse, isWithinGrace, sessionExpiry } from '../../../src/rules/identity/sessions.ts'

const now = new Date('2026-11-20T03:00:00.000Z')

t.test('seven days without use, thirty in all', async (t) => {
  t.same(sessionExpiry(now), { idleExpiresAt: new Date('2026-11-27T03:00:00.000Z'), expiresAt: new Date('2026-12-20T03:00:00.000Z') })
})

t.test('the generation before the present one is good for ten seconds', async (t) => {
  const rotated = (millisecondsAgo: number, generation = 5) => ({
    generation,
    rotatedAt: new Date(now.getTime() - millisecondsAgo).toISOString()
  })
  t.ok(isWithinGrace(rotated(0), 4, now))
  t.ok(isWithinGrace(rotated(10_000), 4, now))
  t.notOk(isWithinGrace(rotated(10_001), 4, now))
  t.notOk(isWithinGrace(rotated(0), 3, now), 'the one before that is not')
  t.notOk(isWithinGrace(rotated(0), 5, now), 'and the present one needs no grace')
  t.notOk(isWithinGrace(rotated(0), 6, now))
  t.ok(isWithinGrace(rotated(-500), 4, now), 'where the clock of another replica is ahead')
})

t.test('an older generation is a theft', async (t) => {
  const current = { generation: 5, rotatedAt: now.toISOString() }
  t.same([1, 4, 5, 6].map((presented) => isReuse(current, presented)), [true, true, false, false])
})
