import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import jwt, { type JWT } from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../deps.ts'
import type { Config } from '../config.ts'
import { parseForeignJson } from '../runtime/json.ts'

/** In seconds. */
export const accessTokenLifetime = 600
const clockTolerance = 60
const verifiedTokensKept = 2000

export interface AccessClaims {
  sub: string
  sid: string
}
interface Claims extends AccessClaims {
  iat: number
  exp: number
}

export interface RefreshToken {
  sessionId: string
  generation: number
}

export interface Tokens {
  signAccess: (claims: AccessClaims) => string
  /** Resolves to undefined for a token that is not ours, expired, or not well formed. */
  verifyAccess: (token: string) => AccessClaims | undefined
  signRefresh: (token: RefreshToken) => string
  verifyRefresh: (token: string) => RefreshToken | undefined
  /** Says of a browser that it has signed in to the account before. @param account the normalised address. */
  signDevice: (account: string) => string
  /** The id of a device that has signed in to this very account. */
  verifyDevice: (token: string, account: string) => string | undefined
}

/**
 * Access tokens are JWTs (HS256, `typ: at+jwt`); refresh tokens are `1.session.generation.kid.HMAC`, so that nothing
 * secret is stored. The first key signs and all verify: to rotate, put a new one first and drop the old
 * one when the last refresh token that it signed has expired.
 */
export async function createTokens (app: FastifyInstance, config: Config, clock: Clock): Promise<Tokens> {
  const issuer = config.publicUrl
  const keys = new Map<string, { jwt: JWT, refreshKey: Buffer, deviceKey: Buffer }>()
  for (const { kid, secret } of config.jwtKeys) {
    const namespace = `key-${kid}`
    // One registration per key: each keeps its own prepared signer and verifier.
    await app.register(jwt, {
      secret,
      namespace,
      sign: { algorithm: 'HS256', iss: issuer, aud: issuer, kid, header: { typ: 'at+jwt' } as never },
      // Times are checked below, against the clock of the service.
      verify: { algorithms: ['HS256'], allowedIss: issuer, allowedAud: issuer, checkTyp: 'at+jwt', ignoreExpiration: true } as never
    })
    keys.set(kid, {
      jwt: (app.jwt as unknown as Record<string, JWT>)[namespace],
      refreshKey: Buffer.from(hkdfSync('sha256', secret, '', 'workpulse refresh token', 32)),
      deviceKey: Buffer.from(hkdfSync('sha256', secret, '', 'workpulse known device', 32))
    })
  }
  const signingKid = config.jwtKeys[0].kid
  const signing = keys.get(signingKid)!
  const seconds = () => Math.floor(clock.now().getTime() / 1000)

  // A client sends the same token for ten minutes: its signature is verified once. Its times, and its session, each time.
  const verified = new Map<string, Claims>()

  function verifyAccess (token: string): AccessClaims | undefined {
    let claims = verified.get(token)
    if (!claims) {
      claims = verifySignature(token)
      if (!claims) return undefined
      if (verified.size >= verifiedTokensKept) verified.delete(verified.keys().next().value!)
      verified.set(token, claims)
    }
    const { sub, sid, iat, exp } = claims
    const now = seconds()
    return iat <= now + clockTolerance && exp > now ? { sub, sid } : undefined
  }

  function verifySignature (token: string): Claims | undefined {
    const key = keys.get(kidOf(token) ?? '')
    if (!key) return undefined
    try {
      const { iss, aud, sub, sid, iat, exp } = key.jwt.verify<Record<string, unknown>>(token)
      // The library lets pass what has no issuer or audience at all, and any times.
      const ours = iss === issuer && aud === issuer && typeof iat === 'number' && typeof exp === 'number' &&
        exp - iat <= accessTokenLifetime
      return ours && isIdentifier(sub) && isIdentifier(sid) ? { sub, sid, iat, exp } : undefined
    } catch {
      return undefined
    }
  }

  function verifyRefresh (token: string): RefreshToken | undefined {
    const match = /^(1\.([0-9A-Z]{26})\.([1-9]\d{0,8})\.([0-9A-Za-z_-]{1,32}))\.([0-9A-Za-z_-]{43})$/.exec(token)
    const key = keys.get(match?.[4] ?? '')
    if (!match || !key) return undefined
    const [, payload, sessionId, generation, , tag] = match
    return hasTag(key.refreshKey, payload, tag) ? { sessionId, generation: Number(generation) } : undefined
  }

  function verifyDevice (token: string, account: string): string | undefined {
    const match = /^(1\.([0-9A-Za-z_-]{22})\.([0-9A-Za-z_-]{43})\.([0-9A-Za-z_-]{1,32}))\.([0-9A-Za-z_-]{43})$/.exec(token)
    const key = keys.get(match?.[4] ?? '')
    if (!match || !key) return undefined
    const [, payload, device, owner, , tag] = match
    return hasTag(key.deviceKey, payload, tag) && owner === digest(account) ? device : undefined
  }

  return {
    signAccess: ({ sub, sid }) => {
      const iat = seconds()
      return signing.jwt.sign({ sub, sid, iat, exp: iat + accessTokenLifetime, jti: crypto.randomUUID() } as never)
    },
    verifyAccess,
    signRefresh: ({ sessionId, generation }) => {
      const payload = `1.${sessionId}.${generation}.${signingKid}`
      return `${payload}.${tagOf(signing.refreshKey, payload)}`
    },
    verifyRefresh,
    signDevice (account) {
      const payload = `1.${randomBytes(16).toString('base64url')}.${digest(account)}.${signingKid}`
      return `${payload}.${tagOf(signing.deviceKey, payload)}`
    },
    verifyDevice
  }
}

function tagOf (key: Buffer, payload: string): string {
  return createHmac('sha256', key).update(payload).digest('base64url')
}

function hasTag (key: Buffer, payload: string, tag: string): boolean {
  return timingSafeEqual(Buffer.from(tagOf(key, payload)), Buffer.from(tag))
}

function digest (text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function isIdentifier (claim: unknown): claim is string {
  return typeof claim === 'string' && /^[0-9A-Za-z_-]{1,36}$/.test(claim)
}

/** The key id of a JWT's header, before anything is trusted. */
function kidOf (token: string): string | undefined {
  try {
    const header = parseForeignJson(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString())
    const kid = (header as { kid?: unknown }).kid
    return typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}
