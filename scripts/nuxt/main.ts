/**
 * `npm run test:nuxt`: the package as it is published, in real apps of Nuxt 3 and 4: installed, type-checked, built, served, and used
 * in Chromium; and the front end in `test/nuxt`.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { missing } from '../services.mjs'
import { type App, build, built, frontEnd, install, pack, root, run, sdk, tool } from './apps.ts'
import { sizeProblems } from './sizes.ts'

const fixtures = join(root, 'test/nuxt-module')
/** The oldest that the package names: src/sdk/docs/versions.md. */
const browsers = 'chrome 119, edge 119, firefox 124, safari 17.4'

const { values: options } = parseArgs({
  options: {
    four: { type: 'boolean' },
    three: { type: 'boolean' },
    front: { type: 'boolean' },
    build: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' }
  }
})
if (options.help) {
  console.log(`Usage: npm run test:nuxt [-- --four | -- --three | -- --front] [-- --build]

Packs generated/sdk, looks whether the package is as packages are (publint, are-the-types-wrong, sizes), installs it in an app of
Nuxt 3 and one of Nuxt 4, type-checks and builds these, each for one way of session, and drives them both ways in Chromium; so too the
front end in test/nuxt.

  --four   the app of Nuxt 4 alone
  --three  the app of Nuxt 3 alone, without a look at the package
  --front  the front end alone, without a look at the package
  --build  build the apps and test nothing`)
  process.exit(0)
}

const appOf = (version: string): App => ({
  name: `Nuxt ${version}`,
  label: version,
  manifest: join(fixtures, version),
  sources: fixtures,
  names: ['app', 'nuxt.config.ts']
})

/** With nothing else than the package, and no declaration skipped. */
function consume (folder: string, [module, resolution]: string[]): void {
  copyFileSync(join(fixtures, 'consumer.mts'), join(folder, 'consumer.mts'))
  const strict = ['--strict', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes', '--lib', 'es2022,dom,dom.iterable']
  const args = ['--noEmit', '--target', 'es2022', '--module', module, '--moduleResolution', resolution, ...strict, 'consumer.mts']
  run(`types, ${resolution}`, folder, tool(folder, 'tsc'), args)
  rmSync(join(folder, 'consumer.mts'))
}

/** Is it as packages are, and small enough? */
async function judgePackage (archive: string, folder: string): Promise<void> {
  run('publint', sdk, tool(folder, 'publint'), ['--strict', archive])
  run('what its browsers can read', sdk, tool(folder, 'es-check'), [
    'checkBrowser',
    'dist/**/*.js',
    '--module',
    '--checkFeatures',
    `--browserslistQuery=${browsers}`
  ])
  run('are the types wrong', sdk, tool(folder, 'attw'), [archive, '--profile', 'esm-only'])
  const tooLarge = await sizeProblems(folder)
  for (const problem of tooLarge) console.error(problem)
  if (tooLarge.length > 0) process.exit(1)
  for (const resolution of [['node16', 'node16'], ['esnext', 'bundler']]) consume(folder, resolution)
}

/** @param way that it is built for; the tests serve it both ways, and make apps of their own beside it. */
function make (version: string, folder: string, way: 'direct' | 'proxy'): void {
  run(`Nuxt ${version}: typecheck`, folder, tool(folder, 'nuxt'), ['typecheck'])
  build(appOf(version), folder, [way])
  symlinkSync(folder, join(built, `${version}-app`))
}

const chosen = options.four || options.three || options.front
const archive = pack()
rmSync(built, { recursive: true, force: true })
if (!chosen || options.four) {
  const folder = install(appOf('four'), archive)
  await judgePackage(archive, folder)
  make('four', folder, 'direct')
}
if (!chosen || options.three) make('three', install(appOf('three'), archive), 'proxy')
if (!chosen || options.front) {
  const folder = install(frontEnd, archive)
  run('front end: typecheck', folder, tool(folder, 'nuxt'), ['typecheck'])
  build(frontEnd, folder)
  copyFileSync(join(folder, 'node_modules/axe-core/axe.min.js'), join(built, 'axe.min.js'))
}
const lack = options.build ? undefined : missing('Chromium')
if (lack) {
  console.error(`${lack}\nThe apps are built; nobody has used them.`)
  process.exitCode = process.env.CI === 'true' ? 1 : 0
} else if (!options.build) {
  const folders = [
    ...!chosen || options.four || options.three ? ['test/nuxt-module'] : [],
    ...!chosen || options.front ? ['test/nuxt'] : []
  ].filter((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root }).length > 0)
  if (folders.length === 0) throw new Error('There are no tests of what was chosen')
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/test/main.mjs'), '--sqlite', ...folders], {
    cwd: root,
    stdio: 'inherit'
  })
  process.exitCode = status ?? 1
}
