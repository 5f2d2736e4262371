/** Mistakes in what people are told, none of which compiles. The compiler checks this; there is nothing to run. */
import { notify } from '../../src/steps/platform/notify.ts'
import type { Database } from '../../src/database/tables.ts'
import type { NoticeText } from '../../src/texts/notices.ts'
import type { Translated } from '../../src/texts/locale.ts'

declare const tx: Database
declare const now: Date
const date = '2026-11-20'
const told = { userId: 'A', target: null, actorId: null }

// What is right compiles, or the mistakes below would prove nothing.
void notify(tx, now, { ...told, type: 'obligation.missed', arguments: { date } })

// @ts-expect-error: there is no such type
void notify(tx, now, { ...told, type: 'obligation.mist', arguments: { date } })
// @ts-expect-error: an argument is missing
void notify(tx, now, { ...told, type: 'report.returned', arguments: { date, note: '' } })
// @ts-expect-error: an argument of another type
void notify(tx, now, { ...told, type: 'obligation.missed', arguments: { date, note: '' } })
// @ts-expect-error: an argument that is none
void notify(tx, now, { ...told, type: 'obligation.missed', arguments: { date: null } })
// @ts-expect-error: nobody is told
void notify(tx, now, { target: null, actorId: null, type: 'obligation.missed', arguments: { date } })
// @ts-expect-error: a text in one language only
export const half: Translated<NoticeText> = { en: { title: '', body: '' } }
