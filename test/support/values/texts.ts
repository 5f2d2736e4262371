/** Texts of a schema. */
import fc from 'fast-check'
import { formats, longEmail, shapes, silentFormats, type Shape } from './forms.ts'
import { once, type Schema } from './schemas.ts'

/** Of one byte to four; with what turns the direction of writing, joins, ends lines, and is no character at all. */
const letters = [
  'a',
  'Z',
  '0',
  '_',
  '-',
  ' ',
  '/',
  '.',
  '%',
  '"',
  '\\',
  "'",
  '\n',
  '\u007f',
  'é',
  '領',
  'ａ',
  '\u0301',
  '\u200f',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\uffff',
  '😀',
  '👩‍👩‍👧',
  '\u0000',
  '\ud800',
  '\udfff'
]

interface TextRules {
  shortest: number
  longest: number
  legal: string[]
  illegal: string[]
  pattern?: RegExp
  minLength: number
  maxLength: number
  format?: { valid: string[], invalid: string[] }
  shape?: Shape
}

const lengthOf = (text: string) => [...text].length

const textRulesOf = once((schema: Schema): TextRules => {
  const { minLength = 0, maxLength = Infinity, pattern } = schema
  const silent = schema.format === undefined || silentFormats.includes(schema.format)
  const format = silent ? undefined : formats[schema.format]
  if (!silent && !format) throw new Error(`teach ${import.meta.filename} the format ${schema.format}`)
  if (pattern === undefined) return { shortest: minLength, longest: maxLength, legal: letters, illegal: [], minLength, maxLength, format }
  const whole = new RegExp(pattern, 'u')
  const [, first, letter, repeat, least = '0', comma, most] =
    /^\^(\[(?:[^\]\\]|\\.)*\])?(\[(?:[^\]\\]|\\.)*\])([*+]|\{(\d+)(,?)(\d*)\})\$$/s.exec(pattern) ?? []
  const shape = shapes.find(({ valid, invalid }) => valid.every((text) => whole.test(text)) && !invalid.some((text) => whole.test(text)))
  if (!(letter ?? shape) || format) throw new Error(`teach ${import.meta.filename} the pattern ${pattern}`)
  if (shape) return { shortest: minLength, longest: maxLength, legal: [], illegal: [], pattern: whole, minLength, maxLength, shape }
  const [from, to] = repeat === '*'
    ? [0, Infinity]
    : repeat === '+'
    ? [1, Infinity]
    : [Number(least), most ? Number(most) : comma ? Infinity : Number(least)]
  // Legal at the beginning too, where that is not the same.
  const isLegal = new RegExp(`^(?:(?=${first ?? letter})${letter})+$`, 'u')
  const before = first ? 1 : 0
  return {
    shortest: Math.max(minLength, from + before),
    longest: Math.min(maxLength, to + before),
    legal: letters.filter((each) => isLegal.test(each)),
    illegal: letters.filter((each) => !isLegal.test(each)),
    pattern: whole,
    minLength,
    maxLength
  }
})

/** The valid texts of a schema, the first of them the plainest. */
export const texts = once((schema: Schema): string[] => {
  if (schema.enum) return schema.enum.filter((value: unknown) => value !== null)
  const { shortest, longest, legal, illegal, pattern, format, shape } = textRulesOf(schema)
  if (shape) {
    return [
      ...shape.valid.filter((text) => lengthOf(text) >= shortest && lengthOf(text) <= longest),
      // Some have no more than they have.
      ...[shape.long(longest === Infinity ? 300 : longest)].filter((text) => pattern!.test(text))
    ]
  }
  if (format) {
    return [
      ...format.valid.filter((text) => lengthOf(text) <= longest),
      ...(schema.format === 'email' && longest < Infinity ? [longEmail(longest)] : [])
    ]
  }
  const long = longest === Infinity ? 3000 : longest
  const wide = legal.filter((letter) => lengthOf(letter) === 1 && letter.isWellFormed() && Buffer.byteLength(letter) === 4)
  const mixed = legal.reduce((text, letter) => lengthOf(text + letter) <= longest ? text + letter : text, '')
  return [
    ...new Set([
      legal[0].repeat(Math.max(shortest, 1)),
      legal[0].repeat(shortest),
      legal[0].repeat(long),
      ...wide.flatMap((letter) => [letter.repeat(shortest), letter.repeat(long)]),
      ...[mixed].filter((text) => lengthOf(text) >= shortest),
      ...legal.filter((letter) => shortest <= 1 && lengthOf(letter) <= longest),
      ...illegal.map((letter) => legal[0] + letter).filter((text) =>
        pattern!.test(text) && lengthOf(text) >= shortest && lengthOf(text) <= longest
      )
    ])
  ]
})

