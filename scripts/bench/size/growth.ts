/** `npm run bench -- --size N`: what answers take with three years of N people behind them, beside those of a hundredth of them. */
import { localDate } from '../../../src/rules/time/calendar.ts'
import { describeMachine } from '../report.ts'
import { startService } from '../service.ts'
import { benchCrowd } from './crowd.ts'
import { benchExports } from './exported.ts'
import { openCompany } from './kept.ts'
import { measureQuestions, type Answered } from './measure.ts'

interface Measured {
  people: number
  megabytes: number
  version: string
  answered: Answered[]
  crowd: string | undefined
  exports: string | undefined
}

/** What answers took before and after, in milliseconds, with how much behind them. */
export interface Grown {
  small: string
  large: string
  answered: { name: string, before: number, after: number }[]
}

/** @returns a table with what it was measured on, and the same in numbers. @param people of the large company. */
export async function benchGrowth (
  people: number,
  scratch: string,
  signal: AbortSignal
): Promise<{ text: string, machine: string, grown: Grown }> {
  const small = await measureCompany(Math.max(10, Math.round(people / 100)), scratch, signal)
  const large = await measureCompany(people, scratch, signal, true)
  const sizes = `${small.people} people, ${small.megabytes} MB; ${large.people} people, ${large.megabytes} MB`
  const machine = describeMachine([large.version])
  const parts = [tableOf(small, large), large.crowd ?? '', large.exports ?? '', `${machine}, ${sizes}`]
  const answered = large.answered.flatMap(({ name, p50 }) => {
    const before = small.answered.find((answered) => answered.name === name)
    return before ? [{ name, before: before.p50, after: p50 }] : []
  })
  const grown = { small: `${small.people} people`, large: `${large.people} people`, answered }
  return { text: parts.filter(Boolean).join('\n\n'), machine, grown }
}

async function measureCompany (people: number, scratch: string, signal: AbortSignal, isLarge = false): Promise<Measured> {
  const database = await openCompany(people, signal)
  try {
    const service = await startService(database, scratch, signal)
    try {
      const today = localDate(new Date(), 'Asia/Jakarta')
      const answered = await measureQuestions(service, today, signal)
      return {
        people,
        megabytes: database.megabytes,
        version: database.version,
        answered,
        crowd: await benchCrowd(service, database, people, signal),
        exports: isLarge ? await benchExports(service, today, signal) : undefined
      }
    } finally {
      await service.stop()
    }
  } finally {
    await database.stop()
  }
}

function tableOf (small: Measured, large: Measured): string {
  const before = new Map(small.answered.map((answered) => [answered.name, answered]))
  const rows = large.answered.map(({ name, p50, page }) => {
    const its = before.get(name)
    const label = page !== undefined && its?.page !== undefined && its.page !== page ? ` (of the small one: page ${its.page})` : ''
    return [`${name}${label}`, its ? its.p50.toFixed(1) : '-', p50.toFixed(1), its ? `${(p50 / its.p50).toFixed(1)} ×` : '-']
  })
  const all = [['p50 in ms', `${small.people} people`, `${large.people} people`, 'growth'], ...rows]
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)))
  return all.map((row) => row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])).join('  ')).join(
    '\n'
  )
}
