/** Types of services.mjs, which is plain JavaScript since tests start it under Node 20. */
export interface Server {
  /** Without a database for MariaDB; with one for Redis. */
  url: string
  pid: number
  stop: () => Promise<void>
}

type Name =
  | 'MariaDB'
  | 'Redis'
  | 'Chromium'
  | 'Apache'
  | 'Galera'
  | 'What operators use'
  | 'What the peer is made of'
  | 'PM2'
  | 'Promtool'
  | 'curl and jq'
export function missing (name: Name): string | undefined
export const pm2File: string
export const promtoolFile: string
export function findChromium (): string
export function freePort (): Promise<number>
export function lastingPort (): Promise<number>
/** In memory, where there is room. */
export function folderInMemory (): string | undefined
export const forgetful: string[]
export function startMariadb (folder: string, options?: string[], largestFile?: number): Promise<Server>
export function startRedis (folder: string, port?: number): Promise<Server & { port: number }>
