import t from 'tap'
import { mergedItems, type ReportedItem } from '../../../src/rules/insight/digests.ts'

const item = (id: string, date: string, rest: Partial<ReportedItem> = {}): ReportedItem => ({
  id,
  reportId: `report of ${date}`,
  date,
  title: id,
  category: null,
  status: 'doing',
  progress: 0,
  minutes: 60,
  quantity: null,
  unit: null,
  carriedFromId: null,
  ...rest
})

t.test('what goes on is one, as the newest says it', (t) => {
  const merged = mergedItems([
    item('a', '2026-11-16', { quantity: 0.1, unit: 'kg', category: 'sewing' }),
    item('b', '2026-11-16'),
    item('c', '2026-11-17', { carriedFromId: 'a', quantity: 7, unit: 'pcs' }),
    item('d', '2026-11-18', { carriedFromId: 'c', quantity: 0.2, unit: 'kg', title: 'Collars', status: 'done', progress: 100 })
  ])
  t.match(merged, [
    { id: 'd', title: 'Collars', status: 'done', category: null, minutes: 180, from: '2026-11-16', to: '2026-11-18', reports: 3 },
    { id: 'b', minutes: 60, quantity: null, from: '2026-11-16', to: '2026-11-16', reports: 1 }
  ])
  t.equal(merged[0].quantity, 0.3, 'of what counts in its unit, as it is written')
  t.end()
})

t.test('two that go on with one of an earlier time are one; two of a report stay told of once', (t) => {
  const merged = mergedItems([
    item('a', '2026-11-16', { carriedFromId: 'earlier' }),
    item('b', '2026-11-17', { carriedFromId: 'earlier' }),
    item('c', '2026-11-17', { carriedFromId: 'a' }),
    item('d', '2026-11-18', { carriedFromId: 'another' })
  ])
  t.match(merged.map(({ id, reports, minutes }) => [id, reports, minutes]), [['c', 2, 180], ['d', 1, 60]])
  t.same(mergedItems([]), [])
  t.end()
})
