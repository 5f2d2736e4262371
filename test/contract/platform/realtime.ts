/** What tests know of the operations that live connections begin with. */
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { line4 } from '../../support/people.ts'
import { allowed, everybody, hidden, superiors, type Subjects } from '../subject.ts'

function connected (url: string): Promise<unknown> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws`, ['workpulse.v1'])
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve({ protocol: socket.protocol })
    socket.onerror = reject
  }).finally(() => socket.close())
}

async function followed (client: Client, teamId: string): Promise<unknown> {
  const connection = client.connect()
  try {
    await connection.ready()
    await connection.followTeam(teamId)
    return { state: connection.state }
  } finally {
    connection.close()
  }
}

export const subjects: Subjects<unknown> = {
  createWsTicket: {
    valid: () => ({}),
    access: [allowed(everybody, 'of their own', { ticket: String, expiresIn: 30 })]
  },
  connectWebSocket: {
    valid: () => ({ query: { ticket: 'T1cket_-' } }),
    answers: 'UPGRADE_REQUIRED',
    access: [
      allowed(['anonymous'], 'to sign in with the first message', { protocol: 'workpulse.v1' }, { act: ({ url }) => connected(url) }),
      allowed(['employee', 'colleague', ...superiors], 'following a team', { state: 'open' }, {
        act: ({ client }) => followed(client, line4.id)
      }),
      hidden(['neighbour', 'other', 'otherManager'], 'following a team', {
        act: ({ client }) => followed(client, line4.id),
        leaves: ['ws_tickets']
      }),
      hidden(everybody, 'following no team at all', { act: ({ client }) => followed(client, 'NONE'), leaves: ['ws_tickets'] })
    ]
  }
}
