import type { FastifyRequest } from 'fastify'
import type { ImportPeopleRequest, ImportResult } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { notConfigured } from '../../http/errors.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as imported from '../../repositories/organisation/imported-people.ts'
import * as users from '../../repositories/organisation/users.ts'
import { readCsv } from '../../rules/csv.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import {
  addressesIn,
  numbersIn,
  optionalColumns,
  type PeoplePlan,
  type PersonWish,
  planPeople,
  requiredColumns
} from '../../rules/organisation/people-import.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { importResult } from '../shared/platform/imports.ts'
import { createPassOn } from '../shared/organisation/moves.ts'
import { createWelcome } from '../shared/identity/welcome.ts'

/** Somebody made an account for one of the addresses meanwhile: then it is one that is there. */
class Overtaken extends Error {}

const attempts = 3

/** Many people at once. */
export function importHandlers (deps: HandlerDeps) {
  const { clock, transaction, mailer, audit } = deps
  const passOn = createPassOn(deps)
  const welcome = createWelcome(deps)

  async function store (tx: Database, request: FastifyRequest, { created, updated }: PeoplePlan, isWelcome: boolean): Promise<void> {
    const now = clock.now()
    const days = await organisationDays(tx, now)
    const people = created.map((wish) => ({ ...newUserOf(wish), id: newId(now.getTime()), now, days }))
    if (!await users.createMany(tx, people)) throw new Overtaken()
    if (isWelcome) { for (const { id, email } of people) if (email !== null) await welcome(tx, request, id, email) }
    for (const { before, change } of updated) await users.update(tx, before.id, before.version, change, { now, days })
    const changed = await users.findMany(tx, updated.map(({ before }) => before.id))
    for (const { before } of updated) await passOn(tx, request, before, changed.get(before.id)!)
    await audit(tx, request, {
      action: 'users.imported',
      targetType: 'organisation',
      targetId: null,
      before: { updated: updated.map(({ before, change }) => ({ id: before.id, ...changedOf(before, change) })) },
      after: { created: people.map(({ id }) => id), updated: updated.map(({ before, change }) => ({ id: before.id, ...change })) }
    })
  }

  async function attempt (viewer: Viewer, request: FastifyRequest, body: ImportPeopleRequest): Promise<ImportResult> {
    const { csv, dryRun = true, welcome: isWelcome = false } = body
    const file = readCsv(csv, requiredColumns, optionalColumns)
    return transaction(async (tx) => {
      const accounts = await imported.lockByEmails(tx, addressesIn(file))
      const numbered = await imported.lockByNumbers(tx, numbersIn(file))
      const plan = planPeople(viewer, file, {
        accounts,
        numbered,
        divisions: await divisions.listOpen(tx),
        teams: await teams.listOpen(tx)
      })
      const result = importResult(request, file, plan, dryRun)
      if (!dryRun && plan.created.length + plan.updated.length > 0) await store(tx, request, plan, isWelcome)
      return result
    })
  }

  return implement('users', {
    async importUsers ({ body, viewer, request }) {
      if (body.welcome && !mailer) throw notConfigured()
      for (let round = 1;; round++) {
        try {
          return await attempt(viewer, request, body)
        } catch (error) {
          if (!(error instanceof Overtaken) || round === attempts) throw error
        }
      }
    }
  })
}

function newUserOf ({ email, name, role = 'employee', divisionId, teams = [], ...details }: PersonWish & { email: string | null }) {
  return { email, name, role, divisionId: divisionId ?? null, teams, details, passwordHash: null, emailVerified: false }
}

/** What they were, of what is changed. */
function changedOf (before: object, change: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof typeof before]]))
}
