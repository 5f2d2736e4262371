import { Counter, Gauge, type Registry } from 'prom-client'
import type { Database } from '../database/tables.ts'
import { figures } from '../repositories/platform/jobs.ts'

/** What this process counts itself. */
export interface JobMetrics {
  attempts: Counter<'kind' | 'outcome'>
}

/** What Prometheus is told of the jobs. The gauges are of the whole database, so every replica says the same. */
export function createJobMetrics (registry: Registry, db: Database, now: () => Date): JobMetrics {
  const registers = [registry]
  const gauge = (name: string, help: string): Gauge<'kind'> =>
    new Gauge({ name, help, labelNames: ['kind'], registers, collect: () => read() })
  const waiting = gauge('workpulse_jobs_waiting', 'Jobs that wait or are being worked on')
  const failed = gauge('workpulse_jobs_given_up', 'Jobs that are kept because every attempt failed')
  const overdue = gauge('workpulse_jobs_overdue_seconds', 'How long the job has been due that is due longest')
  let reading: Promise<void> | undefined

  /** All are asked at once; one question serves them. A database that is away leaves them empty, and the other figures as they are. */
  function read (): Promise<void> {
    reading ??= readAll().catch(() => {}).finally(() => {
      reading = undefined
    })
    return reading
  }

  async function readAll (): Promise<void> {
    for (const one of [waiting, failed, overdue]) one.reset()
    for (const { kind, state, count, oldestDue } of await figures(db)) {
      if (state === 'failed') failed.set({ kind }, count)
      else {
        waiting.set({ kind }, count)
        overdue.set({ kind }, Math.max(0, (now().getTime() - oldestDue.getTime()) / 1000))
      }
    }
  }

  return {
    attempts: new Counter({
      name: 'workpulse_job_attempts_total',
      help: 'Attempts of this process by how they ended: done, again, given_up, lost, released',
      labelNames: ['kind', 'outcome'],
      registers
    })
  }
}
