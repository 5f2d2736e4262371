import { readFileSync } from 'node:fs'
import t from 'tap'
import { openStage } from '../../scripts/vectors/stage.ts'
import { judgeTime, type TimeVector } from '../../scripts/vectors/time.ts'
import { faultsPlayed } from '../../scripts/vectors/ways.ts'
import { databases } from '../support/databases.ts'

const { vectors } = JSON.parse(readFileSync(new URL('time.json', import.meta.url), 'utf8')) as { vectors: TimeVector[] }

t.test('the rule says what the vectors say', async (t) => {
  for (const vector of vectors) t.same(judgeTime(vector), vector.expected, `${vector.id} ${vector.title}`)
})

for (const database of databases) {
  t.test(`so does the service, ${database.name}`, async (t) => {
    const { dsn, drop } = await database.create()
    const stage = await openStage(dsn)
    t.teardown(async () => {
      await stage.close()
      await drop()
    })
    for (const vector of vectors) t.same(await faultsPlayed(stage, vector), [], `${vector.id} ${vector.title}`)
  })
}
