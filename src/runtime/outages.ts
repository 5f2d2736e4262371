import type { Logger } from 'pino'

/** In milliseconds. */
const interval = 60_000

/** Logs what failed, where it is handled. */
export type Report = (error: unknown, message: string) => void

/**
 * What is a fault of ours is logged each time, with its stack. An outage, which fails everything for as long as it lasts, is told once a
 * minute for each of its kinds, in a line.
 */
export function createReport (log: Pick<Logger, 'error'>, isOutage: (error: unknown) => boolean): Report {
  const told = new Map<string, { at: number, since: number }>()
  return (error, message) => {
    if (!isOutage(error)) return log.error({ err: error }, message)
    const { code, message: reason = '' } = error as { code?: string | number, message?: string }
    const kind = `${message} ${code ?? reason}`
    const last = told.get(kind) ?? { at: -Infinity, since: 0 }
    const isNews = performance.now() - last.at >= interval
    told.set(kind, isNews ? { at: performance.now(), since: 0 } : { at: last.at, since: last.since + 1 })
    if (isNews) log.error({ code, reason, ...(last.since > 0 && { untold: last.since }) }, message)
  }
}
