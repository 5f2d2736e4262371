import { dayIn, timeIn } from './dates.ts'
import type { Locale, Translated } from './locale.ts'

type Scope = 'org' | 'division' | 'team' | 'user'
type HolidayKind = 'national' | 'joint_leave' | 'company' | 'workday'
type Outcome = 'due' | 'on_time' | 'late' | 'missed' | 'excused'
type Text<About> = (about: About) => Translated

const scopes: Record<Scope, Translated> = {
  org: { en: 'the schedule of the organisation', id: 'jadwal organisasi' },
  division: { en: 'the schedule of the division', id: 'jadwal divisi' },
  team: { en: 'the schedule of the team', id: 'jadwal tim' },
  user: { en: 'a schedule of one’s own', id: 'jadwal pribadi' }
}

const kinds: Record<HolidayKind, Translated> = {
  national: { en: 'a public holiday', id: 'hari libur nasional' },
  joint_leave: { en: 'joint leave', id: 'cuti bersama' },
  company: { en: 'a holiday of the company', id: 'libur perusahaan' },
  workday: { en: 'a working day out of turn', id: 'hari kerja pengganti' }
}

const outcomes: Record<Outcome, Translated> = {
  due: { en: 'It is due.', id: 'Laporan masih ditunggu.' },
  on_time: { en: 'It is on time.', id: 'Laporan tepat waktu.' },
  late: { en: 'It is late.', id: 'Laporan terlambat.' },
  missed: { en: 'It is missed.', id: 'Tidak ada laporan sampai batas akhir.' },
  excused: { en: 'It is excused.', id: 'Dibebaskan dari laporan.' }
}

const persons: Record<'noTeam' | 'notRequired' | 'notEmployed' | 'unknown', Translated> = {
  noTeam: { en: 'Nothing was owed: in no team on that day.', id: 'Tidak wajib melapor: belum punya tim pada hari itu.' },
  notRequired: { en: 'Nothing was owed: no reports are asked for.', id: 'Tidak wajib melapor.' },
  notEmployed: { en: 'Nothing was owed: not at work on that day.', id: 'Tidak wajib melapor: tidak bekerja pada hari itu.' },
  unknown: { en: 'Nothing was owed: not here on that day.', id: 'Tidak wajib melapor: belum terdaftar pada hari itu.' }
}

const both = (make: (locale: Locale) => string): Translated => ({ en: make('en'), id: make('id') })

/** What the steps of an explanation say, times as clocks of the organisation show them. */
export const explanationTexts = {
  person: ((result) => persons[result]) satisfies Text<keyof typeof persons>,
  noSchedule: { en: 'No schedule was in force.', id: 'Tidak ada jadwal yang berlaku.' },
  schedule: (({ scope, over }) => ({
    en: `Decided by ${scopes[scope].en}${over.length > 0 ? `, before ${over.map((one) => scopes[one].en).join(' and ')}` : ''}.`,
    id: `Ditentukan oleh ${scopes[scope].id}${over.length > 0 ? `, mendahului ${over.map((one) => scopes[one].id).join(' dan ')}` : ''}.`
  })) satisfies Text<{ scope: Scope, over: Scope[] }>,
  shift: ((name) => ({
    en: `Decided by the roster of the team: ${name}.`,
    id: `Ditentukan oleh jadwal gilir tim: ${name}.`
  })) satisfies Text<string>,
  dayOff: { en: 'A day off by the roster of the team.', id: 'Hari libur menurut jadwal gilir tim.' },
  notWorked: ((date) => ({
    en: `${dayIn('en', date)} is no working day of that schedule.`,
    id: `${dayIn('id', date)} bukan hari kerja menurut jadwal itu.`
  })) satisfies Text<string>,
  holiday: (({ name, kind }) => both((locale) => `${name}: ${kinds[kind][locale]}.`)) satisfies Text<{ name: string, kind: HolidayKind }>,
  leave: ((part) => ({
    en: part === 'full' ? 'On leave.' : 'On leave for half of the day, which changes nothing.',
    id: part === 'full' ? 'Sedang cuti.' : 'Cuti setengah hari, yang tidak mengubah kewajiban.'
  })) satisfies Text<'full' | 'half'>,
  excuse: (({ by, onBehalfOf, note }) => ({
    en: `Excused by ${by}${onBehalfOf === null ? '' : ` for ${onBehalfOf}`}: ${note}`,
    id: `Dibebaskan oleh ${by}${onBehalfOf === null ? '' : ` atas nama ${onBehalfOf}`}: ${note}`
  })) satisfies Text<{ by: string, onBehalfOf: string | null, note: string }>,
  inactive: {
    en: 'Excused: the account was disabled before the window closed.',
    id: 'Dibebaskan: akun dinonaktifkan sebelum batas akhir.'
  },
  deadline: (({ deadline, grace, closes }) => ({
    en: `The deadline was ${timeIn('en', deadline)}; on time until ${timeIn('en', grace)}, taken until ${timeIn('en', closes)}.`,
    id: `Batas waktunya ${timeIn('id', deadline)}; tepat waktu sampai ${timeIn('id', grace)}, diterima sampai ${timeIn('id', closes)}.`
  })) satisfies Text<{ deadline: string, grace: string, closes: string }>,
  extension: (({ by, note }) => ({
    en: `Taken for longer by ${by}: ${note}`,
    id: `Batas penerimaan diperpanjang oleh ${by}: ${note}`
  })) satisfies Text<{ by: string, note: string }>,
  handIn: (({ at, lateMinutes }) => ({
    en: `Handed in at ${timeIn('en', at)}${lateMinutes === null ? '' : `, ${lateMinutes} minutes after the deadline`}.`,
    id: `Dikirim pada ${timeIn('id', at)}${lateMinutes === null ? '' : `, ${lateMinutes} menit setelah batas waktu`}.`
  })) satisfies Text<{ at: string, lateMinutes: number | null }>,
  noHandIn: { en: 'Not handed in.', id: 'Belum dikirim.' },
  outcome: ((outcome) => outcomes[outcome]) satisfies Text<Outcome>,
  nothingOwed: { en: 'Nothing is owed; what is handed in is extra.', id: 'Tidak ada kewajiban; laporan yang dikirim adalah tambahan.' }
}
