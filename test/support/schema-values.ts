/** Values for the schemas of a document: valid ones at every bound, broken ones, and random ones. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'

export type Schema = Record<string, any>
export type Path = (string | number)[]

/** A place in a value, and what to put there; `removed` takes the key away. */
export interface Change {
  path: Path
  value: unknown
}
export const removed = Symbol('removed')

/** A change that makes a valid value invalid, where it is pointed at, and the rules that say so there; without a rule, whichever. */
export interface Breakage extends Change {
  rules: string[]
}

export interface Values {
  /** Valid, with every key that there is. */
  sample: (schema: Schema, key?: string) => any
  /** Valid, with no more keys than needed. */
  bare: (schema: Schema, key?: string) => any
  /** Changes of the sample that keep it valid: every bound, enum value, null, and key left out. */
  variants: (schema: Schema, key?: string) => Change[]
  /** Changes of the sample that break it, one rule each as far as rules can be told apart. */
  breakages: (schema: Schema, key?: string) => Breakage[]
  random: (schema: Schema, key?: string) => fc.Arbitrary<any>
  /** The same for what is written in an address, where everything is text. */
  textual: {
    sample: (schema: Schema, key?: string) => string,
    variants: (schema: Schema, key?: string) => string[],
    breakages: (schema: Schema) => { value: string, rules: string[] }[],
    random: (schema: Schema, key?: string) => fc.Arbitrary<string>
  }
}

const knownKeywords = [
  '$ref',
  'type',
  'const',
  'enum',
  'anyOf',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties'
]
const annotations = ['description', 'default', 'example', 'examples', 'x-catalogue', 'x-open']

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

/** Valid and invalid texts of each format; an invalid one breaks nothing else. */
const formats: Record<string, { valid: string[], invalid: string[] }> = {
  date: {
    valid: ['2026-11-19', '0000-01-01', '0000-02-29', '0001-01-01', '1900-02-28', '2000-02-29', '2024-02-29', '9999-12-31'],
    invalid: [
      '',
      '2026-02-29',
      '1900-02-29',
      '2026-00-10',
      '2026-10-00',
      '2026-04-31',
      '2026-1-01',
      '02026-01-01',
      '-0001-01-01',
      '2026-11-20Z',
      '2026-11-20 ',
      '20261120',
      '2026/11/20',
      '２０２６-11-20',
      '2026-11-20\n'
    ]
  },
  'date-time': {
    valid: ['2026-11-20T09:41:00.000Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2024-02-29T00:00:00.000000000Z'],
    invalid: ['', '2026-11-20', '2026-02-29T00:00:00Z', '2026-11-20T24:01:00Z', '2026-11-20T00:60:00Z']
  },
  email: {
    valid: [
      'a@b.co',
      "o'neil+tag_%x@sub-domain.workpulse.test",
      '1@2.co',
      `${'x'.repeat(64)}@${['y', 'y', 'y'].map((letter) => letter.repeat(60)).join('.')}.test`
    ],
    invalid: [
      '',
      'a',
      'a@',
      '@b.co',
      'a@b@c.co',
      'a b@c.co',
      'a@b .co',
      '.a@b.co',
      'a.@b.co',
      'a..a@b.co',
      'a@-b.co',
      'a@b..co',
      'a@b.co\n',
      'a@b.co\u0000',
      'é@b.co',
      'a@b.co, c@d.co',
      '<a@b.co>'
    ]
  }
}

/** Says nothing about the text. */
const silentFormats = ['password']

/**
 * Texts of patterns that are more than letters in a row, and one of any length from three on; a pattern is told by what it takes
 * and refuses.
 */
