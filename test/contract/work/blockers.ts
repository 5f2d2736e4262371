/** What tests know of the operations on blockers. */
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { today } from '../../support/clock.ts'
import { packing, people, line4 } from '../../support/people.ts'
import { forgedCursors } from '../cursors.ts'
import { allowed, everybody, forbidden, hidden, nothing, strangers, superiors, type Subjects } from '../subject.ts'
import type { Stage } from '../stage.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

/** What keeps people of two divisions from going on; the employee's is resolved once more. */
export async function fixture ({ clients }: Stage) {
  const { employee, colleague, lead, other, hr, admin } = clients
  const handIn = (client: Client, ...titles: string[]) =>
    client.createReport({
      reportDate: today,
      submit: true,
      summary: 'Collars',
      items: titles.map((title) => ({ title, status: 'blocked' as const }))
    })
  for (const [client, ...titles] of [[employee, 'Thread', 'Needles'], [colleague, 'Buttons'], [lead, 'Steam'], [other, 'Boxes']] as const) {
    await handIn(client, ...titles)
  }
  const { items } = await admin.listBlockers()
  const idOf = (title: string) => items.find(({ item }) => item.title === title)!.id
  const { version } = await lead.updateBlocker(idOf('Needles'), { version: 1, status: 'resolved', note: 'They have come.' })
  return {
    thread: idOf('Thread'),
    steam: idOf('Steam'),
    boxes: idOf('Boxes'),
    needles: idOf('Needles'),
    needlesVersion: version,
    blockersCursor: (await lead.listBlockers({ limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const named = (name: 'thread' | 'steam' | 'boxes' | 'needles') => (made: Fixture) => ({ params: { blockerId: made[name] } })
const mine = { employee: ['Needles', 'Thread'], colleague: ['Buttons'], other: ['Boxes'], otherManager: ['Boxes'] }
const line = ['Buttons', 'Needles', 'Steam', 'Thread']
/** Whose titles each sees. */
const visible: Record<string, string[]> = {
  ...mine,
  lead: line,
  manager: line,
  neighbour: [],
  hr: ['Boxes', ...line],
  admin: ['Boxes', ...line]
}
const readers = ['employee', ...superiors] as const
const anothers = strangers.map((who) => who)

export const subjects: Subjects<Fixture> = {
  listBlockers: {
    valid: (made) => ({
      query: { status: 'open', ownerId: people.lead.id, teamId: line4.id, cursor: made.blockersCursor, limit: 10 }
    }),
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who: string) => visible[who], {
        act: async ({ client }) => (await client.listBlockers()).items.map(({ item }) => item.title).sort()
      }),
      allowed(everybody, 'page by page', (who: string) => visible[who], {
        act: async ({ client }) => {
          const titles: string[] = []
          for (let cursor: string | undefined;;) {
            const page = await client.listBlockers({ limit: 2, cursor })
            titles.push(...page.items.map(({ item }) => item.title))
            if (!page.nextCursor) return titles.sort()
            cursor = page.nextCursor
          }
        }
      }),
      allowed([...readers], 'what was resolved', {
        items: [{ item: { title: 'Needles' }, status: 'resolved', note: 'They have come.', owner: { name: 'Budi' }, ageDays: 0 }]
      }, () => ({ query: { status: 'resolved' } })),
      allowed(['manager'], 'what they are asked to clear', { items: [{ item: { title: 'Steam' }, status: 'open' }] }, () => ({
        query: { ownerId: people.manager.id }
      })),
      hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another team', () => ({ query: { teamId: packing.id } }), nothing),
      hidden(strangers.filter((who) => who !== 'colleague'), 'of a team', () => ({ query: { teamId: line4.id } }), nothing),
      hidden(['neighbour', 'other', 'otherManager'], "somebody's to clear", () => ({ query: { ownerId: people.lead.id } }), nothing)
    ],
    refused: ({ blockersCursor, teamsCursor }) => forgedCursors(blockersCursor, teamsCursor, { 'of no time': 'noon' })
  },
  getBlocker: {
    valid: named('thread'),
    access: [
      allowed([...readers], 'with its age', {
        item: { title: 'Thread' },
        author: { id: people.employee.id },
        team: { id: line4.id },
        owner: { id: people.lead.id },
        status: 'open',
        resolvedAt: null,
        ageDays: 0
      }),
      hidden(anothers, "of somebody's work"),
      hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another division', named('boxes')),
      hidden(['employee', 'colleague'], "of their lead's work", named('steam'))
    ]
  },
  updateBlocker: {
    by: 'lead',
    valid: (made) => ({
      ...named('thread')(made),
      body: { version: 1, status: 'dismissed', ownerId: people.manager.id, note: 'There is another thread.' }
    }),
    access: [
      allowed(superiors, 'of somebody below', {
        status: 'dismissed',
        owner: { id: people.manager.id },
        note: 'There is another thread.',
        resolvedAt: String,
        version: 2
      }),
      allowed(['lead'], 'back to its author', { owner: { id: people.employee.id }, status: 'open' }, () => ({
        body: { ownerId: people.employee.id, status: 'open' }
      })),
      allowed(['lead'], 'so that it is nobody’s', { owner: null }, () => ({ body: { ownerId: null } })),
      forbidden(['employee'], 'who is not asked to clear it, though it is of her work'),
      hidden(anothers, "of somebody's work"),
      ...(['colleague', 'other', 'disabled'] as const).map((who) =>
        allowed<Fixture>(['lead'], `to ${who}, who may not read the report`, 'RULE_REFUSED', () => ({ body: { ownerId: people[who].id } }))
      )
    ],
    ladder: (made) => {
      const body = { version: 9, ownerId: people.other.id }
      return [
        ['no such object', 'employee', { params: { blockerId: 'NONE' }, body }, 'NOT_FOUND'],
        ['may', 'employee', { body }, 'FORBIDDEN'],
        ['version', 'lead', { body }, 'VERSION_CONFLICT'],
        [
          'policy',
          'lead',
          { ...named('needles')(made), body: { ...body, version: made.needlesVersion } },
          'RULE_REFUSED',
          '/body/ownerId ownerScope'
        ]
      ]
    }
  }
}
