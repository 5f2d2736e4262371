import * as fc from 'fast-check'
import t from 'tap'
import { bucketsOf, keyOf, previousRange, rangeAsked } from '../../../src/rules/insight/ranges.ts'
import { daysOf } from '../../../src/rules/time/ranges.ts'
import { addDays } from '../../../src/rules/time/calendar.ts'

const today = '2026-11-20'

t.test('the range of a query', async (t) => {
  t.same(rangeAsked({}, today, 366), { from: '2026-10-22', to: today })
  t.same(rangeAsked({ from: '2026-11-01' }, today, 366), { from: '2026-11-01', to: '2026-11-30' })
  t.same(rangeAsked({ to: '2026-11-10' }, today, 366), { from: '2026-10-12', to: '2026-11-10' })
  t.same(rangeAsked({ from: today, to: today }, today, 366), { from: today, to: today })
  t.equal(rangeAsked({ from: '2026-11-21', to: today }, today, 366), 'order')
  t.same(rangeAsked({ from: '2025-11-20', to: today }, today, 366), { from: '2025-11-20', to: today })
  t.equal(rangeAsked({ from: '2025-11-19', to: today }, today, 366), 'maxDays')
  t.same(rangeAsked({ from: '9999-12-31' }, today, 366), { from: '9999-12-31', to: '9999-12-31' })
})

t.test('the range before is as long, and ends the day before', async (t) => {
  t.same(previousRange({ from: '2025-12-30', to: '2026-01-13' }), { from: '2025-12-15', to: '2025-12-29' })
  t.same(previousRange({ from: '2024-03-01', to: '2024-03-01' }), { from: '2024-02-29', to: '2024-02-29' })
})

t.test('ISO weeks belong to the year of their Thursday', async (t) => {
  const weeks = {
    '2025-12-28': '2025-W52',
    '2025-12-29': '2026-W01',
    '2026-01-04': '2026-W01',
    '2026-12-31': '2026-W53',
    '2027-01-03': '2026-W53',
    '2027-01-04': '2027-W01',
    '2024-12-30': '2025-W01'
  }
  for (const [date, week] of Object.entries(weeks)) t.equal(keyOf(date, 'week'), week, date)
})

t.test('the first and the last bucket are cut to the range', async (t) => {
  t.same(bucketsOf({ from: '2026-01-31', to: '2026-03-01' }, 'month'), [
    { key: '2026-01', from: '2026-01-31', to: '2026-01-31' },
    { key: '2026-02', from: '2026-02-01', to: '2026-02-28' },
    { key: '2026-03', from: '2026-03-01', to: '2026-03-01' }
  ])
  t.same(bucketsOf({ from: '2025-12-31', to: '2026-01-05' }, 'week'), [
    { key: '2026-W01', from: '2025-12-31', to: '2026-01-04' },
    { key: '2026-W02', from: '2026-01-05', to: '2026-01-05' }
  ])
  t.same(bucketsOf({ from: '9999-12-30', to: '9999-12-31' }, 'month'), [{ key: '9999-12', from: '9999-12-30', to: '9999-12-31' }])
})

t.test('the buckets of any range are its days, each once and in order', async () => {
  const first = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1950-01-01', days))
  fc.assert(
    fc.property(
      first,
      fc.integer({ min: 0, max: 365 }),
      fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      (from, more, bucket) => {
        const range = { from, to: addDays(from, more) }
        const buckets = bucketsOf(range, bucket)
        const days = buckets.flatMap(daysOf)
        return days.join() === daysOf(range).join() &&
          buckets.every((each) => keyOf(each.from, bucket) === each.key && keyOf(each.to, bucket) === each.key) &&
          new Set(buckets.map(({ key }) => key)).size === buckets.length
      }
    )
  )
})
