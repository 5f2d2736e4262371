import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { refName, type AsyncApiDocument, type OpenApiDocument } from './model.ts'

const run = promisify(execFile)

/** Bundles both documents, each into one, with the decorators of redocly.yaml applied. */
export async function bundle (root: string, scratch: string): Promise<{ openapi: OpenApiDocument, asyncapi: AsyncApiDocument }> {
  const redocly = join(root, 'node_modules/@redocly/cli/bin/cli.js')
  const one = async (api: string) => {
    const output = join(scratch, `${api}.json`)
    await run(process.execPath, [redocly, 'bundle', api, '-o', output], {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    })
    return JSON.parse(await readFile(output, 'utf8'))
  }
  const [openapi, asyncapi] = await Promise.all([one('openapi'), one('asyncapi')])
  referToMessages(asyncapi)
  return { openapi, asyncapi }
}

/** The bundler copies an operation's messages into it; AsyncAPI 3 wants references to those of its channel. */
function referToMessages (asyncapi: AsyncApiDocument): void {
  for (const operation of Object.values(asyncapi.operations)) {
    const channel = refName(operation.channel.$ref)
    const messages = Object.entries(asyncapi.channels[channel].messages)
    operation.messages = operation.messages.map((message) => {
      const [key] = messages.find(([, candidate]) => isDeepStrictEqual(candidate, message))!
      return { $ref: `#/channels/${channel}/messages/${key}` }
    })
  }
}
