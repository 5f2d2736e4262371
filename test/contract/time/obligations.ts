/** What tests know of the operations on obligations. */
import { today } from '../../support/clock.ts'
import { owing } from '../../support/owing.ts'
import { line4, packing, people, production, warehouse, type PersonName } from '../../support/people.ts'
import { forgedCursors, strangeDays } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, forbidden, hidden, nothing, strangers, superiors, type Caller, type Subjects } from '../subject.ts'

const [yesterday, dayBefore, tomorrow, longAgo] = ['2026-11-19', '2026-11-18', '2026-11-23', '2026-10-01']

type Fixture = Awaited<ReturnType<typeof fixture>>

/** Three days that are owed; yesterday's is handed in, late, today's is on time. */
export async function fixture ({ clients, app: { deps } }: Stage) {
  const { employee, hr, lead } = clients
  await owing(deps, dayBefore)
  const late = await employee.createReport({ reportDate: yesterday, summary: 'Collars', submit: true })
  const asked = await clients.colleague.createObligationRequest({ workDate: dayBefore, kind: 'extend', note: 'Power cut.' })
  const declined = await clients.colleague.createObligationRequest({ workDate: yesterday, kind: 'excuse', note: 'Power cut.' })
  await lead.declineObligationRequest(declined.id, { version: 1, note: 'No.' })
  const onTime = await employee.createReport({ reportDate: today, summary: 'Collars', submit: true })
  return {
    requests: { asked: asked.id, declined: declined.id },
    requestsCursor: (await lead.listObligationRequests({ limit: 1 })).nextCursor!,
    reports: { late: late.id, onTime: onTime.id },
    cursor: (await lead.listObligations({ from: dayBefore, to: today, limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

/** Who owes a report: those in a team. */
const line4s = ['colleague', 'employee', 'lead']
const owed: Record<Exclude<PersonName, 'disabled'>, string[]> = {
  employee: ['employee'],
  colleague: ['colleague'],
  lead: line4s,
  neighbour: ['neighbour'],
  manager: [...line4s, 'neighbour'],
  other: ['other'],
  otherManager: ['other'],
  hr: [...line4s, 'neighbour', 'other'],
  admin: [...line4s, 'neighbour', 'other']
}

async function listedNames ({ client }: Caller, limit: number): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | undefined;;) {
    const page = await client.listObligations({ date: today, limit, cursor })
    names.push(...page.items.map(({ userId }) => Object.entries(people).find(([, { id }]) => id === userId)![0]))
    if (!page.nextCursor) return names.sort()
    cursor = page.nextCursor
  }
}

const item = (who: PersonName, workDate: string) => ({ userId: people[who].id, workDate })
const result = (who: PersonName, workDate: string, code: string | null, rule: string | null = null) => ({
  results: [{ ...item(who, workDate), ok: code === null, error: code === null ? null : { code, rule } }]
})
const asking = (who: PersonName, workDate: string) => () => ({ body: { items: [item(who, workDate)] } })
const explained = (who: PersonName, date: string) => () => ({ params: { userId: people[who].id, date } })
const unseen = { userId: 'NONE', workDate: today }

/** The same of excusing and of taking it back. */
const refusals = {
  nobody: { body: { items: [] }, faults: ['/body/items minItems'] },
  'one of them twice': { body: { items: [item('colleague', today), item('colleague', today)] }, faults: ['/body/items/1 unique'] },
  'one with keys of its own, twice': {
    body: { items: Array.from({ length: 2 }, () => ({ ...item('colleague', today), valueOf: 1 })) },
    faults: ['/body/items/0/valueOf additionalProperties', '/body/items/1/valueOf additionalProperties']
  }
}

export const subjects: Subjects<Fixture> = {
  listObligations: {
    valid: ({ cursor }) => ({
      query: {
        from: dayBefore,
        to: today,
        userId: people.employee.id,
        teamId: line4.id,
        divisionId: production.id,
        outcome: 'due',
        cursor,
        limit: 10
      }
    }),
    access: [
      allowed(everybody, 'what is in scope, and nothing else', (who) => owed[who as keyof typeof owed].toSorted(), {
        act: (caller) => listedNames(caller, 100)
      }),
      allowed(everybody, 'page by page', (who) => owed[who as keyof typeof owed].toSorted(), { act: (caller) => listedNames(caller, 2) }),
      allowed(['employee', ...superiors], 'what came of it', (_, { reports }) => ({
        items: [{ workDate: yesterday, outcome: 'late', reportId: reports.late, reportState: 'submitted', reason: null }]
      }), () => ({ query: { date: yesterday, userId: people.employee.id } })),
      allowed(['employee'], 'by what came of it', {
        items: [{ workDate: dayBefore, outcome: 'due', deadlineAt: '2026-11-18T11:00:00.000Z' }]
      }, () => ({
        query: { from: dayBefore, to: today, outcome: 'due' }
      })),
      hidden(strangers, 'of another person', () => ({ query: { userId: people.employee.id } }), nothing),
      hidden(['employee', 'lead', 'manager'], 'of another team', () => ({ query: { teamId: packing.id } }), nothing),
      hidden(['employee', 'lead', 'manager'], 'of another division', () => ({ query: { divisionId: warehouse.id } }), nothing)
    ],
    refused: ({ cursor, teamsCursor }) => ({
      'a date and a range': { query: { date: today, from: today, to: today }, faults: ['/query/date exclusive'] },
      'a crossed range': { query: { from: today, to: yesterday }, faults: ['/query/to order'] },
      'a range of 93 days': { query: { from: '2026-08-20', to: today }, faults: ['/query/to maxDays'] },
      ...forgedCursors(cursor, teamsCursor, strangeDays)
    })
  },
  remindObligations: {
    by: 'lead',
    valid: () => ({ body: { date: today, teamId: line4.id, message: 'Mohon kirim.' } }),
    access: [
      allowed(superiors, 'a team', (who) => ({
        reminded: who === 'lead' ? 2 : 2,
        skipped: [{ userId: people.employee.id, reason: 'handedIn' }]
      })),
      allowed(['lead'], 'once more', { reminded: 0, skipped: [{ reason: 'recent' }] }, {
        async act ({ client }) {
          const body = { date: today, userIds: [people.colleague.id] }
          await client.remindObligations(body)
          return client.remindObligations(body)
        }
      }),
      allowed(['lead'], 'of a day off', { reminded: 0, skipped: [{ reason: 'notOwed' }] }, {
        act: ({ client }) => client.remindObligations({ date: '2026-11-22', userIds: [people.colleague.id] })
      }),
      allowed(['lead', 'manager'], 'of another division', { reminded: 0, skipped: [{ userId: people.other.id, reason: 'notOwed' }] }, {
        act: ({ client }) => client.remindObligations({ date: today, userIds: [people.other.id] })
      }),
      allowed(['lead', 'manager'], 'another team', { reminded: 0, skipped: [] }, {
        act: ({ client }) => client.remindObligations({ date: today, teamId: packing.id })
      }),
      forbidden(['employee', 'colleague', 'other'], 'anybody')
    ],
    refused: () => ({
      'a team and a division': { body: { divisionId: production.id }, faults: ['/body oneTarget'] },
      'somebody twice': { body: { userIds: [people.other.id, people.other.id] }, faults: ['/body/userIds uniqueItems'] }
    })
  },
  excuseObligations: {
    by: 'lead',
    valid: () => ({ body: { items: [item('colleague', today)], note: 'Mesin mati.' } }),
    access: [
      allowed(superiors, 'one of theirs', result('colleague', today, null)),
      allowed(superiors, 'what was late', result('employee', yesterday, null), asking('employee', yesterday)),
      allowed(superiors, 'what was on time', result('employee', today, 'STATE_CONFLICT'), asking('employee', today)),
      allowed(superiors, 'a day to come', result('colleague', tomorrow, 'RULE_REFUSED', 'future'), asking('colleague', tomorrow)),
      allowed(superiors, 'a day off', result('colleague', '2026-11-15', 'NOT_FOUND'), asking('colleague', '2026-11-15')),
      allowed(['lead', 'manager'], 'what is too old', result('colleague', longAgo, 'RULE_REFUSED', 'tooOld'), asking('colleague', longAgo)),
      allowed(['lead'], 'himself', result('lead', today, 'FORBIDDEN'), asking('lead', today)),
      allowed(['lead', 'manager'], 'out of scope', result('other', today, 'NOT_FOUND'), asking('other', today)),
      allowed(['hr'], 'several, each by itself', { results: [{ ok: true }, { ok: false, error: { code: 'NOT_FOUND' } }] }, () => ({
        body: { items: [item('other', today), unseen] }
      })),
      forbidden(['employee', 'colleague', 'other'], 'anybody')
    ],
    refused: () => refusals
  },
  restoreObligations: {
    by: 'lead',
    valid: () => ({ body: { items: [item('colleague', today)], note: 'Ternyata masuk.' } }),
    access: [
      allowed(superiors, 'what they excused', result('colleague', today, null), {
        async act ({ client }) {
          const body = { items: [item('colleague', today)], note: 'Mesin mati.' }
          await client.excuseObligations(body)
          return client.restoreObligations(body)
        }
      }),
      allowed(superiors, 'what nobody excused', result('colleague', today, 'STATE_CONFLICT')),
      allowed(['lead'], 'his own', result('lead', today, 'FORBIDDEN'), asking('lead', today)),
      allowed(['lead', 'manager'], 'out of scope', result('other', today, 'NOT_FOUND'), asking('other', today)),
      forbidden(['employee', 'colleague', 'other'], 'anything')
    ],
    refused: () => refusals
  },
  extendObligations: {
    by: 'lead',
    valid: () => ({ body: { items: [item('colleague', today)], until: '2026-11-30', note: 'Mesin mati.' } }),
    access: [
      allowed(superiors, 'one of theirs', result('colleague', today, null)),
      allowed(superiors, 'what is handed in', result('employee', yesterday, 'STATE_CONFLICT'), asking('employee', yesterday)),
      allowed(superiors, 'for less long', result('colleague', today, 'STATE_CONFLICT'), () => ({ body: { until: today } })),
      allowed(superiors, 'a day to come', result('colleague', tomorrow, 'RULE_REFUSED', 'future'), asking('colleague', tomorrow)),
      allowed(superiors, 'a day off', result('colleague', '2026-11-15', 'NOT_FOUND'), asking('colleague', '2026-11-15')),
      allowed(['lead', 'manager'], 'what is too old', result('colleague', longAgo, 'RULE_REFUSED', 'tooOld'), asking('colleague', longAgo)),
      allowed(['lead'], 'himself', result('lead', today, 'FORBIDDEN'), asking('lead', today)),
      allowed(['lead', 'manager'], 'out of scope', result('other', today, 'NOT_FOUND'), asking('other', today)),
      forbidden(['employee', 'colleague', 'other'], 'anybody')
    ],
    refused: () => ({
      ...refusals,
      'until yesterday': { code: 'RULE_REFUSED', body: { until: yesterday }, faults: ['/body/until over'] },
      'for fifteen days': { code: 'RULE_REFUSED', body: { until: '2026-12-05' }, faults: ['/body/until tooFar'] }
    })
  },
  listObligationRequests: {
    by: 'lead',
    valid: ({ requestsCursor }) => ({ query: { status: 'open', userId: people.colleague.id, cursor: requestsCursor, limit: 10 } }),
    access: [
      allowed(['colleague', ...superiors], 'what is asked for, the newest first', (who, { requests }) => ({
        items: [
          { id: requests.declined, status: 'declined', decidedBy: { id: people.lead.id }, decisionNote: 'No.', can: { decide: false } },
          { id: requests.asked, workDate: dayBefore, kind: 'extend', status: 'open', can: { decide: who !== 'colleague' } }
        ],
        nextCursor: null
      }), () => ({ query: {} })),
      hidden(['employee', 'neighbour', 'other', 'otherManager'], 'of another person', () => ({ query: {} }), nothing)
    ],
    refused: ({ requestsCursor, teamsCursor }) => forgedCursors(requestsCursor, teamsCursor)
  },
  createObligationRequest: {
    by: 'colleague',
    valid: () => ({ body: { workDate: today, kind: 'extend', note: 'Power cut.' } }),
    access: [
      allowed(['colleague', 'lead', 'neighbour', 'other'], 'of their own day', (who) => ({
        person: { id: people[who].id },
        status: 'open',
        decidedBy: null,
        version: 1,
        can: { decide: false }
      })),
      allowed(['employee'], 'of what is handed in', 'STATE_CONFLICT')
    ],
    refused: () => ({
      'a day to come': { code: 'RULE_REFUSED', body: { workDate: tomorrow }, faults: ['/body/workDate future'] },
      'what is too old': { code: 'RULE_REFUSED', body: { workDate: longAgo }, faults: ['/body/workDate tooOld'] },
      'a day off': { code: 'RULE_REFUSED', body: { workDate: '2026-11-15' }, faults: ['/body/workDate notOwed'] },
      'once more on one day': { code: 'DUPLICATE', body: { workDate: dayBefore }, faults: [] }
    })
  },
  declineObligationRequest: {
    by: 'lead',
    valid: ({ requests }) => ({ params: { requestId: requests.asked }, body: { version: 1, note: 'It can be sent from a phone.' } }),
    access: [
      allowed(superiors, 'what is asked for', (who) => ({ status: 'declined', decidedBy: { id: people[who].id }, version: 2 })),
      forbidden(['colleague'], 'what one asks for oneself'),
      hidden(['employee', 'neighbour', 'other', 'otherManager'], "somebody's")
    ],
    ladder: ({ requests }) => [
      ['no such object', 'colleague', { params: { requestId: 'NONE' }, body: { version: 9 } }, 'NOT_FOUND'],
      ['may', 'colleague', { params: { requestId: requests.declined }, body: { version: 9 } }, 'FORBIDDEN'],
      ['state', 'lead', { params: { requestId: requests.declined }, body: { version: 9 } }, 'STATE_CONFLICT'],
      ['version', 'lead', { body: { version: 9 } }, 'VERSION_CONFLICT']
    ]
  },
  explainObligation: {
    valid: () => ({ params: { userId: people.employee.id, date: yesterday } }),
    access: [
      allowed(['employee', ...superiors], 'what was late', {
        owed: true,
        outcome: 'late',
        timing: 'late',
        timezone: 'Asia/Jakarta',
        schedule: { scope: 'org', over: [] },
        deadlineAt: '2026-11-19T11:00:00.000Z',
        forecast: false,
        steps: [{ rule: 'schedule' }, { rule: 'deadline' }, { rule: 'handIn', result: 'late' }, { rule: 'outcome', result: 'late' }]
      }),
      allowed(['colleague'], 'a day to come', { owed: true, outcome: 'due', forecast: true }, explained('colleague', tomorrow)),
      allowed(
        ['colleague'],
        'a day off',
        { owed: false, outcome: null, steps: [{}, { rule: 'holiday', result: 'notWorked' }, {}, {}] },
        explained('colleague', '2026-11-15')
      ),
      hidden(strangers, 'of another person'),
      hidden(['lead', 'manager'], 'of another division', explained('other', today))
    ]
  }
}
