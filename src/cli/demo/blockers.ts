import { ulid } from 'ulid'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { settled } from '../../rules/work/blockers.ts'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { named } from './named.ts'
import type { Random } from './texts.ts'

type Item = DemoRows['items'][number]

/** What has kept people from going on, as their hand-ins tell of it. */
export function blockersOf ({ reports, items }: Pick<DemoRows, 'reports' | 'items'>, random: Random): DemoRows['blockers'] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const reportOf = new Map(reports.map((report) => [report.id, report]))
  const firstOf = (item: Item): Item => item.carried_from_id ? firstOf(byId.get(item.carried_from_id)!) : item
  const handedIn = (item: Item) => Date.parse(toTimestamp(reportOf.get(item.report_id)!.submitted_at!))
  const told = items.filter(({ counted_on: on }) => on !== null)
  return [...Map.groupBy(told, firstOf)].flatMap(([first, chain]) => {
    const raised = chain.find(({ status }) => status === 'blocked')
    if (!raised) return []
    const newest = chain.at(-1)!
    const { status, since } = settled({ blocked: newest.status === 'blocked', handedInAt: handedIn(newest) }, undefined)
    return [{
      id: chain.some(({ id }) => id === named.blocker.item) ? named.blocker.id : ulid(handedIn(raised), random.number),
      first_item_id: first.id,
      user_id: newest.user_id,
      team_id: newest.team_id,
      division_id: newest.division_id,
      report_id: newest.report_id,
      item_id: newest.id,
      title: newest.title,
      owner_id: reportOf.get(raised.report_id)!.reviewer_id,
      status,
      opened_at: toDateTime(new Date(handedIn(raised))),
      resolved_at: since === null ? null : toDateTime(new Date(since)),
      version: 1
    }]
  })
}
