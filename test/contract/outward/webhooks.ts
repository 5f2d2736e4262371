/** What tests know of the operations on webhooks. */
import { line4 } from '../../support/people.ts'
import { deafUrl as url, tellNobody } from '../../support/webhooks.ts'
import { forgedCursors } from '../cursors.ts'
import type { Stage } from '../stage.ts'
import { allowed, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture ({ app: { deps }, clients: { admin, hr } }: Stage) {
  const { webhookId } = await tellNobody(admin, deps.db)
  return {
    webhookId,
    cursor: (await admin.listWebhookDeliveries(webhookId, { limit: 1 })).nextCursor!,
    teamsCursor: (await hr.listTeams({ limit: 1 })).nextCursor!
  }
}

const of = ({ webhookId }: Fixture) => ({ params: { webhookId } })
const body = { name: 'Payroll', url, events: ['report.submitted', 'report.updated'] as const }
const lead = (address: string, code: 'RULE_REFUSED' | undefined, fault: string) => ({
  body: { url: address },
  ...(code && { code }),
  faults: [`/body/url ${fault}`]
})

const slackBody = (teamId: string) => ({ name: '#line-4', teamId, webhookUrl: 'http://127.0.0.1:9/services/T0/B0/secret' })
const telegramBody = (teamId: string) => ({ name: 'Line 4', teamId, token: '123456789:AAAAAAAAAAAAAAAAAAAAAA', chatId: '-1001234567890' })
const unknownTeam = {
  'a team that there is not': { body: { teamId: 'NONE' }, code: 'RULE_REFUSED' as const, faults: ['/body/teamId unknownTeam'] }
}

const refusedAddresses = {
  'a public address without https': lead('http://93.184.215.14/', 'RULE_REFUSED', 'https'),
  'a private address': lead('https://10.0.0.1/', 'RULE_REFUSED', 'privateAddress'),
  'one that is written as IPv6': lead('https://[::ffff:10.0.0.1]/', 'RULE_REFUSED', 'privateAddress'),
  'one that is written as a number': lead('https://167772161/', 'RULE_REFUSED', 'privateAddress'),
  'that of a cloud’s metadata': lead('https://169.254.169.254/latest', 'RULE_REFUSED', 'privateAddress'),
  'one that is none': lead('https://[1:2]/', undefined, 'url')
}

export const subjects: Subjects<Fixture> = {
  listWebhooks: {
    valid: () => ({}),
    access: [allowed(['admin'], 'without their secrets', (_, { webhookId }) => ({
      items: [{ id: webhookId, url, state: 'working', waiting: 1, secret: undefined }]
    }))]
  },
  createWebhook: {
    valid: () => ({ body: { ...body, events: [...body.events] } }),
    access: [
      allowed(['admin'], 'with its secret', { ...body, active: true, state: 'working', waiting: 0, secret: /^whsec_[\w+/]{32}$/ }),
      allowed(['admin'], 'not more than a hundred', { code: 'RULE_REFUSED', details: [{ path: '/body', rule: 'tooMany' }] }, {
        async act ({ client }) {
          const { url, name } = body
          for (let made = 1; made < 100; made++) await client.createWebhook({ name, url, events: ['calendar.changed'] })
          return client.createWebhook({ name, url, events: ['calendar.changed'] }).catch(({ code, details }) => ({ code, details }))
        }
      })
    ],
    refused: () => refusedAddresses
  },
  createSlackWebhook: {
    valid: () => ({ body: slackBody(line4.id) }),
    access: [
      allowed(['admin'], 'without its address', { kind: 'slack', teamId: line4.id, url: null, events: [], state: 'working', waiting: 0 })
    ],
    refused: () => ({
      ...unknownTeam,
      'a private address': { body: { webhookUrl: 'https://10.0.0.1/' }, code: 'RULE_REFUSED', faults: ['/body/webhookUrl privateAddress'] },
      'one that is none': { body: { webhookUrl: 'https://[1:2]/' }, faults: ['/body/webhookUrl url'] }
    })
  },
  createTelegramWebhook: {
    valid: () => ({ body: telegramBody(line4.id) }),
    access: [allowed(['admin'], 'without its token', { kind: 'telegram', teamId: line4.id, url: null, token: undefined, events: [] })],
    refused: () => unknownTeam
  },
  updateWebhook: {
    valid: (made) => ({
      ...of(made),
      body: { version: 1, name: 'Gaji', url: 'http://127.0.0.1:9/other', events: ['report.updated'], active: false }
    }),
    access: [allowed(['admin'], 'switched off', { name: 'Gaji', active: false, state: 'off', version: 2 })],
    refused: () => refusedAddresses,
    ladder: (made) => [
      ['version', 'admin', { ...of(made), body: { version: 9, url: 'https://10.0.0.1/' } }, 'VERSION_CONFLICT'],
      ['policy', 'admin', { ...of(made), body: { version: 1, url: 'https://10.0.0.1/' } }, 'RULE_REFUSED', '/body/url privateAddress']
    ]
  },
  deleteWebhook: {
    valid: (made) => ({ ...of(made), query: { version: 1 } }),
    access: [allowed(['admin'], 'with what it was sent', null)],
    ladder: (made) => [['version', 'admin', { ...of(made), query: { version: 9 } }, 'VERSION_CONFLICT']]
  },
  rotateWebhookSecret: {
    valid: of,
    access: [
      allowed(['admin'], 'another one', { secret: /^whsec_/, version: 1 }),
      allowed(['admin'], 'of a chat, which has none', 'STATE_CONFLICT', {
        act: async ({ client }) => client.rotateWebhookSecret((await client.createSlackWebhook(slackBody(line4.id))).id)
      })
    ]
  },
  testWebhook: {
    valid: of,
    access: [allowed(['admin'], 'where nothing listens', { delivered: false, status: null, problem: 'connection' })]
  },
  listWebhookDeliveries: {
    valid: (made) => ({ ...of(made), query: { state: 'failed', cursor: made.cursor, limit: 10 } }),
    access: [
      allowed(['admin'], 'the newest first', { items: [{ id: 'WAITING', state: 'waiting' }, { id: 'FAILED', state: 'failed' }] }, () => ({
        query: {}
      }))
    ],
    refused: ({ cursor, teamsCursor }) =>
      forgedCursors(cursor, teamsCursor, { 'of no place': '0', 'of a place that is none': '-1', 'far away': '9'.repeat(20) })
  },
  retryWebhookDelivery: {
    valid: (made) => ({ params: { ...of(made).params, deliveryId: 'FAILED' } }),
    access: [
      allowed(['admin'], 'one that failed', { id: 'FAILED', state: 'waiting', attempts: 0 }),
      allowed(['admin'], 'one that waits', 'STATE_CONFLICT', (made) => ({ params: { ...of(made).params, deliveryId: 'WAITING' } })),
      allowed(['admin'], 'of one that is switched off', 'STATE_CONFLICT', {
        async act ({ client }, { webhookId }) {
          await client.updateWebhook(webhookId, { version: 1, active: false })
          return client.retryWebhookDelivery(webhookId, 'FAILED')
        }
      })
    ]
  }
}
