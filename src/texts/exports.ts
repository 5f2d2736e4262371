/** What the columns of exports are called. */
import type { Locale, Translated } from './locale.ts'

const headings = {
  date: { en: 'Date', id: 'Tanggal' },
  person: { en: 'Person', id: 'Nama' },
  team: { en: 'Team', id: 'Tim' },
  division: { en: 'Division', id: 'Divisi' },
  state: { en: 'State', id: 'Status' },
  timing: { en: 'Timing', id: 'Ketepatan' },
  submittedAt: { en: 'Handed in', id: 'Dikirim' },
  decidedBy: { en: 'Decided by', id: 'Diputuskan oleh' },
  decidedAt: { en: 'Decided', id: 'Diputuskan' },
  mood: { en: 'Mood', id: 'Suasana hati' },
  summary: { en: 'Summary', id: 'Ringkasan' },
  planNext: { en: 'Plan', id: 'Rencana' },
  title: { en: 'Item', id: 'Pekerjaan' },
  detail: { en: 'Detail', id: 'Rincian' },
  category: { en: 'Category', id: 'Kategori' },
  status: { en: 'Status', id: 'Status' },
  progress: { en: 'Progress (%)', id: 'Kemajuan (%)' },
  minutes: { en: 'Minutes', id: 'Menit' },
  quantity: { en: 'Quantity', id: 'Jumlah' },
  unit: { en: 'Unit', id: 'Satuan' },
  deadlineAt: { en: 'Deadline', id: 'Batas waktu' },
  outcome: { en: 'Outcome', id: 'Hasil' },
  reason: { en: 'Excused by', id: 'Alasan dimaklumi' },
  firstSubmittedAt: { en: 'First handed in', id: 'Pertama dikirim' },
  lateMinutes: { en: 'Minutes late', id: 'Menit terlambat' }
} satisfies Record<string, Translated>

export type ColumnName = keyof typeof headings

export function headingOf (locale: Locale, column: ColumnName): string {
  return headings[column][locale]
}
