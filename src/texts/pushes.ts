import type { Translated } from './locale.ts'
import type { NoticeType } from './notices.ts'

/** What a locked screen may show of a notice: what kind of thing happened, and nobody's name, day or word. */
export const pushTexts: Record<NoticeType, Translated> = {
  'report.submitted': { en: 'A report waits for your review.', id: 'Ada laporan yang menunggu tinjauan Anda.' },
  'report.approved': { en: 'A report of yours was approved.', id: 'Laporan Anda disetujui.' },
  'report.returned': { en: 'A report of yours was returned.', id: 'Laporan Anda dikembalikan.' },
  'report.reopened': { en: 'A report of yours was reopened.', id: 'Laporan Anda dibuka kembali.' },
  'report.filed': { en: 'A report was handed in for you.', id: 'Sebuah laporan dikirim untuk Anda.' },
  'report.comment': { en: 'There is a new comment.', id: 'Ada komentar baru.' },
  'report.mention': { en: 'Somebody mentioned you.', id: 'Seseorang menyebut Anda.' },
  'reminder.due': { en: 'Your report is due soon.', id: 'Laporan Anda segera jatuh tempo.' },
  'reminder.overdue': { en: 'Your report is overdue.', id: 'Laporan Anda sudah lewat batas waktu.' },
  'obligation.missed': { en: 'A report of yours was missed.', id: 'Ada laporan Anda yang terlewat.' },
  'obligation.excused': { en: 'Whether you owe a report was decided.', id: 'Ada keputusan tentang kewajiban laporan Anda.' },
  'obligation.requested': { en: 'A request waits for your decision.', id: 'Ada permintaan yang menunggu keputusan Anda.' },
  'team.digest': { en: 'The day of your team is summed up.', id: 'Ringkasan hari tim Anda tersedia.' },
  'leave.requested': { en: 'A request waits for your decision.', id: 'Ada permintaan yang menunggu keputusan Anda.' },
  'leave.decided': { en: 'A request of yours was decided.', id: 'Permintaan Anda sudah diputuskan.' },
  delegation: { en: 'For whom you stand in has changed.', id: 'Tugas Anda sebagai pengganti berubah.' },
  blocker: { en: 'Something happened to a blocker of yours.', id: 'Ada perkembangan pada kendala Anda.' },
  'identity.refused': { en: 'Somebody’s sign-in needs a look.', id: 'Ada upaya masuk yang perlu diperiksa.' },
  'webhook.stopped': { en: 'A webhook was switched off.', id: 'Sebuah webhook dimatikan.' }
}
