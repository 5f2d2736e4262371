import { dayIn } from './dates.ts'
import { andMore, joined, namesIn, type Notices } from './notice-text.ts'

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

/** What is told of reports and of what blocks them. */
export const workNotices = {
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
  })
} satisfies Notices

function reportIn (locale: 'en' | 'id', author: string | null, date: string): string {
  if (locale === 'en') return `${author === null ? 'your report' : `the report of ${author}`} of ${dayIn('en', date)}`
  return `laporan ${author ?? 'Anda'} tanggal ${dayIn('id', date)}`
}
