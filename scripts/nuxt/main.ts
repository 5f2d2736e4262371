/**
 * `npm run test:nuxt`: the package as it is published, in real apps of Nuxt 3 and 4: installed, type-checked, built, served, and used
 * in Chromium. Nuxt has 570 packages, so its apps are installed beside the project, by their own lock files, and only for this.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sizeProblems } from './sizes.ts'

const root = join(import.meta.dirname, '../..')
const fixtures = join(root, 'test/nuxt-module')
/** Not below the project, whose packages an app would find; of this checkout alone. */
const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  `workpulse-nuxt-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`
)
/** Where the tests look. */
const built = join(root, 'node_modules/.cache/workpulse/nuxt/built')
const sdk = join(root, 'generated/sdk')
/** In milliseconds, for whatever is started. */
const patience = 600_000

const { values: options } = parseArgs({
  options: { four: { type: 'boolean' }, three: { type: 'boolean' }, build: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }
})
if (options.help) {
  console.log(`Usage: npm run test:nuxt [-- --four | -- --three] [-- --build]

Packs generated/sdk, looks whether the package is as packages are (publint, are-the-types-wrong, sizes), installs it in an app of
Nuxt 3 and one of Nuxt 4, type-checks and builds these for both ways of session, and drives them in Chromium.

  --four   Nuxt 4 alone
  --three  Nuxt 3 alone, without a look at the package
  --build  build the apps and test nothing`)
  process.exit(0)
}

function run (what: string, folder: string, command: string, args: string[]): void {
  const started = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    timeout: patience,
    encoding: 'utf8',
    env: { ...process.env, NUXT_TELEMETRY_DISABLED: '1' }
  })
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what}, ${Math.round((performance.now() - started) / 1000)} s`)
  if (status === 0) return
  console.error(error?.message ?? `${stdout}\n${stderr}`)
  process.exit(1)
}

/** A program of an app's own packages. */
const tool = (folder: string, name: string): string => join(folder, 'node_modules/.bin', name)

function pack (): string {
  mkdirSync(cache, { recursive: true })
  run('pack', sdk, 'npm', ['pack', '--pack-destination', cache])
  const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as { version: string }
  return join(cache, `workpulse-sdk-${version}.tgz`)
}

/** An app with the package in it, as somebody has it who follows the package's README. */
function install (version: string, archive: string): string {
  const folder = join(cache, version)
  mkdirSync(folder, { recursive: true })
  const lock = join(fixtures, version, 'package-lock.json')
  const stamp = join(folder, '.installed-lock')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== readFileSync(lock, 'utf8')) {
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(fixtures, version, name), join(folder, name))
    run(`Nuxt ${version}: install`, folder, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
    writeFileSync(stamp, readFileSync(lock))
  }
  run(`Nuxt ${version}: install the package`, folder, 'npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    archive
  ])
  for (const name of ['app', '.nuxt', 'consumer.mts', 'nuxt.config.ts', 'tsconfig.json']) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
  for (const name of ['app', 'nuxt.config.ts']) cpSync(join(fixtures, name), join(folder, name), { recursive: true })
  copyFileSync(join(fixtures, version, 'tsconfig.json'), join(folder, 'tsconfig.json'))
  return folder
}

function build (version: string, folder: string): void {
  for (const session of ['direct', 'proxy']) {
    run(`Nuxt ${version}: build, ${session}`, folder, tool(folder, 'nuxt'), ['build', '--envName', session])
    const target = join(built, `${version}-${session}`)
    rmSync(target, { recursive: true, force: true })
    mkdirSync(built, { recursive: true })
    cpSync(join(folder, '.output'), target, { recursive: true, verbatimSymlinks: true })
  }
}

/** With nothing else than the package, and no declaration skipped. */
function consume (folder: string, [module, resolution]: string[]): void {
  copyFileSync(join(fixtures, 'consumer.mts'), join(folder, 'consumer.mts'))
  const strict = ['--strict', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes', '--lib', 'es2022,dom,dom.iterable']
  const args = ['--noEmit', '--target', 'es2022', '--module', module, '--moduleResolution', resolution, ...strict, 'consumer.mts']
  run(`types, ${resolution}`, folder, tool(folder, 'tsc'), args)
}

/** Is it as packages are, and small enough? */
async function judgePackage (archive: string, folder: string): Promise<void> {
  run('publint', sdk, tool(folder, 'publint'), ['--strict', archive])
  run('are the types wrong', sdk, tool(folder, 'attw'), [archive, '--profile', 'esm-only'])
  const tooLarge = await sizeProblems(folder)
  for (const problem of tooLarge) console.error(problem)
  if (tooLarge.length > 0) process.exit(1)
  for (const resolution of [['node16', 'node16'], ['esnext', 'bundler']]) consume(folder, resolution)
  run('Nuxt four: typecheck', folder, tool(folder, 'nuxt'), ['typecheck'])
}

const archive = pack()
rmSync(built, { recursive: true, force: true })
if (!options.three) {
  const folder = install('four', archive)
  await judgePackage(archive, folder)
  build('four', folder)
}
if (!options.four) build('three', install('three', archive))
if (!options.build) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/test.mjs'), '--sqlite', 'test/nuxt-module'], {
    cwd: root,
    stdio: 'inherit'
  })
  process.exitCode = status ?? 1
}
