import type { Config } from '../../config.ts'
import type { Database } from '../../database/tables.ts'
import type { Mailer } from '../../mail/mailer.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { isSettled } from '../../repositories/platform/notifications.ts'
import { inWords, placeOf } from '../../rules/platform/notices.ts'
import { noticeMailKind, type NoticeMail } from '../../steps/platform/notify.ts'
import type { Job } from '../job.ts'
import { usual } from '../retries.ts'
import type { Transact } from '../../database/transaction.ts'

export interface NoticeMailDeps {
  config: Config
  clock: { now: () => Date }
  transaction: Transact
  mailer: Mailer | undefined
}

/** Writes a notice to who wants it by mail, in their language: once quiet hours are over, and not what they have read meanwhile. */
export const noticeMail: Job<NoticeMail, NoticeMailDeps> = {
  kind: noticeMailKind,
  atOnce: 4,
  timeout: 30_000,
  retries: usual,
  async work ({ config, mailer, transaction }, { userId, noticeId, target, ...notice }, run) {
    await transaction(async (tx) => {
      const reader = mailer && await readerOf(tx, userId)
      const isNews = noticeId === null || !await isSettled(tx, noticeId)
      if (reader && isNews) {
        const about = { ...bothOf(notice), url: config.frontEndUrl + placeOf(target) }
        await mailer.write(tx, { ...reader, letter: 'notice', about })
      }
      await run.complete(tx)
    })
  }
}

export function bothOf (notice: { type: string, arguments: unknown }) {
  return { en: inWords(notice, 'en'), id: inWords(notice, 'id') }
}

/** Undefined for who cannot sign in, any more or at all. */
export async function readerOf (tx: Database, userId: string) {
  const account = await users.find(tx, userId)
  if (!account || account.disabledAt !== null || account.email === '') return undefined
  return { to: account.email, locale: await userSettings.findLocale(tx, userId) ?? await organisation.readDefaultLocale(tx) }
}
