import { readFileSync } from 'node:fs'
import t from 'tap'
import { judgeAnalytics, type AnalyticsVector } from '../../scripts/vectors/analytics.ts'
import { faultsOf, nearly } from '../../scripts/vectors/compare.ts'
import type { Company } from '../../scripts/vectors/company.ts'
import { playFigures } from '../../scripts/vectors/ways.ts'
import { databases } from '../support/databases.ts'

const content = JSON.parse(readFileSync(new URL('analytics.json', import.meta.url), 'utf8')) as Company & { vectors: AnalyticsVector[] }

t.test('the rules count what the vectors count', async (t) => {
  for (const vector of content.vectors) {
    t.same(faultsOf(vector, () => judgeAnalytics(content, vector), nearly), [], `${vector.id} ${vector.title}`)
  }
})

for (const database of databases) {
  t.test(`so does the service, ${database.name}`, async (t) => {
    const { dsn, drop } = await database.create()
    t.teardown(drop)
    const faults = await playFigures(content, content.vectors)(dsn)
    for (const { id, title } of content.vectors) t.same(faults.get(id) ?? [], [], `${id} ${title}`)
  })
}

t.test('another figure, key or order is a fault, and the last decimal of a rate is none', async (t) => {
  const [vector] = content.vectors
  const said = judgeAnalytics(content, vector) as { figures: Record<string, unknown>, byCategory: unknown[] }
  const faults = (change: object) => faultsOf(vector, () => ({ ...said, ...change }), nearly)
  t.same(faults({ figures: { ...said.figures, submissionRate: 0.8645 } }), [])
  t.same(faults({ figures: { ...said.figures, submissionRate: 0.8647 } }), ['figures.submissionRate is 0.8647, not 0.8644'])
  t.same(faults({ figures: { ...said.figures, expected: 117 } }), ['figures.expected is 117, not 118'])
  t.same(faults({ figures: { ...said.figures, more: 1 } }), ['figures.more is 1, not undefined'])
  t.ok(faults({ byCategory: said.byCategory.toReversed() }).length > 0)
  t.same(
    faultsOf(vector, () => {
      throw new Error('no answer')
    }, nearly),
    ['no answer']
  )
})
