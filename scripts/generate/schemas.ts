import { refName, type OpenApiDocument, type Schema } from './model.ts'
import { typebox } from './typebox.ts'

/** TypeBox schemas, one per component, each after those it refers to. */
export function emitSchemas (document: OpenApiDocument): string {
  const { schemas } = document.components
  return `${banner}import { Type, type Static } from '@sinclair/typebox'\n\n${schemaDefinitions(schemas, Object.keys(schemas)).join('\n')}`
}

/** The definitions of `names` among the components. */
export function schemaDefinitions (components: Record<string, Schema>, names: string[]): string[] {
  return ordered(components).filter((name) => names.includes(name)).map((name) =>
    `export const ${name} = ${typebox(components[name], name, components)}\nexport type ${name} = Static<typeof ${name}>\n`
  )
}

export const banner = '// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.\n\n'

function ordered (components: Record<string, Schema>): string[] {
  const done = new Set<string>()
  const visit = (name: string, path: string[]): void => {
    if (done.has(name)) return
    if (path.includes(name)) throw new Error(`${[...path, name].join(' -> ')}: a schema that refers to itself is outside the dialect`)
    for (const reference of referencesOf(components[name])) visit(reference, [...path, name])
    done.add(name)
  }
  for (const name of Object.keys(components).sort()) visit(name, [])
  return [...done]
}

function referencesOf (value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('$ref' in value) return [refName(String(value.$ref))]
  return Object.entries(value).flatMap(([keyword, inner]) => keyword === 'examples' ? [] : referencesOf(inner))
}
