import t from 'tap'
import { gates } from '../../scripts/check/gates.ts'

for (const [name, gate] of Object.entries(gates)) {
  t.test(`${name}: ${gate.meaning}`, async (t) => {
    t.same(await gate.run(), [])
  })
}
