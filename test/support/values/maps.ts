/** Keys of an object that may have any. */
import { deep } from './changes.ts'
import type { Schema } from './schemas.ts'

// Without a lone backslash: V8 would read other escaped keys as one ever after (https://github.com/nodejs/node/issues/63785).
export const oddKeys = [
  '',
  ' ',
  'a',
  'a/b~c',
  '%2e',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
  '-1',
  '$ref',
  'é',
  '領',
  '😀',
  '\u202e',
  '\n',
  '"',
  "'; --"
]

/** Free values; those with NUL, half a character or many levels are JSON all the same. */
export function openMaps (schema: Schema, sample: (schema: Schema) => unknown): Record<string, unknown>[] {
  const { maxProperties = 300 } = schema
  const mapOf = (keys: string[], value: unknown) => Object.fromEntries(keys.map((key) => [key, value]))
  if (schema.additionalProperties !== true) {
    const inner = sample(schema.additionalProperties)
    return [mapOf(['a'], inner), {}, mapOf(oddKeys, inner)]
  }
  return [
    { a: 'b' },
    {},
    mapOf(Array.from({ length: maxProperties }, (_, index) => `k${index}`), 0),
    mapOf(oddKeys, null),
    {
      a: [null, true, false, 0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, '', '😀\u202e', [], {}, [[]], [
        {}
      ]]
    },
    ...[30, 31, 32, 33, 100].flatMap((
      levels
    ) => [{ a: deep(levels, 1, (inner) => [inner]) }, { a: deep(levels, 1, (inner) => ({ a: inner })) }]),
    { a: '\u0000' },
    { '\ud800': 1 },
    { a: [{ b: ['\udfff'] }] },
    { a: 'x'.repeat(32 * 1024) },
    { a: '😀'.repeat(8 * 1024 - 2) }
  ]
}
