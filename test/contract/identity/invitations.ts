/** What tests know of the operations on invitations. */
import { emailOf, people } from '../../support/people.ts'
import { forgedCursors } from '../cursors.ts'
import { newName, newPassword, places, placesRefused, unknownPlaces, unknownPlacesFaults } from '../places.ts'
import type { Stage } from '../stage.ts'
import { allowed, forbidden, office, type Subjects } from '../subject.ts'
import { invited } from './links.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture (stage: Stage) {
  const made = {
    invitation: await invited(stage, 'INVITATION0000000000000001', 'invited@workpulse.test', 'employee'),
    adminsInvitation: await invited(stage, 'INVITATION0000000000000002', 'invited-admin@workpulse.test', 'admin'),
    expired: await invited(stage, 'INVITATION0000000000000003', 'too-late@workpulse.test', 'hr', -1000)
  }
  const { admin } = stage.clients
  return {
    ...made,
    invitationsCursor: (await admin.listInvitations({ limit: 1 })).nextCursor!,
    usersCursor: (await admin.listUsers({ limit: 1 })).nextCursor!
  }
}

const invitation = (invitationId: string) => ({ params: { invitationId } })
const theAdmins = ({ adminsInvitation }: Fixture) => invitation(adminsInvitation.id)

export const subjects: Subjects<Fixture> = {
  listInvitations: {
    valid: ({ invitationsCursor }) => ({ query: { state: 'pending', cursor: invitationsCursor, limit: 10 } }),
    access: [
      allowed(office, 'those that were accepted', { items: [{ state: 'accepted', role: 'employee' }], nextCursor: null }, {
        async act ({ client, visitor }, { invitation: { email, secret } }) {
          await visitor.register({ email, name: newName, password: newPassword, invitation: secret })
          return client.listInvitations({ state: 'accepted' })
        }
      })
    ],
    refused: ({ invitationsCursor, usersCursor }) => forgedCursors(invitationsCursor, usersCursor)
  },
  createInvitation: {
    valid: () => ({ body: { email: 'guest@workpulse.test', role: 'manager', ...places } }),
    access: [
      allowed(['hr'], 'one of hers', { state: 'pending', role: 'hr', invitedBy: { id: people.hr.id } }, () => ({ body: { role: 'hr' } })),
      allowed(['admin'], 'an admin', { state: 'pending', role: 'admin', invitedBy: { id: people.admin.id } }, () => ({
        body: { role: 'admin' }
      })),
      allowed(office, 'who is invited already', 'DUPLICATE', ({ invitation: { email } }) => ({ body: { email } })),
      allowed(office, 'who is there already', 'DUPLICATE', () => ({ body: { email: emailOf('employee') } })),
      forbidden(['hr'], 'an admin', () => ({ body: { role: 'admin' } }))
    ],
    refused: placesRefused,
    ladder: () => [
      ['may', 'hr', { body: { email: emailOf('employee'), role: 'admin', ...unknownPlaces } }, 'FORBIDDEN'],
      ['state', 'hr', { body: { email: emailOf('employee').toUpperCase(), role: 'hr', ...unknownPlaces } }, 'DUPLICATE'],
      ['policy', 'hr', { body: { role: 'hr', ...unknownPlaces } }, 'RULE_REFUSED', ...unknownPlacesFaults]
    ]
  },
  revokeInvitation: {
    valid: (made) => invitation(made.invitation.id),
    access: [
      allowed(office, 'one that is open', { state: 'revoked' }),
      allowed(['admin'], 'of an admin', { state: 'revoked' }, theAdmins),
      allowed(['admin'], 'once more', 'STATE_CONFLICT', {
        async act ({ client }, { adminsInvitation: { id } }) {
          await client.revokeInvitation(id)
          return client.revokeInvitation(id)
        }
      }),
      allowed(office, 'one that was accepted', 'STATE_CONFLICT', {
        async act ({ client, visitor }, { invitation: { id, email, secret } }) {
          await visitor.register({ email, name: newName, password: newPassword, invitation: secret })
          return client.revokeInvitation(id)
        }
      }),
      forbidden(['hr'], 'of an admin', theAdmins)
    ],
    ladder: (made) => [
      ['no such object', 'hr', invitation('NONE'), 'NOT_FOUND'],
      ['may', 'hr', theAdmins(made), 'FORBIDDEN'],
      ['state', 'hr', invitation(made.expired.id), 'STATE_CONFLICT']
    ]
  }
}
