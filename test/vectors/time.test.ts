import { readFileSync } from 'node:fs'
import t from 'tap'
import { judgeTime, type TimeVector } from '../../scripts/vectors/time.ts'

const { vectors } = JSON.parse(readFileSync(new URL('time.json', import.meta.url), 'utf8')) as { vectors: TimeVector[] }

t.test('the rule says what the vectors say', async (t) => {
  for (const vector of vectors) t.same(judgeTime(vector), vector.expected, `${vector.id} ${vector.title}`)
})
