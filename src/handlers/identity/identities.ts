import type { FastifyRequest } from 'fastify'
import type { Database } from '../../database/tables.ts'
import * as identities from '../../repositories/identity/identities.ts'
import * as users from '../../repositories/organisation/users.ts'
import { waysInWithout } from '../../rules/identity/ways-in.ts'
import { climb } from '../../rules/ladder.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

/** Ends the sessions that it may have opened. @param except a session that stays. */
function createUnlink ({ sessions, audit }: Pick<HandlerDeps, 'sessions' | 'audit'>) {
  return async (
    tx: Database,
    request: FastifyRequest,
    userId: string,
    { id, issuer, subject }: identities.Identity & { id: string },
    except?: string
  ): Promise<void> => {
    await identities.remove(tx, id, userId)
    await sessions.endAll(tx, request, userId, 'identity_unlinked', except)
    await audit(tx, request, { action: 'identity.unlinked', targetType: 'user', targetId: userId, before: { issuer, subject } })
  }
}

/** How one signs in, beside the password. */
export function identityHandlers (deps: HandlerDeps) {
  const { db, transaction } = deps
  const unlink = createUnlink(deps)
  return implement('profile', {
    async listIdentities ({ viewer }) {
      return { items: await identities.listShown(db, viewer.id) }
    },

    async unlinkIdentity ({ params: { identityId }, viewer, request }) {
      await transaction(async (tx) => {
        // Of two that go at once, one is the last.
        const { passwordHash } = (await users.lockCredentials(tx, viewer.id))!
        const linked = await identities.listOf(tx, viewer.id)
        const identity = climb(linked.find(({ id }) => id === identityId), waysInWithout(linked.length, passwordHash !== null))
        await unlink(tx, request, viewer.id, identity, viewer.sessionId)
      })
      return null
    }
  })
}

/** The same of others, for admins. */
export function userIdentityHandlers (deps: HandlerDeps) {
  const { db, transaction } = deps
  const unlink = createUnlink(deps)
  return implement('users', {
    async listUserIdentities ({ params: { userId } }) {
      climb(await users.find(db, userId), {})
      return { items: await identities.listShown(db, userId) }
    },

    async unlinkUserIdentity ({ params: { userId, identityId }, request }) {
      await transaction(async (tx) => {
        await users.lockCredentials(tx, userId)
        const identity = climb((await identities.listOf(tx, userId)).find(({ id }) => id === identityId), {})
        await unlink(tx, request, userId, identity)
      })
      return null
    }
  })
}
