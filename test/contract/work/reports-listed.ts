/** What tests know of the lists of reports. */
import { today } from '../../support/clock.ts'
import { packing, people, warehouse, line4 } from '../../support/people.ts'
import { encoded, forgedCursors, refusedCursor, strangeDays } from '../cursors.ts'
import { allowed, everybody, hidden, nothing, strangers, superiors, type Subjects } from '../subject.ts'
import { type Fixture, isOwn, listedNames, listing, lists, waiting, yesterday } from './reports-made.ts'

export const listReports: Subjects<Fixture>['listReports'] = {
  valid: ({ cursor }) => ({
    query: {
      from: yesterday,
      to: today,
      divisionId: 'DIVISION',
      teamId: line4.id,
      userId: people.employee.id,
      state: 'draft',
      timing: 'late',
      view: 'mine',
      q: 'Collars',
      cursor,
      limit: 10
    }
  }),
  access: [
    lists('what is in scope, and nothing else', listing({ limit: 100 })),
    lists('page by page', listing({ limit: 2 })),
    lists('their own', listing({ view: 'mine', limit: 3 }, isOwn)),
    lists('those of others', listing({ view: 'scope', limit: 3 }, (name, who) => !isOwn(name, who))),
    lists('what has a text', listing({ q: 'ＣOLLA' })),
    lists('what has a text in an item', listing({ q: '2211' })),
    lists('what has no such text', listing({ q: '%' }, () => false)),
    lists('handed in though nobody owes it', listing({ timing: 'extra' }, (name) => !/Draft$|Future$/.test(name))),
    lists('handed in late', listing({ timing: 'late' }, () => false)),
    ...([100, 1] as const).map((limit) =>
      allowed<Fixture>(everybody, `what waits for them, ${limit} a page`, (who) => waiting[who] ?? [], {
        act: (caller, made) => listedNames(caller, made, { view: 'review', limit })
      })
    ),
    allowed(
      superiors,
      'what they may review of a team',
      (who) => ['employeeSubmitted', 'colleagueSubmitted', ...(who === 'lead' ? [] : ['leadSubmitted'])],
      {
        act: (caller, made) => listedNames(caller, made, { view: 'review', teamId: line4.id, limit: 1 })
      }
    ),
    allowed(everybody, 'of what waits, nothing that is decided', [], {
      act: (caller, made) => listedNames(caller, made, { view: 'review', state: 'approved' })
    }),
    allowed(['lead'], 'of what waits, some days', ['colleagueSubmitted'], {
      act: (caller, made) => listedNames(caller, made, { view: 'review', date: today })
    }),
    hidden(
      ['colleague', 'neighbour', 'other', 'otherManager'],
      'what waits in a team',
      () => ({ query: { view: 'review', teamId: line4.id } }),
      nothing
    ),
    allowed(superiors, 'of a person below', { items: [{ userId: people.colleague.id, state: 'submitted' }] }, () => ({
      query: { userId: people.colleague.id }
    })),
    hidden(strangers, 'of another person', () => ({ query: { userId: people.employee.id } }), nothing),
    hidden(['employee', 'lead', 'manager'], 'of a person of another division', () => ({ query: { userId: people.other.id } }), nothing),
    hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another team', () => ({ query: { teamId: packing.id } }), nothing),
    hidden(['employee', 'lead', 'neighbour', 'manager'], 'of another division', () => ({ query: { divisionId: warehouse.id } }), nothing),
    hidden([...superiors, ...strangers], "somebody's drafts", () => ({ query: { userId: people.employee.id, state: 'draft' } }), nothing),
    hidden(['other'], "what somebody else's cursor goes on with", {
      act: async ({ client }, { leadsCursor }) =>
        (await client.listReports({ cursor: leadsCursor })).items.filter(({ userId }) => userId !== people.other.id)
    }, [])
  ],
  refused: ({ cursor, queueCursor, teamsCursor }) => ({
    'a date and a first day': { query: { date: today, from: today }, faults: ['/query/date exclusive'] },
    'a date and a last day': { query: { date: today, to: today }, faults: ['/query/date exclusive'] },
    'a date and a range': { query: { date: today, from: today, to: today }, faults: ['/query/date exclusive'] },
    'a crossed range': { query: { from: today, to: yesterday }, faults: ['/query/to order'] },
    'a range of 93 days': { query: { from: '2026-08-20', to: today }, faults: ['/query/to maxDays'] },
    'a range of centuries': { query: { from: '0001-01-01', to: '9999-12-31' }, faults: ['/query/to maxDays'] },
    'a crossed range and a forged cursor': {
      query: { from: today, to: yesterday, cursor: 'abc' },
      faults: ['/query/to order', '/query/cursor cursor']
    },
    ...forgedCursors(cursor, teamsCursor, strangeDays),
    'a cursor of the queue': refusedCursor(queueCursor),
    'a cursor of the list, for the queue': { query: { view: 'review', cursor }, faults: ['/query/cursor cursor'] },
    'a cursor of the queue at no time': {
      query: { view: 'review', cursor: encoded(['review', '2026-02-30 00:00:00.000', 'A']) },
      faults: ['/query/cursor cursor']
    }
  })
}
