/** Excusing somebody, taking that back, and taking a report for longer. */
import type { Database } from '../../database/tables.ts'
import * as handIns from '../../repositories/time/hand-ins.ts'
import type { Obligation } from '../../repositories/time/obligations.ts'
import { addDays } from '../../rules/time/calendar.ts'
import type { Rejudged } from './absences.ts'
import { isOpen, lockObligation, store } from './ledger.ts'

/** Why an obligation stays as it is. */
export interface Unchanged {
  code: 'NOT_FOUND' | 'FORBIDDEN' | 'STATE_CONFLICT' | 'RULE_REFUSED'
  rule: 'future' | 'tooOld' | null
}

interface Asked {
  userId: string
  workDate: string
  note: string
  /** Who asks. */
  by: string
  /** In whose place they do; null where in nobody's. */
  onBehalfOf: (obligation: Obligation) => string | null
  /** Is it theirs to say? @returns why not, if not. */
  refuse: (obligation: Obligation) => Unchanged | undefined
  today: string
  /** How far they may go back, in days. */
  reach: number
}

export type Changed = Rejudged

export async function excuse (tx: Database, asked: Asked, now: Date): Promise<Changed | Unchanged> {
  return change(tx, asked, now, (obligation) => {
    const { firstSubmittedAt, terms, reasons, excuse: before } = obligation
    if (reasons.size === 0 && firstSubmittedAt !== null && firstSubmittedAt <= terms.graceUntil) return undefined
    const note = before ? `${before.note}\n${asked.note}` : asked.note
    return {
      ...obligation,
      reasons: new Set([...reasons, 'manual']),
      excuse: before ? { ...before, note } : { at: now.getTime(), by: asked.by, onBehalfOf: asked.onBehalfOf(obligation), note }
    }
  })
}

/** Has it taken until `closesAt`, where it would be taken for less long. What is late by then stays late. */
export async function extend (tx: Database, asked: Asked & { closesAt: number }, now: Date): Promise<Changed | Unchanged> {
  return change(tx, asked, now, (obligation) => {
    const { terms } = obligation
    if (!isOpen(obligation) || terms.closesAt >= asked.closesAt) return undefined
    return {
      ...obligation,
      terms: { ...terms, closesAt: asked.closesAt },
      extension: { at: now.getTime(), by: asked.by, onBehalfOf: asked.onBehalfOf(obligation), note: asked.note }
    }
  })
}

/** Takes back what `excuse` has done, and nothing else. */
export async function restore (tx: Database, asked: Asked, now: Date): Promise<Changed | Unchanged> {
  return change(tx, asked, now, (obligation) => {
    if (!obligation.excuse) return undefined
    const reasons = new Set([...obligation.reasons].filter((reason) => reason !== 'manual'))
    return { ...obligation, reasons, excuse: null }
  })
}

async function change (
  tx: Database,
  { userId, workDate, refuse, today, reach }: Asked,
  now: Date,
  apply: (obligation: Obligation) => Obligation | undefined
): Promise<Changed | Unchanged> {
  if (workDate > today) return { code: 'RULE_REFUSED', rule: 'future' }
  const handIn = await handIns.lock(tx, userId, workDate)
  const before = await lockObligation(tx, userId, workDate, now, handIn)
  if (!before) return { code: 'NOT_FOUND', rule: null }
  const refused = refuse(before)
  if (refused) return refused
  if (workDate < addDays(today, -reach)) return { code: 'RULE_REFUSED', rule: 'tooOld' }
  const obligation = apply(before)
  if (!obligation) return { code: 'STATE_CONFLICT', rule: null }
  const timing = await store(tx, obligation, handIn, now)
  return { obligation, reportId: handIn && timing !== handIn.timing ? handIn.reportId : null }
}
