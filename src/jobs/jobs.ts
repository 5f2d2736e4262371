import { newId } from '../database/id.ts'
import type { Database } from '../database/tables.ts'
import * as table from '../repositories/platform/jobs.ts'
import type { BoundJob, Job } from './job.ts'
import type { JobsOptions } from './options.ts'
import { Worker } from './worker.ts'

export interface Jobs {
  /**
   * Asks for work in the transaction of its cause: it is done after that commits, and never if it does not.
   * @param options `key`: one for each, ever; `dueAt`: not before.
   * @returns false when there is, or was, one with the key.
   */
  enqueue: <Payload>(
    tx: Database,
    job: Pick<Job<Payload, never>, 'kind' | 'work'>,
    payload: NoInfer<Payload>,
    options?: { key?: string, dueAt?: Date }
  ) => Promise<boolean>
  /** What was enqueued in `tx`, which has committed, is begun now. */
  committed: (tx: Database) => void
  /** Begins to work, with the others who do on this database. */
  start: (jobs: BoundJob[]) => void
  /** Takes no more, waits for what is under way for some seconds, and lets go of the rest. */
  close: () => Promise<void>
}

/** The jobs of the database: asked for here, worked on by every process that has started. */
export function createJobs (options: JobsOptions): Jobs {
  const { clock } = options
  let worker: Worker | undefined

  return {
    async enqueue (tx, { kind }, payload, { key, dueAt } = {}) {
      const now = clock.now()
      const isNew = await table.insert(tx, {
        id: newId(now.getTime()),
        kind,
        key,
        payload: JSON.stringify(payload),
        now,
        dueAt: dueAt ?? now
      })
      if (isNew && !tx.isTransaction) worker?.wake([kind])
      return isNew
    },
    committed (tx) {
      const kinds = table.kindsOf(tx)
      if (kinds.size > 0) worker?.wake(kinds)
    },
    start (jobs) {
      worker ??= new Worker(jobs, options)
    },
    async close () {
      await worker?.close()
    }
  }
}
