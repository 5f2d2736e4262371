/** What a front end has to load of the package, minified and compressed with gzip; what is loaded later does not count. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

interface Chunk {
  isEntry: boolean
  code: string
}

type Build = (options: object) => Promise<{ output: Chunk[] }>

/** In bytes. */
const most = {
  client: 12 * 1024,
  'client without its table of operations': 8 * 1024,
  module: 4 * 1024,
  'usePush, where an app uses it': 1536
}

/** Files of the module that an app's pages load. */
const runtime = ['auth', 'channel', 'client', 'live', 'payload', 'permissions', 'plugin.client', 'session', 'unread', 'waiting']

/** @param app a folder with Nuxt and the package installed. @returns what is larger than it may be. */
export async function sizeProblems (app: string): Promise<string[]> {
  const { build } = await import(pathToFileURL(join(app, 'node_modules/rolldown/dist/index.mjs')).href) as { build: Build }
  const dist = join(app, 'node_modules/@workpulse/sdk/dist/src/sdk')
  const client = `export { createClient } from ${JSON.stringify(join(dist, 'index.js'))}`
  const all = `export * from ${JSON.stringify(join(dist, 'index.js'))}`
  const module = runtime.map((name, index) => {
    const file = JSON.stringify(join(dist, 'nuxt/runtime', `${name}.js`))
    return `import * as m${index} from ${file}; export { m${index} }`
  })
  const push = `export { usePush } from ${JSON.stringify(join(dist, 'nuxt/runtime/push.js'))}`
  const sizes: Record<keyof typeof most, number> = {
    client: await sizeOf(build, client),
    'client without its table of operations': await sizeOf(build, client, (code) => code.replace(/(calls = )\{[\s\S]*?\n\}/, '$1{}')),
    module: await sizeOf(build, [all, ...module].join('\n')) - await sizeOf(build, all),
    'usePush, where an app uses it': await sizeOf(build, [all, ...module, push].join('\n')) -
      await sizeOf(build, [all, ...module].join('\n'))
  }
  for (const [what, size] of Object.entries(sizes)) console.log(`     ${what}: ${size} bytes`)
  return Object.entries(most).filter(([what, limit]) => sizes[what as keyof typeof most] > limit).map(([what, limit]) =>
    `The ${what} has ${sizes[what as keyof typeof most]} bytes; ${limit} are the most`
  )
}

async function sizeOf (build: Build, code: string, change?: (code: string) => string): Promise<number> {
  const { output } = await build({
    input: 'entry',
    write: false,
    external: [/^#/, 'vue'],
    output: { minify: true },
    plugins: [{
      name: 'entry',
      resolveId: (id: string) => id === 'entry' ? id : undefined,
      load: (id: string) => id === 'entry' ? code : undefined,
      transform: (text: string, id: string) => change && id.endsWith('generated/sdk/operations.js') ? change(text) : undefined
    }]
  })
  return gzipSync(output.find(({ isEntry }) => isEntry)!.code).length
}
