import t from 'tap'
import { changesOf, parseForeignJson } from '../../src/runtime/json.ts'

const found = (text: string) => {
  JSON.parse(text)
  return [...changesOf(text)].map(({ pointer, kind }) => `${pointer} ${kind}`)
}

t.test('numbers that come back', async (t) => {
  for (
    const number of [
      '0',
      '-0',
      '7',
      '-12.5',
      '1e2',
      '1E+2',
      '1.0',
      '100',
      '1.50e1',
      '0.1',
      '0.30000000000000004',
      '9007199254740991',
      '1e21',
      '123456789012345680000',
      '5e-324',
      '1.7976931348623157e308',
      '0.10000000000000001',
      '0e999999999',
      '-0.00000000000000000000'
    ]
  ) {
    t.same(found(number), [], number)
    t.same(found(`{"a":[1,${number} ]}`), [], number)
  }
})

t.test('numbers that come back as others', async (t) => {
  for (
    const number of [
      '1e400',
      '-1e400',
      '12345678901234567890',
      '9007199254740993',
      '1e-400',
      '0.1234567890123456789',
      '1.00000000000000000001',
      '1e99999999999999999999',
      '100000000000000000000001'
    ]
  ) {
    t.same(found(number), [' number'], number)
    t.same(found(`{"a":[1,{"b":${number}}]}`), ['/a/1/b number'], number)
  }
})

t.test('every double is taken as JavaScript writes it, and with seventeen digits', async (t) => {
  const bits = new DataView(new ArrayBuffer(8))
  for (let round = 0; round < 20_000; round++) {
    bits.setUint32(0, Math.floor(Math.random() * 2 ** 32))
    bits.setUint32(4, Math.floor(Math.random() * 2 ** 32))
    const value = bits.getFloat64(0)
    if (!Number.isFinite(value)) continue
    for (const text of [JSON.stringify(value), value.toPrecision(17)]) {
      if (found(text).length > 0) return t.fail(text)
    }
  }
})

t.test('keys that are written twice', async (t) => {
  t.same(found('{"a":1,"a":1}'), ['/a duplicateKey'])
  t.same(found('{"a":1,"\\u0061":2}'), ['/a duplicateKey'], 'however they are written')
  t.same(found('[{"x":{"a" : "a","b":{"a":1},"a":[]}}]'), ['/0/x/a duplicateKey'])
  t.same(found('{"a/~":1,"a/~":1,"a/~":1}'), ['/a~1~0 duplicateKey', '/a~1~0 duplicateKey'])
  t.same(found('{"a":{"a":{"a":"a"}},"b":["a","a",{"a":1},{"a":1}],"c":"\\"a\\":1,\\"a\\":"}'), [], 'elsewhere they are others')
  t.same(found('{"":1,"":2}'), ['/ duplicateKey'])
})

t.test('what looks like it in a text is none', async (t) => {
  t.same(found('["1e400, {\\"a\\":1,\\"a\\":2}", "\\\\", "12345678901234567890"]'), [])
  t.same(found('"1e400"'), [])
  t.same(found('[true,false,null,"e",[],{}]'), [])
})

t.test('whatever is read from outside is held to it', async (t) => {
  for (const text of ['{"a":1,"a":2}', '[1e400]', '{"\\\\":1}', '{']) t.throws(() => parseForeignJson(text), SyntaxError, text)
  t.same(parseForeignJson('{"a":[1,"b"]}'), { a: [1, 'b'] })
})
