/** `npm run format`: brings the sources into the form that dprint.json says. The formatter is WebAssembly: one for every machine. */
import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createContext, type GlobalConfiguration } from '@dprint/formatter'
import typescript from '@dprint/typescript'

const root = join(import.meta.dirname, '..')
const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } }
})
if (options.help) {
  console.log(`Usage: npm run format [-- --check]

Formats every source file as dprint.json says.

  --check   write nothing; exit 1 and name each file that has another form`)
  process.exit(0)
}

interface Form extends GlobalConfiguration {
  typescript: Record<string, unknown>
  includes: string[]
  excludes: string[]
}

const { typescript: rules, includes, excludes, ...form } = JSON.parse(await readFile(join(root, 'dprint.json'), 'utf8')) as Form
const context = createContext(form)
context.addPlugin(await readFile(typescript.getPath()), rules)

const files = await Array.fromAsync(glob(includes, { cwd: root, exclude: excludes }))
const others: string[] = []
for (const path of files.sort()) {
  const text = await readFile(join(root, path), 'utf8')
  const formatted = context.formatText({ filePath: path, fileText: text })
  if (formatted === text) continue
  others.push(path)
  if (!options.check) await writeFile(join(root, path), formatted)
}

if (options.check) { for (const path of others) console.error(`${path} has another form. Run: npm run format`) }
else console.log(`${files.length} files, ${others.length} changed`)
process.exitCode = options.check && others.length > 0 ? 1 : 0
