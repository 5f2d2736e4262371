/** What tests know of the operations on templates. */
import { today } from '../../support/clock.ts'
import { line4, production, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, hidden, office, type Caller, type Person, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

const shift = { key: 'shift', label: 'Shift', type: 'select' as const, required: true, options: ['early', 'late'] }
const pieces = { key: 'pieces', label: 'Pieces', type: 'number' as const }

export async function fixture ({ clients: { hr, employee } }: Stage) {
  const productions = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields: [shift, pieces] })
  const warehouses = await hr.createTemplate({ name: 'Packing', divisionId: warehouse.id, fields: [pieces] })
  const former = await hr.createTemplate({ name: 'Once', fields: [] })
  await hr.archiveTemplate(former.id)
  const everybodys = await hr.createTemplate({ name: 'All', fields: [] })
  await employee.createReport({ reportDate: today, summary: 'Collars', templateId: productions.id })
  return {
    productions: productions.id,
    warehouses: warehouses.id,
    former: former.id,
    everybodys: everybodys.id,
    templatesCursor: (await hr.listTemplates({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const template = (id: string) => ({ params: { templateId: id } })
const named = async ({ client }: Caller) => (await client.listTemplates()).items.map(({ name }) => name)
const [productions, warehouses]: Person[][] = [['employee', 'colleague', 'lead', 'neighbour', 'manager'], ['other', 'otherManager']]
const whole = { ...pieces, required: false, options: [] }

export const subjects: Subjects<Fixture> = {
  listTemplates: {
    valid: ({ templatesCursor }) => ({ query: { archived: false, cursor: templatesCursor, limit: 10 } }),
    access: [
      allowed(office, 'all of them', ['All', 'Lines', 'Packing'], { act: named }),
      allowed(productions, 'of the division, and of everybody', ['All', 'Lines'], { act: named }),
      allowed(warehouses, 'of the division, and of everybody', ['All', 'Packing'], { act: named }),
      allowed(everybody, 'those that are archived', (_, { former }) => ({ items: [{ id: former }] }), () => ({ query: { archived: true } }))
    ],
    refused: ({ templatesCursor, teamsCursor }) => forgedCursors(templatesCursor, teamsCursor, strangeNames)
  },
  createTemplate: {
    by: 'hr',
    given: async ({ app: { deps: { db } } }) => {
      await db.updateTable('templates').set({ live_key: 'away', archived_at: '2026-11-20 03:00:00.000' }).where(
        'scope_key',
        '=',
        warehouse.id
      )
        .execute()
    },
    valid: () => ({ body: { name: 'Packing', divisionId: warehouse.id, required: true, fields: [shift, pieces] } }),
    access: [
      allowed(office, 'of a division', { divisionId: warehouse.id, required: true, fields: [shift, whole], revision: 1, version: 1 }),
      allowed(office, 'beside the one that it has', 'DUPLICATE', () => ({ body: { divisionId: production.id } })),
      allowed(office, 'beside that of everybody', 'DUPLICATE', () => ({ body: { divisionId: null } }))
    ],
    refused: () => ({
      'a key twice': { body: { fields: [pieces, pieces] }, faults: ['/body/fields/1/key unique'] },
      'nothing to choose from': { body: { fields: [{ ...shift, options: [] }] }, faults: ['/body/fields/0/options required'] },
      'a number to choose': { body: { fields: [{ ...pieces, options: ['1'] }] }, faults: ['/body/fields/0/options empty'] },
      'a team for a division': { body: { divisionId: line4.id }, code: 'RULE_REFUSED', faults: ['/body/divisionId unknownDivision'] }
    })
  },
  getTemplate: {
    valid: ({ productions }) => ({ ...template(productions), query: { revision: 1 } }),
    access: [
      allowed([...productions, ...office], 'of the division', { name: 'Lines', fields: [shift, whole], revision: 1 }),
      allowed(everybody, 'of everybody', { divisionId: null }, ({ everybodys }) => template(everybodys)),
      hidden(warehouses, 'of another division'),
      hidden(everybody, 'a revision that is none', () => ({ query: { revision: 2 } }))
    ]
  },
  updateTemplate: {
    by: 'hr',
    valid: ({ productions }) => ({
      ...template(productions),
      body: { version: 1, name: 'Sewing', required: true, fields: [shift, pieces] }
    }),
    access: [allowed(office, 'a new revision', { name: 'Sewing', required: true, revision: 2, version: 2 })],
    refused: () => ({
      'a key twice': { body: { fields: [pieces, pieces] }, faults: ['/body/fields/1/key unique'] },
      'another type': {
        body: { fields: [shift, { ...pieces, type: 'text' }] },
        code: 'RULE_REFUSED',
        faults: ['/body/fields/1/type keyType']
      }
    }),
    ladder: ({ productions }) => {
      const body = { version: 9, fields: [{ ...pieces, type: 'text' }] }
      return [
        [
          'form beyond the schema',
          'hr',
          { ...template(productions), body: { version: 9, fields: [pieces, pieces] } },
          'VALIDATION_FAILED',
          '/body/fields/1/key unique'
        ],
        ['no such object', 'hr', { ...template('NONE'), body }, 'NOT_FOUND'],
        ['version', 'hr', { ...template(productions), body }, 'VERSION_CONFLICT'],
        ['policy', 'hr', { ...template(productions), body: { ...body, version: 1 } }, 'RULE_REFUSED', '/body/fields/0/type keyType']
      ]
    }
  },
  deleteTemplate: {
    by: 'hr',
    valid: ({ warehouses }) => ({ ...template(warehouses), query: { version: 1 } }),
    access: [
      allowed(office, 'one that nobody has used', null),
      allowed(office, 'one that reports are written by', 'STATE_CONFLICT', ({ productions }) => template(productions))
    ],
    ladder: ({ productions, warehouses }) => {
      const of = (id: string) => ({ ...template(id), query: { version: 9 } })
      return [
        ['no such object', 'hr', of('NONE'), 'NOT_FOUND'],
        ['state', 'hr', of(productions), 'STATE_CONFLICT'],
        ['version', 'hr', of(warehouses), 'VERSION_CONFLICT']
      ]
    }
  },
  archiveTemplate: {
    by: 'hr',
    valid: ({ productions }) => template(productions),
    access: [
      allowed(office, 'one that reports are written by', { archivedAt: /Z$/, version: 2 }),
      allowed(office, 'again', { version: 2 }, ({ former }) => template(former))
    ]
  },
  restoreTemplate: {
    by: 'hr',
    valid: ({ productions }) => template(productions),
    access: [
      allowed(office, 'one that is in use', { archivedAt: null, version: 1 }),
      allowed(office, 'beside another one', 'DUPLICATE', ({ former }) => template(former))
    ]
  }
}
