/** What tests know of the operations on figures. */
import type { Tables } from '../../../src/database/tables.ts'
import { today } from '../../support/clock.ts'
import { owing } from '../../support/owing.ts'
import { line4, packing, people, production, warehouse } from '../../support/people.ts'
import { forgedCursors, strangeNames } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, hidden, office, strangers, superiors, type Person, type Refused, type Subjects } from '../subject.ts'

const [dayBefore, yesterday] = ['2026-11-18', '2026-11-19']

type Fixture = Awaited<ReturnType<typeof fixture>>

/** Two days that are over and today; employee@ has handed in yesterday's, late, and today's. */
export async function fixture ({ clients: { employee, hr }, app: { deps } }: Stage) {
  await owing(deps, dayBefore)
  await employee.createReport({ reportDate: yesterday, summary: 'Collars', items: [{ title: 'Collars', minutes: 90 }], submit: true })
  await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
  return {
    heatmapCursor: (await hr.getAnalyticsHeatmap({ from: dayBefore, to: today, limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

/** How many rows of two days each sees. */
const expected: Record<Person, number> = {
  employee: 2,
  colleague: 2,
  lead: 6,
  neighbour: 2,
  manager: 8,
  other: 2,
  otherManager: 2,
  hr: 10,
  admin: 10
}

const two = { from: dayBefore, to: yesterday }
const whole = { ...two, divisionId: production.id, teamId: line4.id, userId: people.employee.id }
const of = (query: object) => () => ({ query: { ...two, ...query } })
const nobodys = [['employee', 'lead', 'manager'] as Person[], { teamId: packing.id }, { divisionId: warehouse.id }] as const

const nobodysDigest = { user: null, team: null, figures: { expected: 0 }, people: [], blockers: [], byCategory: [] }
const nobodysPage = /<h1>18 November 2026 – 19 November 2026<\/h1>\n<h2>In figures<\/h2>\n<p>No report was handed in\.<\/p>\n<\/body>/

/** A file with nothing in it. */
const headings = /^\uFEFFDate,[^\n]*\r\n$/
const audited: (keyof Tables)[] = ['audit_entries', 'audit_head']

const ranges = (longest: number): Record<string, Refused> => ({
  'a range turned round': { query: { from: today, to: yesterday }, faults: ['/query/to order'] },
  'a range that is too long': {
    query: { from: new Date(Date.parse(today) - longest * 86_400_000).toISOString().slice(0, 10), to: today },
    faults: ['/query/to maxDays']
  }
})

export const subjects: Subjects<Fixture> = {
  getAnalyticsSummary: {
    valid: () => ({ query: whole }),
    nothing: { figures: { expected: 0, handedIn: 0 }, byDivision: [] },
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who) => ({ figures: { expected: expected[who as Person] } }), of({})),
      allowed(['employee', ...superiors], 'of a person', {
        figures: { expected: 2, late: 1, due: 1, handedIn: 1, minutesTotal: 90, submissionRate: 0.5 }
      }, of({ userId: people.employee.id })),
      allowed(['manager', ...office], 'the teams of a division', {
        byTeam: [{ name: 'Line 4' }, { name: 'Line 7' }],
        byPerson: null
      }, of({ divisionId: production.id })),
      allowed(
        superiors,
        'the people of a team',
        { byPerson: ['Budi', 'Sari', 'Wati'].map((name) => ({ user: { name } })) },
        of({
          teamId: line4.id
        })
      ),
      allowed(['employee', 'colleague'], 'of their own team, themselves and nothing of its people', {
        figures: { expected: 2 },
        byPerson: null
      }, of({ teamId: line4.id })),
      hidden(strangers, 'of another person', of({ userId: people.employee.id }), { figures: { expected: 0 }, byDivision: [] }),
      hidden([...nobodys[0]], 'of another team', of(nobodys[1]), { figures: { expected: 0 }, byDivision: [], byPerson: null }),
      hidden([...nobodys[0]], 'of another division', of(nobodys[2]), { figures: { expected: 0 }, byDivision: [], byTeam: [] }),
      allowed(everybody, 'of nobody', { figures: { expected: 0 } }, of({ userId: 'NONE', teamId: 'NONE', divisionId: 'NONE' }))
    ],
    refused: () => ranges(366)
  },
  getAnalyticsTrends: {
    valid: () => ({ query: { ...whole, bucket: 'week' } }),
    nothing: { points: [{ expected: 0, handedIn: 0 }] },
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who) => ({
        points: [dayBefore, yesterday].map((key) => ({ key, expected: expected[who as Person] / 2 }))
      }), of({})),
      hidden(strangers, 'of another person', of({ userId: people.employee.id, bucket: 'month' }), { points: [{ expected: 0 }] }),
      hidden([...nobodys[0]], 'of another team', of({ ...nobodys[1], bucket: 'week' }), { points: [{ key: '2026-W47', expected: 0 }] }),
      hidden([...nobodys[0]], 'of another division', of({ ...nobodys[2], bucket: 'week' }), { points: [{ expected: 0 }] })
    ],
    refused: () => ranges(366)
  },
  getAnalyticsHeatmap: {
    valid: ({ heatmapCursor }) => ({ query: { ...whole, cursor: heatmapCursor, limit: 10 } }),
    access: [
      allowed(['employee', ...superiors], 'of a person', {
        days: [dayBefore, yesterday, today],
        items: [{ user: { id: people.employee.id, name: 'Sari' }, cells: ['due', 'late', 'on_time'] }],
        nextCursor: null
      }, of({ to: today, userId: people.employee.id })),
      allowed(everybody, 'what is in scope, and nothing else', (who) => expected[who as Person] / 2, {
        act: async ({ client }) => (await client.getAnalyticsHeatmap(two)).items.length
      }),
      hidden(strangers, 'of another person', of({ userId: people.employee.id }), { items: [], nextCursor: null }),
      hidden([...nobodys[0]], 'of another team', of(nobodys[1]), { items: [] }),
      hidden([...nobodys[0]], 'of another division', of(nobodys[2]), { items: [] })
    ],
    refused: ({ heatmapCursor, teamsCursor }) => ({
      ...ranges(92),
      ...forgedCursors(heatmapCursor, teamsCursor, strangeNames)
    })
  },
  exportAnalytics: {
    valid: () => ({ query: { ...whole, dataset: 'obligations', format: 'csv' } }),
    nothing: headings,
    counts: audited,
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who) => expected[who as Person], {
        act: async ({ client }) => {
          const text = await (await client.exportAnalytics({ ...two, dataset: 'obligations' })).text()
          return text.trimEnd().split('\r\n').length - 1
        }
      }),
      hidden(
        strangers,
        'of another person',
        { ask: of({ dataset: 'obligations', userId: people.employee.id }), leaves: audited },
        headings
      ),
      hidden([...nobodys[0]], 'of another team', { ask: of({ dataset: 'items', ...nobodys[1] }), leaves: audited }, headings),
      hidden([...nobodys[0]], 'of another division', { ask: of({ dataset: 'reports', ...nobodys[2] }), leaves: audited }, headings)
    ],
    refused: () =>
      Object.fromEntries(
        Object.entries(ranges(366)).map(([name, { query, faults }]) => [name, { query: { ...query, dataset: 'items' }, faults }])
      )
  },
  getReportDigest: {
    valid: () => ({ query: { ...two, teamId: line4.id, userId: people.employee.id } }),
    nothing: { figures: { expected: 0, handedIn: 0 }, people: [], blockers: [] },
    access: [
      allowed(
        ['employee', ...superiors],
        'of a person',
        { user: { name: 'Sari' }, team: null, figures: { handedIn: 1 }, people: [{ user: { name: 'Sari' }, minutes: 90 }] },
        of({ userId: people.employee.id })
      ),
      allowed(superiors, 'of a team', { user: null, team: { name: 'Line 4' }, figures: { expected: 6 } }, of({ teamId: line4.id })),
      allowed(
        everybody,
        'of themselves, whatever that is',
        (who) => ({ user: { id: people[who].id }, team: null }),
        () => ({ query: two })
      ),
      allowed(['colleague'], 'of one beside them, whose name they know, nothing', {
        user: { name: 'Sari' },
        figures: { expected: 0 },
        people: [],
        blockers: [],
        byCategory: []
      }, of({ userId: people.employee.id })),
      allowed(['colleague'], 'of their team, what is theirs', { figures: { expected: 2 }, people: [] }, of({ teamId: line4.id })),
      hidden(['neighbour', 'other', 'otherManager'], 'of a person of others', of({ userId: people.employee.id }), nobodysDigest),
      hidden(['neighbour', 'other', 'otherManager'], 'of a team of others', of({ teamId: line4.id }), nobodysDigest)
    ],
    refused: () => ranges(31)
  },
  getReportDigestPage: {
    valid: () => ({ query: { ...two, teamId: line4.id, userId: people.employee.id, format: 'text' } }),
    nothing: /No report/,
    access: [
      allowed(['employee', ...superiors], 'of a person', ['Collars: to do, 1 h 30 min'], {
        act: async ({ client }) => {
          const text = await (await client.getReportDigestPage({ ...two, userId: people.employee.id, format: 'text' })).text()
          return /Collars: to do.*/.exec(text)
        }
      }),
      hidden(['neighbour', 'other', 'otherManager'], 'of a person of others', of({ userId: people.employee.id }), nobodysPage),
      hidden(['neighbour', 'other', 'otherManager'], 'of a team of others', of({ teamId: line4.id }), nobodysPage)
    ],
    refused: () => ranges(31)
  }
}
