import type { FastifyRequest } from 'fastify'
import * as users from '../../../repositories/organisation/users.ts'
import type { Attempt } from '../../../security/throttle.ts'
import type { HandlerDeps } from '../../deps.ts'

/** Whose password it is, and the hash that said so. */
export interface Proof {
  userId: string
  hash: string
}

/** Resolves to undefined where the password is not that of the address; that is counted as a sign-in that failed. */
export type ProvePassword = (request: FastifyRequest, email: string, password: string, attempt: Attempt) => Promise<Proof | undefined>

export function createProvePassword (
  { db, transaction, passwords, audit }: Pick<HandlerDeps, 'db' | 'transaction' | 'passwords' | 'audit'>
): ProvePassword {
  return async (request, email, password, attempt) => {
    const user = await users.findCredentials(db, email)
    const correct = await passwords.verify(user && !user.disabled ? user.passwordHash : null, password).catch(async (error: unknown) => {
      await transaction(attempt.takeBack)
      throw error
    })
    if (user && correct) {
      const hash = user.passwordHash!
      if (!passwords.isOutdated(hash)) return { userId: user.id, hash }
      // Another time, when there is no room for it now.
      const renewed = await passwords.hash(password).catch(() => undefined)
      return { userId: user.id, hash: renewed && await users.replacePasswordHash(db, user.id, hash, renewed) ? renewed : hash }
    }
    await transaction(async (tx) => {
      await attempt.fail(tx)
      if (attempt.exhausted && user) await audit(tx, request, { action: 'sign_in.paused', targetType: 'user', targetId: user.id })
    })
    return undefined
  }
}
