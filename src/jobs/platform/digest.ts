import type { Config } from '../../config.ts'
import type { Database } from '../../database/tables.ts'
import { newId } from '../../database/id.ts'
import type { Mailer } from '../../mail/mailer.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import { listUnreadSince } from '../../repositories/platform/notifications.ts'
import { digestsDue } from '../../rules/organisation/settings.ts'
import type { Job } from '../job.ts'
import { nextQuarter } from '../quarters.ts'
import { usual } from '../retries.ts'
import { bothOf, readerOf, type NoticeMailDeps } from './notice-mail.ts'

/** In milliseconds. */
const day = 86_400_000
/** How many notices a digest names. */
const longest = 20

interface DigestDeps {
  db: Database
  clock: { now: () => Date }
  transaction: NoticeMailDeps['transaction']
}

/** Each quarter of an hour: whose digest is due is sent one, once a day. */
export const digests: Job<Record<string, never>, DigestDeps> = {
  kind: 'digests',
  atOnce: 1,
  timeout: 60_000,
  retries: usual,
  next: (now) => nextQuarter(now),
  async work ({ db, clock, transaction }) {
    const now = clock.now()
    const settings = await organisation.readSettings(db, now)
    if (!settings) return
    const { date, kinds, from, to } = digestsDue(now, settings.timezone)
    const wanted = await userSettings.listDigests(db, kinds, from, to)
    const sent = await jobs.keysOf(db, digestMail.kind, wanted.map(({ id }) => `${id} ${date}`))
    for (const { id: userId, digest } of wanted.filter(({ id }) => !sent.has(`${id} ${date}`))) {
      await transaction((tx) =>
        jobs.insert(tx, {
          id: newId(now.getTime()),
          kind: digestMail.kind,
          key: `${userId} ${date}`,
          payload: JSON.stringify({ userId, since: new Date(now.getTime() - (digest === 'weekly' ? 7 : 1) * day).toISOString() }),
          now,
          dueAt: now
        })
      )
    }
  }
}

/** What somebody has not read, in one letter; none where there is nothing. */
export const digestMail: Job<
  { userId: string, since: string },
  Pick<NoticeMailDeps, 'transaction'> & { config: Config, mailer: Mailer | undefined }
> = {
  kind: 'digest-mail',
  atOnce: 2,
  timeout: 30_000,
  retries: { ...usual, within: day },
  async work ({ config, mailer, transaction }, { userId, since }, run) {
    await transaction(async (tx) => {
      const reader = mailer && await readerOf(tx, userId)
      const notices = await listUnreadSince(tx, userId, new Date(since), longest + 1)
      if (reader && notices.length > 0) {
        const about = {
          notices: notices.slice(0, longest).map(bothOf),
          more: notices.length > longest,
          url: `${config.frontEndUrl}/notifications`
        }
        await mailer.write(tx, { ...reader, letter: 'digest', about })
      }
      await run.complete(tx)
    })
  }
}
