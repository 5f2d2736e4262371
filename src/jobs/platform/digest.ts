import type { Config } from '../../config.ts'
import type { Database } from '../../database/tables.ts'
import { newId } from '../../database/id.ts'
import type { Mailer } from '../../mail/mailer.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import * as jobs from '../../repositories/platform/jobs.ts'
import { listUnreadSince } from '../../repositories/platform/notifications.ts'
import * as users from '../../repositories/organisation/users.ts'
import { digestsDue } from '../../rules/organisation/settings.ts'
import { addDays } from '../../rules/time/calendar.ts'
import type { DateRange } from '../../rules/time/ranges.ts'
import { readDigest } from '../../steps/insight/digests.ts'
import { digestPage } from '../../texts/digests.ts'
import type { Translated } from '../../texts/locale.ts'
import { asText } from '../../texts/pages.ts'
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
          payload: JSON.stringify(
            {
              userId,
              since: new Date(now.getTime() - (digest === 'weekly' ? 7 : 1) * day).toISOString(),
              ...(digest === 'weekly' && { range: { from: addDays(date, -7), to: addDays(date, -1) } })
            } satisfies DigestPayload
          ),
          now,
          dueAt: now
        })
      )
    }
  }
}

interface DigestPayload {
  userId: string
  since: string
  /** Of which days the work is put together; left out: of none. */
  range?: DateRange
}

/** What somebody has not read, and the work of the week, in one letter; none where there is neither. */
export const digestMail: Job<DigestPayload, DigestDeps & { config: Config, mailer: Mailer | undefined }> = {
  kind: 'digest-mail',
  atOnce: 2,
  timeout: 30_000,
  retries: { ...usual, within: day },
  async work ({ db, clock, config, mailer, transaction }, { userId, since, range }, run) {
    const pages = mailer && range ? await pagesFor(db, userId, range, clock.now()) : []
    await transaction(async (tx) => {
      const reader = mailer && await readerOf(tx, userId)
      const notices = await listUnreadSince(tx, userId, new Date(since), longest + 1)
      if (reader && notices.length + pages.length > 0) {
        const about = {
          notices: notices.slice(0, longest).map(bothOf),
          more: notices.length > longest,
          pages,
          url: `${config.frontEndUrl}/notifications`
        }
        await mailer.write(tx, { ...reader, letter: 'digest', about })
      }
      await run.complete(tx)
    })
  }
}

/** Of their own reports, and of each team that they lead, where there is anything. */
async function pagesFor (db: Database, userId: string, range: DateRange, now: Date): Promise<Translated[]> {
  const viewer = await users.find(db, userId)
  if (!viewer) return []
  const { timeZone } = await organisation.readDayRules(db, now)
  const led = viewer.teams.filter(({ role }) => role === 'lead')
  const asked = [
    { userId, user: { id: userId, name: viewer.name, avatarUrl: null }, team: null },
    ...led.map((team) => ({ teamId: team.id, user: null, team }))
  ]
  const pages: Translated[] = []
  for (const each of asked) {
    const digest = await readDigest(db, { viewer, range, ...each }, { now, timeZone })
    const { expected, excused, handedIn } = digest.figures
    if (expected + excused + handedIn > 0) pages.push({ en: asText(digestPage(digest, 'en')), id: asText(digestPage(digest, 'id')) })
  }
  return pages
}
