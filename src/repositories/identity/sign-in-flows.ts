import { toDateTime } from '../../database/dialect.ts'
import { hashOf } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne } from '../../database/writes.ts'

export interface SignInFlow {
  nonce: string
  codeVerifier: string
  returnTo: string
}

/** @param flow with its state and the secret of the browser that begins it; of both only hashes are kept. */
export async function insert (
  db: Database,
  { state, browser, nonce, codeVerifier, returnTo, expiresAt }: SignInFlow & { state: string, browser: string, expiresAt: Date }
): Promise<void> {
  await db.insertInto('sign_in_flows').values({
    id: hashOf(state),
    browser_hash: hashOf(browser),
    nonce,
    code_verifier: codeVerifier,
    return_to: returnTo,
    expires_at: toDateTime(expiresAt)
  }).execute()
}

/** Resolves to undefined when it is unknown, used or over, or began in another browser: then it is left as it is. */
export async function consume (db: Database, state: string, browser: string, now: Date): Promise<SignInFlow | undefined> {
  const row = await db.selectFrom('sign_in_flows').select(['id', 'nonce', 'code_verifier', 'return_to'])
    .where('id', '=', hashOf(state)).where('browser_hash', '=', hashOf(browser)).where('expires_at', '>', toDateTime(now))
    .executeTakeFirst()
  if (!row) return undefined
  const isFirst = await changesOne(db.deleteFrom('sign_in_flows').where('id', '=', row.id))
  return isFirst ? { nonce: row.nonce, codeVerifier: row.code_verifier, returnTo: row.return_to } : undefined
}

export async function deleteExpired (db: Database, now: Date): Promise<void> {
  await db.deleteFrom('sign_in_flows').where('expires_at', '<', toDateTime(now)).execute()
}
