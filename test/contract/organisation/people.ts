/** What tests know of the operations on people to pick from. */
import { today } from '../../support/clock.ts'
import { picture } from '../../support/files.ts'
import { line4, line7, packing, people } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, hidden, type Person, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ clients: { hr, lead, employee, colleague } }: Stage) {
  await lead.setAvatar(new Blob([picture], { type: 'image/png' }))
  return {
    report: (await employee.createReport({
      reportDate: today,
      summary: 'Collars',
      submit: true,
      items: [{ title: 'Thread', status: 'blocked' }]
    })).id,
    draft: (await colleague.createReport({ reportDate: today, summary: 'Collars' })).id,
    peopleCursor: (await hr.listPeople({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const person = (name: Person) => ({ params: { userId: people[name].id } })
const named = (...names: string[]) => ({ items: names.map((name) => ({ name })), nextCursor: null })
const above = ['Dian', 'Maya']

const known: Partial<Record<Person, string[]>> = {
  employee: ['Budi', 'Ratna', 'Sari', 'Wati', ...above],
  lead: ['Budi', 'Ratna', 'Sari', 'Wati', ...above],
  manager: ['Budi', 'Joko', 'Ratna', 'Sari', 'Wati', ...above],
  other: ['Agus', 'Tono', ...above]
}

export const subjects: Subjects<Fixture> = {
  listPeople: {
    valid: ({ peopleCursor, report: reportId }) => ({
      query: { q: 'a', teamId: line4.id, for: 'mention', reportId, cursor: peopleCursor, limit: 10 }
    }),
    by: 'manager',
    access: [
      allowed(
        ['employee', 'lead', 'manager', 'other'],
        'those one has to do with',
        (who) => named(...known[who as Person]!.toSorted()),
        () => ({
          query: {}
        })
      ),
      allowed(['hr', 'admin'], 'of a team', named('Budi', 'Sari', 'Wati'), () => ({ query: { teamId: line4.id } })),
      allowed(everybody, 'by a part of the name', named('Dian'), () => ({ query: { q: 'DIA' } })),
      allowed(['manager'], 'to be put into a team', named('Budi', 'Joko', 'Ratna', 'Sari', 'Wati'), () => ({ query: { for: 'member' } })),
      allowed(['hr'], 'to be put into a team', named('Agus', 'Budi', 'Joko', 'Maya', 'Ratna', 'Sari', 'Tono', 'Wati'), () => ({
        query: { for: 'member' }
      })),
      allowed(['employee', 'lead'], 'to be put into a team, by who may put nobody', named(), () => ({ query: { for: 'member' } })),
      allowed(['lead'], 'to stand in', named('Dian', 'Joko', 'Maya', 'Ratna', 'Sari', 'Wati'), () => ({ query: { for: 'delegate' } })),
      allowed(['otherManager'], 'to stand in', named('Agus', 'Dian', 'Maya'), () => ({ query: { for: 'delegate' } })),
      allowed(['employee', 'hr'], 'to stand in for who leads nothing', named(), () => ({ query: { for: 'delegate' } })),
      allowed(['employee', 'lead', 'manager', 'hr'], 'to be mentioned', named('Budi', 'Dian', 'Maya', 'Ratna', 'Sari'), ({ report }) => ({
        query: { for: 'mention', reportId: report }
      })),
      hidden(['colleague', 'neighbour', 'other'], 'to be mentioned on a report of others', ({ report }) => ({
        query: { for: 'mention', reportId: report }
      }), named()),
      hidden(
        ['colleague', 'lead', 'hr'],
        'to be mentioned on a draft',
        ({ draft }) => ({ query: { for: 'mention', reportId: draft } }),
        named()
      ),
      allowed(['lead', 'manager', 'hr'], 'to clear a blocker', named('Budi', 'Dian', 'Maya', 'Ratna', 'Sari'), ({ report }) => ({
        query: { for: 'owner', reportId: report }
      })),
      hidden(['employee', 'colleague', 'neighbour', 'other'], 'to clear a blocker, by who may ask nobody', ({ report }) => ({
        query: { for: 'owner', reportId: report }
      }), named()),
      hidden(['employee', 'lead', 'manager'], 'of a team of others', () => ({ query: { teamId: packing.id } }), named()),
      hidden(['other'], 'of a team of others', () => ({ query: { teamId: line7.id } }), named())
    ],
    refused: ({ peopleCursor, teamsCursor }) => ({
      'to be mentioned somewhere': { query: { for: 'mention' }, faults: ['/query/reportId required'] },
      'to clear something': { query: { for: 'owner' }, faults: ['/query/reportId required'] },
      ...forgedCursors(peopleCursor, teamsCursor, strangeNames)
    })
  },
  getPerson: {
    valid: () => person('lead'),
    access: [
      allowed(['employee', 'manager', 'hr'], 'whom one knows', {
        name: 'Budi',
        title: null,
        avatarUrl: /^\/api\/v1\/users\/USERLEAD000000000000000003\/avatar\?v=[0-9a-f]{16}$/,
        teams: [{ role: 'lead' }],
        active: true
      }),
      allowed(['employee', 'other'], 'who is HR', { name: 'Maya' }, () => person('hr')),
      allowed(
        ['employee', 'manager'],
        'who is disabled',
        { name: 'Rudi', active: false },
        () => ({ params: { userId: people.disabled.id } })
      ),
      hidden(['other', 'otherManager', 'neighbour'], 'of others'),
      hidden(['employee', 'lead', 'manager'], 'of another division', () => person('other'))
    ]
  },
  getAvatar: {
    valid: () => ({ ...person('lead'), query: { v: '0123456789abcdef' } }),
    access: [
      allowed(['employee', 'lead', 'manager', 'hr', 'admin'], 'of whom one knows', /^.PNG/),
      hidden(['other', 'otherManager', 'neighbour'], 'of others'),
      hidden(['employee'], 'of who has none', () => person('manager'))
    ]
  }
}
