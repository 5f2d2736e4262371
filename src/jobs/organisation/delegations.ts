import type { Database } from '../../database/tables.ts'
import type { Transact } from '../../database/transaction.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as events from '../../repositories/platform/events.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { tellTurned } from '../../steps/organisation/delegations.ts'
import type { Job } from '../job.ts'
import { nextQuarter } from '../quarters.ts'
import { usual } from '../retries.ts'

interface DelegationDeps {
  db: Database
  clock: { now: () => Date }
  transaction: Transact
}

/** At midnight, wherever that is: open connections gain or lose what somebody stands in for. */
export const delegationTurns: Job<Record<string, never>, DelegationDeps> = {
  kind: 'delegation-turns',
  atOnce: 1,
  timeout: 60_000,
  retries: usual,
  next: (now) => nextQuarter(now),
  async work (deps, _payload, { id }) {
    await turnDelegations(deps, id)
  }
}

/** @param cause what the events name as theirs. */
export async function turnDelegations ({ db, clock, transaction }: DelegationDeps, cause: string): Promise<void> {
  const now = clock.now()
  const today = localDate(now, (await readDayRules(db, now)).timeZone)
  for (const delegation of await delegations.listTurning(db, today)) {
    await transaction(async (tx) => {
      const isOver = delegation.state === 'ended'
      const isFirst = await (isOver ? delegations.markEnded : delegations.markBegun)(tx, delegation.id, now)
      if (isFirst) await events.append(tx, now, cause, await tellTurned(tx, delegation, now))
    })
  }
}
