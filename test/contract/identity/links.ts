/** What the links of mails hold. */
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import { people } from '../../support/people.ts'
import type { Stage } from '../stage.ts'

/** In milliseconds. */
const aDay = 86_400_000

export interface Invited {
  id: string
  email: string
  /** What the link holds. */
  secret: string
}

/** @param lasting from now on, in milliseconds. */
export async function invited (
  { app: { deps: { db, clock } } }: Stage,
  id: string,
  email: string,
  role: 'employee' | 'hr' | 'admin',
  lasting = aDay
): Promise<Invited> {
  const secret = `secret-of-${id}`
  const now = clock.now()
  await invitations.insert(db, {
    id,
    email,
    role,
    divisionId: null,
    teams: [],
    secret,
    invitedBy: people.admin.id,
    now,
    expiresAt: new Date(now.getTime() + lasting)
  })
  return { id, email, secret }
}

/** When a link that is made now ends to hold. */
export const tomorrowOf = ({ app: { deps: { clock } } }: Stage): Date => new Date(clock.now().getTime() + aDay)
