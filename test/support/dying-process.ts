/**
 * The service in a process of its own that is killed while it carries out a report or a file: `node dying-process.ts DSN MOMENT [FILES]`,
 * where the moment is `within` its transaction, when all is done but the commit, or `after` it, when nothing has been answered.
 */
import type { AddressInfo } from 'node:net'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps } from '../../src/deps.ts'
import { testClock } from './app.ts'

const [dsn, moment, files = '.data/files'] = process.argv.slice(2)
const die = () => process.kill(process.pid, 'SIGKILL')

const config = loadConfig({
  NODE_ENV: 'test',
  WORKPULSE_DATABASE_DSN: dsn,
  WORKPULSE_FILES_DIR: files,
  WORKPULSE_LOG_LEVEL: 'silent',
  WORKPULSE_RATE_LIMIT: '1000000'
})
const deps = openDeps(config, testClock())
const { transaction } = deps
let armed = false

const app = await buildApp({
  ...deps,
  async transaction (work) {
    if (!armed) return transaction(work)
    const result = await transaction(async (tx) => {
      const result = await work(tx)
      if (moment === 'within') die()
      return result
    })
    die()
    return result
  }
}, {
  extend (app) {
    app.addHook('preHandler', async ({ url, method }) => {
      armed = method === 'POST' && ['/api/v1/reports', '/api/v1/files'].includes(url.split('?')[0])
    })
  }
})
await app.listen({ host: '127.0.0.1', port: 0 })
console.log((app.server.address() as AddressInfo).port)
