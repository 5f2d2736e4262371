import t from 'tap'
import { excerptOf } from '../../../src/database/queries/excerpts.ts'
import { backwards, mostHits, searchBack } from '../../../src/rules/outward/search.ts'

const days = { from: '2025-11-20', to: '2026-11-21' }

t.test('days are looked through once each, the newest first', async (t) => {
  const parts = [...backwards(days)]
  t.equal(parts[0].to, days.to)
  t.equal(parts.at(-1)!.from, days.from)
  for (const [index, { from, to }] of parts.entries()) {
    t.ok(from <= to)
    if (index > 0) t.equal(new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10), parts[index - 1].from, 'the day before')
  }
  t.same([...backwards({ from: '2026-01-01', to: '2026-01-01' })], [{ from: '2026-01-01', to: '2026-01-01' }])
})

t.test('it ends with enough, with its time, or with the last day', async (t) => {
  const asked: string[] = []
  const find = (each: number) => async ({ to }: { to: string }, limit: number) => {
    asked.push(to)
    return Array.from({ length: Math.min(each, limit) }, () => to)
  }
  const looked = async (each: number, over: () => boolean = () => false) => {
    asked.length = 0
    const { hits, truncated } = await searchBack(days, over, find(each))
    return [hits.length, truncated, asked.length]
  }
  const parts = [...backwards(days)].length
  t.same(await looked(0), [0, false, parts])
  t.same(await looked(1), [parts, false, parts])
  t.same(await looked(20), [mostHits, true, 3])
  let left = 2
  t.same(await looked(1, () => left-- <= 0), [2, true, 2], 'when its time is over')
  t.same(await looked(1, () => true), [0, true, 0])
})

t.test('excerpts of strange texts', async (t) => {
  t.same(excerptOf(['', ''], ['a']), [])
  t.same(excerptOf(['Collars'], ['x']), [{ text: 'Collars', found: false }], 'found elsewhere')
  t.same(excerptOf(['ab'], ['ab', 'b']), [{ text: 'ab', found: true }], 'words within words')
  t.same(excerptOf(['ΛΟΓΟΣ'], ['λόγος', 'λογος']), [{ text: 'ΛΟΓΟΣ', found: true }], 'letters that look otherwise at the end')
  t.same(excerptOf(['\u0301\u0301a😀b'], ['😀']).map(({ text }) => text), ['\u0301\u0301a', '😀', 'b'])
  const parts = excerptOf(['a'.repeat(100_000)], ['a'.repeat(100), 'aa'])
  t.equal(parts.map(({ text }) => text).join('').length, 201)
})
