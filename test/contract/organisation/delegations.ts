/** What tests know of the operations on delegations. */
import { today } from '../../support/clock.ts'
import { people } from '../../support/people.ts'
import { forgedCursors, strangeDays } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, forbidden, hidden, office, type Caller, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ clients: { lead, neighbour, otherManager, hr } }: Stage) {
  const days = { startsOn: '2026-12-01', endsOn: '2026-12-04' }
  const over = await neighbour.createDelegation({ toUserId: people.employee.id, startsOn: today, endsOn: today })
  await neighbour.deleteDelegation(over.id)
  return {
    leads: (await lead.createDelegation({ toUserId: people.colleague.id, ...days })).id,
    others: (await otherManager.createDelegation({ toUserId: people.other.id, ...days })).id,
    over: over.id,
    cursor: (await hr.listDelegations({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const delegation = (id: string) => ({ params: { delegationId: id } })
const days = { startsOn: '2026-12-07', endsOn: '2026-12-11' }
const body = { fromUserId: people.lead.id, toUserId: people.employee.id, ...days, note: 'The keys are with Wati.' }
const listed = async ({ client }: Caller) => (await client.listDelegations()).items.map(({ id }) => id).sort()

export const subjects: Subjects<Fixture> = {
  listDelegations: {
    valid: ({ cursor }) => ({ query: { state: 'planned', cursor, limit: 10 } }),
    access: [
      allowed(office, 'all of them', (_, { leads, others, over }) => [leads, others, over].sort(), { act: listed }),
      allowed(['lead', 'colleague'], "one's own, given or taken", (_, { leads }) => [leads], { act: listed }),
      allowed(['employee', 'neighbour'], 'one that is over', (_, { over }) => ({ items: [{ id: over, state: 'ended' }] }), () => ({
        query: { state: 'ended' }
      })),
      hidden(['manager'], 'of others', { act: listed }, [])
    ],
    refused: ({ cursor, teamsCursor }) => forgedCursors(cursor, teamsCursor, strangeDays)
  },
  createDelegation: {
    by: 'lead',
    valid: () => ({ body }),
    access: [
      allowed(['lead', ...office], 'of a lead', {
        from: { id: people.lead.id, name: 'Budi' },
        to: { id: people.employee.id, name: 'Sari' },
        ...days,
        note: body.note,
        state: 'planned',
        endedAt: null,
        version: 1
      }),
      allowed(['manager'], 'of a division, to HR', { from: { name: 'Ratna' }, to: { name: 'Maya' }, note: '', state: 'active' }, {
        act: ({ client }) => client.createDelegation({ toUserId: people.hr.id, startsOn: today, endsOn: today })
      }),
      allowed(['lead'], 'of days of which one is handed over', 'DUPLICATE', () => ({ body: { startsOn: '2026-12-04' } })),
      forbidden(['manager', 'neighbour', 'employee', 'colleague'], 'of somebody else'),
      forbidden(['employee', 'other'], 'of who leads nothing', {
        act: ({ client }) => client.createDelegation({ toUserId: people.colleague.id, ...days })
      }),
      forbidden(['hr'], 'of somebody else to oneself', () => ({ body: { toUserId: people.hr.id } })),
      forbidden(['admin'], 'of somebody else to oneself', () => ({ body: { toUserId: people.admin.id } })),
      hidden(['lead'], 'to somebody of another division', {
        act: ({ client }) => client.createDelegation({ toUserId: people.other.id, ...days })
      }, 'RULE_REFUSED')
    ],
    refused: () => {
      const put = (more: object, ...faults: string[]) => ({ body: more, code: 'RULE_REFUSED' as const, faults })
      return {
        'the end before the beginning': { body: { endsOn: '2026-12-06' }, faults: ['/body/endsOn order'] },
        'more than 92 days': { body: { endsOn: '2027-03-09' }, faults: ['/body/endsOn maxDays'] },
        'from yesterday': put({ startsOn: '2026-11-19', endsOn: '2026-11-20' }, '/body/startsOn beforeToday'),
        'to oneself': put({ toUserId: people.lead.id }, '/body/toUserId self'),
        'to nobody': put({ toUserId: 'NONE' }, '/body/toUserId unknownPerson'),
        'to somebody of another division': put({ toUserId: people.other.id }, '/body/toUserId unknownPerson'),
        'to who is disabled': put({ toUserId: people.disabled.id }, '/body/toUserId inactive')
      }
    },
    ladder: () => {
      const wrong = { fromUserId: people.manager.id, toUserId: 'NONE', startsOn: '2026-11-19', endsOn: '2026-11-18' }
      const [ofOthers, unknown] = [{ ...wrong, endsOn: '2026-12-02' }, { ...wrong, fromUserId: people.lead.id, endsOn: '2026-12-02' }]
      return [
        ['form beyond the schema', 'lead', { body: wrong }, 'VALIDATION_FAILED', '/body/endsOn order'],
        ['may', 'lead', { body: ofOthers }, 'FORBIDDEN'],
        ['policy: who', 'lead', { body: unknown }, 'RULE_REFUSED', '/body/toUserId unknownPerson'],
        ['policy: when', 'lead', { body: { ...unknown, toUserId: people.employee.id } }, 'RULE_REFUSED', '/body/startsOn beforeToday']
      ]
    }
  },
  deleteDelegation: {
    by: 'lead',
    valid: ({ leads }) => ({ ...delegation(leads), query: { version: 1 } }),
    access: [
      allowed(['lead', ...office], 'a planned one', null),
      allowed(['neighbour', ...office], 'one that is over', 'STATE_CONFLICT', {
        act: ({ client }, { over }) => client.deleteDelegation(over)
      }),
      forbidden(['colleague'], 'that one was handed'),
      hidden(['employee', 'neighbour', 'manager', 'other', 'otherManager'], 'of others')
    ],
    ladder: ({ leads, others, over }) => {
      const of = (id: string) => ({ ...delegation(id), query: { version: 9 } })
      return [
        ['an object out of scope', 'lead', of(others), 'NOT_FOUND'],
        ['may', 'colleague', of(leads), 'FORBIDDEN'],
        ['state', 'neighbour', of(over), 'STATE_CONFLICT'],
        ['version', 'lead', of(leads), 'VERSION_CONFLICT']
      ]
    }
  }
}
