import type { Link } from './link.ts'
import type { Reconciliation } from './reconciliation.ts'
import type { Shelf } from './shelf.ts'

/** In milliseconds. */
const heartbeat = 5000
const assertInterval = 30_000
/** After something could not be written: until all of it has been. */
const repairInterval = 1000

/** What a node does from time to time: lives, mends what could not be written, and looks at the whole. */
export interface Upkeep {
  /** Redis is there, or there again. */
  onReady: () => void
  /** Does it where Redis is there; what fails is mended later. */
  attempt: (work: () => Promise<unknown>) => void
  stop: () => void
}

export interface UpkeepDeps {
  link: Link
  shelf: Shelf
  reconciliation: Reconciliation
  onError: (error: unknown) => void
}

export function startUpkeep ({ link, shelf, reconciliation: { synchronise, reap }, onError }: UpkeepDeps): Upkeep {
  let beating = false
  /** Something could not be written, so that what is stored is not what is so. */
  let owing = false

  function attempt (work: () => Promise<unknown>): void {
    if (!link.isReady) return
    work().catch((error: unknown) => {
      owing = true
      link.doubt()
      onError(error)
    })
  }

  async function live (): Promise<void> {
    if (beating) return link.renew()
    beating = true
    await shelf.beat().finally(() => {
      beating = false
    })
    await reap()
  }

  async function repair (): Promise<void> {
    if (!owing || beating) return
    owing = false
    await synchronise()
  }

  const timers = [
    setInterval(() => attempt(live), heartbeat),
    setInterval(() => attempt(repair), repairInterval),
    setInterval(() => attempt(synchronise), assertInterval)
  ]
  for (const timer of timers) timer.unref()

  return {
    onReady () {
      beating = false
      attempt(synchronise)
    },
    attempt,
    stop () {
      for (const timer of timers) clearInterval(timer)
    }
  }
}
