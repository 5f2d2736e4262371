/** Changes of a sample that keep it valid. */
import { isDeepStrictEqual } from 'node:util'
import { change, number, parsed, removed, within, type Change } from './changes.ts'
import { openMaps } from './maps.ts'
import { numbers } from './numbers.ts'
import { lastOf, type Samples } from './samples.ts'
import { isOpen, typesOf, type Resolve, type Schema } from './schemas.ts'
import { texts } from './texts.ts'

const here = (value: unknown): Change => ({ path: [], value })

export function variantsOf (resolve: Resolve, { sample, bare, listOf }: Samples): (schema: Schema, key?: string) => Change[] {
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
    if (type === 'object' && isOpen(schema)) return [...nothing, ...openMaps(schema, sample).map(here)]
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

  return variants
}
