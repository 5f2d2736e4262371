import t from 'tap'
import { inWords, type NewNotice } from '../../src/rules/platform/notices.ts'
import type { NoticeType } from '../../src/texts/notices.ts'

type Told = { [Type in NoticeType]: Extract<NewNotice, { type: Type }>['arguments'] }

const date = '2026-05-04'
const leave = { startDate: date, endDate: '2026-05-06', note: 'Family.' }

/** One of each type: a type without its example does not compile. */
const examples: Told = {
  'report.submitted': { authors: ['Sari'], count: 1, team: 'Line 4', date, excerpt: 'Collars' },
  'report.approved': { reviewer: null, date, note: '' },
  'report.returned': { reviewer: 'Budi', date, note: 'How many?' },
  'report.reopened': { reviewer: 'Budi', date, note: 'Once more.' },
  'report.filed': { filer: 'Budi', date, excerpt: 'Collars' },
  'report.comment': { writer: 'Budi', author: null, date, excerpt: 'Good.' },
  'report.mention': { writer: 'Budi', author: 'Wati', date, excerpt: 'See here.' },
  'reminder.due': { date, deadline: '2026-05-04T18:00', sender: null, message: '' },
  'reminder.overdue': { date, deadline: '2026-05-05T02:00', closes: '2026-05-08T00:00' },
  'obligation.missed': { date },
  'obligation.excused': { date, by: 'Budi', note: '', restored: false },
  'obligation.requested': { person: 'Sari', date, kind: 'extend', note: 'Power cut.' },
  'team.digest': { team: 'Line 4', date, expected: 5, handedIn: 3, missing: ['Sari', 'Wati'], missingCount: 2, waiting: 1 },
  'leave.requested': { person: 'Sari', kind: 'sick', part: 'am', ...leave },
  'leave.decided': { by: 'Budi', person: null, status: 'rejected', ...leave },
  delegation: { from: 'Budi', startsOn: date, endsOn: date, note: '', ended: false },
  blocker: { title: 'Machine 12', by: 'Budi', change: 'resolved', note: 'Repaired.' },
  'identity.refused': { name: 'Sari', email: 'sari@workpulse.test' },
  'webhook.stopped': { name: 'Payroll', gone: false }
}

t.test('every type in both languages, with dates of the language and nothing that was not said', async (t) => {
  for (const [type, about] of Object.entries(examples)) {
    const [en, id] = (['en', 'id'] as const).map((locale) => inWords({ type, arguments: about }, locale))
    t.not(en.title, id.title, type)
    for (const { title, body } of [en, id]) {
      t.ok(title.length > 0 && title.length <= 200)
      t.notMatch(`${title} ${body}`, /undefined|null|NaN|\d{4}-\d\d-\d\d| {2}/)
    }
    if ('date' in about || 'startDate' in about) {
      t.match(`${en.title} ${en.body}`, /\b4 May 2026/)
      t.match(`${id.title} ${id.body}`, /\b4 Mei 2026/)
    }
  }
})

t.test('times of day, and those of another day', async (t) => {
  const due = { date, deadline: '2026-05-04T18:00', sender: 'Budi', message: '' }
  t.equal(inWords({ type: 'reminder.due', arguments: due }, 'en').body, 'It is due at 18:00.')
  t.equal(inWords({ type: 'reminder.due', arguments: due }, 'id').body, 'Batas waktunya 18.00.')
  const overdue = examples['reminder.overdue']
  t.equal(
    inWords({ type: 'reminder.overdue', arguments: overdue }, 'en').body,
    'It was due at 5 May 2026, 02:00. It can be handed in, late, until 8 May 2026, 00:00.'
  )
  t.equal(inWords({ type: 'reminder.overdue', arguments: { ...overdue, closes: null } }, 'id').body, 'Batas waktunya 5 Mei 2026, 02.00.')
})

t.test('whose it is', async (t) => {
  const title = (type: NoticeType, about: object) => inWords({ type, arguments: about }, 'en').title
  t.equal(title('report.comment', examples['report.comment']), 'Budi commented on your report of 4 May 2026')
  t.equal(title('report.mention', examples['report.mention']), 'Budi mentioned you on the report of Wati of 4 May 2026')
  t.equal(title('leave.decided', examples['leave.decided']), 'Budi rejected your leave')
  t.equal(
    title('leave.decided', { ...examples['leave.decided'], by: 'Sari', person: 'Sari', status: 'cancelled' }),
    'Sari cancelled their leave'
  )
  t.equal(title('report.approved', examples['report.approved']), 'Your report of 4 May 2026 was approved automatically')
})
