import { newId } from '../../database/id.ts'
import { notFound, ruleRefused } from '../../http/errors.ts'
import * as apiTokens from '../../repositories/outward/api-tokens.ts'
import * as users from '../../repositories/organisation/users.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { endTokens } from '../shared/outward/tokens.ts'

const mostTokens = 20
/** In days. */
const longestLife = 366

export function tokenHandlers ({ db, clock, transaction, audit, apiTokens: { newToken } }: HandlerDeps) {
  /** @throws RULE_REFUSED for what is over, or too far away. */
  function expiryOf (text: string, now: Date): Date {
    const expiresAt = new Date(text)
    // A leap second is none to the clock.
    if (!(expiresAt > now)) throw ruleRefused('/body/expiresAt', 'elapsed')
    if (expiresAt.getTime() - now.getTime() > longestLife * 86_400_000) throw ruleRefused('/body/expiresAt', 'tooFar', longestLife)
    return expiresAt
  }

  return implement('tokens', {
    async listApiTokens ({ viewer }) {
      return { items: await apiTokens.list(db, viewer.id, clock.now()) }
    },

    async createApiToken ({ body: { name, scopes, expiresAt: asked }, viewer, request }) {
      const now = clock.now()
      const expiresAt = expiryOf(asked, now)
      const { token, hash } = newToken()
      return transaction(async (tx) => {
        // Two at once are counted one after the other.
        await users.lockCredentials(tx, viewer.id)
        if ((await apiTokens.list(tx, viewer.id, now)).length >= mostTokens) throw ruleRefused('/body', 'tooMany', mostTokens)
        const made = await apiTokens.insert(tx, { id: newId(now.getTime()), userId: viewer.id, name, scopes, hash, expiresAt }, now)
        const after = { name, scopes, expiresAt: made.expiresAt }
        await audit(tx, request, { action: 'token.created', targetType: 'token', targetId: made.id, after })
        return { ...made, token }
      })
    },

    async revokeApiToken ({ params: { tokenId }, viewer, request }) {
      await transaction(async (tx) => {
        if (!await apiTokens.remove(tx, viewer.id, tokenId)) throw notFound()
        await audit(tx, request, { action: 'token.revoked', targetType: 'token', targetId: tokenId, after: { reason: 'revoked' } })
      })
      return null
    },

    async revokeAllApiTokens ({ viewer, request }) {
      return { revoked: await transaction((tx) => endTokens(tx, request, viewer.id, 'revoked', audit)) }
    }
  })
}
