/** What the module changes of Nuxt while an app is built, of 3 and 4 alike. */
export interface Nuxt {
  options: {
    workpulse?: object,
    alias: Record<string, string>,
    runtimeConfig: { apiBase?: unknown, public: Record<string, unknown> },
    plugins: { src: string, mode: 'all' | 'client' | 'server' }[],
    nitro?: { publicAssets?: { dir: string, baseURL: string, maxAge: number }[] },
    serverHandlers: { middleware: true, handler: string }[],
    build: { transpile: unknown[], templates: Template[] },
    vite: { optimizeDeps?: { exclude?: string[] } }
  }
  hook: {
    (name: 'imports:extend', work: (imports: { name: string, from: string, type?: boolean }[]) => void): void,
    (name: 'app:resolve', work: (app: { middleware: Middleware[] }) => void): void
  }
}

export interface Template {
  filename: string
  write?: boolean
  getContents: () => string
}

export interface Middleware {
  name: string
  path: string
  global?: boolean
}
