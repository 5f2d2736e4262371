/** What a service takes that nobody asks anything. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { median } from '../../median.ts'
import type { BenchDatabase } from '../databases.ts'
import { cpuTime, memoryNow } from '../processes.ts'
import { say } from '../report.ts'
import { startService } from '../service.ts'
import type { RealtimeRow } from './sockets.ts'

/** In milliseconds: the service has what its start left behind collected after five seconds, which takes a tenth of one. */
export const settled = 10_000
const starts = 5

/** Started as `npm start` does, with what an earlier start has compiled. */
export async function idle (database: BenchDatabase, scratch: string, signal: AbortSignal): Promise<RealtimeRow[]> {
  say('realtime: an idle service')
  const environment = { NODE_COMPILE_CACHE: join(scratch, 'compiled') }
  const start = async () => {
    const began = performance.now()
    const service = await startService(database, scratch, signal, environment)
    return { service, milliseconds: performance.now() - began, cpu: cpuTime(service.pid) ?? Number.NaN }
  }
  // The first compiles.
  await (await start()).service.stop()
  const began: { milliseconds: number, cpu: number }[] = []
  while (began.length < starts) {
    const { service, ...took } = await start()
    began.push(took)
    await service.stop()
  }
  const { service } = await start()
  try {
    await delay(settled, undefined, { signal })
    const of = (what: 'milliseconds' | 'cpu') => `${median(began.map((each) => each[what])).toFixed(0)} ms`
    return [
      { what: `from the start of a service to ready, ${starts} times`, value: `${of('milliseconds')}, ${of('cpu')} of a processor` },
      { what: 'resident memory of an idle service', value: `${memoryNow(service.pid)?.toFixed(0)} MB` }
    ]
  } finally {
    await service.stop()
  }
}
