/** Values for the schemas of a document: valid ones at every bound, broken ones, and random ones. */
import type fc from 'fast-check'
import { breakagesOf } from './breakages.ts'
import type { Breakage, Change } from './changes.ts'
import { brokenNumbers } from './numbers.ts'
import { randomOf } from './random.ts'
import { samplesOf } from './samples.ts'
import { isWhole, resolverOf, type Schema } from './schemas.ts'
import { brokenTexts } from './texts.ts'
import { variantsOf } from './variants.ts'

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

/** No numbers; read as JavaScript reads them, some of these would be in range. */
const notNumbers = [
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
]

/** @param live what certain keys are best set to, so that requests come further than to a 404. */
export function valuesOf (document: any, live: Record<string, unknown> = {}): Values {
  const resolve = resolverOf(document)
  const samples = samplesOf(resolve, live)
  const { sample, bare, isLive } = samples
  const variants = variantsOf(resolve, samples)
  const breakages = breakagesOf(resolve, samples)
  const random = randomOf(resolve, live, isLive)
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
        return [...broken, ...notNumbers.map((value) => ({ value, rules: [] }))]
      },
      random: (schema, key) => random(schema, key).map(String)
    }
  }
}
