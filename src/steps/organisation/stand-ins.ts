/** Who sees to work in the place of somebody else today. */
import type { Database } from '../../database/tables.ts'
import * as delegations from '../../repositories/organisation/delegations.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import { rightOver, type Work } from '../../rules/identity/stand-ins.ts'
import { localDate } from '../../rules/time/calendar.ts'

/** Without a right of their own. */
const nobody = { role: 'employee' as const, divisionId: null, teams: [] }

/** Those who stand in for somebody today, or for anybody, as far as they have that right over this work. */
export async function standingInFor (tx: Database, holderId: string | undefined, work: Work, now: Date): Promise<string[]> {
  const today = localDate(now, (await readDayRules(tx, now)).timeZone)
  const ids = await delegations.listStandingIn(tx, today, holderId === undefined ? work : { fromIds: [holderId] })
  const standIns = await delegations.listStandIns(tx, ids, today)
  return ids.filter((id) => rightOver({ ...nobody, id, standsInFor: standIns.get(id) }, work))
}
