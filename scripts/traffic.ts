/**
 * An outside judge over the traffic that the tests recorded: `redocly drift` holds it against the bundle, so that our own
 * check of every answer is not the only witness. `npm test` runs it at its end.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const [folder] = process.argv.slice(2)
if (folder === undefined || folder === '--help') {
  console.log('Usage: node scripts/traffic.ts FOLDER\n\nHolds the HTTP archives (*.har) of FOLDER against generated/openapi.json.')
  process.exit(folder === undefined ? 1 : 0)
}

interface Problem {
  severity: string
  ruleId: string
  message: string
  target: string
  method: string
  path: string
  status: number
  occurrences: number
}

const scratch = mkdtempSync(join(tmpdir(), 'workpulse-drift-'))
const report = join(scratch, 'drift.json')
const config = join(scratch, 'redocly.yaml')
// The project's own configuration would decorate the bundle a second time.
writeFileSync(config, 'extends: []\n')
// Its exit code counts every finding; which of them are ours is decided below.
const { stderr } = spawnSync(process.execPath, [
  join(root, 'node_modules/@redocly/cli/bin/cli.js'),
  'drift',
  folder,
  '--api',
  join(root, 'generated/openapi.json'),
  '--config',
  config,
  '--traffic-format',
  'har',
  '--match-mode',
  'basepath',
  '--ignore-headers',
  'sec-websocket-*',
  '--format',
  'json',
  '--output',
  report
], { encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } })

if (!existsSync(report)) {
  console.error(`redocly drift wrote no report:\n${stderr}`)
  process.exit(1)
}
const { problems } = JSON.parse(readFileSync(report, 'utf8')) as { problems: Problem[] }
rmSync(scratch, { recursive: true })
// A request that was refused is the fault of the test that sent it on purpose; what was answered is ours.
const ours = problems.filter((problem) => problem.target !== 'request' || problem.status < 400)
const archives = readdirSync(folder).filter((name) => name.endsWith('.har'))
const exchanges = archives.reduce((sum, name) => sum + JSON.parse(readFileSync(join(folder, name), 'utf8')).log.entries.length, 0)

console.log(`Recorded traffic: ${exchanges} exchanges of ${archives.length} servers, ${ours.length} findings`)
for (const { severity, ruleId, message, method, path, status } of ours) {
  console.error(`  ${severity} ${ruleId}: ${method} ${path} ${status}: ${message}`)
}
process.exit(ours.length > 0 || exchanges === 0 ? 1 : 0)
