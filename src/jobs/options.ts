import type { Logger } from 'pino'
import type { Database } from '../database/tables.ts'
import type { JobMetrics } from './figures.ts'

/** What working on jobs needs. */
export interface JobsOptions {
  db: Database
  clock: { now: () => Date }
  log: Logger
  metrics: JobMetrics
  /** In milliseconds: once nobody has said for so long that they are alive, another may take over. */
  lease?: number
  /** In milliseconds: how often to look for what others ask for, and for what has become due. */
  poll?: number
}
