import { dayIn, daysIn, timeIn } from './dates.ts'
import { leaveKinds, type LeaveKind } from './leave-kinds.ts'
import type { Translated } from './locale.ts'

export interface NoticeText {
  title: string
  /** Empty when there is nothing to add. */
  body: string
}

/** Somebody's report, told to somebody else. */
interface AboutReport {
  /** Whose it is; null for the reader's own. */
  author: string | null
  date: string
}

interface Decision {
  /** Null where nobody did. */
  reviewer: string | null
  date: string
  note: string
}

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

/** `A, B and 3 more`. @param names the first of `count`. */
function namesIn (names: string[], count: number, more: (rest: number) => string): string {
  const rest = count - names.length
  return names.join(', ') + (rest > 0 ? more(rest) : '')
}

const andMore = { en: (rest: number) => ` and ${rest} more`, id: (rest: number) => ` dan ${rest} lainnya` }

const joined = (...parts: string[]): string => parts.filter(Boolean).join(' ')

/** What the service tells people, by type, in both languages. What it is made of is stored: a sentence is made for its reader. */
export const noticeTexts = {
  'report.submitted': ({ authors, count, team, date, excerpt }: {
    /** The first of those who wait. */
    authors: string[],
    count: number,
    team: string,
    date: string,
    /** Of the report, where it is one. */
    excerpt: string
  }) =>
    count === 1
      ? {
        en: { title: `${authors[0]} submitted the report of ${dayIn('en', date)}`, body: excerpt },
        id: { title: `${authors[0]} mengirim laporan tanggal ${dayIn('id', date)}`, body: excerpt }
      }
      : {
        en: {
          title: `${count} reports of ${team} of ${dayIn('en', date)} wait for your review`,
          body: namesIn(authors, count, andMore.en)
        },
        id: {
          title: `${count} laporan ${team} tanggal ${dayIn('id', date)} menunggu tinjauan Anda`,
          body: namesIn(authors, count, andMore.id)
        }
      },
  'report.approved': ({ reviewer, date, note }: Decision) => ({
    en: {
      title: reviewer === null
        ? `Your report of ${dayIn('en', date)} was approved automatically`
        : `${reviewer} approved your report of ${dayIn('en', date)}`,
      body: note
    },
    id: {
      title: reviewer === null
        ? `Laporan Anda tanggal ${dayIn('id', date)} disetujui secara otomatis`
        : `${reviewer} menyetujui laporan Anda tanggal ${dayIn('id', date)}`,
      body: note
    }
  }),
  'report.returned': ({ reviewer, date, note }: Decision & { reviewer: string }) => ({
    en: { title: `${reviewer} returned your report of ${dayIn('en', date)}`, body: note },
    id: { title: `${reviewer} mengembalikan laporan Anda tanggal ${dayIn('id', date)}`, body: note }
  }),
  'report.reopened': ({ reviewer, date, note }: Decision & { reviewer: string }) => ({
    en: { title: `${reviewer} reopened your report of ${dayIn('en', date)}`, body: note },
    id: { title: `${reviewer} membuka kembali laporan Anda tanggal ${dayIn('id', date)}`, body: note }
  }),
  'report.filed': ({ filer, date, excerpt }: { filer: string, date: string, excerpt: string }) => ({
    en: { title: `${filer} handed in your report of ${dayIn('en', date)}`, body: excerpt },
    id: { title: `${filer} mengirim laporan Anda tanggal ${dayIn('id', date)}`, body: excerpt }
  }),
  'report.comment': ({ writer, author, date, excerpt }: AboutReport & { writer: string, excerpt: string }) => ({
    en: { title: `${writer} commented on ${reportIn('en', author, date)}`, body: excerpt },
    id: { title: `${writer} mengomentari ${reportIn('id', author, date)}`, body: excerpt }
  }),
  'report.mention': ({ writer, author, date, excerpt }: AboutReport & { writer: string, excerpt: string }) => ({
    en: { title: `${writer} mentioned you on ${reportIn('en', author, date)}`, body: excerpt },
    id: { title: `${writer} menyebut Anda di ${reportIn('id', author, date)}`, body: excerpt }
  }),
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
  }),
  delegation: ({ from, startsOn, endsOn, note, ended }: {
    from: string,
    startsOn: string,
    endsOn: string,
    note: string,
    /** Before its last day. */
    ended: boolean
  }) => ({
    en: {
      title: ended ? `You no longer stand in for ${from}` : `You stand in for ${from}`,
      body: joined(`${daysIn('en', startsOn, endsOn)}.`, note)
    },
    id: {
      title: ended ? `Anda tidak lagi menggantikan ${from}` : `Anda menggantikan ${from}`,
      body: joined(`${daysIn('id', startsOn, endsOn)}.`, note)
    }
  }),
  blocker: ({ title, by, change, note }: {
    /** What is blocked. */
    title: string,
    by: string,
    change: 'assigned' | 'open' | 'resolved' | 'dismissed',
    note: string
  }) => ({
    en: {
      title: {
        assigned: `${by} asks you to clear a blocker`,
        open: `${by} opened a blocker of yours again`,
        resolved: `${by} resolved a blocker of yours`,
        dismissed: `${by} dismissed a blocker of yours`
      }[change],
      body: joined(`${title}.`, note)
    },
    id: {
      title: {
        assigned: `${by} meminta Anda mengatasi kendala`,
        open: `${by} membuka kembali kendala Anda`,
        resolved: `${by} menyelesaikan kendala Anda`,
        dismissed: `${by} mengesampingkan kendala Anda`
      }[change],
      body: joined(`${title}.`, note)
    }
  }),
  'identity.refused': ({ name, email }: { name: string, email: string }) => ({
    en: {
      title: `Another Google account asks for ${name}’s`,
      body:
        `${email} is linked to another Google account. If the address has changed hands, give the new person an account of their own; ` +
        'if it is the same person, unlink the old one. The audit log says more.'
    },
    id: {
      title: `Akun Google lain meminta akun ${name}`,
      body: `${email} terhubung dengan akun Google lain. Jika alamat itu berpindah tangan, buatkan akun tersendiri bagi orang yang baru; ` +
        'jika orangnya sama, putuskan hubungan yang lama. Log audit memuat selengkapnya.'
    }
  }),
  'webhook.stopped': ({ name, gone }: {
    name: string,
    /** Its receiver said so itself. */
    gone: boolean
  }) => ({
    en: {
      title: `The webhook ${name} was switched off`,
      body: `${gone ? 'Its receiver says that it is gone for good' : 'Its receiver took nothing for three days'}. ` +
        'What happens from now on is not sent until an admin switches it on again.'
    },
    id: {
      title: `Webhook ${name} dimatikan`,
      body: `${gone ? 'Penerimanya menyatakan sudah tidak ada' : 'Penerimanya tidak menerima apa pun selama tiga hari'}. ` +
        'Yang terjadi mulai sekarang tidak dikirim sampai admin menyalakannya kembali.'
    }
  })
} satisfies Record<string, (about: never) => Translated<NoticeText>>

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

function reportIn (locale: 'en' | 'id', author: string | null, date: string): string {
  if (locale === 'en') return `${author === null ? 'your report' : `the report of ${author}`} of ${dayIn('en', date)}`
  return `laporan ${author ?? 'Anda'} tanggal ${dayIn('id', date)}`
}

export type NoticeType = keyof typeof noticeTexts

/** What a notice of the type is made of. */
export type ArgumentsOf<Type extends NoticeType> = Parameters<typeof noticeTexts[Type]>[0]
