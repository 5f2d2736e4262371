/** One spelling for letters that can be written in two ways, such as é: by itself, or as e and an accent. */
import type { TSchema } from '@sinclair/typebox'

/** Fields that are compared and searched: what is stored and what is looked for are spelled alike. */
const composed = new Set(['name', 'q'])

/** @returns what composes, in place, the letters of the names and of the searches that a schema has. What is no text it leaves alone. */
export function lettersOf (schema: TSchema | undefined): (value: unknown) => void {
  const steps = schema?.type === 'object'
    ? Object.entries<TSchema>(schema.properties ?? {}).flatMap(([key, property]) => stepOf(key, property))
    : []
  return (value) => {
    if (typeof value !== 'object' || value === null) return
    for (const step of steps) step(value as Record<string, unknown>)
  }
}

function stepOf (key: string, property: TSchema): ((value: Record<string, unknown>) => void)[] {
  if (composed.has(key) && [property.type].flat().includes('string')) {
    return [(value) => {
      if (typeof value[key] === 'string') value[key] = value[key].normalize('NFC')
    }]
  }
  if (property.type === 'object') {
    const compose = lettersOf(property)
    return [(value) => compose(value[key])]
  }
  if (property.type !== 'array') return []
  const compose = lettersOf(property.items)
  return [(value) => {
    if (Array.isArray(value[key])) value[key].forEach(compose)
  }]
}
