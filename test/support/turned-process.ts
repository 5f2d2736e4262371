/**
 * The whole service in a process of its own, whose clock stands where it is told: `node turned-process.ts INSTANT`, in milliseconds since
 * 1970. It says its port once it listens; a number that it is sent turns the clock there, and is answered with the same.
 */
import type { AddressInfo } from 'node:net'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { openDeps } from '../../src/deps.ts'

let instant = Number(process.argv[2])
const deps = openDeps(loadConfig(), { now: () => new Date(instant) })
const app = await buildApp(deps)
await app.listen({ host: '127.0.0.1', port: 0 })
process.on('message', (to: number) => {
  instant = to
  process.send!(to)
})
process.send!((app.server.address() as AddressInfo).port)
