/** What the databases themselves say in the end. */
import { isDeepStrictEqual } from 'node:util'
import type { Service } from '../../bench/service.ts'
import { database, type Galera } from './galera.ts'

const compared = ['reports', 'report_items', 'events', 'event_channels', 'event_clock', 'change_numbers', 'sessions', 'idempotency_keys']

/** @returns what is not as it must be in the log of events, and where the nodes differ. */
export async function differencesOf ({ nodes }: Galera, reports: number): Promise<string[]> {
  const problems: string[] = []
  const ask = <Row>(statement: string) => nodes[0].ask<Row>(statement.replaceAll('@', `${database}.`))
  const [log] = await ask<{ events: number, places: number, last: number, waiting: number }>(
    `select count(position) as events, count(distinct position) as places, coalesce(max(position), 0) as 'last',
     sum(position is null) as waiting from @events`
  )
  if (log.events !== log.places || log.events !== log.last) problems.push(`the log has ${log.events} events at ${log.last} positions`)
  if (Number(log.waiting) > 0) problems.push(`${log.waiting} events have no position`)
  const gaps = await ask<{ channel: string }>('select channel from @events group by channel having count(distinct seq) <> max(seq)')
  problems.push(...gaps.map(({ channel }) => `the channel ${channel} has gaps`))
  const [{ count }] = await ask<{ count: number }>('select count(*) as count from @reports')
  if (count !== reports) problems.push(`there are ${count} reports, and ${reports} were made`)

  const tables = compared.map((table) => `${database}.${table}`).join(', ')
  const sums = await Promise.all(nodes.map((node) => node.ask(`checksum table ${tables}`)))
  sums.forEach((own, index) => {
    if (!isDeepStrictEqual(own, sums[0])) problems.push(`${nodes[index].name} has not the rows of ${nodes[0].name}`)
  })
  return problems
}

export async function conflictsOf (services: Service[]): Promise<number> {
  const counts = await Promise.all(services.map(async ({ metricsUrl }) => {
    const text = await (await fetch(metricsUrl)).text()
    return Number(/^workpulse_database_conflicts_total (\d+)/m.exec(text)?.[1] ?? 0)
  }))
  return counts.reduce((sum, count) => sum + count, 0)
}
