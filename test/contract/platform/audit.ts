/** What tests know of the operations on the audit log. */
import { people } from '../../support/people.ts'
import { encoded, forgedCursors, refusedCursor } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ clients: { admin } }: Stage) {
  await admin.updateSettings({ scope: 'org', version: 1, registrationMode: 'open' })
  return {
    auditCursor: (await admin.listAuditEntries({ limit: 1 })).nextCursor!,
    usersCursor: (await admin.listUsers({ limit: 1 })).nextCursor!
  }
}

export const subjects: Subjects<Fixture> = {
  listAuditEntries: {
    valid: ({ auditCursor }) => ({
      query: { action: 'user.created', actorId: people.admin.id, targetId: people.employee.id, cursor: auditCursor, limit: 10 }
    }),
    access: [
      allowed(['admin'], 'who changed what', {
        items: [{ actor: { id: people.admin.id }, before: { registrationMode: 'invitation' }, after: { registrationMode: 'open' } }],
        nextCursor: null
      }, () => ({ query: { action: 'settings.updated' } }))
    ],
    refused: ({ auditCursor, usersCursor }) => ({
      ...forgedCursors(auditCursor, usersCursor),
      ...Object.fromEntries(
        ['0', '-1', '1.5', '1e3', '01', ' 1', '٣', '9'.repeat(16), '1 or 1=1'].map((id) => [
          `a forged cursor, of the entry ${id}`,
          refusedCursor(encoded(['audit', id]))
        ])
      )
    })
  }
}
