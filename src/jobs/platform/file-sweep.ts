import type { Database } from '../../database/tables.ts'
import type { FileStore } from '../../files/store.ts'
import { namedAmong } from '../../repositories/platform/files.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'

/** In milliseconds. */
const interval = 3_600_000
const day = 86_400_000

interface SweepDeps {
  db: Database
  files: FileStore
}

/** Takes away what no row has named for a day. */
export const fileSweep: Job<Record<string, never>, SweepDeps> = {
  kind: 'file-sweep',
  atOnce: 1,
  timeout: 240_000,
  retries: usual,
  next: (now) => new Date(now.getTime() + interval),
  async work ({ db, files }, _payload, { signal }) {
    // By the clock of the disk, which dates the files.
    await files.sweep((hashes) => namedAmong(db, hashes), Date.now() - day, signal)
  }
}
