import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/**
 * What is written and named by nobody: a path that openapi.yaml does not have, a message that no channel has, a word that means nothing.
 * The bundler takes all of it without a word, and gives an operation that has no description one of its own.
 */
export async function tableProblems (root: string): Promise<string[]> {
  return [...await strayPaths(root), ...await strayMessages(root), ...await strayWords(root), ...await undescribed(root)]
}

/** Those of the documents: see the table in README.md. */
const words = new Set([
  'x-access',
  'x-answer',
  'x-body',
  'x-body-limit',
  'x-catalogue',
  'x-credentials',
  'x-emits',
  'x-errors',
  'x-etag',
  'x-examples-of',
  'x-internal',
  'x-kept',
  'x-open',
  'x-page'
])

async function strayWords (root: string): Promise<string[]> {
  const files = await Promise.all(
    ['openapi', 'asyncapi'].map(async (folder) =>
      (await documentsOf(root, folder, '**/*.yaml')).map(({ path, content }) => ({ path: `${folder}/${path}`, content }))
    )
  )
  return files.flat().flatMap(({ path, content }) =>
    [...new Set(keysOf(content))].filter((key) => key.startsWith('x-') && !words.has(key))
      .map((key) => `${path}: \`${key}\` is no word of the documents, and says nothing: README.md lists those that there are`)
  )
}

function keysOf (node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return [...Array.isArray(node) ? [] : Object.keys(node), ...Object.values(node).flatMap(keysOf)]
}

async function undescribed (root: string): Promise<string[]> {
  return (await documentsOf(root, 'openapi')).flatMap(({ path, content }) =>
    Object.values<any>(content).flatMap((item) => methods.map((method) => item?.[method]))
      .filter((operation) => operation?.operationId && !operation.description)
      .map(({ operationId }) => `openapi/${path}: ${operationId} has no description: say in a sentence what the summary does not`)
  )
}

const methods = ['get', 'put', 'post', 'delete', 'patch']

async function strayPaths (root: string): Promise<string[]> {
  const table = await readFile(join(root, 'openapi/openapi.yaml'), 'utf8')
  return (await documentsOf(root, 'openapi')).flatMap(({ path, content }) =>
    Object.entries<any>(content).filter(([, item]) => methods.some((method) => item?.[method]?.operationId))
      .filter(([key]) => !names(table, `${path}#/${key}`))
      .map(([key]) =>
        `openapi/${path} has \`${key}\`, and openapi/openapi.yaml no path for it: add under \`paths\`  /api/v1/…: {$ref: ./${path}#/${key}}`
      )
  )
}

async function strayMessages (root: string): Promise<string[]> {
  const table = await readFile(join(root, 'asyncapi/asyncapi.yaml'), 'utf8')
  return (await documentsOf(root, 'asyncapi')).flatMap(({ path, content }) =>
    Object.keys(content.messages ?? {}).filter((key) => !names(table, `${path}#/messages/${key}`))
      .map((key) =>
        `asyncapi/${path} has the message \`${key}\`, and no channel of asyncapi/asyncapi.yaml names it: add to the \`messages\` of its channel  ${key}: {$ref: './${path}#/messages/${key}'}  and to those of the operation that sends it`
      )
  )
}

/** Is there a reference to it, and not only to something that begins alike? */
function names (table: string, place: string): boolean {
  return new RegExp(`\\./${place.replaceAll('.', '\\.')}(?![\\w/-])`).test(table)
}

async function documentsOf (root: string, folder: string, pattern = '*/*.yaml'): Promise<{ path: string, content: any }[]> {
  const paths = await Array.fromAsync(glob(pattern, { cwd: join(root, folder) }))
  return Promise.all(
    paths.sort().map(async (path) => ({ path, content: parse(await readFile(join(root, folder, path), 'utf8'), { merge: true }) }))
  )
}
