/** A year of everybody's items as files, and the memory of the service meanwhile. */
import { addDays } from '../../../src/rules/time/calendar.ts'
import { memoryNow } from '../processes.ts'
import { say } from '../report.ts'
import type { Service } from '../service.ts'
import { tokenOf } from './measure.ts'
import { people } from './questions.ts'

const longestRange = 366
const formats = ['csv', 'xlsx'] as const
/** In milliseconds. */
const interval = 50
const longest = 600_000
const columns = 60
const bars = '▁▂▃▄▅▆▇█'

interface Curve {
  /** In MB: before it, and at each moment of it. */
  idle: number
  samples: number[]
}

/** @returns in words and curves. */
export async function benchExports (service: Service, today: string, signal: AbortSignal): Promise<string> {
  const lines = ['Exports of the items of a year, and the memory of the service from their first byte to their last']
  for (const format of formats) {
    say(`exporting: ${format}`, true)
    const range = `from=${addDays(today, 1 - longestRange)}&to=${today}`
    const curve = await whileSampled(service.pid, () => exported(service, `dataset=items&format=${format}&${range}`, signal))
    lines.push(...curve ? inWords(format, curve) : [`  ${format}: refused, since a sheet cannot hold as many rows`])
  }
  return lines.join('\n')
}

interface Exported {
  bytes: number
  /** Of csv alone. */
  rows: number
  /** In seconds. */
  took: number
}

/** @returns undefined where it was refused for its size. */
async function exported (service: Service, query: string, signal: AbortSignal): Promise<Exported | undefined> {
  const started = performance.now()
  const response = await fetch(`${service.url}/api/v1/analytics/export?${query}`, {
    headers: { authorization: `Bearer ${tokenOf(service, people.hr)}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(longest)])
  })
  if (!response.ok) {
    const text = await response.text()
    if (text.includes('"tooManyRows"')) return undefined
    throw new Error(`The export answered ${response.status}: ${text}`)
  }
  let [bytes, rows] = [0, 0]
  for await (const chunk of response.body!) {
    bytes += chunk.length
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows++
  }
  return { bytes, rows: rows - 1, took: (performance.now() - started) / 1000 }
}

async function whileSampled (pid: number, work: () => Promise<Exported | undefined>): Promise<Exported & Curve | undefined> {
  const idle = memoryNow(pid) ?? Number.NaN
  const samples: number[] = []
  const timer = setInterval(() => samples.push(memoryNow(pid) ?? Number.NaN), interval)
  try {
    const done = await work()
    return done && { ...done, idle, samples }
  } finally {
    clearInterval(timer)
  }
}

function inWords (format: string, { bytes, rows, took, idle, samples }: Exported & Curve): string[] {
  const [most, megabytes] = [Math.max(...samples), bytes / 2 ** 20]
  return [
    `  ${format.padEnd(5)}${format === 'csv' ? `${rows.toLocaleString('en')} rows, ` : ''}${megabytes.toFixed(0)} MB in ${
      took.toFixed(1)
    } s; ` +
    `idle ${idle.toFixed(0)} MB, peak ${most.toFixed(0)} MB, ${(most - idle).toFixed(0)} MB more`,
    `       ${curveOf(samples, most)}`
  ]
}

/** From nothing at all to the peak; each column is the most of its time. */
function curveOf (samples: number[], most: number): string {
  const width = Math.min(columns, samples.length)
  return Array.from({ length: width }, (_, column) => {
    const its = samples.slice(Math.floor(column * samples.length / width), Math.floor((column + 1) * samples.length / width))
    return bars[Math.min(bars.length - 1, Math.floor(Math.max(...its) / most * bars.length))]
  }).join('')
}
