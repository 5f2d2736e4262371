import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/**
 * What is written and named by nobody: a path that openapi.yaml does not have, a message that no channel has. The bundler leaves both
 * out without a word.
 */
export async function tableProblems (root: string): Promise<string[]> {
  return [...await strayPaths(root), ...await strayMessages(root)]
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

async function documentsOf (root: string, folder: string): Promise<{ path: string, content: any }[]> {
  const paths = await Array.fromAsync(glob('*/*.yaml', { cwd: join(root, folder) }))
  return Promise.all(
    paths.sort().map(async (path) => ({ path, content: parse(await readFile(join(root, folder, path), 'utf8'), { merge: true }) }))
  )
}
