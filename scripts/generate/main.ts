/** Makes everything in generated/ from openapi/ and asyncapi/. `--check` changes nothing and fails where a file is not current. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import { emitEvents } from './events.ts'
import { emitExactly } from './exactly.ts'
import { emitErrors } from './errors.ts'
import { operationsOf } from './model.ts'
import { emitOperations } from './operations.ts'
import { emitRoutes } from './routes.ts'
import { emitSchemas } from './schemas.ts'
import { emitSdk } from './sdk.ts'
import { emitClientTypes, emitTypes } from './types.ts'

const root = join(import.meta.dirname, '../..')
const target = join(root, 'generated')

const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } }
})

if (options.help) {
  console.log(`Usage: npm run generate [-- --check]

Makes generated/ anew from the documents in openapi/ and asyncapi/.

  --check   write nothing; exit 1 and name each file that is not current`)
  process.exit(0)
}

/** @returns every generated file's text by its path below generated/. */
async function generate (): Promise<Map<string, string>> {
  const scratch = await mkdtemp(join(tmpdir(), 'workpulse-generate-'))
  try {
    const { openapi, asyncapi } = await bundle(root, scratch)
    const operations = operationsOf(openapi)
    const files = new Map<string, string>([
      ['openapi.json', JSON.stringify(openapi, null, 2) + '\n'],
      ['asyncapi.json', JSON.stringify(asyncapi, null, 2) + '\n'],
      ['types.ts', await emitTypes(openapi)],
      ['schemas.ts', emitSchemas(openapi)],
      ['errors.ts', emitErrors(openapi)],
      ['exactly.ts', emitExactly()],
      ['operations.ts', emitOperations(operations)],
      ['routes.ts', emitRoutes(operations)],
      ['events.ts', emitEvents(asyncapi, openapi)]
    ])
    for (const [path, text] of await emitSdk(root, scratch, operations, { openapi, asyncapi }, await emitClientTypes(openapi))) {
      files.set(`sdk/${path}`, text)
    }
    return files
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function present (): Promise<string[]> {
  const entries = await readdir(target, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(target.length + 1))
}

const files = await generate().catch((error: Error & { stderr?: string }) => {
  console.error(error.stderr || error.message)
  process.exit(1)
})
const stale: string[] = []
for (const [path, text] of files) {
  const current = await readFile(join(target, path), 'utf8').catch(() => undefined)
  if (current !== text) stale.push(path)
}
const orphans = (await present()).filter((path) => !files.has(path))

if (options.check) {
  for (const path of stale) console.error(`generated/${path} is not what the documents make. Run: npm run generate`)
  for (const path of orphans) console.error(`generated/${path} is made by nothing. Run: npm run generate`)
  process.exit(stale.length + orphans.length > 0 ? 1 : 0)
}

for (const path of stale) {
  await mkdir(dirname(join(target, path)), { recursive: true })
  await writeFile(join(target, path), files.get(path)!)
}
for (const path of orphans) await rm(join(target, path))
console.log(`${files.size} files in generated/, ${stale.length} changed, ${orphans.length} removed`)
