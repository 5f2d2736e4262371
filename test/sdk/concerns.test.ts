import t from 'tap'
import type { EventFrames } from '../../generated/sdk/frames.ts'
import { concerns, effectOf } from '../../generated/sdk/dist/src/sdk/nuxt/runtime/concerns.js'

const event = (type: EventFrames['type'], data: object, channel = 'user:ME') => ({ type, channel, data }) as unknown as EventFrames
const page = {
  items: [{ id: 'A', state: 'submitted', version: 2, summary: 'Collars' }, { id: 'B', state: 'submitted', version: 1 }],
  nextCursor: null
}

t.test('what an event does to a list that was read', async (t) => {
  const approved = event('report.updated', { id: 'A', state: 'approved', version: 3, secret: true }, 'team:T')
  t.same(effectOf(approved, page, {}), {
    kind: 'apply',
    answer: { items: [{ id: 'A', state: 'approved', version: 3, summary: 'Collars' }, page.items[1]], nextCursor: null }
  }, 'what both know is as the event says')
  t.same(effectOf(approved, page, { state: 'submitted' }), { kind: 'refresh' }, 'it is not of this list any more')
  t.same(effectOf(event('report.updated', { id: 'A', state: 'submitted', version: 2 }), page, {}), { kind: 'none' }, 'it is known')
  t.same(effectOf(event('report.submitted', { id: 'C', state: 'submitted', version: 1 }), page, {}), { kind: 'refresh' }, 'a new one')
  t.same(effectOf(event('report.submitted', { id: 'C', teamId: 'U' }), page, { teamId: 'T' }), { kind: 'none' }, 'one of another list')
  t.same(effectOf(event('report.deleted', { id: 'B' }), page, {}), { kind: 'apply', answer: { items: [page.items[0]], nextCursor: null } })
  t.same(effectOf(event('report.updated', { id: 'A', state: 'draft', version: 3 }, 'team:T'), page, {}), { kind: 'refresh' }, 'taken back')
  t.same(effectOf(event('report.updated', { id: 'C', state: 'draft', version: 3 }, 'team:T'), page, {}), { kind: 'none' })
})

t.test('what it does to one thing', async (t) => {
  const report = { id: 'A', version: 2, can: { submit: true } }
  t.same(effectOf(event('report.updated', { id: 'A', version: 3 }), report, {}), { kind: 'refresh' }, 'what one may do with it changes too')
  t.same(effectOf(event('report.activity', { reportId: 'A', kind: 'comment' }), report, {}), { kind: 'refresh' })
  t.same(effectOf(event('report.updated', { id: 'B', version: 3 }), report, {}), { kind: 'none' })
})

t.test('whom it concerns at all', async (t) => {
  t.ok(concerns('listReports', 'report.submitted'))
  t.notOk(concerns('listReports', 'calendar.changed'))
  t.ok(concerns('getCalendar', 'calendar.changed'))
  t.ok(concerns('getMySummary', 'report.submitted'), 'what is about several things')
  t.notOk(concerns('getMySummary', 'team.presence'))
  t.notOk(concerns('getMySummary', 'notification.unread'), 'which each connection begins with')
  t.ok(concerns('listInbox', 'notification.unread'))
})
