/** What tests know of the operations on holidays. */
import { line4, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeDays } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, office, type Refused, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ clients: { hr, employee } }: Stage) {
  const add = async (date: string, divisionId: string | null) =>
    (await hr.createHoliday({ date, name: 'Natal', kind: 'national', divisionId })).id
  return {
    national: await add('2026-12-25', null),
    warehouses: await add('2026-12-24', warehouse.id),
    holidaysCursor: (await employee.listHolidays({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const holiday = (holidayId: string) => ({ params: { holidayId } })
const csv = 'date,name,kind\n2027-01-01,Tahun Baru,national\n'
const dryRun = (text: string, ...errors: object[]) => ({
  act: ({ client }: { client: { importHolidays: (body: { csv: string }) => Promise<unknown> } }) => client.importHolidays({ csv: text }),
  answers: { dryRun: true, errors }
})
const unknownDivision = (divisionId: string): Refused => ({
  body: { divisionId },
  code: 'RULE_REFUSED',
  faults: ['/body/divisionId unknownDivision']
})

export const subjects: Subjects<Fixture> = {
  listHolidays: {
    valid: ({ holidaysCursor }) => ({ query: { from: '2026-01-01', to: '2027-01-01', cursor: holidaysCursor, limit: 10 } }),
    access: [
      allowed(everybody, 'those of this year, the earliest first', (_, { national, warehouses }) => ({
        items: [{ id: warehouses, date: '2026-12-24' }, { id: national, date: '2026-12-25' }],
        nextCursor: null
      }), () => ({ query: {} })),
      allowed(
        ['employee'],
        'from a day on',
        (_, { national }) => ({ items: [{ id: national }] }),
        () => ({ query: { from: '2026-12-25' } })
      ),
      allowed(
        ['employee'],
        'up to a day',
        (_, { warehouses }) => ({ items: [{ id: warehouses }] }),
        () => ({ query: { to: '2026-12-24' } })
      )
    ],
    refused: ({ holidaysCursor, teamsCursor }) => ({
      'a crossed range': { query: { from: '2026-12-25', to: '2026-12-24' }, faults: ['/query/to order'] },
      'a range of 367 days': { query: { from: '2026-01-01', to: '2027-01-02' }, faults: ['/query/to maxDays'] },
      ...forgedCursors(holidaysCursor, teamsCursor, strangeDays)
    })
  },
  createHoliday: {
    valid: () => ({ body: { date: '2026-12-26', name: 'Cuti bersama', kind: 'joint_leave', divisionId: warehouse.id } }),
    access: [
      allowed(office, 'of a day that a division has one on', { date: '2026-12-24', divisionId: null, version: 1 }, () => ({
        body: { date: '2026-12-24', divisionId: null }
      })),
      allowed(office, 'of a day that is over', { date: '2026-01-02' }, () => ({ body: { date: '2026-01-02' } })),
      allowed(office, 'of a day that has one', 'DUPLICATE', () => ({ body: { date: '2026-12-25', divisionId: null } }))
    ],
    refused: () => ({ 'an unknown division': unknownDivision('NONE'), 'a team for a division': unknownDivision(line4.id) })
  },
  importHolidays: {
    valid: () => ({ body: { csv, dryRun: false } }),
    access: [
      allowed(office, 'for real', { dryRun: false, rows: 1, created: 1, updated: 0, unchanged: 0, errors: [] }),
      allowed(office, 'a dry run', { dryRun: true, rows: 1, created: 1 }, { act: ({ client }) => client.importHolidays({ csv }) }),
      allowed(office, 'what is there already', { rows: 2, created: 0, updated: 1, unchanged: 1 }, {
        act: ({ client }) =>
          client.importHolidays({
            csv: '\ufeffDate;Division;Kind;Name\r\n2026-12-25;;national;Natal\r\n2026-12-24;Warehouse;company;"Stok;\r\nopname"\r\n'
              .replace('"Stok;\r\nopname"', '"Stok; opname"'),
            dryRun: false
          })
      }),
      ...[
        dryRun('date,name\n', { line: 1, column: 'kind', rule: 'required' }),
        dryRun('date,name,kind\n2027-02-30,Libur,national\n', { line: 2, column: 'date', rule: 'date' }),
        dryRun('date,name,kind\n2027-01-01,,strike\n', { line: 2, column: 'name', rule: 'required' }, {
          line: 2,
          column: 'kind',
          rule: 'value'
        }),
        dryRun('date,name,kind,division\n2027-01-01,Libur,national,Nowhere\n', { line: 2, column: 'division', rule: 'unknownDivision' }),
        dryRun('date,name,kind\n2027-01-01,Libur,national\n2027-01-01,Lagi,company\n', { line: 3, column: 'date', rule: 'unique' }),
        dryRun('date,name,kind\n2027-01-01,"Libur,national\n', { line: 2, column: null, rule: 'quote' })
      ].map(({ act, answers }, index) => allowed<Fixture>(['hr'], `a dry run of what is wrong, ${index}`, answers, { act }))
    ],
    refused: () => ({
      'a file with a fault': {
        body: { csv: 'date,name,kind\n2027-02-30,Libur,national\n' },
        code: 'RULE_REFUSED',
        faults: ['/body/csv csv']
      },
      'no file': { body: { csv: ' ' }, code: 'RULE_REFUSED', faults: ['/body/csv csv'] },
      '2,001 lines': {
        body: { csv: `date,name,kind\n${'2027-01-01,Libur,national\n'.repeat(2001)}` },
        code: 'RULE_REFUSED',
        faults: ['/body/csv csv']
      }
    })
  },
  suggestHolidays: {
    valid: () => ({ query: { year: 2026 } }),
    access: [allowed(office, 'what is in the calendar already', { known: true }, {
      act: async ({ client }) => (await client.suggestHolidays({ year: 2026 })).items.find(({ date }) => date === '2026-12-25')
    })]
  },
  updateHoliday: {
    valid: ({ national }) => ({
      ...holiday(national),
      body: { version: 1, date: '2026-12-27', name: 'Cuti', kind: 'company', divisionId: warehouse.id }
    }),
    access: [
      allowed(office, 'its name', (_, { national }) => ({ id: national, name: 'Hari Natal', date: '2026-12-25', version: 2 }), {
        act: ({ client }, { national }) => client.updateHoliday(national, { version: 1, name: 'Hari Natal' })
      }),
      allowed(office, 'to a day that has one', 'DUPLICATE', () => ({ body: { date: '2026-12-24' } }))
    ],
    refused: () => ({ 'an unknown division': unknownDivision('NONE') }),
    ladder: ({ national }) => [
      ['no such object', 'hr', { ...holiday('NONE'), body: { version: 9, divisionId: 'NONE' } }, 'NOT_FOUND'],
      ['version', 'hr', { ...holiday(national), body: { version: 9, divisionId: 'NONE' } }, 'VERSION_CONFLICT'],
      [
        'policy',
        'hr',
        { ...holiday(national), body: { version: 1, divisionId: 'NONE' } },
        'RULE_REFUSED',
        '/body/divisionId unknownDivision'
      ]
    ]
  },
  deleteHoliday: {
    valid: ({ national }) => ({ ...holiday(national), query: { version: 1 } }),
    access: [allowed(office, 'whichever version', null, { act: ({ client }, { national }) => client.deleteHoliday(national) })],
    ladder: ({ national }) => [['version', 'hr', { ...holiday(national), query: { version: 9 } }, 'VERSION_CONFLICT']]
  }
}
