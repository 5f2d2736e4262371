import { readDayRules } from '../../repositories/organisation/settings.ts'
import { isDay, localDate } from '../../rules/time/calendar.ts'
import { daysOf, rangeOf } from '../../rules/time/ranges.ts'
import { compareDay, type Difference } from '../../steps/time/rebuild.ts'
import { UsageError, type Command } from '../command.ts'

/** In days. */
const longest = 366

export const obligationsRebuild: Command = {
  name: 'obligations:rebuild',
  summary: 'holds the ledger of obligations against what is known',
  about:
    `Compares the rows of each day with what was known when the day began, with leave and with reports. A row that is missing is made, and
what came of one is put right, where the facts say so. Deadlines, teams and divisions of rows that are there were frozen with their day:
where they are otherwise than would be expected now it is said, and they stay. Exit code 1 where --dry-run finds something to repair.`,
  options: {
    from: { type: 'string', value: 'DATE', about: 'the first day, YYYY-MM-DD' },
    to: { type: 'string', value: 'DATE', about: `the last day, today at the latest; ${longest} days at most` },
    'dry-run': { type: 'boolean', about: 'say what would be done, and do nothing' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values, database, tell, progress }) {
    const db = database()
    const now = new Date()
    const today = localDate(now, (await readDayRules(db, now)).timeZone)
    const days = daysAsked(values.from, values.to, today)
    const dryRun = values['dry-run'] === true
    const found: Difference[] = []
    for (const date of days) {
      found.push(...await compareDay(db, date, now, !dryRun))
      progress(date, { date })
    }
    for (const difference of found) tell(lineOf(difference), { ...difference })
    const counts = { missing: count(found, 'missing'), wrong: count(found, 'wrong'), kept: count(found, 'kept') }
    const said = `${counts.missing} made, ${counts.wrong} put right, ${counts.kept} otherwise than expected and left so`
    tell(dryRun ? `Nothing was changed; it would be: ${said}` : said, counts)
    return dryRun && counts.missing + counts.wrong > 0 ? 1 : 0
  }
}

/** @throws UsageError for what are no days. */
function daysAsked (from: unknown, to: unknown, today: string): string[] {
  if (typeof from !== 'string' || typeof to !== 'string' || !isDay(from) || !isDay(to)) {
    throw new UsageError('Name the days with --from and --to, as YYYY-MM-DD')
  }
  if (to > today) throw new UsageError(`--to is ${today} at the latest`)
  const range = rangeOf({ from, to }, { from, to }, longest)
  if (range === 'order') throw new UsageError('--to is before --from')
  if (range === 'maxDays') throw new UsageError(`At most ${longest} days at once`)
  return daysOf(range as { from: string, to: string })
}

const count = (found: Difference[], kind: Difference['kind']) => found.filter((difference) => difference.kind === kind).length

function lineOf ({ workDate, userId, kind, stored, known }: Difference): string {
  return `${workDate} ${userId} ${kind}: ${stored ?? 'no row'}, by what is known ${known ?? 'none'}`
}
