/** Types of services.mjs, which is plain JavaScript since tests start it under Node 20. */
export interface Server {
  /** Without a database for MariaDB; with one for Redis. */
  url: string
  pid: number
  stop: () => Promise<void>
}

export function missing (name: 'MariaDB' | 'Redis' | 'Chromium' | 'Apache' | 'What operators use' | 'curl and jq'): string | undefined
export function findChromium (): string
export function freePort (): Promise<number>
/** In memory, where there is room. */
export function folderInMemory (): string | undefined
export const forgetful: string[]
export function startMariadb (folder: string, options?: string[], largestFile?: number): Promise<Server>
export function startRedis (folder: string): Promise<Server & { port: number }>
