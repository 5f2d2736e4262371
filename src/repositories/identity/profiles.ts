import type { Database } from '../../database/tables.ts'
import type { Profile } from '../../../generated/schemas.ts'
import { avatarUrlOf } from '../organisation/pictures.ts'
import * as users from '../organisation/users.ts'
import { findPendingEmail } from './link-tokens.ts'

/** A person as they see themselves. Undefined for nobody. */
export async function find (db: Database, userId: string, now: Date): Promise<Profile | undefined> {
  const account = await users.find(db, userId)
  if (!account) return undefined
  const { avatar_hash: hash } = await db.selectFrom('users').select('avatar_hash').where('id', '=', userId).executeTakeFirstOrThrow()
  const { id, email, name, phone, title, employeeNo, role, divisionId, teams, hasPassword, version } = account
  return {
    id,
    email,
    pendingEmail: await findPendingEmail(db, userId, now) ?? null,
    name,
    phone,
    title,
    employeeNo,
    role,
    divisionId,
    teams,
    avatarUrl: avatarUrlOf(userId, hash),
    hasPassword,
    version
  }
}
