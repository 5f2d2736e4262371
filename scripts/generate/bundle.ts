import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { AsyncApiDocument, OpenApiDocument } from './model.ts'

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
  return { openapi, asyncapi }
}
