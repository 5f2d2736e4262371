import t from 'tap'
import { sessionExpiry } from '../../../src/rules/identity/sessions.ts'

const now = new Date('2026-11-20T03:00:00.000Z')

t.test('seven days without use, thirty in all', async (t) => {
  t.same(sessionExpiry(now), { idleExpiresAt: new Date('2026-11-27T03:00:00.000Z'), expiresAt: new Date('2026-12-20T03:00:00.000Z') })
})
