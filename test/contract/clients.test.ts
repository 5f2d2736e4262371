/** Whoever uses another generator of clients than ours: what it makes of the document compiles, with all of the compiler's checks. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url).pathname
const document = join(root, 'generated/openapi.json')
/** What a package starts, from itself: two may have commands of one name. */
async function binaryOf (name: string): Promise<string> {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  return join(folder, Object.values(bin)[0])
}

const generators: Record<string, { args: (folder: string) => string[], entry: string, use: string }> = {
  oazapfts: {
    args: (folder) => [document, join(folder, 'client.ts')],
    entry: './client.ts',
    use: 'const answer = await client.listReports({ limit: 5 })'
  },
  '@hey-api/openapi-ts': {
    args: (folder) => ['--input', document, '--output', folder, '--silent', '--no-log-file'],
    entry: './index.ts',
    use: 'const answer = await client.listReports({ query: { limit: 5 } })'
  },
  'openapi-typescript-codegen': {
    args: (folder) => ['--input', document, '--output', folder, '--client', 'fetch'],
    entry: './index.ts',
    use: 'const answer = await client.ReportsService.listReports()'
  }
}

/** `noUncheckedIndexedAccess` and the like are matters of style; `strict` is what every project has. */
const compilerOptions = {
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: []
}

t.test('the clients that others make compile, and a call of nothing does not', async (t) => {
  const folder = t.testdir()
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [index, [name, { args, entry, use }]] of Object.entries(generators).entries()) {
    const client = join(folder, `client${index}`)
    await mkdir(client)
    await run(process.execPath, [await binaryOf(name), ...args(client)], { cwd: folder, timeout: 120_000 })
    const calls = [`import * as client from '${entry}'`, use, 'console.log(answer)', 'client.noSuchOperation()']
    await writeFile(join(client, 'use.ts'), calls.join('\n'))
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['client*/**/*'] }))
  // One reading of the libraries serves all. What it finds says that it did look.
  const found = (await compile(folder)).split('\n').filter((line) => line !== '')
  t.equal(found.length, Object.keys(generators).length, found.join('\n'))
  for (const [index, name] of Object.keys(generators).entries()) {
    t.match(found[index], new RegExp(`client${index}/use\\.ts\\(4,8\\).*noSuchOperation`), name)
  }
})

/** @returns what the compiler finds, nothing where all is well. */
async function compile (folder: string): Promise<string> {
  const args = [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false']
  return run(process.execPath, args, { cwd: folder, timeout: 120_000 }).then(() => '', ({ stdout }: { stdout: string }) => stdout)
}
