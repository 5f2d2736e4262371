import t from 'tap'
import { recent } from '../../src/runtime/recent.ts'

t.test('what was made of a value is the same until so many others have come', async (t) => {
  const made: string[] = []
  const of = recent(2, (value: string) => {
    made.push(value)
    return { value }
  })
  const first = of('a')
  t.same(first, { value: 'a' })
  t.equal(of('a'), first)
  of('b')
  of('c')
  t.equal(of('a'), first, 'two others are not too many')
  of('d')
  of('e')
  of('f')
  of('g')
  t.not(of('a'), first)
  t.same(made, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a'])
})
