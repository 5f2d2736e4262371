import { legibleName } from './names.ts'
import type { GoogleSignInError, Invitation, OrganisationSettings } from '../../../generated/schemas.ts'

/** Who somebody is, by a token whose signature and times have been verified. */
export interface GoogleClaims {
  issuer: string
  subject: string
  /** As it was sent; empty when it was not. */
  email: string
  emailVerified: boolean
  name: string
  /** The domain of the Workspace that the account belongs to. */
  hd: string | undefined
}

type Domains = OrganisationSettings['allowedEmailDomains']

/** Why nobody comes in with these claims, or undefined. */
function refusalOf ({ email, emailVerified, hd }: GoogleClaims, allowed: Domains): GoogleSignInError | undefined {
  const domain = domainOf(email)
  if (!emailVerified || domain === undefined) return 'google_email_unverified'
  if (allowed.length > 0 && (hd === undefined || !allowed.includes(hd))) return 'google_domain'
  // Of another address Google only knows that somebody could read its mail once.
  if (domain !== 'gmail.com' && domain !== hd) return 'google_email_unverified'
  return allowed.length > 0 && !allowed.includes(domain) ? 'google_domain' : undefined
}

/** Only of a plain address: no spelling of one may become another when it is normalised. */
function domainOf (email: string): string | undefined {
  return email.length > 254 ? undefined : /^[!-?A-~]+@([0-9a-z.-]+)$/.exec(email.toLowerCase())?.[1]
}

export interface Arrival {
  settings: Pick<OrganisationSettings, 'registrationMode' | 'allowedEmailDomains'>
  /** Whom this very identity belongs to. */
  identity: { userId: string, disabled: boolean } | undefined
  /** The account with the address. */
  account: { id: string, disabled: boolean, emailVerified: boolean } | undefined
  /** Who that account's person is at the same issuer. */
  linkedSubject: string | undefined
  /** The pending one for the address. */
  invitation: Invitation | undefined
}

export type Welcome =
  | { kind: 'refuse', code: GoogleSignInError }
  | { kind: 'signIn', userId: string }
  | { kind: 'link', userId: string }
  /** Who made the account never showed that the address is theirs: it changes hands. */
  | { kind: 'takeOver', userId: string }
  | { kind: 'accept', invitation: Invitation }
  | { kind: 'register' }

/** What becomes of somebody who comes from Google. */
export function welcomeOf (claims: GoogleClaims, { settings, identity, account, linkedSubject, invitation }: Arrival): Welcome {
  const { registrationMode, allowedEmailDomains } = settings
  const refusal = refusalOf(claims, allowedEmailDomains)
  if (refusal) return { kind: 'refuse', code: refusal }
  if ((identity ?? account)?.disabled) return { kind: 'refuse', code: 'google_disabled' }
  if (identity) return { kind: 'signIn', userId: identity.userId }
  // Addresses are given to others: with them nobody inherits what somebody else has written.
  if (linkedSubject !== undefined && linkedSubject !== claims.subject) return { kind: 'refuse', code: 'google_other_identity' }
  if (account) return { kind: account.emailVerified ? 'link' : 'takeOver', userId: account.id }
  if (invitation && registrationMode !== 'closed') return { kind: 'accept', invitation }
  if (registrationMode === 'open' && claims.hd !== undefined && allowedEmailDomains.includes(claims.hd)) return { kind: 'register' }
  return { kind: 'refuse', code: 'google_not_invited' }
}

/** Somebody who is signed in and wants to sign in with Google. */
export interface Bond {
  allowedEmailDomains: Domains
  userId: string
  /** Whom this very identity belongs to. */
  owner: string | undefined
  /** Who the person is at the same issuer. */
  linkedSubject: string | undefined
}

/** Can the identity be the person's? `linked` where it is. It signs in by itself then, so its address need not be the account's. */
export function bondOf (
  claims: GoogleClaims,
  { allowedEmailDomains, userId, owner, linkedSubject }: Bond
): GoogleSignInError | 'link' | 'linked' {
  const refusal = refusalOf(claims, allowedEmailDomains)
  if (refusal) return refusal
  if (owner === userId) return 'linked'
  return owner === undefined && linkedSubject === undefined ? 'link' : 'google_other_identity'
}

/** A name as `PersonName` has it; where Google tells none, what stands before the @. */
export function personNameOf ({ name, email }: GoogleClaims): string {
  return [...legibleName(name.toWellFormed())].slice(0, 120).join('').trim() || email.split('@')[0]
}
