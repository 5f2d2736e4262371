/** `npm run bench -- --size N`: what answers take with three years of N people behind them, beside those of a hundredth of them. */
import { localDate } from '../../../src/rules/time/calendar.ts'
import { describeMachine } from '../report.ts'
import { startService } from '../service.ts'
import { benchCrowd } from './crowd.ts'
import { benchExports } from './exported.ts'
import { openCompany, type Kept } from './kept.ts'
import { measureQuestions, type Answered, type Asked } from './measure.ts'
import { leftOut } from './questions.ts'

/** How many times as long an answer may take. */
export const goal = 1.5
/** In milliseconds: what differs by less is not told apart from what else the machine does. */
const least = 1
/** Rows: what a page takes, and the lists beside it. */
const pageful = 500

/** What answers took before and after, in milliseconds, with how much behind them. */
export interface Grown {
  machine: string
  small: string
  large: string
  answered: { name: string, before: number, after: number }[]
}

/**
 * @param people of the large company.
 * @param operations what the names of questions have in them that are asked; empty for all of them, and for what else is measured.
 * @param tell called with each part as soon as it is known: the table, in numbers too, then what many ask at once, then exports.
 */
export async function benchGrowth (
  people: number,
  operations: string,
  scratch: string,
  signal: AbortSignal,
  tell: (text: string, grown?: Grown) => void
): Promise<void> {
  const today = localDate(new Date(), 'Asia/Jakarta')
  await withCompany(
    Math.max(10, Math.round(people / 100)),
    scratch,
    signal,
    (small) =>
      withCompany(people, scratch, signal, async (large) => {
        const answered = await measureQuestions(small, large, today, operations, signal)
        const machine = describeMachine([large.database.version])
        const sizes = `${machine}\nSmall: ${inWords(small.database)}\nLarge: ${inWords(large.database)}`
        tell(`${tableOf(answered, small.database, large.database)}\n\nLeft out: ${leftOut()}\n\n${sizes}`, {
          machine,
          small: amount(small.database),
          large: amount(large.database),
          answered: answered.map(({ name, small, large }) => ({ name, before: small.p50, after: large.p50 }))
        })
        if (operations !== '') return
        const crowd = await benchCrowd(large.service, large.database, people, signal)
        if (crowd) tell(crowd)
        tell(await benchExports(large.service, today, signal))
      })
  )
}

async function withCompany<Result> (
  people: number,
  scratch: string,
  signal: AbortSignal,
  work: (company: Asked & { database: Kept }) => Promise<Result>
): Promise<Result> {
  const database = await openCompany(people, signal)
  try {
    const service = await startService({ ...database, name: `${database.name}-${people}` }, scratch, signal)
    try {
      return await work({ database, service })
    } finally {
      await service.stop()
    }
  } finally {
    await database.stop()
  }
}

const inWords = ({ people, megabytes, rows }: Kept) =>
  `${people} people, ${megabytes} MB; ${Object.entries(rows).map(([table, count]) => `${count.toLocaleString('en')} ${table}`).join(', ')}`
const amount = ({ rows }: Kept) => `${rows.notices.toLocaleString('en')} notices and ${rows.report_items.toLocaleString('en')} items`

/** @returns whether the goal is met: of what takes hardly any time, too. */
const isMet = (before: number, after: number) => after <= before * goal || after - before < least

function tableOf (answered: Answered[], small: Kept, large: Kept): string {
  const rows = answered.map(({ name, small, large }) => {
    const label = large.page !== undefined && small.page !== large.page ? ` (of the small one: page ${small.page})` : ''
    return [
      `${name}${label}`,
      small.p50.toFixed(1),
      large.p50.toFixed(1),
      large.first.toFixed(1),
      `${(large.p50 / small.p50).toFixed(1)} ×`,
      large.refused > 0 ? 'MISSED: 503' : isMet(small.p50, large.p50) ? 'met' : 'MISSED',
      String(small.read),
      String(large.read),
      large.scanned > pageful ? String(large.scanned) : '',
      large.sorted > pageful ? String(large.sorted) : ''
    ]
  })
  const head = [
    'p50 in ms',
    `${small.people} people`,
    `${large.people} people`,
    'first',
    'growth',
    `goal ${goal} ×`,
    'rows read',
    'of the large',
    'scanned',
    'sorted'
  ]
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)))
  const missed = rows.filter((row) => row[5] !== 'met').length
  return [
    ...all.map((row) =>
      row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])).join('  ').trimEnd()
    ),
    `${rows.length - missed} of ${rows.length} meet the goal, or differ by less than ${least} ms`
  ].join('\n')
}
