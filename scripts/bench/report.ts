import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Measurement } from './measure.ts'
import { nodeVersion } from './service.ts'

const { stderr } = process

/** Progress: on a terminal a passing line is replaced by the next; elsewhere it is left out. */
export function say (text: string, passing = false): void {
  if (stderr.isTTY) stderr.write(`\r\x1b[K${text}${passing ? '' : '\n'}`)
  else if (!passing) stderr.write(`${text}\n`)
}

const columns: [string, (row: Measurement) => string][] = [
  ['database', (row) => row.database],
  ['endpoint', (row) => row.endpoint],
  ['req/s', (row) => row.requestsPerSecond.toFixed(0)],
  ['p50 ms', (row) => row.p50.toFixed(2)],
  ['p99 ms', (row) => row.p99.toFixed(2)],
  ['CPU ms/req', (row) => orNone(row.serverCpu, 3)],
  ['DB CPU ms/req', (row) => row.database === 'SQLite' ? '-' : orNone(row.databaseCpu, 3)],
  ['peak MB', (row) => orNone(row.peakMemory, 0)],
  ['non-2xx', (row) => String(row.non2xx)]
]

function orNone (value: number | null, digits: number): string {
  return value === null ? 'n/a' : value.toFixed(digits)
}

/** Names to the left, numbers to the right. */
export function tableOf (results: Measurement[]): string {
  const rows = [columns.map(([title]) => title), ...results.map((row) => columns.map(([, cell]) => cell(row)))]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index].length)))
  return rows.map((row) =>
    row.map((cell, index) => index < 2 ? cell.padEnd(widths[index]) : cell.padStart(widths[index])).join('  ').trimEnd()
  ).join('\n')
}

export function describeMachine (databases: string[]): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory}`,
    `Node ${nodeVersion().slice(1)}`,
    ...databases
  ].join(', ')
}

/** @returns in words, what makes figures worthless. */
export function problemsOf (results: Measurement[]): string[] {
  return results.filter((row) => row.non2xx > 0 || row.errors > 0 || row.requests === 0).map((row) => {
    const codes = Object.entries(row.statusCodes).map(([code, count]) => `${code}: ${count}`).join(', ')
    return `${row.endpoint} on ${row.database}: ${row.non2xx} answers were not 2xx, ${row.errors} were lost (${codes || 'no answers'})`
  })
}
