import type { Shift } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, inTheWay, ruleRefused } from '../../http/errors.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import { lock } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as rosters from '../../repositories/time/rosters.ts'
import * as shifts from '../../repositories/time/shifts.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { mayChangeShift, seesShift } from '../../rules/time/rosters.ts'
import { usualHours } from '../../rules/time/schedules.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function shiftHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  /** One that the viewer may change. Until the transaction ends nobody else changes shifts or rosters. */
  async function findChangeable (tx: Database, viewer: Viewer, id: string, version?: number): Promise<Shift> {
    await lock(tx)
    return climb(await shifts.find(tx, id), {
      sees: (shift) => seesShift(viewer, shift),
      may: (shift) => mayChangeShift(viewer, shift),
      version
    })
  }

  return implement('rosters', {
    async listShifts ({ query, viewer }) {
      return shifts.list(db, await divisionsOf(db, viewer), pageAsked(query, shifts.byName))
    },

    async createShift ({ body, viewer, request }) {
      const shift = { ...usualHours, divisionId: null, ...body }
      return transaction(async (tx) => {
        await lock(tx)
        if (!mayChangeShift(viewer, shift)) {
          throw shift.divisionId === null ? forbidden() : ruleRefused('/body/divisionId', 'unknownDivision')
        }
        if (shift.divisionId !== null && !await divisions.isOpen(tx, shift.divisionId)) {
          throw ruleRefused('/body/divisionId', 'unknownDivision')
        }
        const created = await shifts.insert(tx, shift, clock.now())
        if (!created) throw duplicate({})
        await audit(tx, request, { action: 'shift.created', targetType: 'shift', targetId: created.id, after: { ...shift } })
        return created
      })
    },

    async updateShift ({ params: { shiftId }, body: { version, ...change }, viewer, request }) {
      return transaction(async (tx) => {
        const before = await findChangeable(tx, viewer, shiftId, version)
        const now = clock.now()
        const after = await shifts.update(tx, { ...before, ...change }, now)
        if (!after) throw duplicate({})
        await rosters.follow(tx, after, (await organisationDays(tx, now)).today)
        await audit(tx, request, {
          action: 'shift.updated',
          targetType: 'shift',
          targetId: shiftId,
          before: Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof typeof change]])),
          after: change
        })
        return after
      })
    },

    async deleteShift ({ params: { shiftId }, query: { version }, viewer, request }) {
      return transaction(async (tx) => {
        const before = await findChangeable(tx, viewer, shiftId, version)
        const now = clock.now()
        if (await rosters.isNamed(tx, shiftId, (await organisationDays(tx, now)).today)) throw inTheWay('rosters')
        await shifts.remove(tx, before, now)
        await audit(tx, request, { action: 'shift.deleted', targetType: 'shift', targetId: shiftId, before: { ...before } })
        return null
      })
    }
  })
}

/** Whose shifts a viewer needs to know beside the organisation's; undefined: everybody's. */
async function divisionsOf (db: Database, { role, divisionId, teams: own }: Viewer): Promise<string[] | undefined> {
  if (role === 'hr' || role === 'admin') return undefined
  const managed = role === 'manager' && divisionId !== null ? [divisionId] : []
  return [...managed, ...await teams.divisionsOf(db, own.map(({ id }) => id))]
}
