/** `modules: ['@workpulse/sdk/nuxt']`: brings the client, its composables and its middleware into a Nuxt app. */
import { fileURLToPath } from 'node:url'
import type { Nuxt } from './host.ts'
import { defaults, type ModuleOptions, type ResolvedOptions } from './options.ts'
import { isProxied } from './runtime/base.ts'

export type { ModuleOptions } from './options.ts'
export type { Channel, ChannelHandlers, ChannelName } from './runtime/channel.ts'
export type { LiveData, LiveOperation, LiveOptions } from './runtime/live.ts'
export type { Permissions } from './runtime/permissions.ts'
export type { Push, PushState } from './runtime/push.ts'
export type { Session, SessionStatus } from './runtime/session.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Names that need no import in an app, by the file that has them. */
const imports: Record<string, string[]> = {
  './runtime/client.js': ['useWorkPulse'],
  './runtime/session.js': ['useSession'],
  './runtime/unread.js': ['useUnread'],
  './runtime/channel.js': ['useChannel'],
  './runtime/live.js': ['useLive'],
  './runtime/permissions.js': ['usePermissions'],
  './runtime/push.js': ['usePush'],
  '../index.js': ['faultsOf', 'isApiError', 'apiErrorOf']
}

function setUp (inline: ModuleOptions | undefined, nuxt: Nuxt): void {
  const { waiting, ...given }: ModuleOptions = { ...nuxt.options.workpulse, ...inline }
  const options: ResolvedOptions = { ...defaults, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }
  isProxied(options.session)
  configure(nuxt, options)
  nuxt.options.build.templates.push({
    filename: 'workpulse.mjs',
    write: true,
    getContents: () =>
      `export { default as waiting } from ${JSON.stringify(waiting ?? at('./runtime/waiting.js'))}
export const options = ${JSON.stringify(options)}
`
  })
  for (const mode of ['client', 'server'] as const) nuxt.options.plugins.unshift({ src: at(`./runtime/plugin.${mode}.js`), mode })
  nuxt.options.plugins.unshift({ src: at('./runtime/payload.js'), mode: 'all' })
  // What it is not asked to pass on is the app's.
  nuxt.options.serverHandlers.push({ middleware: true, handler: at('./runtime/server/proxy.js') })
  // The service worker of what is pushed, at the root of the app.
  const nitro = nuxt.options.nitro ??= {}
  nitro.publicAssets = [...nitro.publicAssets ?? [], { dir: at('./public'), baseURL: '/', maxAge: 0 }]
  nuxt.hook('imports:extend', (all) => {
    for (const [file, names] of Object.entries(imports)) for (const name of names) all.push({ name, from: at(file) })
  })
  nuxt.hook('app:resolve', ({ middleware }) => {
    // An app that has one of that name means its own.
    if (!middleware.some(({ name }) => name === 'auth')) middleware.push({ name: 'auth', path: at('./runtime/auth.js') })
    if (options.guard === 'all') middleware.push({ name: 'workpulse', path: at('./runtime/auth-everywhere.js'), global: true })
  })
}

/**
 * The environment fills what stands here: NUXT_PUBLIC_API_BASE, NUXT_PUBLIC_REALTIME_URL, NUXT_PUBLIC_WORKPULSE_SESSION, and for the
 * server NUXT_API_BASE.
 */
function configure (nuxt: Nuxt, { session }: ResolvedOptions): void {
  const { runtimeConfig, build, vite } = nuxt.options
  runtimeConfig.apiBase ??= ''
  runtimeConfig.public.apiBase ??= ''
  runtimeConfig.public.realtimeUrl ??= ''
  runtimeConfig.public.workpulse ??= { session }
  build.transpile.push(at('../'), '@workpulse/sdk')
  // One copy, so that the page and the module know each other's errors.
  vite.optimizeDeps = { ...vite.optimizeDeps, exclude: [...vite.optimizeDeps?.exclude ?? [], '@workpulse/sdk'] }
}

/** As Nuxt calls a module, and asks it about itself. */
interface WorkPulseModule {
  (this: void, inline: ModuleOptions, nuxt: object): void
  getMeta: () => Promise<{ name: string, configKey: string, compatibility: { nuxt: string } }>
  getOptions: (inline?: ModuleOptions) => Promise<ModuleOptions>
}

const workpulseModule: WorkPulseModule = Object.assign((inline: ModuleOptions, nuxt: object) => setUp(inline, nuxt as Nuxt), {
  getMeta: () => Promise.resolve({ name: '@workpulse/sdk/nuxt', configKey: 'workpulse', compatibility: { nuxt: '>=3.13.0' } }),
  getOptions: (inline?: ModuleOptions) => Promise.resolve({ ...defaults, ...inline })
})

export default workpulseModule
