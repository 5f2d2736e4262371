import { createHmac, hkdfSync } from 'node:crypto'
import { newSecret } from '../database/secret.ts'
import type { Deps } from '../deps.ts'
import * as apiTokens from '../repositories/outward/api-tokens.ts'
import type { TokenHolder } from './admission.ts'
import { findPerson } from './viewers.ts'

/** What a token begins with, so that scanners of source code know one. */
const prefix = 'wp_'
/** In milliseconds: that a token is in use is not written down at each request. */
const useInterval = 600_000

export interface ApiTokens {
  /** What a program sends, and the hash that is kept of it. */
  newToken: () => { token: string, hash: string }
  /** Whose a token is and what it is for, as things stand now. Resolves to undefined for one that is none, or not any more. */
  findHolder: (token: string) => Promise<TokenHolder | undefined>
}

/** Tokens are kept as HMACs under a key of the pepper's: who reads the table can neither use nor make one. */
export function createApiTokens ({ config, db, clock }: Pick<Deps, 'config' | 'db' | 'clock'>): ApiTokens {
  const key = Buffer.from(hkdfSync('sha256', config.passwordPepper, '', 'workpulse api tokens', 32))
  const hashOf = (token: string) => createHmac('sha256', key).update(token).digest('hex')
  return {
    newToken () {
      const token = `${prefix}${newSecret()}`
      return { token, hash: hashOf(token) }
    },

    async findHolder (token) {
      if (!token.startsWith(prefix)) return undefined
      const now = clock.now()
      const found = await apiTokens.findByHash(db, hashOf(token), now)
      const viewer = found && await findPerson(db, found.userId, now)
      if (!viewer) return undefined
      if (found.lastUsedAt === null || now.getTime() - found.lastUsedAt.getTime() >= useInterval) await apiTokens.noteUse(db, found.id, now)
      return { viewer: { ...viewer, scopes: found.scopes }, scopes: found.scopes }
    }
  }
}
