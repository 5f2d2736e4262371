/**
 * Apps of Nuxt with the package in them, as somebody has it who follows its README. Nuxt has 570 packages, so its apps are installed
 * beside the project, by their own lock files, and only for those who ask for them.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
export const sdk = join(root, 'generated/sdk')
/** Not below the project, whose packages an app would find; of this checkout alone. */
const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  `workpulse-nuxt-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`
)
/** Where the tests look. */
export const built = join(root, 'node_modules/.cache/workpulse/nuxt/built')
/** In milliseconds, for whatever is started. */
const patience = 600_000
/** In what is built: the fingerprint of what it is made of. */
const stampName = '.made-of'

/** Says what it does and how long that took; ends the process where it fails. */
export function run (what: string, folder: string, command: string, args: string[]): void {
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
export const tool = (folder: string, name: string): string => join(folder, 'node_modules/.bin', name)

/** @returns the archive that would be published. */
export function pack (): string {
  mkdirSync(cache, { recursive: true })
  run('pack', sdk, 'npm', ['pack', '--pack-destination', cache])
  const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as { version: string }
  return join(cache, `workpulse-sdk-${version}.tgz`)
}

export interface App {
  name: string
  /** Of its folders. */
  label: string
  /** With its `package.json`, the lock file and `tsconfig.json`. */
  manifest: string
  /** What it is made of: the other names are of files and folders in it. */
  sources: string
  names: string[]
}

/** The front end in `test/nuxt`. */
export const frontEnd: App = {
  name: 'front end',
  label: 'front',
  manifest: join(root, 'test/nuxt'),
  sources: join(root, 'test/nuxt'),
  names: ['app', 'public', 'nuxt.config.ts']
}

/** @returns the folder of the app, where it can be built. */
export function install ({ name, label, manifest, sources, names }: App, archive: string): string {
  const folder = join(cache, label)
  mkdirSync(folder, { recursive: true })
  const lock = join(manifest, 'package-lock.json')
  const stamp = join(folder, '.installed-lock')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== readFileSync(lock, 'utf8')) {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(manifest, file), join(folder, file))
    run(`${name}: install`, folder, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
    writeFileSync(stamp, readFileSync(lock))
  }
  run(`${name}: install the package`, folder, 'npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', archive])
  for (const file of ['.nuxt', 'tsconfig.json', ...names]) rmSync(join(folder, file), { recursive: true, force: true })
  for (const file of names) cpSync(join(sources, file), join(folder, file), { recursive: true })
  copyFileSync(join(manifest, 'tsconfig.json'), join(folder, 'tsconfig.json'))
  return folder
}

/** @param ways of session. Builds what the tests find as `<label>-<way>`. */
export function build (app: App, folder: string, ways = ['direct', 'proxy']): void {
  for (const way of ways) {
    run(`${app.name}: build, ${way}`, folder, tool(folder, 'nuxt'), ['build', '--envName', way])
    const target = join(built, `${app.label}-${way}`)
    rmSync(target, { recursive: true, force: true })
    mkdirSync(built, { recursive: true })
    cpSync(join(folder, '.output'), target, { recursive: true, verbatimSymlinks: true })
    writeFileSync(join(target, stampName), fingerprint(app))
  }
}

/** @returns where it is built of what it is made of now, if it is. */
export function current (app: App, way: string): string | undefined {
  const target = join(built, `${app.label}-${way}`)
  const stamp = join(target, stampName)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(app) ? target : undefined
}

/** Of what an app and the package in it are made of: the same as long as building it again would change nothing. */
function fingerprint ({ manifest, sources, names }: App): string {
  const hash = createHash('sha256').update(readFileSync(join(manifest, 'package-lock.json')))
  const files = [sources, sdk].flatMap((folder) =>
    (folder === sdk ? ['package.json', 'dist'] : names).flatMap((name) => [name, ...globSync(`${name}/**`, { cwd: folder })])
      .map((file) => join(folder, file))
  )
  for (const file of files.sort()) if (existsSync(file) && statSync(file).isFile()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}
