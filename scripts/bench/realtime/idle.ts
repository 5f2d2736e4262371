/** What a service takes that nobody asks anything. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchDatabase } from '../databases.ts'
import { memoryNow } from '../processes.ts'
import { say } from '../report.ts'
import { startService } from '../service.ts'
import { serverFlags } from '../../setup.mjs'
import type { RealtimeRow } from './sockets.ts'

/** In milliseconds: the service has what its start left behind collected after five seconds. */
const settled = 10_000

/** Started as `npm start` does, with what an earlier start has compiled. */
export async function idle (database: BenchDatabase, scratch: string, signal: AbortSignal): Promise<RealtimeRow> {
  say('realtime: an idle service')
  const environment = { NODE_OPTIONS: serverFlags.join(' '), NODE_COMPILE_CACHE: join(scratch, 'compiled') }
  const first = await startService(database, scratch, signal, environment)
  await first.stop()
  const began = performance.now()
  const service = await startService(database, scratch, signal, environment)
  try {
    const ready = performance.now() - began
    await delay(settled, undefined, { signal })
    const memory = memoryNow(service.pid)
    return { what: 'idle service: resident memory; from its start to ready', value: `${memory?.toFixed(0)} MB; ${ready.toFixed(0)} ms` }
  } finally {
    await service.stop()
  }
}
