import { dayIn, daysIn, timeIn } from './dates.ts'
import { leaveKinds, type LeaveKind } from './leave-kinds.ts'
import type { Translated } from './locale.ts'
import { andMore, joined, namesIn, type Notices } from './notice-text.ts'

/** Times as clocks of the organisation show them, `2026-11-20T18:00`. */
interface Reminder {
  date: string
  deadline: string
}

interface LeaveDays {
  startDate: string
  endDate: string
  note: string
}

const halves: Record<'full' | 'am' | 'pm', Translated> = {
  full: { en: '', id: '' },
  am: { en: ', in the morning', id: ', pagi hari' },
  pm: { en: ', in the afternoon', id: ', siang hari' }
}

/** What is told of days that are owed, and of leave. */
export const timeNotices = {
  'reminder.due': ({ date, deadline, sender, message }: Reminder & {
    /** Null where the schedule reminds. */
    sender: string | null,
    message: string
  }) => ({
    en: sender === null
      ? { title: `Your report of ${dayIn('en', date)} is due at ${timeIn('en', deadline, date)}`, body: message }
      : {
        title: `${sender} reminds you of your report of ${dayIn('en', date)}`,
        body: message || `It is due at ${timeIn('en', deadline, date)}.`
      },
    id: sender === null
      ? { title: `Laporan Anda tanggal ${dayIn('id', date)} harus dikirim sebelum ${timeIn('id', deadline, date)}`, body: message }
      : {
        title: `${sender} mengingatkan laporan Anda tanggal ${dayIn('id', date)}`,
        body: message || `Batas waktunya ${timeIn('id', deadline, date)}.`
      }
  }),
  'reminder.overdue': ({ date, deadline, closes }: Reminder & {
    /** Until when it can be handed in, late; null where it can not. */
    closes: string | null
  }) => ({
    en: {
      title: `Your report of ${dayIn('en', date)} is overdue`,
      body: joined(
        `It was due at ${timeIn('en', deadline, date)}.`,
        closes === null ? '' : `It can be handed in, late, until ${timeIn('en', closes)}.`
      )
    },
    id: {
      title: `Laporan Anda tanggal ${dayIn('id', date)} sudah lewat batas waktu`,
      body: joined(
        `Batas waktunya ${timeIn('id', deadline, date)}.`,
        closes === null ? '' : `Laporan masih dapat dikirim, terlambat, sampai ${timeIn('id', closes)}.`
      )
    }
  }),
  'obligation.missed': ({ date }: { date: string }) => ({
    en: { title: `There is no report of yours of ${dayIn('en', date)}`, body: 'Its time has passed; it counts as missed.' },
    id: { title: `Tidak ada laporan Anda tanggal ${dayIn('id', date)}`, body: 'Waktunya sudah lewat; tercatat sebagai tidak melapor.' }
  }),
  'obligation.excused': ({ date, by, note, ...change }: {
    date: string,
    by: string,
    note: string,
    /** The excuse was taken back. */
    restored: boolean,
    /** Until when it is taken again, where it was not excused. */
    until?: string,
    /** What was asked for is not granted. */
    declined?: boolean
  }) => {
    const { en, id } = decisionOnDay(date, by, change)
    return { en: { title: en, body: note }, id: { title: id, body: note } }
  },
  'obligation.requested': ({ person, date, kind, note }: { person: string, date: string, kind: 'extend' | 'excuse', note: string }) => ({
    en: {
      title: kind === 'excuse'
        ? `${person} asks to be excused for ${dayIn('en', date)}`
        : `${person} asks for more time for the report of ${dayIn('en', date)}`,
      body: note
    },
    id: {
      title: kind === 'excuse'
        ? `${person} minta dibebaskan dari laporan tanggal ${dayIn('id', date)}`
        : `${person} minta tambahan waktu untuk laporan tanggal ${dayIn('id', date)}`,
      body: note
    }
  }),
  'team.digest': ({ team, date, expected, handedIn, missing, missingCount, waiting }: {
    team: string,
    date: string,
    expected: number,
    handedIn: number,
    /** The first of those who have not handed in. */
    missing: string[],
    missingCount: number,
    /** Reports that have waited for a review for more than a day. */
    waiting: number
  }) => ({
    en: {
      title: `${team}, ${dayIn('en', date)}: ${handedIn} of ${expected} reports`,
      body: joined(
        missingCount === 0 ? '' : `Missing: ${namesIn(missing, missingCount, andMore.en)}.`,
        waiting === 0 ? '' : `${waiting} ${waiting === 1 ? 'has' : 'have'} waited for a review for more than a day.`
      )
    },
    id: {
      title: `${team}, ${dayIn('id', date)}: ${handedIn} dari ${expected} laporan`,
      body: joined(
        missingCount === 0 ? '' : `Belum melapor: ${namesIn(missing, missingCount, andMore.id)}.`,
        waiting === 0 ? '' : `${waiting} laporan menunggu tinjauan lebih dari sehari.`
      )
    }
  }),
  'leave.requested': ({ person, kind, part, startDate, endDate, note }: LeaveDays & {
    person: string,
    kind: LeaveKind,
    part: 'full' | 'am' | 'pm'
  }) => ({
    en: {
      title: `${person} asks for ${leaveKinds[kind].en}`,
      body: joined(`${daysIn('en', startDate, endDate)}${halves[part].en}.`, note)
    },
    id: {
      title: `${person} mengajukan ${leaveKinds[kind].id}`,
      body: joined(`${daysIn('id', startDate, endDate)}${halves[part].id}.`, note)
    }
  }),
  'leave.decided': ({ by, person, status, startDate, endDate, note }: LeaveDays & {
    by: string,
    /** Whose leave it is; null for the reader's own. */
    person: string | null,
    status: 'approved' | 'rejected' | 'cancelled'
  }) => ({
    en: {
      title: `${by} ${status} ${person === null ? 'your leave' : person === by ? 'their leave' : `the leave of ${person}`}`,
      body: joined(`${daysIn('en', startDate, endDate)}.`, note)
    },
    id: {
      title: `${by} ${{ approved: 'menyetujui', rejected: 'menolak', cancelled: 'membatalkan' }[status]} cuti${
        person === null ? ' Anda' : person === by ? 'nya' : ` ${person}`
      }`,
      body: joined(`${daysIn('id', startDate, endDate)}.`, note)
    }
  })
} satisfies Notices

function decisionOnDay (
  date: string,
  by: string,
  { restored, until, declined = false }: { restored: boolean, until?: string, declined?: boolean }
): Translated {
  const [en, id] = [dayIn('en', date), dayIn('id', date)]
  if (declined) return { en: `${by} declined what you asked for ${en}`, id: `${by} menolak permintaan Anda untuk ${id}` }
  if (until !== undefined) {
    return {
      en: `${by} takes your report of ${en}, late, until ${timeIn('en', until)}`,
      id: `${by} menerima laporan Anda tanggal ${id}, terlambat, sampai ${timeIn('id', until)}`
    }
  }
  return restored
    ? { en: `${by} took back your excuse for ${en}`, id: `${by} membatalkan izin Anda untuk ${id}` }
    : { en: `${by} excused you for ${en}`, id: `${by} membebaskan Anda dari laporan tanggal ${id}` }
}
