import { prepare } from '../../database/queries/prepared.ts'
import type { Database, Tables } from '../../database/tables.ts'
import { insertUnlessThere, updateAtVersion } from '../../database/queries/writes.ts'
import type { ChangedNotifications, Locale, QuietHours, UserSettings } from '../../../generated/schemas.ts'

/** What somebody has chosen. */
interface Chosen extends Pick<UserSettings, 'locale' | 'theme' | 'weekStart' | 'digest' | 'digestAt' | 'version'> {
  /** What is otherwise than usual. */
  notifications: ChangedNotifications
  quietHours: QuietHours
}

/** Undefined where they have changed nothing yet. */
export async function find (db: Database, userId: string): Promise<Chosen | undefined> {
  const row = await db.selectFrom('user_settings').selectAll().where('id', '=', userId).executeTakeFirst()
  return row && {
    locale: row.locale,
    theme: row.theme,
    weekStart: row.week_start,
    notifications: JSON.parse(row.notifications),
    quietHours: { enabled: row.quiet_enabled === 1, from: row.quiet_from, to: row.quiet_to },
    digest: row.digest,
    digestAt: row.digest_at,
    version: row.version
  }
}

/** Stores them in the place of those at `version`. @throws OvertakenError when somebody else has changed them since. */
export async function replace (tx: Database, userId: string, version: number, chosen: Chosen): Promise<void> {
  const row: Omit<Tables['user_settings'], 'id' | 'version'> = {
    locale: chosen.locale,
    theme: chosen.theme,
    week_start: chosen.weekStart,
    notifications: JSON.stringify(chosen.notifications),
    quiet_enabled: Number(chosen.quietHours.enabled),
    quiet_from: chosen.quietHours.from,
    quiet_to: chosen.quietHours.to,
    digest: chosen.digest,
    digest_at: chosen.digestAt
  }
  // Who has none has the usual ones, at version 1.
  if (version === 1) await insertUnlessThere(tx.insertInto('user_settings').values({ id: userId, ...row, version: 1 }))
  await updateAtVersion(tx, 'user_settings', userId, version, row)
}

const locale = prepare((db, parameter: (name: 'id') => string) =>
  db.selectFrom('user_settings').select('locale').where('id', '=', parameter('id'))
)

/** In which language somebody wants to read; undefined where they have not said. */
export async function findLocale (db: Database, userId: string): Promise<Locale | undefined> {
  const [row] = await locale(db, { id: userId })
  return row?.locale ?? undefined
}

/** Who wants one of these digests at a time of the day from `from` to `to`, `HH:MM` each. */
export async function listDigests (
  db: Database,
  kinds: Chosen['digest'][],
  from: string,
  to: string
): Promise<{ id: string, digest: Chosen['digest'] }[]> {
  return db.selectFrom('user_settings').select(['id', 'digest'])
    .where('digest', 'in', kinds).where('digest_at', '>=', from).where('digest_at', '<=', to).orderBy('id').execute()
}
