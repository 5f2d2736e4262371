import type { FastifyRequest } from 'fastify'
import type { Database } from '../../../database/tables.ts'
import * as apiTokens from '../../../repositories/outward/api-tokens.ts'
import type { HandlerDeps } from '../../deps.ts'

/** Why API tokens were ended. */
export type EndOfTokens = 'revoked' | 'password_reset' | 'disabled' | 'role'

/** Ends all API tokens of a person; each is audited. @returns how many there were. */
export async function endTokens (
  tx: Database,
  request: FastifyRequest,
  userId: string,
  reason: EndOfTokens,
  audit: HandlerDeps['audit']
): Promise<number> {
  const ended = await apiTokens.removeAll(tx, userId)
  for (const id of ended) await audit(tx, request, { action: 'token.revoked', targetType: 'token', targetId: id, after: { reason } })
  return ended.length
}
