import type { FastifyRequest } from 'fastify'
import type { Division } from '../../../generated/schemas.ts'
import { newId } from '../../database/id.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, inTheWay } from '../../http/errors.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import { climb } from '../../rules/ladder.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function divisionHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  /** Held until the transaction ends. @throws NOT_FOUND. */
  async function findLocked (tx: Database, divisionId: string): Promise<Division> {
    await divisions.lock(tx, divisionId)
    return climb(await divisions.find(tx, divisionId), {})
  }

  async function setArchived (request: FastifyRequest, divisionId: string, archived: boolean): Promise<Division> {
    return transaction(async (tx) => {
      const division = await findLocked(tx, divisionId)
      if (archived && division.teamCount > 0) throw inTheWay('teams')
      if (archived && await divisions.hasPeople(tx, divisionId)) throw inTheWay('people')
      if (!await divisions.setArchived(tx, divisionId, archived, clock.now())) return division
      await audit(tx, request, {
        action: archived ? 'division.archived' : 'division.restored',
        targetType: 'division',
        targetId: divisionId
      })
      return (await divisions.find(tx, divisionId))!
    })
  }

  return implement('divisions', {
    async listDivisions ({ query: { archived = false, cursor, limit } }) {
      return divisions.list(db, archived, pageAsked({ cursor, limit }, divisions.byName))
    },

    async createDivision ({ body, request }) {
      return transaction(async (tx) => {
        const id = newId(clock.now().getTime())
        if (await divisions.isTaken(tx, body) || !await divisions.insert(tx, { id, ...body })) throw duplicate({})
        await audit(tx, request, { action: 'division.created', targetType: 'division', targetId: id, after: body })
        return (await divisions.find(tx, id))!
      })
    },

    async updateDivision ({ params: { divisionId }, body: { version, ...change }, request }) {
      return transaction(async (tx) => {
        const before = await findLocked(tx, divisionId)
        if (await divisions.isTaken(tx, change, divisionId)) throw duplicate({})
        climb(before, { version })
        await divisions.update(tx, divisionId, version, change)
        const keys = Object.keys(change) as (keyof typeof change)[]
        await audit(tx, request, {
          action: 'division.updated',
          targetType: 'division',
          targetId: divisionId,
          before: Object.fromEntries(keys.map((key) => [key, before[key]])),
          after: change
        })
        return (await divisions.find(tx, divisionId))!
      })
    },

    async deleteDivision ({ params: { divisionId }, query: { version }, request }) {
      return transaction(async (tx) => {
        const division = await findLocked(tx, divisionId)
        if (await divisions.isReferredTo(tx, divisionId)) throw inTheWay('referredTo')
        climb(division, { version })
        await divisions.remove(tx, divisionId)
        const { name, code } = division
        await audit(tx, request, { action: 'division.deleted', targetType: 'division', targetId: divisionId, before: { name, code } })
        return null
      })
    },

    async archiveDivision ({ params, request }) {
      return setArchived(request, params.divisionId, true)
    },

    async restoreDivision ({ params, request }) {
      return setArchived(request, params.divisionId, false)
    }
  })
}
