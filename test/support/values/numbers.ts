/** Numbers of a schema. */
import fc from 'fast-check'
import { number } from './changes.ts'
import { isWhole, type Schema } from './schemas.ts'

export function numbers (schema: Schema): number[] {
  const { minimum = -Number.MAX_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
  const fractions = isWhole(schema) ? [] : [minimum + 0.1, 1 / 3, 0.1 + 0.2, 1e-7, Number.MIN_VALUE, 1e21, -1e21, 123_456.789]
  return [...new Set([minimum, maximum, minimum + 1, maximum - 1, 0, ...fractions])].filter((value) =>
    value >= minimum && value <= (schema.maximum ?? Infinity)
  )
}

export function brokenNumbers (schema: Schema): { value: unknown, rules: string[] }[] {
  const { minimum, maximum } = schema
  const apart = isWhole(schema) ? 1 : 1e-6
  // Far from zero there is nothing between two whole numbers.
  const whole = Math.abs(minimum ?? 0) < 2 ** 20 ? minimum ?? 0 : 0
  return [
    ...(minimum === undefined ? [] : [minimum - 1, minimum - apart, -(2 ** 53), -1e308].map((value) => ({ value, rules: ['minimum'] }))),
    ...(maximum === undefined
      ? []
      : [maximum + 1, maximum + apart, 2 ** 31, 2 ** 53, 2 ** 64, 1e308].filter((value) => value > maximum).map((value) => ({
        value,
        rules: ['maximum']
      }))),
    ...(maximum === undefined
      ? []
      : ['9007199254740993', '1e400', '123456789012345678901234567890'].map((text) => ({ value: number(text), rules: [] }))),
    ...(minimum === undefined ? [] : ['-9007199254740993', '-1e400'].map((text) => ({ value: number(text), rules: [] }))),
    ...(isWhole(schema) ? [whole + 0.5, whole + 1e-9].map((value) => ({ value, rules: ['type'] })) : [])
  ]
}

export function randomNumber (schema: Schema): fc.Arbitrary<number> {
  const { minimum = -Number.MAX_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
  return fc.oneof(
    fc.constantFrom(...numbers(schema)),
    fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) }),
    ...(isWhole(schema) ? [] : [fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => value === 0 ? 0 : value)])
  )
}

export function distinctNumbers (schema: Schema, count: number): number[] {
  const { maximum = Infinity } = schema
  const [least] = numbers(schema)
  return Array.from({ length: count }, (_, index) => least + index).filter((value) => value <= maximum)
}
