import { jsonType } from '../words.ts'
import type { Operation, Root } from './document.ts'

/** As many as a page holds: the largest `limit`. */
const longestPage = 100

/** Makes pages of the lists that say `x-page`. @returns the references to them. */
export function wrapPages ({ components: { schemas } }: Root): Set<string> {
  const pages = Object.entries(schemas).filter(([, schema]) => schema['x-page'])
  for (const [name, { items, examples = [] }] of pages) {
    schemas[name] = {
      type: 'object',
      additionalProperties: false,
      required: ['items', 'nextCursor'],
      properties: {
        items: { type: 'array', maxItems: longestPage, items },
        nextCursor: { $ref: '#/components/schemas/NextCursor' }
      },
      examples: examples.map(pageOf)
    }
  }
  return new Set(pages.map(([name]) => `#/components/schemas/${name}`))
}

function pageOf (items: unknown): object {
  return { items, nextCursor: null }
}

/** The document says what `data` is and gives an example of it. */
export function wrapAnswer (operation: Operation, pages: Set<string>): void {
  if (operation['x-answer'] !== 'json') return
  for (const [status, { content }] of Object.entries(operation.responses)) {
    const json = content?.[jsonType]
    if (Number(status) >= 300 || !json) continue
    const { schema, example } = json
    json.schema = {
      type: 'object',
      additionalProperties: false,
      required: ['ok', 'data', 'error'],
      properties: { ok: { type: 'boolean', const: true }, data: schema, error: { type: 'null' } }
    }
    if (example !== undefined) json.example = { ok: true, data: pages.has(schema.$ref) ? pageOf(example) : example, error: null }
  }
}
