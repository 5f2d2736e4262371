import type { SignedIn, TokenDelivery, User } from '../../../../generated/schemas.ts'
import type { Viewer } from '../../../rules/identity/viewer.ts'
import type { TokenPair } from '../../../security/sessions.ts'
import { accessTokenLifetime } from '../../../security/tokens.ts'

/** The viewer as the contract shows a person. */
export function userOf ({ id, email, name, role, divisionId, teams }: Viewer): User {
  return { id, email, name, role, divisionId, teams }
}

/** A pair of tokens; the refresh token is in it only where the client keeps it itself. */
export function signedInOf ({ viewer, access, refresh }: TokenPair, delivery: TokenDelivery = 'cookie'): SignedIn {
  return {
    accessToken: access,
    expiresIn: accessTokenLifetime,
    ...(delivery === 'body' && { refreshToken: refresh }),
    user: userOf(viewer)
  }
}
