import { isId, mapPage, orderBy, readPage, type Page, type PageRequest } from '../../database/queries/page.ts'
import { toDateTime, toTimestamp } from '../../database/dialect.ts'
import { hashOf } from '../../database/secret.ts'
import type { Database } from '../../database/tables.ts'
import { changesOne, insertUnlessThere } from '../../database/queries/writes.ts'
import type { Invitation, InvitationState, Membership } from '../../../generated/schemas.ts'
import { personOf } from '../organisation/pictures.ts'

export interface NewInvitation {
  id: string
  email: string
  role: Invitation['role']
  divisionId: string | null
  teams: Membership[]
  /** Of the link; only its hash is kept. */
  secret: string
  invitedBy: string
  now: Date
  expiresAt: Date
}

/** Resolves to false when one is pending for the address. */
export async function insert (tx: Database, invitation: NewInvitation): Promise<boolean> {
  const now = toDateTime(invitation.now)
  const expired = await tx.selectFrom('invitations').select('id').where('pending_key', '=', invitation.email).where('expires_at', '<=', now)
    .executeTakeFirst()
  if (expired) await tx.updateTable('invitations').set({ pending_key: expired.id }).where('id', '=', expired.id).execute()
  return insertUnlessThere(
    tx.insertInto('invitations').values({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      division_id: invitation.divisionId,
      teams: JSON.stringify(invitation.teams),
      token_hash: hashOf(invitation.secret),
      invited_by: invitation.invitedBy,
      created_at: now,
      expires_at: toDateTime(invitation.expiresAt),
      accepted_at: null,
      revoked_at: null,
      pending_key: invitation.email
    })
  )
}

const withInviter = (db: Database) =>
  db.selectFrom('invitations').leftJoin('users', 'users.id', 'invitations.invited_by').selectAll('invitations')
    .select(['users.name as inviter_name', 'users.avatar_hash as inviter_picture'])

type Row = Awaited<ReturnType<ReturnType<typeof withInviter>['executeTakeFirstOrThrow']>>

export async function find (db: Database, id: string, now: Date): Promise<Invitation | undefined> {
  const row = await withInviter(db).where('invitations.id', '=', id).executeTakeFirst()
  return row && invitationOf(row, now)
}

/** The pending one whose link holds `secret`. */
export async function findBySecret (db: Database, secret: string, now: Date): Promise<Invitation | undefined> {
  const row = await withInviter(db).where('token_hash', '=', hashOf(secret)).executeTakeFirst()
  const invitation = row && invitationOf(row, now)
  return invitation?.state === 'pending' ? invitation : undefined
}

/** The pending one for an address. */
export async function findPending (db: Database, email: string, now: Date): Promise<Invitation | undefined> {
  const row = await withInviter(db).where('pending_key', '=', email).executeTakeFirst()
  const invitation = row && invitationOf(row, now)
  return invitation?.state === 'pending' && invitation.email === email ? invitation : undefined
}

/** The pending ones that somebody has sent. */
export async function listPendingOf (db: Database, inviterId: string, now: Date): Promise<Invitation[]> {
  const rows = await withInviter(db).where('invited_by', '=', inviterId).where('accepted_at', 'is', null).where('revoked_at', 'is', null)
    .where('expires_at', '>', toDateTime(now)).orderBy('invitations.id').execute()
  return rows.map((row) => invitationOf(row, now))
}

/** Ends a pending one. Resolves to false when it is none any more. */
export async function close (tx: Database, id: string, as: 'accepted_at' | 'revoked_at', now: Date): Promise<boolean> {
  return changesOne(
    tx.updateTable('invitations').set({ [as]: toDateTime(now), pending_key: id })
      .where('id', '=', id).where('accepted_at', 'is', null).where('revoked_at', 'is', null).where('expires_at', '>', toDateTime(now))
  )
}

export const newestFirst = orderBy('invitations', 'desc', { 'invitations.id': isId })

export async function list (db: Database, state: InvitationState | undefined, now: Date, page: PageRequest): Promise<Page<Invitation>> {
  let query = withInviter(db)
  const time = toDateTime(now)
  if (state === 'accepted') query = query.where('accepted_at', 'is not', null)
  else if (state === 'revoked') query = query.where('revoked_at', 'is not', null)
  else if (state) {
    query = query.where('accepted_at', 'is', null).where('revoked_at', 'is', null).where(
      'expires_at',
      state === 'pending' ? '>' : '<=',
      time
    )
  }
  return mapPage(await readPage(query, newestFirst, page), (row) => invitationOf(row, now))
}

function invitationOf (row: Row, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    divisionId: row.division_id,
    teams: JSON.parse(row.teams),
    state: stateOf(row, now),
    invitedBy: personOf(row.invited_by, row.inviter_name, row.inviter_picture),
    createdAt: toTimestamp(row.created_at),
    expiresAt: toTimestamp(row.expires_at)
  }
}

function stateOf (row: Row, now: Date): InvitationState {
  if (row.accepted_at !== null) return 'accepted'
  if (row.revoked_at !== null) return 'revoked'
  return new Date(toTimestamp(row.expires_at)) > now ? 'pending' : 'expired'
}
