import type { FastifyRequest } from 'fastify'
import type { Account } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, forbidden, lastAdmin, notConfigured, ruleRefused } from '../../http/errors.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as users from '../../repositories/organisation/users.ts'
import { normaliseEmail } from '../../rules/identity/email.ts'
import { excuseAfter, excuseDeparted, oweAgain } from '../../steps/time/departures.ts'
import { climb } from '../../rules/ladder.ts'
import { isLastAdmin, mayChange, mayGrant, objectionsTo } from '../../rules/organisation/people.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { refuseUnknownPlaces } from '../shared/organisation/places.ts'
import { createWelcome } from '../shared/identity/welcome.ts'
import { createPassOn } from '../shared/organisation/moves.ts'

export function userHandlers (deps: HandlerDeps) {
  const { db, clock, transaction, mailer, sessions, audit } = deps
  const passOn = createPassOn(deps)
  const welcome = createWelcome(deps)

  async function setDisabled (viewer: Viewer, request: FastifyRequest, userId: string, disabled: boolean): Promise<Account> {
    return transaction(async (tx) => {
      const account = await findChangeable(tx, viewer, userId)
      if (disabled && account.disabledAt === null) await refuseLastAdmin(tx, account)
      const now = clock.now()
      if (!await users.setDisabled(tx, userId, disabled, { now, days: await organisationDays(tx, now) })) return account
      if (disabled) {
        await linkTokens.deleteOf(tx, userId)
        await sessions.endAll(tx, request, userId, 'disabled')
      }
      const after = (await users.find(tx, userId))!
      await (disabled ? excuseDeparted(tx, userId, now) : oweAgain(tx, userId, now, after.leftOn))
      await passOn(tx, request, account, after)
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
      const { email: address, name, role = 'employee', divisionId = null, teams = [], ...details } = body
      const email = address === undefined ? null : normaliseEmail(address)
      if (email !== null && !mailer) throw notConfigured()
      if (!mayGrant(viewer, role)) throw forbidden()
      const now = clock.now()
      return transaction(async (tx) => {
        const existing = email === null ? undefined : await users.findCredentials(tx, email)
        if (existing) throw duplicate({ userId: existing.id })
        const objections = objectionsTo({ joinedOn: null, leftOn: null, ...details, role, email: email ?? '' })
        await refuseUnknownPlaces(tx, divisionId, teams, objections)
        const id = newId(now.getTime())
        const days = await organisationDays(tx, now)
        const person = { id, email, name, role, divisionId, teams, details, passwordHash: null, emailVerified: false, now, days }
        if (!await users.create(tx, person)) throw duplicate({})
        if (email !== null) await welcome(tx, request, id, email)
        await audit(tx, request, {
          action: 'user.created',
          targetType: 'user',
          targetId: id,
          after: { email, name, role, divisionId, teams, ...details }
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
        await refuseUnknownPlaces(tx, change.divisionId ?? null, change.teams ?? [], objectionsTo({ ...before, ...change }))
        const { primaryTeamId, teams = before.teams } = change
        if (primaryTeamId !== undefined && !teams.some(({ id }) => id === primaryTeamId)) {
          throw ruleRefused('/body/primaryTeamId', 'notTheirTeam')
        }
        const now = clock.now()
        await users.update(tx, userId, version, change, { now, days: await organisationDays(tx, now) })

        const after = (await users.find(tx, userId))!
        if (after.leftOn !== before.leftOn) await judgeLastDay(tx, after, now)
        await passOn(tx, request, before, after)
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

/** Somebody whom the viewer may change. @throws NOT_FOUND, FORBIDDEN. */
async function findChangeable (tx: Database, viewer: Viewer, userId: string): Promise<Account> {
  await users.lockCredentials(tx, userId)
  return climb(await users.find(tx, userId), { may: (account) => mayChange(viewer, account) })
}

async function refuseLastAdmin (tx: Database, account: Account): Promise<void> {
  if (account.role === 'admin' && isLastAdmin(await users.lockAdmins(tx), account.id)) throw lastAdmin()
}

/** What is owed follows the last day of work, also where that is past. */
async function judgeLastDay (tx: Database, { id, leftOn, disabledAt }: Account, now: Date): Promise<void> {
  if (disabledAt === null) await oweAgain(tx, id, now, leftOn)
  if (leftOn !== null) await excuseAfter(tx, id, leftOn, now)
}
