/** Whoever uses another generator of clients than ours: what it makes of the document compiles, with all of the compiler's checks. */
import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'

const run = promisify(execFile)
const root = new URL('../../', import.meta.url).pathname
const document = join(root, 'generated/openapi.json')
const binary = (name: string) => join(root, 'node_modules/.bin', name)

const generators: Record<string, { command: (folder: string) => string[], entry: string, use: string }> = {
  oazapfts: {
    command: (folder) => ['oazapfts', document, join(folder, 'client.ts')],
    entry: './client.ts',
    use: 'const answer = await client.listReports({ limit: 5 })'
  },
  '@hey-api/openapi-ts': {
    command: (folder) => ['openapi-ts', '--input', document, '--output', folder, '--silent', '--no-log-file'],
    entry: './index.ts',
    use: 'const answer = await client.listReports({ query: { limit: 5 } })'
  },
  'openapi-typescript-codegen': {
    command: (folder) => ['openapi', '--input', document, '--output', folder, '--client', 'fetch'],
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

for (const [name, { command, entry, use }] of Object.entries(generators)) {
  t.test(`the client that ${name} makes compiles`, async (t) => {
    const folder = t.testdir()
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    const client = join(folder, 'client')
    await mkdir(client)
    const [generator, ...args] = command(client)
    await run(process.execPath, [binary(generator), ...args], { cwd: folder, timeout: 120_000 })
    await writeFile(join(client, 'use.ts'), `import * as client from '${entry}'\n\n${use}\nconsole.log(answer)\n`)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['client'] }))
    const said = await compile(folder)
    t.equal(said, '')

    await writeFile(join(client, 'use.ts'), `import * as client from '${entry}'\n\nclient.noSuchOperation()\n`)
    t.match(await compile(folder), 'noSuchOperation', 'the compiler did look')
  })
}

/** @returns what the compiler finds, nothing where all is well. */
async function compile (folder: string): Promise<string> {
  const args = [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false']
  return run(process.execPath, args, { timeout: 120_000 }).then(() => '', ({ stdout }: { stdout: string }) => stdout)
}
