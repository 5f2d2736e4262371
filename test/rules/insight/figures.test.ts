import t from 'tap'
import { difference, measure, rounded, type LedgerGroup } from '../../../src/rules/insight/figures.ts'
import { median, medianOf } from '../../../src/rules/insight/median.ts'
import { byCategory } from '../../../src/rules/insight/summaries.ts'

const nothing = { ledger: [], reports: [], reviews: [] }
const row = (outcome: LedgerGroup['outcome'], count: number, lateMinutes: number | null = null): LedgerGroup => ({
  key: 'd',
  outcome,
  lateMinutes,
  count
})

t.test('of nothing, counts are 0 and the rest is null', async (t) => {
  const figures = rounded(measure(nothing))
  t.match(figures, { expected: 0, handedIn: 0, minutesTotal: 0, submissionRate: null, medianLateMinutes: null, completionRate: null })
  t.equal(Object.keys(figures).length, 23)
})

t.test('excused rows are outside of what is expected, and their lateness is not counted', async (t) => {
  const ledger = [row('on_time', 2), row('late', 1, 30), row('missed', 1), row('due', 2), row('excused', 3, 500)]
  t.match(measure({ ...nothing, ledger }), {
    expected: 6,
    excused: 3,
    submissionRate: 0.5,
    onTimeRate: 1 / 3,
    punctuality: 2 / 3,
    medianLateMinutes: 30
  })
})

t.test('a difference is taken before rounding', async (t) => {
  const [more, less] = [[row('on_time', 2), row('missed', 1)], [row('on_time', 1), row('missed', 2)]].map((ledger) =>
    measure({ ...nothing, ledger })
  )
  t.match(rounded(difference(more, less)), { onTime: 1, missed: -1, submissionRate: 0.3333, medianLateMinutes: null })
  t.ok(Object.is(rounded(difference(less, less)).expected, 0))
  t.ok(Object.is(rounded({ submissionRate: -0.00001 }).submissionRate, 0), 'and 0 has no sign')
})

t.test('the median of weighted values', async (t) => {
  t.equal(median([]), null)
  t.equal(median([{ value: 7, count: 1 }]), 7)
  t.equal(median([{ value: 9, count: 1 }, { value: 2, count: 3 }]), 2)
  t.equal(median([{ value: 10, count: 2 }, { value: 1, count: 2 }]), 5.5)
  t.equal(median([{ value: 3, count: 1 }, { value: 1, count: 1 }, { value: 2, count: 1 }]), 2)
})

t.test('the median of several lists is that of all their values', async (t) => {
  t.equal(medianOf([]), null)
  t.equal(medianOf([new Float64Array(), new Float64Array()]), null)
  for (let length = 1; length < 60; length++) {
    const values = Array.from({ length }, (_, index) => (index * 7919 + length * 31) % 23 - 5)
    const lists = Map.groupBy(values, (_, index) => index % (1 + length % 5))
    const expected = median(values.map((value) => ({ value, count: 1 })))
    t.equal(medianOf([...lists.values()].map((list) => Float64Array.from(list).sort())), expected, values.join(' '))
  }
  t.equal(medianOf([Float64Array.of(2 ** 41), Float64Array.of(0, 2 ** 41 + 1)]), 2 ** 41, 'of milliseconds in decades')
})

t.test('categories: most minutes first, then by name, and those without one last', async (t) => {
  const group = (category: string | null, minutes: number) => ({ category, items: 1, minutes })
  t.same(byCategory([group(null, 60), group('b', 30), group('a', 60), group('b', 30)]), [
    { category: 'a', minutes: 60, items: 1 },
    { category: 'b', minutes: 60, items: 2 },
    { category: null, minutes: 60, items: 1 }
  ])
})
