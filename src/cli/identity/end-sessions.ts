import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import * as sessions from '../../repositories/identity/sessions.ts'
import * as apiTokens from '../../repositories/outward/api-tokens.ts'
import { append } from '../../repositories/platform/audit.ts'
import * as events from '../../repositories/platform/events.ts'
import { sessionRevoked } from '../../rules/platform/channels.ts'

/** Whoever may run commands on the server: nobody of the organisation. */
export const operator = { actorId: null, address: null, requestId: null }

type Reason = 'identity_unlinked' | 'password_reset' | 'revoked'

/** Ends the sessions of a person and, through their events, the open connections on every replica; audited. @returns how many. */
export async function endSessions (tx: Database, auditKey: Buffer, userId: string, reason: Reason, now: Date): Promise<number> {
  const ended: string[] = []
  for (const id of await sessions.listLiveIds(tx, userId, now)) if (await sessions.revoke(tx, id, reason, now)) ended.push(id)
  await events.append(tx, now, newId(now.getTime()), ended.map(sessionRevoked))
  for (const id of ended) {
    const target = { action: 'session.revoked', targetType: 'session', targetId: id } as const
    await append(tx, auditKey, { ...operator, time: now, ...target, after: { reason } })
  }
  return ended.length
}

/** Ends the API tokens of a person; audited. @returns how many. */
export async function endTokens (tx: Database, auditKey: Buffer, userId: string, reason: Reason, now: Date): Promise<number> {
  const ended = await apiTokens.removeAll(tx, userId)
  for (const id of ended) {
    await append(tx, auditKey, { ...operator, time: now, action: 'token.revoked', targetType: 'token', targetId: id, after: { reason } })
  }
  return ended.length
}
