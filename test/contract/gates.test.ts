import t from 'tap'
import { gates } from '../../scripts/check/gates.ts'

// `types` has a test of its own.
const { types: _types, ...quick } = gates

for (const [name, gate] of Object.entries(quick)) {
  t.test(`${name}: ${gate.meaning}`, async (t) => {
    t.same(await gate.run(), [])
  })
}
