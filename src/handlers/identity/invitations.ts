import { newId } from '../../database/id.ts'
import { newSecret } from '../../database/secret.ts'
import { duplicate, forbidden, notConfigured, stateConflict } from '../../http/errors.ts'
import * as invitations from '../../repositories/identity/invitations.ts'
import * as users from '../../repositories/organisation/users.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { climb } from '../../rules/ladder.ts'
import { mayGrant } from '../../rules/organisation/people.ts'
import { localeOf } from '../../texts/locale.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { refuseUnknownPlaces } from '../shared/organisation/places.ts'

/** In milliseconds. */
const lifetime = 72 * 3_600_000

export function invitationHandlers ({ config, db, clock, transaction, once, mailer, audit }: HandlerDeps) {
  return implement('invitations', {
    async listInvitations ({ query: { cursor, limit, state } }) {
      return invitations.list(db, state, clock.now(), pageAsked({ cursor, limit }, invitations.newestFirst))
    },

    async createInvitation ({ body, viewer, request }) {
      const { role = 'employee', divisionId = null, teams = [] } = body
      const email = normaliseEmail(body.email)
      if (!mailer) throw notConfigured()
      if (!mayGrant(viewer, role)) throw forbidden()
      const now = clock.now()
      const secret = newSecret()
      return once(request, async (tx) => {
        const account = await users.findCredentials(tx, email)
        if (account) throw duplicate({ userId: account.id })
        const pending = await invitations.findPending(tx, email, now)
        if (pending) throw duplicate({ invitationId: pending.id })
        await refuseUnknownPlaces(tx, divisionId, teams)
        const id = newId(now.getTime())
        const created = await invitations.insert(tx, {
          id,
          email,
          role,
          divisionId,
          teams,
          secret,
          invitedBy: viewer.id,
          now,
          expiresAt: new Date(now.getTime() + lifetime)
        })
        if (!created) throw duplicate({})
        await mailer.write(tx, {
          to: email,
          letter: 'invitation',
          about: { url: `${config.frontEndUrl}/register#invitation=${secret}`, inviter: viewer.name },
          locale: localeOf(request.headers['accept-language'])
        })
        await audit(tx, request, {
          action: 'invitation.created',
          targetType: 'invitation',
          targetId: id,
          after: { email, role, divisionId, teams }
        })
        return (await invitations.find(tx, id, now))!
      })
    },

    async revokeInvitation ({ params: { invitationId }, viewer, request }) {
      return transaction(async (tx) => {
        const now = clock.now()
        climb(await invitations.find(tx, invitationId, now), { may: ({ role }) => mayGrant(viewer, role) })
        if (!await invitations.close(tx, invitationId, 'revoked_at', now)) throw stateConflict()
        await audit(tx, request, { action: 'invitation.revoked', targetType: 'invitation', targetId: invitationId })
        return (await invitations.find(tx, invitationId, now))!
      })
    }
  })
}
