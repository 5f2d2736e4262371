import type { Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { Database } from '../../src/database/tables.ts'

/** On this machine, and nothing listens there: what is sent is refused at once. */
export const deafUrl = 'http://127.0.0.1:9/hooks'

/** A webhook, with one delivery that failed and a later one that waits for years. */
export async function tellNobody (admin: Client, db: Database) {
  const { id: webhookId } = await admin.createWebhook({ name: 'Payroll', url: deafUrl, events: ['report.submitted'] })
  const row = {
    webhook_id: webhookId,
    type: 'report.submitted',
    body: '{}',
    time: '2026-11-20 03:00:00.000',
    attempts: 7,
    status: 500,
    problem: 'status',
    tried_at: '2026-11-20 03:00:00.000'
  }
  await db.insertInto('webhook_deliveries').values([
    { ...row, id: 'FAILED', message_id: 'a', position: 1, state: 'failed', next_try_at: null },
    { ...row, id: 'WAITING', message_id: 'b', position: 2, state: 'waiting', next_try_at: '2036-11-20 03:00:00.000' }
  ]).execute()
  return { webhookId, failed: 'FAILED', waiting: 'WAITING' }
}