export function brokenTexts (schema: Schema): { value: string, rules: string[] }[] {
  if (schema.enum) {
    const [first] = schema.enum
    return ['', `${first} `, ` ${first}`, `${first}\u0000`, first.toUpperCase(), first.slice(1), 'no such value', 'constructor', '😀']
      .filter((value) => !schema.enum.includes(value)).map((value) => ({ value, rules: ['enum'] }))
  }
  const { shortest, longest, legal, illegal, pattern, minLength, maxLength, format, shape } = textRulesOf(schema)
  const rulesOf = (text: string) => [
    ...(lengthOf(text) < minLength ? ['minLength'] : []),
    ...(lengthOf(text) > maxLength ? ['maxLength'] : []),
    ...(pattern && !pattern.test(text) ? ['pattern'] : [])
  ]
  if (shape) {
    return [...shape.invalid, ...(longest < Infinity ? [shape.long(longest + 1)] : [])].map((value) => ({ value, rules: rulesOf(value) }))
  }
  const wide = legal.includes('😀') ? '😀' : legal[0]
  const broken = format
    ? [
      ...format.invalid.map((value) => ({ value, rules: ['format'] })),
      ...(schema.format === 'email' && longest < Infinity ? [{ value: longEmail(longest + 1), rules: ['maxLength'] }] : [])
    ]
    : [
      ...(shortest > 0 ? [legal[0].repeat(shortest - 1), wide.repeat(shortest - 1)] : []),
      ...(longest < Infinity ? [legal[0].repeat(longest + 1), wide.repeat(longest + 1)] : []),
      ...illegal.flatMap((letter) => [letter, legal[0] + letter, letter + legal[0]]).filter((text) =>
        lengthOf(text) >= shortest && lengthOf(text) <= longest
      )
    ].map((value) => ({ value, rules: rulesOf(value) })).filter(({ rules }) => rules.length > 0)
  return broken.filter(({ value }, index) => broken.findIndex((other) => other.value === value) === index)
}

export function randomText (schema: Schema): fc.Arbitrary<string> {
  const fixed = fc.constantFrom(...texts(schema))
  if (schema.enum || schema.format in formats) return fixed
  const { shortest, longest, legal, shape } = textRulesOf(schema)
  if (shape) return fixed
  const written = fc.array(fc.constantFrom(...legal), { minLength: shortest, maxLength: Math.min(longest, shortest + 12) }).map((each) =>
    each.join('')
  )
  return fc.oneof({ weight: 4, arbitrary: written.filter((text) => lengthOf(text) >= shortest && lengthOf(text) <= longest) }, {
    weight: 1,
    arbitrary: fixed
  })
}

/** So many of them in which none is twice; fewer where there are no more. */
export function distinctTexts (schema: Schema, count: number): string[] {
  if (schema.enum || schema.format in formats) return texts(schema)
  const { shape, pattern, legal: [zero, one], shortest, longest } = textRulesOf(schema)
  if (shape) {
    const written = Array.from({ length: count }, (_, index) => index < shape.valid.length ? shape.valid[index] : shape.long(index))
    return written.filter((text) => pattern!.test(text))
  }
  if (one === undefined) return []
  // Counted in binary, with two letters for the digits.
  return Array.from(
    { length: count },
    (_, index) => index.toString(2).replaceAll(/./g, (digit) => digit === '0' ? zero : one).padStart(shortest, zero)
  ).filter((text) => lengthOf(text) <= longest)
}
