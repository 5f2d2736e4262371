import { toDateTime } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { named } from './named.ts'

/** Payroll is told of reports; its host is one that never is. @param sealedSecret of the webhook. */
export function demoWebhooks (sealedSecret: string, now: Date): Pick<DemoRows, 'webhooks' | 'webhookDeliveries'> {
  const { id, delivery } = named.webhook
  const time = toDateTime(now)
  const data = {
    id: named.approved,
    userId: named.users['employee@workpulse.test'],
    teamId: named.team['Line 4'],
    divisionId: named.division.production,
    state: 'submitted'
  }
  return {
    webhooks: [{
      id,
      kind: 'program',
      team_id: null,
      chat: null,
      name: 'Payroll',
      url: 'https://payroll.example/hooks/workpulse',
      events: JSON.stringify(['report.submitted', 'report.updated']),
      stopped: null,
      secret: sealedSecret,
      old_secret: null,
      old_secret_until: null,
      position: 0,
      failing_since: null,
      job_id: null,
      created_at: time,
      updated_at: time,
      version: 1
    }],
    webhookDeliveries: [{
      id: delivery,
      webhook_id: id,
      position: 0,
      type: 'report.submitted',
      message_id: `demo-${delivery}`,
      body: JSON.stringify({ type: 'report.submitted', timestamp: now.toISOString(), channel: `team:${data.teamId}`, data }),
      time,
      state: 'delivered',
      attempts: 1,
      status: 204,
      problem: null,
      tried_at: time,
      next_try_at: null
    }]
  }
}
