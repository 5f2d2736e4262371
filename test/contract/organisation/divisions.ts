/** What tests know of the operations on divisions. */
import { production, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, hidden, office, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ clients: { admin } }: Stage) {
  const empty = await admin.createDivision({ name: 'Samples', code: 'SMP' })
  const archived = await admin.createDivision({ name: 'Former', code: 'OLD' })
  await admin.archiveDivision(archived.id)
  return {
    empty: empty.id,
    archived: archived.id,
    divisionsCursor: (await admin.listDivisions({ limit: 1 })).nextCursor!,
    teamsCursor: (await admin.listTeams({ limit: 1 })).nextCursor!
  }
}

const division = (divisionId: string) => ({ params: { divisionId } })
/** Divisions are known to everybody: nothing of them is hidden but what is not there. */
const nowhere = hidden<Fixture>(office, 'none', () => division('NONE'))

export const subjects: Subjects<Fixture> = {
  listDivisions: {
    valid: ({ divisionsCursor }) => ({ query: { archived: false, cursor: divisionsCursor, limit: 10 } }),
    access: [
      allowed(everybody, 'that are not archived', {
        items: [{ name: 'Production', code: 'PRODUCTION', teamCount: 2 }, { name: 'Samples', teamCount: 0 }, { id: warehouse.id }],
        nextCursor: null
      }, () => ({ query: {} })),
      allowed(
        everybody,
        'that are',
        { items: [{ name: 'Former', archivedAt: String }], nextCursor: null },
        () => ({ query: { archived: true } })
      )
    ],
    refused: ({ divisionsCursor, teamsCursor }) => forgedCursors(divisionsCursor, teamsCursor, strangeNames)
  },
  createDivision: {
    valid: () => ({ body: { name: 'Dyeing', code: 'DYE' } }),
    access: [
      allowed(office, 'a new one', { name: 'Dyeing', code: 'DYE', teamCount: 0, archivedAt: null, version: 1 }),
      allowed(office, 'of a name that is taken', 'DUPLICATE', () => ({ body: { name: production.name } })),
      allowed(office, 'of a code that an archived one has', 'DUPLICATE', () => ({ body: { code: 'OLD' } }))
    ]
  },
  updateDivision: {
    valid: ({ empty }) => ({ ...division(empty), body: { version: 1, name: 'Design', code: 'DSG' } }),
    access: [
      allowed(office, 'one', { name: 'Design', code: 'DSG', version: 2 }),
      allowed(office, 'to its own name', { name: 'Samples', version: 2 }, () => ({ body: { name: 'Samples', code: 'SMP' } })),
      allowed(office, 'to the name of another', 'DUPLICATE', () => ({ body: { name: production.name } })),
      nowhere
    ],
    ladder: ({ empty }) => [
      ['no such object', 'hr', { ...division('NONE'), body: { version: 9, code: 'OLD' } }, 'NOT_FOUND'],
      ['state', 'hr', { ...division(empty), body: { version: 9, code: 'OLD' } }, 'DUPLICATE'],
      ['version', 'hr', { ...division(empty), body: { version: 9, code: 'NEW' } }, 'VERSION_CONFLICT']
    ]
  },
  deleteDivision: {
    valid: ({ empty }) => ({ ...division(empty), query: { version: 1 } }),
    access: [
      allowed(office, 'of which nothing ever was', null),
      allowed(office, 'whatever its version', null, () => ({ query: {} })),
      allowed(office, 'with teams', 'STATE_CONFLICT', () => ({ ...division(production.id), query: {} })),
      nowhere
    ],
    ladder: ({ empty }) => [
      ['state', 'hr', { ...division(production.id), query: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'hr', { ...division(empty), query: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  archiveDivision: {
    valid: ({ empty }) => division(empty),
    access: [
      allowed(office, 'an empty one', { archivedAt: String, version: 2 }),
      allowed(office, 'again', { archivedAt: String, version: 2 }, ({ archived }) => division(archived)),
      allowed(office, 'with teams', 'STATE_CONFLICT', () => division(production.id)),
      nowhere
    ]
  },
  restoreDivision: {
    valid: ({ archived }) => division(archived),
    access: [
      allowed(office, 'one', { archivedAt: null, version: 3 }),
      allowed(office, 'again', { version: 1 }, ({ empty }) => division(empty)),
      nowhere
    ]
  }
}
