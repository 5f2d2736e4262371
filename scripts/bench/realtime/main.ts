/** Sockets, fan-out and delivery, of the real server and, in the same run, of a server that only does the fan-out. */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createMariadb } from '../databases.ts'
import { startService, type Service } from '../service.ts'
import { freePort, startRedis } from '../../services.mjs'
import { delivery } from './delivery.ts'
import { fanOut } from './fan-out.ts'
import { idle, settled } from './idle.ts'
import { createTeam, type RealtimeFigures, type RealtimeRow } from './sockets.ts'

/** Everything, on MariaDB. */
export async function benchRealtime (
  scratch: string,
  sockets: number[],
  signal: AbortSignal
): Promise<{ rows: RealtimeRow[], figures: RealtimeFigures }> {
  const folder = mkdtempSync(join(scratch, 'realtime-'))
  const database = await createMariadb(folder)
  const redis = await startRedis(folder)
  const services: Service[] = []
  try {
    const team = await createTeam(database.dsn, Math.max(...sockets))
    const figures: RealtimeFigures = { fanOut: [], deliveries: [] }
    const rows: RealtimeRow[] = await idle(database, scratch, signal)
    const start = async (environment: Record<string, string> = {}) => {
      const service = await startService(database, scratch, signal, environment)
      services.push(service)
      return service
    }
    const stop = async () => {
      for (const service of services.splice(0)) await service.stop()
    }

    for (const count of sockets) {
      const port = await freePort()
      const service = await start({ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` })
      rows.push(...await fanOut(service, port, team, count, figures))
      await stop()
    }
    const settle = () => delay(settled, undefined, { signal })
    const alone = await start()
    await settle()
    rows.push(...await delivery('one replica', alone, alone, team, figures))
    const second = await start()
    await settle()
    rows.push(...await delivery('two replicas, the database alone', alone, second, team, figures))
    await stop()
    const withRedis = { WORKPULSE_REDIS_ADDR: redis.url }
    const [one, other] = [await start(withRedis), await start(withRedis)]
    await settle()
    rows.push(...await delivery('two replicas, Redis', one, other, team, figures))
    await team.db.destroy()
    return { rows, figures }
  } finally {
    for (const service of services) await service.stop()
    await redis.stop()
    await database.stop()
  }
}
