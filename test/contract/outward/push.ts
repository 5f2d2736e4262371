/** What tests know of the operations on what browsers are told. */
import { newSubscription } from '../../support/push-service.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, except, hidden, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

/** On this machine, and nothing listens there. */
const { endpoint, keys } = newSubscription('http://127.0.0.1:9/send/1').asked
const body = { endpoint, keys }

export async function fixture ({ clients: { employee } }: Stage) {
  const { id: subscriptionId } = await employee.subscribeToPush(newSubscription('http://127.0.0.1:9/send/2').asked)
  return { subscriptionId }
}

const of = ({ subscriptionId }: Fixture) => ({ params: { subscriptionId } })
const leads = (address: string, rule: 'https' | 'privateAddress') => ({
  body: { endpoint: address },
  code: 'RULE_REFUSED' as const,
  faults: [`/body/endpoint ${rule}`]
})

export const subjects: Subjects<Fixture> = {
  getPushKey: { valid: () => ({}), access: [allowed(everybody, 'the public half', { publicKey: /^B[\w-]{86}$/ })] },
  listPushSubscriptions: {
    valid: () => ({}),
    access: [
      allowed(['employee'], 'her own, without where and by what', (_, { subscriptionId }) => ({
        items: [{ id: subscriptionId, current: true, lastUsedAt: null, endpoint: undefined, keys: undefined }]
      })),
      allowed(except('employee'), 'none', { items: [] })
    ]
  },
  subscribeToPush: {
    valid: () => ({ body }),
    access: [
      allowed(except('employee'), 'in this browser', { current: true, lastUsedAt: null }),
      allowed(['employee'], 'in the place of the one before', { listed: 1, same: true, other: true }, {
        async act ({ client }, { subscriptionId }) {
          const first = await client.subscribeToPush(body)
          const again = await client.subscribeToPush(body)
          const { items } = await client.listPushSubscriptions()
          return { listed: items.length, same: first.id === again.id && items[0].id === first.id, other: first.id !== subscriptionId }
        }
      })
    ],
    refused: () => ({
      'a public address without https': leads('http://93.184.215.14/', 'https'),
      'a private address': leads('https://10.0.0.1/', 'privateAddress'),
      'one that is written as IPv6': leads('https://[::ffff:10.0.0.1]/', 'privateAddress'),
      'that of a cloud’s metadata': leads('https://169.254.169.254/latest', 'privateAddress'),
      'one that is none': { body: { endpoint: 'https://[1:2]/' }, faults: ['/body/endpoint url'] },
      'a point that is on no curve': {
        body: { keys: { ...keys, p256dh: `B${'A'.repeat(86)}` } },
        faults: ['/body/keys/p256dh publicKey']
      }
    })
  },
  unsubscribeFromPush: {
    valid: of,
    access: [allowed(['employee'], 'her own', null), hidden(except('employee'), "another's")]
  }
}
