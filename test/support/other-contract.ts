/** The SDK as it is generated from another contract than the service's: the package of a front end that is older, or newer. */
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import ts from 'typescript'
import type { createClient } from '../../generated/sdk/dist/src/sdk/index.js'
import { operationsOf, type AsyncApiDocument, type OpenApiDocument } from '../../scripts/generate/model.ts'
import { emitCalls, emitFrames } from '../../scripts/generate/sdk.ts'

const dist = join(import.meta.dirname, '../../generated/sdk/dist')

export interface Contract {
  openapi: OpenApiDocument
  asyncapi: AsyncApiDocument
}

/** Its types are not this contract's: what it has beside is called by name. */
export async function sdkOf (t: Test, { openapi, asyncapi }: Contract): Promise<{ createClient: typeof createClient }> {
  const folder = join(t.testdir(), 'dist')
  cpSync(dist, folder, { recursive: true })
  writeFileSync(join(t.testdirName, 'package.json'), '{ "type": "module" }')
  const sources = { 'operations.js': emitCalls(operationsOf(openapi)), 'frames.js': await emitFrames(asyncapi) }
  const options = { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }
  for (const [name, source] of Object.entries(sources)) {
    writeFileSync(join(folder, 'generated/sdk', name), ts.transpileModule(source, options).outputText)
  }
  return await import(join(folder, 'src/sdk/index.js')) as { createClient: typeof createClient }
}
