import type * as openid from 'openid-client'
import type { GoogleSignInError } from '../../generated/schemas.ts'
import type { Config } from '../config.ts'
import type { GoogleClaims } from '../rules/identity/google.ts'

/** Of each call to the provider, in seconds. */
const timeout = 5
/** By how much the provider's clock may be ahead, in seconds. */
const clockTolerance = 60
/** What the database has room for. Google's own are 21 digits. */
const subjectPattern = /^[!-~]{1,191}$/

/** Nobody comes in; the code tells the front end why. */
export class GoogleFailure extends Error {
  readonly code: GoogleSignInError
  constructor (code: GoogleSignInError, cause?: unknown) {
    super(code, { cause })
    this.code = code
  }
}

/** What only the two ends of a flow know. */
export interface FlowSecrets {
  state: string
  nonce: string
  codeVerifier: string
}

export interface Google {
  /** The address to send a browser to. @throws GoogleFailure. */
  begin: () => Promise<FlowSecrets & { url: string }>
  /** Exchanges the code. @param query what the browser came back with. @throws GoogleFailure. */
  finish: (query: Record<string, unknown>, secrets: FlowSecrets) => Promise<GoogleClaims>
}

type Library = typeof openid

/** When the first comes: most starts need none of it. */
const loaded = (): Promise<Library> => import('openid-client')

/** Undefined where no credentials are configured. */
export function createGoogle ({ google, publicUrl }: Pick<Config, 'google' | 'publicUrl'>): Google | undefined {
  if (!google) return undefined
  const { issuer, clientId, clientSecret } = google
  const redirectUri = `${publicUrl}/api/v1/auth/google/callback`
  const metadata = { client_secret: clientSecret, id_token_signed_response_alg: 'RS256' }
  let discovered: Promise<openid.Configuration> | undefined

  /** Asks the provider once; again when it could not be asked. */
  function discover ({ discovery, enableNonRepudiationChecks, allowInsecureRequests }: Library): Promise<openid.Configuration> {
    // Without the first, the token of a code is believed without a look at its signature.
    const execute = [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])]
    discovered ??= discovery(new URL(issuer), clientId, metadata, undefined, { timeout, execute }).catch((error: unknown) => {
      discovered = undefined
      throw error
    })
    return discovered
  }

  return {
    async begin () {
      const openid = await loaded()
      const configuration = await discover(openid).catch(fail)
      const [state, nonce, codeVerifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()]
      const url = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256'
      })
      return { url: url.href, state, nonce, codeVerifier }
    },

    async finish (query, { state, nonce, codeVerifier }) {
      if (query.error !== undefined) throw new GoogleFailure(codeOf(query.error))
      const url = new URL(redirectUri)
      for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value))
      const openid = await loaded()
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true }
        const tokens = await openid.authorizationCodeGrant(await discover(openid), url, checks)
        return claimsOf(tokens.claims()!)
      } catch (error) {
        return fail(error)
      }
    }
  }
}

function claimsOf ({ iss, sub, iat, email, email_verified: verified, name, hd }: openid.IDToken): GoogleClaims {
  if (!subjectPattern.test(sub)) throw new Error('the subject is not one that can be kept')
  // The library looks at the end of a token, by the clock of the machine, and not at its beginning.
  if (iat > Date.now() / 1000 + clockTolerance) throw new Error('the token was issued in the future')
  const text = (claim: unknown) => typeof claim === 'string' ? claim : ''
  return {
    issuer: iss,
    subject: sub,
    email: text(email),
    emailVerified: verified === true,
    name: text(name),
    hd: text(hd).toLowerCase() || undefined
  }
}

/** Of an error that the browser brings. */
function codeOf (error: unknown): GoogleSignInError {
  if (error === 'access_denied') return 'google_cancelled'
  return error === 'temporarily_unavailable' || error === 'server_error' ? 'google_unavailable' : 'google_failed'
}

function fail (error: unknown): never {
  throw new GoogleFailure(isOutage(error) ? 'google_unavailable' : 'google_failed', error)
}

/** Did the provider not answer, or say that it cannot now? */
function isOutage (error: unknown): boolean {
  for (let cause = error; cause instanceof Error || cause instanceof Response; cause = (cause as Error).cause) {
    const { status, name, message } = cause as { status?: number, name?: string, message?: string }
    if (status !== undefined && (status >= 500 || status === 429)) return true
    if (name === 'TimeoutError' || (cause instanceof TypeError && /^(fetch failed|terminated)$/.test(message!))) return true
  }
  return false
}
