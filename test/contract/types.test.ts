/**
 * The whole tree compiles, and the deliberate mistakes of test/types do not, by TypeScript's own compiler, which editors have. The
 * gate `types` says the same by the linter's, so that this one is asked with --every.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isEvery } from './derived/chosen.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'test/types')

if (isEvery) t.test('tsc finds nothing', compiles)

async function compiles (t: Test): Promise<void> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(root, 'tsconfig.json'),
    // What has not changed since it was looked at last is not looked at again.
    '--incremental',
    '--tsBuildInfoFile',
    join(root, 'node_modules/.cache/workpulse/types.tsbuildinfo')
  ], { cwd: root, encoding: 'utf8' })
  t.equal(stdout + stderr, '', 'an unused @ts-expect-error is a mistake that compiles')
  t.equal(status, 0)
}

t.test('every file of mistakes has some, each with its reason', async (t) => {
  const files = readdirSync(folder)
  t.strictSame(files.sort(), ['events.ts', 'handlers.ts', 'notices.ts', 'schemas.ts', 'sdk.ts'])
  for (const file of files) {
    const directives = readFileSync(join(folder, file), 'utf8').match(/@ts-expect-error.*/g) ?? []
    t.ok(directives.length >= 5, `${file}: ${directives.length} mistakes`)
    t.same(directives.filter((directive) => !/^@ts-expect-error(: \S|` an error\.$)/.test(directive)), [], file)
  }
})