const shapes: { valid: string[], invalid: string[], long: (length: number) => string }[] = [
  {
    valid: ['/', '/reports', '/reports/2026-11-20/', '/a_~-/B/0', '/reports?date=2026-11-20&state=%20a.b', '/?', '/reports/?a'],
    invalid: [
      '',
      'reports',
      '//evil.test',
      '/a//b',
      '/.',
      '/..',
      '/..//evil.test',
      '/../a',
      '/a/..',
      '/a.b',
      '/\\evil.test',
      '\\evil.test',
      '/a b',
      '/a#b',
      '/a?b#c',
      '/a?b?c',
      '/a?//b',
      '/@evil.test',
      'https://evil.test',
      '/é',
      '/a\n',
      '/a\u0000',
      '/%2e%2e',
      '/a?😀'
    ],
    long: (length) => `/${'a'.repeat(length - 1)}`
  },
  {
    // Of hosts that can be called: on this machine, and of a name that nobody has.
    valid: ['http://127.0.0.1:9/', 'http://127.0.0.1:9', 'http://127.0.0.1:9?a', 'https://receiver.invalid/a_~-/%20?b=c&d@e'],
    invalid: [
      '',
      'https://',
      'https:///a',
      '//127.0.0.1',
      '127.0.0.1',
      'ftp://127.0.0.1',
      'HTTP://127.0.0.1',
      'http://a:b@127.0.0.1',
      'http://a@127.0.0.1/',
      'http://127.0.0.1\\a',
      'http://127.0.0.1/#a',
      'http://127.0.0.1/ ',
      'http://127.0.0.1/a b',
      'http://127.0.0.1/\n',
      'http://é.invalid/',
      'http://127.0.0.1/é',
      'http://127.0.0.1/😀',
      'javascript:alert(1)'
    ],
    long: (length) => `http://127.0.0.1:9/${'a'.repeat(length - 'http://127.0.0.1:9/'.length)}`
  },
  {
    // Points of P-256: what others of the form are is not said by it.
    valid: [
      'BOKXCA4BWJpIMTEqpaXDyawtBWzacp6dj2LlVLyij3ZwsymqlR6vpYZqamEXoxLZHRf_nweYf_-o5kha0x-PLII',
      'BFSFVfks_x10n5i02iOG4rr_TjACMWm_2l5Smwz-h5SdpyEWgbQIY9oI1ehlAwHwwqMcG7TiRgvThQRPTTHbSNw'
    ],
    invalid: ['', 'B', 'B'.repeat(86), `A${'a'.repeat(86)}`, `B${'a'.repeat(85)}=`, `B${'a'.repeat(85)}+`, `B${'é'.repeat(86)}`],
    long: (length) =>
      length === 87 ? 'BOKXCA4BWJpIMTEqpaXDyawtBWzacp6dj2LlVLyij3ZwsymqlR6vpYZqamEXoxLZHRf_nweYf_-o5kha0x-PLII' : 'B'.repeat(length)
  },
  {
    valid: ['workpulse.test', 'a.b', '0.1', 'a-b.c--d.e', 'xn--e1afmkfd.test', 'a.b.c.d.e'],
    invalid: [
      '',
      'test',
      '.test',
      'a.',
      'a..b',
      '-a.b',
      'a-.b',
      'a.-b',
      'a.b-',
      'A.b',
      'a_b.c',
      'a b.c',
      '@a.b',
      'a@b.c',
      '*.b',
      'a.b:80',
      'a.b/',
      'é.b',
      'a.b\n',
      'a.b\u0000',
      '1.2.'
    ],
    long: (length) => `${'a'.repeat(length - 2)}.b`
  },
  {
    valid: ['123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc', '12345:abcdefghijklmnop'],
    invalid: [
      '',
      '123456789',
      ':AAEhBOweik6ad9r',
      '1234:AAEhBOweik6ad9r',
      '12345:',
      '12345:a b',
      '12345:a/../b',
      '12345:é',
      '12345:a:b',
      '12345:a\n'
    ],
    long: (length) => '12345:'.padEnd(length, 'a')
  },
  {
    valid: ['-1001234567890', '1', '@line4', '@Line_4_of_the_factory'],
    invalid: ['', '-', '--1', '1a', '@', '@abc', '@4line', '@li ne', 'line4', '1.5', '+1', '-1\n', '@é1234'],
    long: (length) => '@'.padEnd(length, 'a')
  },
  {
    valid: ['17:00', '00:00', '09:30', '19:59', '23:59'],
    invalid: ['', '24:00', '12:60', '9:00', '12:5', '12.00', '-1:00', '12:00 ', ' 12:00', '12:00\n', '12:00:00', '１2:00', '2O:00'],
    long: (length) => '23:59'.padEnd(length, '0')
  }
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
  shape?: typeof shapes[number]
}

const lengthOf = (text: string) => [...text].length
const typesOf = (schema: Schema): string[] => schema.type === undefined ? [] : [schema.type].flat()
const isNested = (schema: Schema) => typesOf(schema).some((type) => type === 'object' || type === 'array')
const deep = (levels: number, inner: unknown, wrap: (inner: unknown) => unknown): unknown =>
  levels === 0 ? inner : deep(levels - 1, wrap(inner), wrap)

