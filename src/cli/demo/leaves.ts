import { ulid } from 'ulid'
import { toDateTime } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { addDays } from '../../rules/time/calendar.ts'
import { halvesOf } from '../../rules/time/leaves.ts'
import { daysOf } from '../../rules/time/ranges.ts'
import { named } from './named.ts'
import type { Random } from './texts.ts'

type Row = DemoRows['leaves'][number]

/**
 * Who is away, was, or asks to be: the employee and others of Line 4.
 * @param days that have been worked. @param founded everything is there since then.
 */
export function demoLeaves (
  { users, teams, reports }: DemoRows,
  { today, days }: { today: string, days: string[] },
  founded: number,
  random: Random
): Pick<DemoRows, 'leaves' | 'leaveDays'> {
  const team = teams.find(({ id }) => id === named.team['Line 4'])!
  const lead = named.users['lead@workpulse.test']
  const [employee, eko] = ['employee', 'eko.prasetyo'].map((name) => named.users[`${name}@workpulse.test`])
  const fitri = users.find(({ email }) => email === 'fitri.handayani@workpulse.test')!.id
  // Of what is over, the newest day on which there was no report.
  const filed = new Set(reports.map((report) => `${report.user_id} ${report.report_date}`))
  const sickOn = days.findLast((date) => date < today && !filed.has(`${fitri} ${date}`))
  const created = toDateTime(new Date(founded))
  const leave = (
    userId: string,
    from: number,
    to: number,
    { id = ulid(founded, random.number), approved = false, ...about }: Partial<Row> & { approved?: boolean }
  ): Row => ({
    id,
    user_id: userId,
    team_id: team.id,
    division_id: team.division_id,
    kind: 'annual',
    start_date: addDays(today, from),
    end_date: addDays(today, to),
    part: 'full',
    half_days: 0,
    status: approved ? 'approved' : 'pending',
    note: '',
    decided_by: approved ? lead : null,
    decided_at: approved ? created : null,
    decision_note: '',
    decider_id: lead,
    created_at: created,
    updated_at: created,
    version: approved ? 2 : 1,
    ...about
  })
  const leaves = [
    leave(employee, 20, 23, { id: named.leaves.own, note: 'Acara keluarga di Solo.' }),
    leave(employee, 40, 40, { part: 'pm', kind: 'permit', note: 'Mengurus SIM.', approved: true }),
    leave(eko, 5, 8, { id: named.leaves.toApprove }),
    leave(eko, 26, 29, { id: named.leaves.toReject, kind: 'unpaid' }),
    leave(fitri, 2, 4, { kind: 'sick', approved: true }),
    ...(sickOn === undefined ? [] : [leave(fitri, 0, 0, { start_date: sickOn, end_date: sickOn, kind: 'sick', approved: true })])
  ]
  const leaveDays = leaves.flatMap((row) =>
    daysOf({ from: row.start_date, to: row.end_date }).flatMap((date) =>
      halvesOf(row.part).map((half) => ({
        user_id: row.user_id,
        date,
        half,
        leave_id: row.id,
        approved: Number(row.status === 'approved'),
        worked: Number(![0, 6].includes(new Date(date).getUTCDay()))
      }))
    )
  )
  const halvesWorked = ({ id }: Row) => leaveDays.filter(({ leave_id: leaveId, worked }) => leaveId === id && worked === 1).length
  return { leaves: leaves.map((row) => ({ ...row, half_days: halvesWorked(row) })), leaveDays }
}
