import type { ColumnType, Generated } from 'kysely'
import type { Optional } from './optional.ts'
import type { UserTable } from './organisation.ts'

/** Who signs in, and with what. */
export interface IdentityTables {
  sessions: SessionTable
  ws_tickets: WsTicketTable
  invitations: InvitationTable
  link_tokens: LinkTokenTable
  /** Who a person is at a provider that they sign in with: never by address, which changes hands. */
  identities: IdentityTable
  sign_in_flows: SignInFlowTable
  attempts: AttemptTable
}

/** One row per sign-in: the family of its refresh tokens. */
interface SessionTable {
  id: string
  user_id: string
  /** The number of the refresh token that was handed out last, at `rotated_at`: see `rules/identity/rotation.ts`. */
  refresh_generation: Generated<number>
  /** How many right before it are void. */
  refresh_voided: Generated<number>
  /** JSON: those that were exchanged in the last minute; null for none. */
  refresh_exchanged: ColumnType<string | null, undefined, string>
  rotated_at: string
  created_at: string
  idle_expires_at: string
  expires_at: string
  revoked_at: string | null
  revoked_reason: string | null
  user_agent: string
  address: string
}

interface WsTicketTable {
  /** SHA-256 of the ticket, in hexadecimal. */
  id: string
  session_id: string
  user_id: string
  expires_at: string
}

interface InvitationTable {
  id: string
  /** Normalised. */
  email: string
  role: UserTable['role']
  division_id: string | null
  /** JSON: `[{id, role}]`. */
  teams: string
  /** SHA-256 of the link's token. */
  token_hash: string
  invited_by: string
  created_at: string
  expires_at: string
  accepted_at: string | null
  revoked_at: string | null
  /** The address while it is pending, else the id: one at a time for an address. */
  pending_key: string
}

/** What a link in a message proves, once. */
interface LinkTokenTable {
  /** SHA-256 of the token, in hexadecimal. */
  id: string
  purpose: 'reset' | 'register' | 'email'
  /** Whose password it sets, or whose address it changes. */
  user_id: string | null
  /** The session that asked for the new address. */
  session_id: Optional<string>
  /** Of who registers, or the new one, normalised. */
  email: ColumnType<string | null, string | undefined, never>
  /** JSON: the person who registers, password hash and all. Only who follows the link becomes one. */
  registration: string | null
  expires_at: string
}

interface IdentityTable {
  id: ColumnType<string, string | undefined, never>
  issuer: string
  subject: string
  /** The address there, when it was linked; null where nobody wrote it down. */
  email: Optional<string>
  user_id: string
  linked_at: string
}

/** A sign-in with a provider that is under way. */
interface SignInFlowTable {
  /** SHA-256 of the state, in hexadecimal. */
  id: string
  /** SHA-256 of the cookie of the browser that began. */
  browser_hash: string
  nonce: string
  code_verifier: string
  return_to: string
  /** Who is to be linked, and the session that asked for it; null for who signs in. */
  user_id: Optional<string>
  session_id: Optional<string>
  expires_at: string
}

/** Counts of what is tried too often. */
interface AttemptTable {
  id: string
  /** Of the address that it came from, where it is counted per network too. */
  network: string | null
  count: number
  window_started_at: string
  last_at: string
  blocked_until: string | null
}
