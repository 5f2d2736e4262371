import { toDateTime } from '../../database/dialect.ts'
import { hashOf } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/queries/writes.ts'

export interface SignInFlow {
  nonce: string
  codeVerifier: string
  returnTo: string
  /** Who wants to be linked, and the session that said so; undefined for who signs in. */
  link?: { userId: string, sessionId: string }
}

/** @param flow with its state and the secret of the browser that begins it; of both only hashes are kept. */
export async function insert (
  db: Database,
  { state, browser, nonce, codeVerifier, returnTo, link, expiresAt }: SignInFlow & { state: string, browser: string, expiresAt: Date }
): Promise<void> {
  await db.insertInto('sign_in_flows').values({
    id: hashOf(state),
    browser_hash: hashOf(browser),
    nonce,
    code_verifier: codeVerifier,
    return_to: returnTo,
    user_id: link?.userId ?? null,
    session_id: link?.sessionId ?? null,
    expires_at: toDateTime(expiresAt)
  }).execute()
}

/** Resolves to undefined when it is unknown, used or over, or began in another browser: then it is left as it is. */
export async function consume (db: Database, state: string, browser: string, now: Date): Promise<SignInFlow | undefined> {
  const row = await db.selectFrom('sign_in_flows').select(['id', 'nonce', 'code_verifier', 'return_to', 'user_id', 'session_id'])
    .where('id', '=', hashOf(state)).where('browser_hash', '=', hashOf(browser)).where('expires_at', '>', toDateTime(now))
    .executeTakeFirst()
  if (!row) return undefined
  const isFirst = await changesOne(db.deleteFrom('sign_in_flows').where('id', '=', row.id))
  if (!isFirst) return undefined
  const flow = { nonce: row.nonce, codeVerifier: row.code_verifier, returnTo: row.return_to }
  return row.user_id === null ? flow : { ...flow, link: { userId: row.user_id, sessionId: row.session_id! } }
}

export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_flows').where('expires_at', '<', toDateTime(now)).execute()
}