/** An address of this length, which must be more than 70. */
function longEmail (length: number): string {
  const label = `${'y'.repeat(59)}.`
  const domain = label.repeat(Math.ceil(length / label.length)).slice(0, length - 'x'.repeat(64).length - '@'.length - '.test'.length)
  return `${'x'.repeat(64)}@${domain.replace(/\.$/, 'y')}.test`
}

/** What JSON can say and a number of JavaScript cannot. */
const number = (text: string): unknown => rawJson.rawJSON(text)
export const isRaw = (value: unknown): boolean => rawJson.isRawJSON(value)
const rawJson = JSON as unknown as { rawJSON: (text: string) => unknown, isRawJSON: (value: unknown) => boolean }

/** As it arrives. */
export const parsed = (value: unknown): any => value === undefined ? undefined : JSON.parse(JSON.stringify(value))

/** A value with one place changed. */
export function change (value: any, { path: [first, ...rest], value: replacement }: Change): any {
  if (first === undefined) return replacement
  const copy = Array.isArray(value) ? [...value] : { ...value }
  if (rest.length === 0 && replacement === removed) delete copy[first]
  else define(copy, first, change(copy[first], { path: rest, value: replacement }))
  return copy
}

/** As JSON.parse does it: a key is a key, `__proto__` too. */
function define (target: any, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

export const pointerOf = (path: Path): string =>
  path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Is one of the places within the other? */
export const overlap = (one: Change, other: Change): boolean => {
  const shorter = Math.min(one.path.length, other.path.length)
  return one.path.slice(0, shorter).every((segment, index) => segment === other.path[index])
}

/** Of a schema the same each time, and asked for by every value that has one of it within: found out once. */
function once<R> (find: (schema: Schema) => R): (schema: Schema) => R {
  const found = new WeakMap<Schema, R>()
  return (schema) => {
    if (!found.has(schema)) found.set(schema, find(schema))
    return found.get(schema)!
  }
}

/** @param live what certain keys are best set to, so that requests come further than to a 404. */
export function valuesOf (document: any, live: Record<string, unknown> = {}): Values {
  const resolve = once((schema: Schema): Schema => {
    const unknown = Object.keys(schema).filter((keyword) => !knownKeywords.includes(keyword) && !annotations.includes(keyword))
    if (unknown.length > 0) throw new Error(`teach ${import.meta.filename} the keyword ${unknown.join(', ')}`)
    if (!schema.$ref) return schema
    return resolve(
      schema.$ref.slice(2).split('/').reduce(
        (node: any, key: string) => node[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')],
        document
      )
    )
  })

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
  const texts = once((schema: Schema): string[] => {
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

  function brokenTexts (schema: Schema): { value: string, rules: string[] }[] {
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

  function randomText (schema: Schema): fc.Arbitrary<string> {
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

  const isWhole = (schema: Schema) => typesOf(schema).includes('integer')

  function numbers (schema: Schema): number[] {
    const { minimum = -Number.MAX_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
    const fractions = isWhole(schema) ? [] : [minimum + 0.1, 1 / 3, 0.1 + 0.2, 1e-7, Number.MIN_VALUE, 1e21, -1e21, 123_456.789]
    return [...new Set([minimum, maximum, minimum + 1, maximum - 1, 0, ...fractions])].filter((value) =>
      value >= minimum && value <= (schema.maximum ?? Infinity)
    )
  }

  function brokenNumbers (schema: Schema): { value: unknown, rules: string[] }[] {
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

  function randomNumber (schema: Schema): fc.Arbitrary<number> {
    const { minimum = -Number.MAX_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
    return fc.oneof(
      fc.constantFrom(...numbers(schema)),
      fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) }),
      ...(isWhole(schema) ? [] : [fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => value === 0 ? 0 : value)])
    )
  }

  /** What is none of the types of a schema, among it what JavaScript would turn into one of them. */
  function mistyped (schema: Schema): unknown[] {
    const types = typesOf(schema)
    const is = (...names: string[]) => names.some((name) => types.includes(name))
    return [
      ...(is('null') ? [] : [null]),
      ...(is('boolean') ? [] : [true, false]),
      ...(is('number', 'integer') ? [] : [0, 1, -1.5, number('1e400')]),
      ...(is('string') ? [] : ['', '1', 'true', 'null', '{}']),
      ...(is('array') ? [] : [[], ['x'], [[]], deep(200, [], (inner) => [inner])]),
      ...(is('object') ? [] : [{}, { 0: 'x', length: 1 }, { toString: 1 }, deep(200, {}, (inner) => ({ a: inner }))])
    ]
  }

  // Without a lone backslash: V8 would read other escaped keys as one ever after (https://github.com/nodejs/node/issues/63785).
  const oddKeys = [
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
  function openMaps (schema: Schema): Record<string, unknown>[] {
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

  function randomMap (schema: Schema): fc.Arbitrary<Record<string, unknown>> {
    const { value } = fc.letrec((tie) => ({
      value: schema.additionalProperties === true
        ? fc.oneof(
          { depthSize: 'small' },
          fc.constantFrom(null, true, false),
          fc.integer(),
          randomText({ maxLength: 8, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
          fc.array(tie('value'), { maxLength: 3 }),
          fc.dictionary(fc.constantFrom(...oddKeys), tie('value'), { maxKeys: 3, noNullPrototype: true })
        )
        : random(schema.additionalProperties)
    }))
    return fc.dictionary(fc.constantFrom(...oddKeys), value, { maxKeys: Math.min(schema.maxProperties ?? 6, 6), noNullPrototype: true })
  }

  const isOpen = (schema: Schema) => schema.additionalProperties !== undefined && schema.additionalProperties !== false

  /** So many values of a schema in which none is twice, the plainest first; fewer where it has no more. */
  function distinct (unresolved: Schema, count: number): unknown[] {
    const schema = resolve(unresolved)
    const [type] = typesOf(schema)
    const values = type === 'object'
      ? distinctObjects(schema, count)
      : type === 'integer'
      ? distinctNumbers(schema, count)
      : type === 'string'
      ? distinctTexts(schema, count)
      : []
    if (count > 0 && values.length === 0) throw new Error(`teach ${import.meta.filename} distinct values of ${JSON.stringify(schema)}`)
    return values.slice(0, count)
  }

  function distinctNumbers (schema: Schema, count: number): number[] {
    const { maximum = Infinity } = schema
    const [least] = numbers(schema)
    return Array.from({ length: count }, (_, index) => least + index).filter((value) => value <= maximum)
  }

  function distinctTexts (schema: Schema, count: number): string[] {
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

  /** They differ in one key, of which there are the most values. */
  function distinctObjects (schema: Schema, count: number): unknown[] {
    const plain = sample(schema)
    const series = Object.entries<Schema>(schema.properties).filter(([, property]) => resolve(property).type === 'string')
      .map(([name, property]) =>
        distinct(property, count).filter((value) => value !== plain[name]).map((value) => ({ ...plain, [name]: value }))
      )
    return [plain, ...series.sort((one, other) => other.length - one.length)[0] ?? []]
  }

  /** The items of a list that is valid, if there are as many values. */
  const listOf = (schema: Schema, count: number, each = sample): unknown[] =>
    schema.uniqueItems ? distinct(schema.items, count) : Array(count).fill(count > 0 ? each(schema.items) : undefined)

  /** Another key of the same name may be of another type. */
  function isLive (schema: Schema, key: string | undefined): key is string {
    if (key === undefined || !(key in live)) return false
    const types = typesOf(schema)
    const value = live[key]
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
    return types.length === 0 || types.includes(type)
  }

  function sample (unresolved: Schema, key?: string): any {
    const schema = resolve(unresolved)
    if (isLive(schema, key)) return live[key]
    if (schema.anyOf) return sample(schema.anyOf[0])
    if ('const' in schema) return schema.const
    const [type] = typesOf(schema)
    if (type === 'object') {
      return isOpen(schema)
        ? openMaps(schema)[0]
        : Object.fromEntries(Object.entries<Schema>(schema.properties ?? {}).map(([name, property]) => [name, sample(property, name)]))
    }
    if (type === 'array') {
      return listOf(schema, Math.min(2, schema.maxItems ?? 2))
    }
    if (type === 'string') return texts(schema)[0]
    if (type === 'boolean') return true
    if (type === 'null') return null
    return numbers(schema)[0]
  }

  function bare (unresolved: Schema, key?: string): any {
    const schema = resolve(unresolved)
    if (isLive(schema, key)) return live[key]
    if (typesOf(schema)[0] === 'array') return listOf(schema, schema.minItems ?? 0, bare)
    if (typesOf(schema)[0] !== 'object') return sample(schema, key)
    const { properties = {}, required = [], minProperties = 0 } = schema
    const optional = Object.keys(properties).filter((name) => !required.includes(name)).slice(
      0,
      Math.max(0, minProperties - required.length)
    )
    return Object.fromEntries([...required, ...optional].map((name: string) => [name, bare(properties[name], name)]))
  }

  const within = (segment: string | number) => <C extends Change>(inner: C): C => ({ ...inner, path: [segment, ...inner.path] })
  const here = (value: unknown): Change => ({ path: [], value })
  /** Where there are not as many different ones, some are there again. */
  const tooLong = (array: unknown[], length: number) => Array.from({ length }, (_, index) => array[index % array.length])
  /** The last of two, so that an index that is wrong shows. */
  const lastOf = (array: unknown[]) => array.length - 1

  function variants (unresolved: Schema, key?: string): Change[] {
    const schema = resolve(unresolved)
    const nothing = typesOf(schema).includes('null') || schema.enum?.includes(null) ? [here(null)] : []
    if (schema.anyOf) {
      return schema.anyOf.flatMap((each: Schema) => [
        here(sample(each)),
        ...variants(each).filter(({ path }) => path.length === 0)
      ])
    }
    if ('const' in schema) return [here(schema.const)]
    const [type] = typesOf(schema)
    if (type === 'object' && isOpen(schema)) return [...nothing, ...openMaps(schema).map(here)]
    if (type === 'object') {
      const { properties = {}, required = [], minProperties = 0 } = schema
      const names = Object.keys(properties)
      return [
        ...nothing,
        here(bare(schema, key)),
        ...(names.length > minProperties
          ? names.filter((name) => !required.includes(name)).map((name) => ({ path: [name], value: removed }))
          : []),
        ...names.flatMap((name) => variants(properties[name], name).map(within(name)))
      ]
    }
    if (type === 'array') {
      const [most, [first, last]] = [schema.maxItems ?? 100, listOf(schema, 2)]
      const isFirst = (variant: Change) => isDeepStrictEqual(parsed(change(last, variant)), parsed(first))
      return [
        ...nothing,
        ...(schema.minItems ? [] : [here([])]),
        here([sample(schema.items)]),
        here(listOf(schema, most, bare)),
        ...(most > 1
          ? variants(schema.items).filter((variant) => !schema.uniqueItems || !isFirst(variant)).map(within(lastOf(sample(schema))))
          : [])
      ]
    }
    if (type === 'string') return [...nothing, ...texts(schema).map(here)]
    if (type === 'boolean') return [...nothing, here(true), here(false)]
    if (type === 'null') return nothing
    const [least] = numbers(schema)
    return [...nothing, ...numbers(schema).map(here), ...[`${least}.0`, `${least}e0`, ...(least === 0 ? ['-0'] : [])].map(number).map(here)]
  }

  function breakages (unresolved: Schema): Breakage[] {
    const schema = resolve(unresolved)
    if (schema.anyOf) {
      return schema.anyOf.every((each: Schema) => typesOf(resolve(each)).includes('object') && isOpen(resolve(each)))
        ? []
        : [{ path: [], value: schema.anyOf.some((each: Schema) => isOpen(resolve(each))) ? [{}] : { other: [] }, rules: ['anyOf'] }]
    }
    const types = typesOf(schema)
    const wrongTypes = mistyped(schema).map((value) => ({ path: [], value, rules: ['type'] }))
    if ('const' in schema) {
      return [...wrongTypes, ...(typeof schema.const === 'string' ? [{ path: [], value: `${schema.const}x`, rules: ['const'] }] : [])]
    }
    if (types.includes('object')) return [...wrongTypes, ...brokenObjects(schema)]
    if (types.includes('array')) {
      const [first] = sample(schema)
      const tooMany = schema.maxItems === undefined
        ? []
        : [{
          path: [],
          value: tooLong(listOf(schema, schema.maxItems + 1), schema.maxItems + 1),
          rules: ['maxItems']
        }]
      const tooFew = schema.minItems ? [{ path: [], value: [], rules: ['minItems'] }] : []
      const twice = schema.uniqueItems ? [{ path: [], value: [first, first], rules: ['uniqueItems'] }] : []
      return [...wrongTypes, ...tooFew, ...tooMany, ...twice, ...breakages(schema.items).map(within(lastOf(sample(schema))))]
    }
    if (types.includes('string')) return [...wrongTypes, ...brokenTexts(schema).map((broken) => ({ path: [], ...broken }))]
    if (types.includes('boolean') || types.every((type) => type === 'null')) return wrongTypes
    return [...wrongTypes, ...brokenNumbers(schema).map((broken) => ({ path: [], ...broken }))]
  }

  function brokenObjects (schema: Schema): Breakage[] {
    const { properties = {}, required = [], minProperties = 0, maxProperties, additionalProperties } = schema
    const names = Object.keys(properties)
    const extra = [
      'other',
      ' ',
      '',
      'a/b~1c',
      '0',
      '😀',
      '\u0000',
      '\ud800',
      'valueOf',
      ...names.slice(0, 1).flatMap((name) => [name.toUpperCase(), `${name} `])
    ]
    return [
      ...required.map((name: string) => ({ path: [name], value: removed, rules: ['required'] })),
      ...(minProperties > required.length
        ? [{
          path: [],
          value: Object.fromEntries(required.map((name: string) => [name, sample(properties[name], name)])),
          rules: ['minProperties']
        }]
        : []),
      ...(maxProperties === undefined
        ? []
        : [{
          path: [],
          value: Object.fromEntries(Array.from({ length: maxProperties + 1 }, (_, index) => [`k${index}`, 1])),
          rules: ['maxProperties']
        }]),
      ...(additionalProperties === false ? extra.map((name) => ({ path: [name], value: 1, rules: ['additionalProperties'] })) : []),
      ...(typeof additionalProperties === 'object' ? breakages(additionalProperties).map(within('a')) : []),
      ...names.flatMap((name) => breakages(properties[name]).map(within(name)))
    ]
  }

  function random (unresolved: Schema, key?: string): fc.Arbitrary<any> {
    const schema = resolve(unresolved)
    const drawn = draw(schema)
    const wanted = isLive(schema, key) && !isNested(schema)
      ? fc.oneof({ weight: 3, arbitrary: fc.constant(live[key]) }, { weight: 1, arbitrary: drawn })
      : drawn
    return typesOf(schema).includes('null') && typesOf(schema).length > 1
      ? fc.oneof({ weight: 3, arbitrary: wanted }, { weight: 1, arbitrary: fc.constant(null) })
      : wanted
  }

  function draw (schema: Schema): fc.Arbitrary<any> {
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each: Schema) => random(each)))
    if ('const' in schema) return fc.constant(schema.const)
    const [type] = typesOf(schema)
    if (type === 'object') {
      const { properties = {}, required = [], minProperties = 0 } = schema
      if (isOpen(schema)) return randomMap(schema)
      const each = Object.fromEntries(Object.entries<Schema>(properties).map(([name, property]) => [name, random(property, name)]))
      return fc.record(each, { requiredKeys: required, noNullPrototype: true }).filter((value) =>
        Object.keys(value).length >= minProperties
      )
    }
    if (type === 'array') {
      const lengths = { minLength: schema.minItems ?? 0, maxLength: Math.min(4, schema.maxItems ?? 4) }
      return schema.uniqueItems
        ? fc.uniqueArray(random(schema.items), { ...lengths, comparator: isDeepStrictEqual })
        : fc.array(random(schema.items), lengths)
    }
    if (type === 'string') return randomText(schema)
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    return randomNumber(schema)
  }

  return {
    sample,
    bare,
    variants,
    breakages,
    random,
    textual: {
      sample: (schema, key) => String(sample(schema, key)),
      variants: (schema, key) => variants(schema, key).filter(({ value }) => typeof value !== 'object').map(({ value }) => String(value)),
      breakages (unresolved) {
        const schema = resolve(unresolved)
        if (!isWhole(schema)) return brokenTexts(schema)
        const broken = brokenNumbers(schema).map(({ value, rules }) => ({
          value: typeof value === 'number' ? String(value) : JSON.stringify(value),
          rules
        }))
        // Read as JavaScript reads numbers, some of these would be in range.
        const none = [
          '',
          ' ',
          'abc',
          'null',
          'true',
          '1,2',
          '[1]',
          '{}',
          '1_0',
          '0x1',
          '0b1',
          '0o1',
          ' 1',
          '1 ',
          '\u00a01',
          '1\n',
          'NaN',
          'Infinity',
          '１',
          '1n',
          '😀'
        ].map((value) => ({ value, rules: [] }))
        return [...broken, ...none]
      },
      random: (schema, key) => random(schema, key).map(String)
    }
  }
}
