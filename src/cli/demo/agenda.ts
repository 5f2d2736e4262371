import { ulid } from 'ulid'
import { toDateTime } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { addDays } from '../../rules/time/calendar.ts'
import { named } from './named.ts'
import { utcOffset } from './people.ts'
import type { Random } from './texts.ts'

type Row = DemoRows['calendarEvents'][number]

/** What is in the calendars: a meeting of each team every Monday, and some things beside. @param founded everything is there since then. */
export function agenda (rows: DemoRows, today: string, founded: number, random: Random): Row[] {
  // Those that are empty can be deleted: nothing refers to them.
  const teams = rows.teams.filter(({ id }) => !named.emptyTeams.includes(id))
  const divisions = rows.divisions.filter(({ id }) => !named.emptyDivisions.includes(id))
  const [employeeId, leadId, hrId] = ['employee', 'lead', 'hr'].map((name) => named.users[`${name}@workpulse.test`])
  const created = toDateTime(new Date(founded))
  const event = (about: Partial<Row> & Pick<Row, 'scope' | 'scope_key' | 'title' | 'date' | 'created_by'>): Row => ({
    id: ulid(founded, random.number),
    description: '',
    location: '',
    end_date: about.date,
    starts_at: null,
    ends_at: null,
    created_at: created,
    updated_at: created,
    version: 1,
    ...about
  })
  const at = (date: string, from: string, to: string) => ({ date, starts_at: instant(date, from), ends_at: instant(date, to) })
  const mondays = Array.from({ length: 28 }, (_, index) => addDays(today, index - 7)).filter((date) => new Date(date).getUTCDay() === 1)
  const meetings = teams.flatMap(({ id, name }) =>
    mondays.map((monday) =>
      event({
        scope: 'team',
        scope_key: id,
        title: `Rapat mingguan ${name}`,
        description: 'Target minggu ini dan kendala minggu lalu.',
        location: 'Ruang briefing',
        ...at(monday, '08:00', '08:30'),
        created_by: leadId
      })
    )
  )
  // The examples are about the meeting of the employee's team next week.
  meetings.find(({ title, date }) => title.endsWith('Line 4') && date > today)!.id = named.calendarEvents.team
  return [
    ...meetings,
    event({
      id: named.calendarEvents.personal,
      scope: 'personal',
      scope_key: employeeId,
      title: 'Ke dokter gigi',
      ...at(addDays(today, 4), '09:00', '10:30'),
      created_by: employeeId
    }),
    ...divisions.map(({ id, name }) =>
      event({
        scope: 'division',
        scope_key: id,
        title: `Stok opname ${name}`,
        date: addDays(today, 9),
        end_date: addDays(today, 10),
        created_by: hrId
      })
    ),
    event({
      scope: 'org',
      scope_key: 'org',
      title: 'Pelatihan K3',
      description: 'Wajib bagi semua karyawan.',
      location: 'Aula lantai 2',
      ...at(addDays(today, 6), '13:00', '16:00'),
      created_by: hrId
    })
  ]
}

function instant (date: string, time: string): string {
  return toDateTime(new Date(`${date}T${time}:00${utcOffset}`))
}
