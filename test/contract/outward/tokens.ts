/** What tests know of the operations on API tokens. */
import { start } from '../../support/clock.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, except, hidden, type Subjects } from '../subject.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

/** In days from the beginning. */
const inDays = (days: number) => new Date(start.getTime() + days * 86_400_000).toISOString()
const body = {
  name: 'Export',
  scopes: ['analytics:read', 'directory:read'] as ('analytics:read' | 'directory:read')[],
  expiresAt: inDays(90)
}

export async function fixture ({ clients: { employee } }: Stage) {
  const { id: tokenId } = await employee.createApiToken(body)
  return { tokenId }
}

const of = ({ tokenId }: Fixture) => ({ params: { tokenId } })

export const subjects: Subjects<Fixture> = {
  listApiTokens: {
    valid: () => ({}),
    access: [
      allowed(['employee'], 'her own, without what it says', (_, { tokenId }) => ({
        items: [{ ...body, id: tokenId, lastUsedAt: null, token: undefined }]
      })),
      allowed(except('employee'), 'none', { items: [] })
    ]
  },
  createApiToken: {
    valid: () => ({ body }),
    access: [
      allowed(everybody, 'with what it says', { ...body, lastUsedAt: null, token: /^wp_[\w-]{43}$/ }),
      allowed(['employee'], 'not more than twenty', { code: 'RULE_REFUSED', details: [{ path: '/body', rule: 'tooMany' }] }, {
        async act ({ client }) {
          for (let made = 1; made < 20; made++) await client.createApiToken(body)
          return client.createApiToken(body).catch(({ code, details }) => ({ code, details }))
        }
      })
    ],
    refused: () => ({
      'one that is over': { body: { ...body, expiresAt: inDays(0) }, code: 'RULE_REFUSED', faults: ['/body/expiresAt elapsed'] },
      'one for more than a year': { body: { ...body, expiresAt: inDays(367) }, code: 'RULE_REFUSED', faults: ['/body/expiresAt tooFar'] },
      'in a leap second': {
        body: { ...body, expiresAt: '2027-06-30T23:59:60Z' },
        code: 'RULE_REFUSED',
        faults: ['/body/expiresAt elapsed']
      }
    })
  },
  revokeAllApiTokens: {
    valid: () => ({}),
    access: [allowed(['employee'], 'her own', { revoked: 1 }), allowed(except('employee'), 'none', { revoked: 0 })]
  },
  revokeApiToken: {
    valid: of,
    access: [allowed(['employee'], 'her own', null), hidden(except('employee'), "another's")]
  }
}
