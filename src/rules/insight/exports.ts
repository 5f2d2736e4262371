/** Which columns a file has, and what its cells hold. */
import type { ColumnName } from '../../texts/exports.ts'
import type { Cell } from '../../texts/sheets.ts'

export type Dataset = 'reports' | 'items' | 'obligations'

type Kind = 'text' | 'number' | 'date' | 'time'

const place = { date: 'date', person: 'text', team: 'text', division: 'text' } as const

/** In their order. */
const columns = {
  reports: {
    ...place,
    state: 'text',
    timing: 'text',
    submittedAt: 'time',
    decidedBy: 'text',
    decidedAt: 'time',
    mood: 'number',
    summary: 'text',
    planNext: 'text'
  },
  items: {
    ...place,
    title: 'text',
    detail: 'text',
    category: 'text',
    status: 'text',
    progress: 'number',
    minutes: 'number',
    quantity: 'number',
    unit: 'text'
  },
  obligations: { ...place, deadlineAt: 'time', outcome: 'text', reason: 'text', firstSubmittedAt: 'time', lateMinutes: 'number' }
} as const satisfies Record<Dataset, Partial<Record<ColumnName, Kind>>>

/** What is known of a row, by column. Times are RFC 3339. */
export type Exported = Partial<Record<ColumnName, string | number | null>>

export function columnsOf (dataset: Dataset): ColumnName[] {
  return Object.keys(columns[dataset]) as ColumnName[]
}

/** @param local what clocks of the organisation show at an instant, `YYYY-MM-DDTHH:MM`. */
export function cellsOf (dataset: Dataset, row: Exported, local: (time: string) => string): Cell[] {
  return Object.entries(columns[dataset] as Partial<Record<ColumnName, Kind>>).map(([name, kind]) => {
    const value = row[name as ColumnName] ?? null
    if (value === null) return null
    if (kind === 'date') return { date: String(value) }
    return kind === 'time' ? { time: local(String(value)) } : value
  })
}
