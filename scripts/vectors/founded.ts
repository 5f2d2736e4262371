/** The company of the vectors of analytics as it is before anything has happened in it. */
import type { Deps } from '../../src/deps.ts'
import { newId } from '../../src/database/id.ts'
import { password } from '../../test/support/people.ts'
import type { Company } from './company.ts'

export const longAgo = '2000-01-01 00:00:00.000'
export const never = '9999-12-31'
/** Facts hold from then on. */
const begun = '2000-01-01'

/** Of a person of the company, who signs in with `password`. */
export const emailOf = (id: string): string => `${id}@workpulse.test`

export const found = ({ reading: { timezone }, company }: Company) => async ({ db, passwords }: Deps): Promise<void> => {
  const hash = await passwords.hash(password)
  await db.insertInto('organisation').values({ id: 1, name: 'Vectors', time_zone: timezone, backdate_days: 31 }).execute()
  await db.updateTable('organisation').set({ observe_joint_leave: company.observeJointLeave ? 1 : 0 }).execute()
  await db.insertInto('divisions').values(company.divisions.map(({ id, name }) => ({ id, name, code: id }))).execute()
  await db.insertInto('teams').values(company.teams.map(({ id, divisionId, name }) => ({ id, division_id: divisionId, name }))).execute()
  const account = (id: string, name: string) => ({
    id,
    name,
    email: emailOf(id),
    email_verified_at: longAgo,
    password_hash: hash,
    disabled_at: null,
    created_at: longAgo,
    updated_at: longAgo
  })
  await db.insertInto('users').values([
    ...company.people.map(({ id, name, divisionId, teamId, leftOn }) => ({
      ...account(id, name),
      role: 'employee' as const,
      division_id: divisionId,
      primary_team_id: teamId,
      left_on: leftOn
    })),
    ...company.viewers.map(({ id, name, role, divisionId = null }) => ({
      ...account(id, name),
      role,
      division_id: divisionId,
      primary_team_id: null,
      left_on: null
    }))
  ]).execute()
  await db.insertInto('team_members').values(
    company.people.map(({ id, teamId, teamRole }) => ({ user_id: id, team_id: teamId, role: teamRole }))
  ).execute()
  await db.insertInto('person_facts').values(
    company.people.flatMap(({ id, moves, reportRequired, joinedOn, leftOn, ...place }) =>
      [{ from: begun, ...place }, ...moves].map(({ from, divisionId, teamId }) => ({
        user_id: id,
        from_day: from,
        division_id: divisionId,
        team_id: teamId,
        required: reportRequired ? 1 : 0,
        active: 1,
        joined_on: joinedOn,
        left_on: leftOn
      }))
    )
  ).execute()
  await db.insertInto('schedules').values(company.schedules.map(scheduleRow)).execute()
  await db.insertInto('holidays').values(
    company.holidays.map(({ date, kind, name, divisionId }) => ({ ...known(), date, kind, name, scope_key: divisionId ?? 'org' }))
  ).execute()
}

const known = () => ({ id: newId(), created_at: longAgo, updated_at: longAgo, deleted_at: null, live_key: '', version: 1 })

function scheduleRow (schedule: Company['company']['schedules'][number]) {
  return {
    ...known(),
    scope: schedule.scope,
    scope_key: schedule.scopeId ?? 'org',
    effective_from: schedule.effectiveFrom,
    effective_to: schedule.effectiveTo,
    days: JSON.stringify(schedule.days),
    deadline: schedule.deadline,
    day_offset: schedule.dayOffset,
    grace_minutes: schedule.graceMinutes,
    late_window_days: schedule.lateWindowDays,
    remind_minutes: '[]'
  }
}
