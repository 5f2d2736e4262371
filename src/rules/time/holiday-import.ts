import type { Holiday } from '../../../generated/schemas.ts'
import { isDay } from './calendar.ts'
import type { CsvFault, CsvFile } from '../csv.ts'

export type HolidayColumn = 'date' | 'name' | 'kind' | 'division'

export const requiredColumns: HolidayColumn[] = ['date', 'name', 'kind']
export const optionalColumns: HolidayColumn[] = ['division']

type NewHoliday = Omit<Holiday, 'id' | 'version'>

/** What a file asks for, or what is wrong with it. */
export interface HolidayPlan {
  created: NewHoliday[]
  updated: { before: Holiday, change: NewHoliday }[]
  unchanged: number
  faults: CsvFault[]
}

const kinds: readonly string[] = ['national', 'joint_leave', 'company', 'workday'] satisfies Holiday['kind'][]
const longestName = 120

/** @param divisions by name. @param present the holidays of the days in the file. */
export function planHolidays (
  { rows, faults }: CsvFile<HolidayColumn>,
  divisions: Map<string, string>,
  present: Holiday[]
): HolidayPlan {
  const plan: HolidayPlan = { created: [], updated: [], unchanged: 0, faults: [...faults] }
  const seen = new Set<string>()
  for (const { line, cells } of rows) {
    const { date, name, kind, division } = cells
    const divisionId = division === '' ? null : divisions.get(division)
    const key = `${date} ${divisionId}`
    const wrong: CsvFault[] = [
      ...(isDay(date) ? [] : [{ line, column: 'date', rule: 'date' as const }]),
      ...(name === '' ? [{ line, column: 'name', rule: 'required' as const }] : []),
      ...([...name].length > longestName ? [{ line, column: 'name', rule: 'maxLength' as const, limit: longestName }] : []),
      ...(/\p{Cc}/u.test(name) ? [{ line, column: 'name', rule: 'text' as const }] : []),
      ...(kinds.includes(kind) ? [] : [{ line, column: 'kind', rule: 'value' as const }]),
      ...(divisionId === undefined ? [{ line, column: 'division', rule: 'unknownDivision' as const }] : []),
      ...(seen.has(key) ? [{ line, column: 'date', rule: 'unique' as const }] : [])
    ]
    seen.add(key)
    plan.faults.push(...wrong)
    if (wrong.length === 0) add(plan, { date, name, kind: kind as Holiday['kind'], divisionId: divisionId! }, present)
  }
  return plan
}

function add (plan: HolidayPlan, holiday: NewHoliday, present: Holiday[]): void {
  const before = present.find(({ date, divisionId }) => date === holiday.date && divisionId === holiday.divisionId)
  if (!before) plan.created.push(holiday)
  else if (before.name === holiday.name && before.kind === holiday.kind) plan.unchanged++
  else plan.updated.push({ before, change: holiday })
}
