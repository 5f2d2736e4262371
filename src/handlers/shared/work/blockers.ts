/** What keeps people from going on: raised, told of and settled by what they hand in. */
import type { NewEvent } from '../../../../generated/events.ts'
import type { Report } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import * as blockers from '../../../repositories/work/blockers.ts'
import * as chains from '../../../repositories/work/item-chains.ts'
import { aboutBlocker } from '../../../rules/platform/notices.ts'
import { settled } from '../../../rules/work/blockers.ts'
import { notify, takeBackAbout } from '../../../steps/platform/notify.ts'
import { reportActivity } from '../../../steps/work/readers.ts'

type Action = 'created' | 'edited' | 'deleted'

/** What a report that has just been handed in says of blockers. @returns the events that tell of it, its owners' notices among them. */
export async function tellOfBlockers (tx: Database, report: Report, now: Date): Promise<NewEvent[]> {
  const firsts = await firstOfItems(tx, report)
  const known = await blockers.lockConcerned(tx, report.id, [...firsts.keys()])
  const events: NewEvent[] = []
  for (const [firstItemId, isBlocked] of firsts) {
    if (!isBlocked || known.some((each) => each.firstItemId === firstItemId)) continue
    const raised = await raise(tx, report, firstItemId, now)
    if (raised) events.push(...raised)
    else known.push(...(await blockers.lockConcerned(tx, report.id, [firstItemId])).filter((each) => each.firstItemId === firstItemId))
  }
  for (const ground of known) events.push(...await settle(tx, report, ground, now))
  return events
}

/** The first of what each item goes on with, and whether one of them is blocked; all hand-ins take them in one order. */
async function firstOfItems (tx: Database, { id, items }: Report): Promise<Map<string, boolean>> {
  const firsts = await chains.listFirst(tx, id)
  const byFirst = Map.groupBy(items, (item) => firsts.get(item.id)!)
  return new Map([...byFirst].sort(([one], [other]) => one < other ? -1 : 1).map(([first, its]) => [first, its.some(isBlocked)]))
}

const isBlocked = ({ status }: { status: string }) => status === 'blocked'

/** Resolves to undefined where somebody else was faster. */
async function raise (tx: Database, report: Report, firstItemId: string, now: Date): Promise<NewEvent[] | undefined> {
  const [item] = await chains.listNewest(tx, firstItemId)
  // A later report has been handed in before this one, and goes on.
  if (!isBlocked(item)) return []
  const { userId, author, reviewerId: ownerId } = report
  const blocker = await blockers.insert(tx, { firstItemId, userId, ownerId, item }, now)
  if (!blocker) return undefined
  return [
    ...await activity(tx, now, report.id, 'created', blocker.id, ownerId),
    ...(ownerId === null ? [] : await notify(tx, now, aboutBlocker(blocker, { userId: ownerId, by: author, change: 'assigned' })))
  ]
}

async function settle (tx: Database, report: Report, ground: blockers.BlockerGround, now: Date): Promise<NewEvent[]> {
  const [item] = await chains.listNewest(tx, ground.firstItemId)
  const told = item ? { blocked: isBlocked(item), handedInAt: Date.parse(item.handedInAt) } : { blocked: false, handedInAt: now.getTime() }
  const blocker = await blockers.settle(tx, ground.id, item, settled(told, ground.decision))
  if (!blocker) return []
  const { owner, status } = blocker
  const isNews = owner !== null && owner.id !== report.userId && status !== ground.status && report.state !== 'draft'
  return [
    ...await activity(tx, now, report.id, 'edited', blocker.id, ground.ownerId),
    ...(isNews ? await notify(tx, now, aboutBlocker(blocker, { userId: owner.id, by: report.author, change: status })) : [])
  ]
}

/** A report that is a draft again tells of nothing: what it alone had raised is gone, the rest is as the report before says. */
export async function takeBackBlockers (tx: Database, draft: Report, now: Date): Promise<NewEvent[]> {
  const events: NewEvent[] = []
  for (const ground of await blockers.lockConcerned(tx, draft.id, [...(await firstOfItems(tx, draft)).keys()])) {
    if ((await chains.listNewest(tx, ground.firstItemId)).length > 0) {
      events.push(...await settle(tx, draft, ground, now))
      continue
    }
    await blockers.remove(tx, ground.id)
    events.push(...await activity(tx, now, draft.id, 'deleted', ground.id, ground.ownerId))
    if (ground.ownerId !== null) events.push(...await takeBackAbout(tx, ground.ownerId, { kind: 'blocker', id: ground.id }))
  }
  return events
}

/** @param concerned beside those of the report. */
async function activity (
  tx: Database,
  now: Date,
  reportId: string,
  action: Action,
  id: string,
  ...concerned: (string | null)[]
): Promise<NewEvent[]> {
  return reportActivity(tx, reportId, { kind: 'blocker', action, id }, now, ...concerned.filter((each) => each !== null))
}
