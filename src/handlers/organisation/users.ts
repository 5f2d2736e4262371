import type { FastifyRequest } from 'fastify'
import type { Account } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, lastAdmin, notConfigured } from '../../http/errors.ts'
import * as events from '../../repositories/platform/events.ts'
import * as invitations from '../../repositories/identity/invitations.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as users from '../../repositories/organisation/users.ts'
import { scopeChanged } from '../../rules/platform/channels.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { climb } from '../../rules/ladder.ts'
import { changesScope, isLastAdmin, mayChange, mayGrant } from '../../rules/organisation/people.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { localeOf } from '../../texts/locale.ts'
import { organisationDays } from '../days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { refuseUnknownPlaces } from '../places.ts'
import { passReviewsOn } from '../reviews.ts'

/** In milliseconds. */
const welcomeLifetime = 3 * 86_400_000

export function userHandlers ({ config, db, clock, transaction, mailer, sessions, audit }: HandlerDeps) {
  /** Somebody whom the viewer may change. @throws NOT_FOUND, FORBIDDEN. */
  async function findChangeable (tx: Database, viewer: Viewer, userId: string): Promise<Account> {
    await users.lockCredentials(tx, userId)
    return climb(await users.find(tx, userId), { may: (account) => mayChange(viewer, account) })
  }

  async function refuseLastAdmin (tx: Database, account: Account): Promise<void> {
    if (account.role === 'admin' && isLastAdmin(await users.lockAdmins(tx), account.id)) throw lastAdmin()
  }

  /** What somebody may not decide any more, others decide; what they may not grant any more, nobody accepts. */
  async function passOn (tx: Database, request: FastifyRequest, account: Account): Promise<void> {
    const now = clock.now()
    await events.append(tx, now, request.id, await passReviewsOn(tx, account, now))
    for (const invitation of await invitations.listPendingOf(tx, account.id, now)) {
      if (account.disabledAt === null && mayGrant(account, invitation.role)) continue
      await invitations.close(tx, invitation.id, 'revoked_at', now)
      await audit(tx, request, { action: 'invitation.revoked', targetType: 'invitation', targetId: invitation.id })
    }
  }

  async function setDisabled (viewer: Viewer, request: FastifyRequest, userId: string, disabled: boolean): Promise<Account> {
    return transaction(async (tx) => {
      const account = await findChangeable(tx, viewer, userId)
      if (disabled && account.disabledAt === null) await refuseLastAdmin(tx, account)
      const now = clock.now()
      if (!await users.setDisabled(tx, userId, disabled, { now, days: await organisationDays(tx, now) })) return account
      if (disabled) {
        await linkTokens.deleteResetsOf(tx, userId)
        await sessions.endAll(tx, request, userId, 'disabled')
      }
      const after = (await users.find(tx, userId))!
      await passOn(tx, request, after)
      await audit(tx, request, { action: disabled ? 'user.disabled' : 'user.enabled', targetType: 'user', targetId: userId })
      return after
    })
  }

  return implement('users', {
    async listUsers ({ query: { cursor, limit, ...filter } }) {
      return users.list(db, filter, pageAsked({ cursor, limit }, users.byName))
    },

    async getUser ({ params }) {
      return climb(await users.find(db, params.userId), {})
    },

    async createUser ({ body, viewer, request }) {
      const { name, role = 'employee', divisionId = null, teams = [] } = body
      const email = normaliseEmail(body.email)
      if (!mailer) throw notConfigured()
      if (!mayGrant(viewer, role)) throw forbidden()
      const now = clock.now()
      return transaction(async (tx) => {
        const existing = await users.findCredentials(tx, email)
        if (existing) throw duplicate({ userId: existing.id })
        await refuseUnknownPlaces(tx, divisionId, teams)
        const id = newId(now.getTime())
        const days = await organisationDays(tx, now)
        if (!await users.create(tx, { id, email, name, role, divisionId, teams, passwordHash: null, emailVerified: false, now, days })) {
          throw duplicate({})
        }
        const secret = await linkTokens.insertReset(tx, id, new Date(now.getTime() + welcomeLifetime))
        await mailer.write(tx, {
          to: email,
          letter: 'welcome',
          about: { url: `${config.frontEndUrl}/reset-password#token=${secret}` },
          locale: localeOf(request.headers['accept-language'])
        })
        await audit(tx, request, {
          action: 'user.created',
          targetType: 'user',
          targetId: id,
          after: { email, name, role, divisionId, teams }
        })
        return (await users.find(tx, id))!
      })
    },

    async updateUser ({ params: { userId }, body: { version, ...change }, viewer, request }) {
      return transaction(async (tx) => {
        const before = await findChangeable(tx, viewer, userId)
        if (change.role && !mayGrant(viewer, change.role)) throw forbidden()
        if (change.role && change.role !== 'admin' && before.disabledAt === null) await refuseLastAdmin(tx, before)
        climb(before, { version })
        await refuseUnknownPlaces(tx, change.divisionId ?? null, change.teams ?? [])
        const now = clock.now()
        await users.update(tx, userId, version, change, { now, days: await organisationDays(tx, now) })

        const after = (await users.find(tx, userId))!
        if (changesScope(before, change)) {
          await events.append(tx, now, request.id, [scopeChanged(userId)])
          await passOn(tx, request, after)
        }
        const changed = Object.keys(change) as (keyof typeof change)[]
        await audit(tx, request, {
          action: 'user.updated',
          targetType: 'user',
          targetId: userId,
          before: Object.fromEntries(changed.map((key) => [key, before[key]])),
          after: change
        })
        return after
      })
    },

    async disableUser ({ params, viewer, request }) {
      return setDisabled(viewer, request, params.userId, true)
    },

    async enableUser ({ params, viewer, request }) {
      return setDisabled(viewer, request, params.userId, false)
    }
  })
}
