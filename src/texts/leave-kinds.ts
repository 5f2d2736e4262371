import type { Translated } from './locale.ts'

export type LeaveKind = 'annual' | 'sick' | 'permit' | 'maternity' | 'unpaid' | 'other'

/** As they stand in a sentence. */
export const leaveKinds: Record<LeaveKind, Translated> = {
  annual: { en: 'annual leave', id: 'cuti tahunan' },
  sick: { en: 'sick leave', id: 'cuti sakit' },
  permit: { en: 'leave of absence', id: 'izin' },
  maternity: { en: 'maternity leave', id: 'cuti melahirkan' },
  unpaid: { en: 'unpaid leave', id: 'cuti tanpa gaji' },
  other: { en: 'leave', id: 'cuti' }
}
