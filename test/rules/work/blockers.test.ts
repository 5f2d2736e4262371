import t from 'tap'
import { blockerAt, settled, type KeptBlocker } from '../../../src/rules/work/blockers.ts'

const [blocked, clear] = [{ blocked: true, handedInAt: 100 }, { blocked: false, handedInAt: 100 }]
const [before, after] = [99, 100]

t.test('whoever spoke last is right', async (t) => {
  t.same(settled(blocked, undefined), { status: 'open', since: null })
  t.same(settled(clear, undefined), { status: 'resolved', since: 100 })
  t.same(settled(blocked, { status: 'resolved', at: before }), { status: 'open', since: null }, 'blocked again')
  t.same(settled(blocked, { status: 'resolved', at: after }), { status: 'resolved', since: after })
  t.same(settled(clear, { status: 'open', at: before }), { status: 'resolved', since: 100 })
  t.same(settled(clear, { status: 'open', at: after }), { status: 'open', since: null }, 'opened again by hand')
  t.same(settled(undefined, { status: 'open', at: before }), { status: 'open', since: null })
})

t.test('what was dismissed stays so', async (t) => {
  for (const told of [blocked, clear, undefined]) {
    for (const at of [before, after]) t.same(settled(told, { status: 'dismissed', at }), { status: 'dismissed', since: at })
  }
})

t.test('the age is in whole days, until it stopped being open', async (t) => {
  const kept = { openedAt: '2026-11-20T09:00:00.000Z', resolvedAt: null } as KeptBlocker
  const ageAt = (now: string, resolvedAt: string | null = null) => blockerAt(Date.parse(now), { ...kept, resolvedAt }).ageDays
  t.equal(ageAt('2026-11-20T09:00:00.000Z'), 0)
  t.equal(ageAt('2026-11-21T08:59:59.999Z'), 0)
  t.equal(ageAt('2026-11-21T09:00:00.000Z'), 1)
  t.equal(ageAt('2026-12-20T09:00:00.000Z', '2026-11-23T10:00:00.000Z'), 3)
  t.equal(ageAt('2026-11-20T08:59:00.000Z'), 0, 'by the clock of a replica that is behind')
})
