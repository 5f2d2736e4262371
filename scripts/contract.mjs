/**
 * `npm run test:contract`: the gates of the contract alone, for a job of their own in a CI service.
 * Plain JavaScript, since what is installed on the machine may be Node 20.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root, serverNode } from './setup.mjs'

const args = process.argv.slice(2)
if (args.includes('--help')) {
  console.log(`Usage: npm run test:contract [-- --sqlite]

Holds the contract and nothing else: npm run check, then the tests of test/contract/. That is: both documents are well formed and
agree, generated/ is what they make, the version allows what changed since the last release, and the service takes, refuses and
answers what they say.

  --sqlite   leave MariaDB out; quicker

Exits with 1 when anything does not hold.`)
  process.exit(0)
}

const node = serverNode()
const files = readdirSync(join(root, 'test/contract'), { recursive: true }).map(String).filter((name) => name.endsWith('.test.ts')).sort()
const runs = [
  ['scripts/check/main.ts'],
  ['scripts/test/main.mjs', ...args, ...files.map((name) => join('test/contract', name))]
]
const codes = runs.map((run) => spawnSync(node, run, { cwd: root, stdio: 'inherit' }).status ?? 1)
process.exit(codes.every((code) => code === 0) ? 0 : 1)
