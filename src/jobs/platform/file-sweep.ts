import type { Database } from '../../database/tables.ts'
import type { FileStore } from '../../files/store.ts'
import { namedAmong } from '../../repositories/platform/files.ts'
import { deleteUnattached } from '../../repositories/work/files.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'

/** In milliseconds. */
const interval = 3_600_000
const day = 86_400_000

interface SweepDeps {
  db: Database
  clock: { now: () => Date }
  files: FileStore
}

/** Takes away what was sent and attached to nothing for a day, and then what no row has named for a day. */
export const fileSweep: Job<Record<string, never>, SweepDeps> = {
  kind: 'file-sweep',
  atOnce: 1,
  timeout: 240_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  async work ({ db, clock, files }, _payload, { signal }) {
    await deleteUnattached(db, new Date(clock.now().getTime() - day))
    // By the clock of the disk, which dates the files.
    await files.sweep((hashes) => namedAmong(db, hashes), Date.now() - day, signal)
  }
}
