import { channels, event, type CalendarChange } from '../../../generated/events.ts'
import type { Holiday } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, ruleRefused } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import { lock, readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import * as holidays from '../../repositories/time/holidays.ts'
import { importHolidays } from '../../repositories/time/holiday-import.ts'
import { readCsv } from '../../rules/csv.ts'
import { holidayChange } from '../../rules/insight/calendar.ts'
import { climb } from '../../rules/ladder.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { optionalColumns, planHolidays, requiredColumns } from '../../rules/time/holiday-import.ts'
import { publicHolidays } from '../../rules/time/public-holidays.ts'
import { rangeOf, type DateRange } from '../../rules/time/ranges.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { importResult } from '../shared/platform/imports.ts'
import { pageAsked } from '../pages.ts'

/** In days. */
const longestRange = 366

export function holidayHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  async function refuseUnknownDivision (tx: Database, divisionId: string | null | undefined): Promise<void> {
    if (divisionId && !await divisions.isOpen(tx, divisionId)) throw ruleRefused('/body/divisionId', 'unknownDivision')
  }

  /** Everybody: a holiday of a division moves deadlines of whoever works with it. */
  async function tell (tx: Database, cause: string, change: CalendarChange): Promise<void> {
    await events.append(tx, clock.now(), cause, [event(channels.org(), 'calendar.changed', change)])
  }

  return implement('holidays', {
    async listHolidays ({ query }) {
      const year = localDate(clock.now(), (await readDayRules(db, clock.now())).timeZone).slice(0, 4)
      const range = rangeOf(query, { from: `${year}-01-01`, to: `${year}-12-31` }, longestRange)
      const page = pageAsked(query, holidays.earliestFirst, typeof range === 'string' ? [fault('/query/to', range, longestRange)] : [])
      return holidays.list(db, range as DateRange, page)
    },

    async createHoliday ({ body, request }) {
      const holiday = { divisionId: null, ...body }
      return transaction(async (tx) => {
        await refuseUnknownDivision(tx, holiday.divisionId)
        const created = await holidays.insert(tx, holiday, clock.now())
        if (!created) throw duplicate({})
        await audit(tx, request, { action: 'holiday.created', targetType: 'holiday', targetId: created.id, after: holiday })
        await tell(tx, request.id, holidayChange('created', created))
        return created
      })
    },

    async updateHoliday ({ params: { holidayId }, body: { version, ...change }, request }) {
      return transaction(async (tx) => {
        const before = climb(await holidays.find(tx, holidayId), { version })
        await refuseUnknownDivision(tx, change.divisionId)
        const updated = await holidays.update(tx, before, change, clock.now())
        if (!updated) throw duplicate({})
        await audit(tx, request, {
          action: 'holiday.updated',
          targetType: 'holiday',
          targetId: holidayId,
          before: Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof Holiday]])),
          after: change
        })
        await tell(tx, request.id, holidayChange('updated', updated, [before]))
        return updated
      })
    },

    async deleteHoliday ({ params: { holidayId }, query, request }) {
      return transaction(async (tx) => {
        const before = climb(await holidays.find(tx, holidayId), { version: query.version })
        await holidays.remove(tx, before, clock.now())
        await audit(tx, request, { action: 'holiday.deleted', targetType: 'holiday', targetId: holidayId, before: { ...before } })
        await tell(tx, request.id, holidayChange('deleted', before))
        return null
      })
    },

    async importHolidays ({ body: { csv, dryRun = true }, request }) {
      const file = readCsv(csv, requiredColumns, optionalColumns)
      return transaction(async (tx) => {
        await lock(tx)
        const present = await holidays.listOn(tx, [...new Set(file.rows.map(({ cells }) => cells.date))])
        const plan = planHolidays(file, await divisions.idsByName(tx), present)
        const result = importResult(request, file, plan, dryRun)
        if (dryRun || plan.created.length + plan.updated.length === 0) return result
        await importHolidays(tx, plan, clock.now())
        const changed = [...plan.created, ...plan.updated.map(({ change }) => change)]
        const [first] = await holidays.listOn(tx, [changed[0].date])
        await tell(tx, request.id, holidayChange(plan.created.length > 0 ? 'created' : 'updated', first, changed))
        const { created, updated } = result
        await audit(tx, request, { action: 'holidays.imported', targetType: 'organisation', targetId: null, after: { created, updated } })
        return result
      })
    },

    async suggestHolidays ({ query: { year } }) {
      const { country } = await readDayRules(db, clock.now())
      const proposals = await publicHolidays(country, year)
      const present = await holidays.listOn(db, proposals.map(({ date }) => date))
      const known = new Set(present.filter(({ divisionId, kind }) => divisionId === null && kind !== 'workday').map(({ date }) => date))
      return { country, year, items: proposals.map((proposal) => ({ ...proposal, known: known.has(proposal.date) })) }
    }
  })
}
