/** Everybody asks for the dashboard at once, as after a `dashboard.stats_refresh`: new answers first, then whether they still hold. */
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { BenchDatabase } from '../databases.ts'
import { cpuTime } from '../processes.ts'
import { say } from '../report.ts'
import type { Service } from '../service.ts'
import { personId } from './rows.ts'
import { tokenOf } from './measure.ts'

const most = 500
/** Who reads a notice meanwhile. */
const reader = personId(4)

interface Asked {
  statuses: Map<number, number>
  tags: string[]
  /** In seconds. */
  took: number
  /** Of the service and the database, in milliseconds a request. */
  cpu: [number, number]
}

/** @returns in words; undefined where there are too few people for a crowd. */
export async function benchCrowd (
  service: Service,
  database: BenchDatabase,
  people: number,
  signal: AbortSignal
): Promise<string | undefined> {
  if (people < most) return undefined
  say(`asking: the dashboards of ${most} people at once`)
  const none = Array.from({ length: most }, () => undefined)
  await askAll(service, database, none, signal)
  const fresh = await askAll(service, database, none, signal)
  const same = await askAll(service, database, fresh.tags, signal)
  await changeOne(database)
  const changed = await askAll(service, database, fresh.tags, signal)
  return [
    `${most} dashboards at once`,
    ...[['without a tag', fresh], ['with one', same], ['with one, and one person has read a notice', changed] as const]
      .map(([what, asked]) => `  ${(what as string).padEnd(46)}${inWords(asked as Asked)}`)
  ].join('\n')
}

async function askAll (service: Service, database: BenchDatabase, tags: (string | undefined)[], signal: AbortSignal): Promise<Asked> {
  const pids = [service.pid, database.pid!]
  const requests = tags.map((tag, index) => ({ authorization: `Bearer ${tokenOf(service, index)}`, ...(tag && { 'if-none-match': tag }) }))
  const before = pids.map((pid) => cpuTime(pid) ?? 0)
  const started = performance.now()
  const answers = await Promise.all(requests.map(async (headers) => {
    const response = await fetch(`${service.url}/api/v1/me/summary`, {
      headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)])
    })
    await response.arrayBuffer()
    return { status: response.status, tag: response.headers.get('etag') ?? '' }
  }))
  const took = (performance.now() - started) / 1000
  const [own, databases] = pids.map((pid, index) => ((cpuTime(pid) ?? 0) - before[index]) / tags.length)
  const statuses = new Map<number, number>()
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  return { statuses, tags: answers.map(({ tag }) => tag), took, cpu: [own, databases] }
}

const inWords = ({ statuses, took, cpu }: Asked) =>
  `${took.toFixed(2)} s, ${[...statuses].map(([status, count]) => `${status}: ${count}`).join(', ')}, CPU ${cpu[0].toFixed(2)} ms each, ` +
  `of MariaDB ${cpu[1].toFixed(2)} ms`

/** As the service would: one person reads a notice. In a company that is kept it may have been read by the run before. */
async function changeOne ({ dsn }: BenchDatabase): Promise<void> {
  const db = openDatabase(parseDsn(dsn))
  try {
    await db.transaction().execute(async (tx) => {
      const newest = await tx.selectFrom('notices').select(['id', 'read_at']).where('user_id', '=', reader)
        .orderBy('created_at', 'desc').limit(1).executeTakeFirstOrThrow()
      const { numUpdatedRows } = await tx.updateTable('notices')
        .set({ read_at: newest.read_at === null ? '2026-01-01 00:00:00.000' : null })
        .where('user_id', '=', reader).where('id', '=', newest.id).executeTakeFirst()
      if (Number(numUpdatedRows) !== 1) throw new Error('Nothing has changed, so that nothing would be measured')
    })
  } finally {
    await db.destroy()
  }
}
