import { Type } from '@sinclair/typebox'
import t from 'tap'
import { serialiserOf } from '../../src/http/serialiser.ts'

const thing = Type.Object({ id: Type.String(), at: Type.Optional(Type.String({ format: 'date-time' })) }, { additionalProperties: false })
const frozen = (id: string) => Object.freeze({ id, at: '2026-11-16T03:00:00.000Z', secret: 'x' })
const envelopeOf = (data: unknown) => ({ ok: true, data, error: null })

t.test('a list is written the same whether what stands in it is frozen or not', async (t) => {
  const serialise = serialiserOf(Type.Array(thing))
  const [one, other] = [frozen('"1"\n'), frozen('2 線')]
  for (const list of [[], [one], [one, other], [other, one], [one, { ...other }, one], [{ id: '3' }]]) {
    const known = list.map((each) => ({ ...each }))
    t.equal(serialise(envelopeOf(list)), serialise(envelopeOf(known)))
    t.equal(serialise(envelopeOf(list)), JSON.stringify(envelopeOf(known.map(({ secret: _, ...each }: Record<string, unknown>) => each))))
  }
})

t.test('what is not frozen is written anew', async (t) => {
  const serialise = serialiserOf(Type.Array(thing))
  const list = [{ id: '1' }]
  serialise(envelopeOf(list))
  list[0].id = '2'
  t.equal(serialise(envelopeOf(list)), '{"ok":true,"data":[{"id":"2"}],"error":null}')
})

t.test('lists of texts, and of nothing', async (t) => {
  t.equal(serialiserOf(Type.Array(Type.String()))(envelopeOf(['a', 'b'])), '{"ok":true,"data":["a","b"],"error":null}')
  t.equal(serialiserOf(Type.Array(thing))(envelopeOf([])), '{"ok":true,"data":[],"error":null}')
})
