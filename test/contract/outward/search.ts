/** What tests know of the search. */
import { today } from '../../support/clock.ts'
import { people } from '../../support/people.ts'
import type { Stage } from '../stage.ts'
import { allowed, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ clients: { employee, lead } }: Stage) {
  const report = await employee.createReport({ reportDate: today, summary: 'Kerah ÇELİK', submit: true })
  await lead.createComment(report.id, { body: 'Which kerah?' })
  return { reportId: report.id }
}

const q = (text: string) => ({ query: { q: text } })

export const subjects: Subjects<Fixture> = {
  search: {
    valid: () => ({ query: { q: 'kerah', type: 'report' } }),
    access: [
      allowed(['employee', 'lead', 'manager', 'hr', 'admin'], 'what they may read', (_, { reportId }) => ({
        items: [
          {
            type: 'report',
            id: reportId,
            title: people.employee.name,
            date: today,
            excerpt: [{ text: 'Kerah', found: true }, { text: ' ÇELİK' }]
          },
          { type: 'comment', reportId, title: people.lead.name, date: today }
        ],
        truncated: false
      }), () => q('KERAH')),
      allowed(
        ['colleague', 'other', 'neighbour', 'otherManager'],
        'nothing of strangers',
        { items: [], truncated: false },
        () => q('kerah')
      )
    ],
    refused: () => ({
      'one letter': { ...q('a'), code: 'VALIDATION_FAILED', faults: ['/query/q minLength'] },
      'letters alone': { ...q('a b c'), code: 'VALIDATION_FAILED', faults: ['/query/q shortWords'] },
      'nothing but spaces': { ...q('    '), code: 'VALIDATION_FAILED', faults: ['/query/q shortWords'] },
      'nine words': { ...q('aa b c d e f g h i'), code: 'VALIDATION_FAILED', faults: ['/query/q maxWords'] },
      'fifty words': { ...q(Array(50).fill('a').join(' ')), code: 'VALIDATION_FAILED', faults: ['/query/q maxWords'] },
      'a hundred letters and one': { ...q('a'.repeat(101)), code: 'VALIDATION_FAILED', faults: ['/query/q maxLength'] }
    })
  }
}
