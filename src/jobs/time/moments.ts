/** What happens by itself: reminders, deadlines that pass, windows that close. Each once, whoever carries it out and however late. */
import type { NewEvent } from '../../../generated/events.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import * as obligations from '../../repositories/time/obligations.ts'
import { figuresChanged } from '../../rules/platform/channels.ts'
import { momentsPassed, nextMoment, tellOf, type Moment } from '../../rules/time/moments.ts'
import { localDateTime } from '../../rules/time/zone.ts'
import { notify } from '../../steps/platform/notify.ts'
import { isOpen, store } from '../../steps/time/ledger.ts'
import { remind } from '../../steps/time/reminders.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import type { FillDeps } from './fill.ts'
import { teamDigest } from './team-digest.ts'

/** People in one transaction: others wait for no longer than that takes. */
const batchSize = 50

/** At the next instant at which something happens to an obligation; each round asks for the one after it. */
export const moments: Job<Record<string, never>, FillDeps> = {
  kind: 'moments',
  atOnce: 1,
  timeout: 600_000,
  retries: usual,
  async work (deps, _payload, { id, signal }) {
    await passMoments(deps, id, signal)
  }
}

/** Does what is to be done by now, and asks to be woken for the next. @param cause what the events name as theirs. */
export async function passMoments (deps: FillDeps, cause: string, signal?: AbortSignal): Promise<void> {
  const { db, clock, transaction } = deps
  for (;;) {
    signal?.throwIfAborted()
    const now = clock.now()
    const due = await obligations.listDue(db, now, batchSize)
    if (due.length > 0) await transaction((tx) => passBatch(tx, due, now, cause))
    if (due.length < batchSize) break
  }
  const dueAt = await obligations.nextDue(db)
  const now = clock.now()
  if (dueAt) await jobs.insert(db, { id: newId(now.getTime()), kind: moments.kind, key: dueAt.toISOString(), payload: '{}', now, dueAt })
}

async function passBatch (
  tx: Database,
  due: Pick<obligations.Obligation, 'userId' | 'workDate'>[],
  now: Date,
  cause: string
): Promise<void> {
  const { timeZone } = await readDayRules(tx, now)
  const told: NewEvent[] = []
  const teams = new Map<string, { teamId: string, workDate: string }>()
  const changed = new Set<string>()
  // In one order, so that two who do this wait for each other.
  for (
    const { userId, workDate } of due.toSorted((a, b) =>
      a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : a.workDate < b.workDate ? -1 : 1
    )
  ) {
    const row = await obligations.lock(tx, userId, workDate)
    // Somebody else was here.
    if (!row || row.nextAt === null || row.nextAt > now.getTime()) continue
    const passed = momentsPassed({ ...row, open: isOpen(row) }, row.nextAt, now.getTime())
    told.push(...await pass(tx, row, passed, { now, timeZone }))
    const { teamId } = row
    if (passed.has('grace')) teams.set(`${teamId} ${workDate}`, { teamId, workDate })
    if (passed.has('deadline') || passed.has('grace') || passed.has('close')) changed.add(teamId)
  }
  for (const [key, { teamId, workDate }] of teams) {
    if (await obligations.isOnTimeYet(tx, teamId, workDate, now)) continue
    const payload = JSON.stringify({ teamId, workDate })
    await jobs.insert(tx, { id: newId(now.getTime()), kind: teamDigest.kind, key, payload, now, dueAt: now })
  }
  await events.append(tx, now, cause, [...told, ...[...changed].sort().map(figuresChanged)])
}

/** @returns the events that tell the person. */
async function pass (
  tx: Database,
  row: obligations.Obligation,
  passed: ReadonlySet<Moment['kind']>,
  { now, timeZone }: { now: Date, timeZone: string }
): Promise<NewEvent[]> {
  const open = isOpen(row)
  const nextAt = nextMoment({ ...row, open }, now.getTime())
  if (open) await store(tx, row, undefined, now)
  else await obligations.save(tx, { ...row, nextAt })
  const what = open ? tellOf(passed) : undefined
  const { userId, workDate: date, terms } = row
  const [deadline, closes] = [localDateTime(terms.deadlineAt, timeZone), localDateTime(terms.closesAt, timeZone)]
  const notice = { userId, target: null, actorId: null }
  switch (what) {
    case 'due':
      return remind(tx, [{ ...row, nextAt }], { sender: null, message: '', timeZone }, now)
    case 'overdue':
      return notify(tx, now, { ...notice, type: 'reminder.overdue', arguments: { date, deadline, closes } })
    case 'missed':
      return notify(tx, now, { ...notice, type: 'obligation.missed', arguments: { date } })
    case undefined:
      return []
  }
}
