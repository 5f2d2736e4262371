/** What tests know of the operations on one's own account. */
import * as identities from '../../../src/repositories/identity/identities.ts'
import * as linkTokens from '../../../src/repositories/identity/link-tokens.ts'
import { emailOf, password, people } from '../../support/people.ts'
import { jpeg, page, picture, svg } from '../../support/files.ts'
import { newName } from '../places.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, except, hidden, type Refused, type Subjects, type Who } from '../subject.ts'
import { tomorrowOf } from './links.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture (stage: Stage) {
  const { app: { deps: { db } } } = stage
  const change = (who: 'lead' | 'disabled' | 'hr', email: string, at = tomorrowOf(stage)) =>
    linkTokens.insertEmailChange(db, { userId: people[who].id, email, sessionId: null }, at)
  const link = async (who: 'employee' | 'colleague' | 'other') => {
    const identity = { issuer: 'https://accounts.google.com', subject: who, email: `${who}@gmail.com` }
    await identities.insert(db, identity, people[who].id, stage.app.clock.now())
    return (await identities.listOf(db, people[who].id))[0].id
  }
  // Of `other` it is the last way in.
  await db.updateTable('users').set({ password_hash: null }).where('id', '=', people.other.id).execute()
  return {
    identity: await link('employee'),
    colleagues: await link('colleague'),
    lastOne: await link('other'),
    token: await change('lead', 'budi@workpulse.test'),
    expired: await change('hr', 'late@workpulse.test', stage.app.clock.now()),
    ofDisabled: await change('disabled', 'rudi@workpulse.test'),
    reset: await linkTokens.insertReset(db, people.otherManager.id, tomorrowOf(stage))
  }
}

const nobody: Who[] = ['anonymous']
const newEmail = 'sari@workpulse.test'
const wrongToken = (token: string): Refused => ({ body: { token }, code: 'INVALID_TOKEN', faults: [] })

export const subjects: Subjects<Fixture> = {
  getProfile: {
    valid: () => ({}),
    access: [
      allowed(everybody, 'their own', (who) => ({
        id: people[who].id,
        email: emailOf(who),
        role: people[who].role,
        pendingEmail: who === 'lead' ? 'budi@workpulse.test' : null,
        avatarUrl: null,
        hasPassword: who !== 'other',
        version: 1
      }))
    ]
  },
  updateProfile: {
    valid: () => ({ body: { version: 1, name: newName, phone: '+62 812 3456 7890', title: 'Operator' } }),
    access: [
      allowed(everybody, 'their own', (who) => ({ id: people[who].id, name: newName, title: 'Operator', version: 2 })),
      allowed(['employee'], 'to nothing', { phone: null, title: null }, () => ({ body: { name: undefined, phone: null, title: null } })),
      allowed(['employee'], 'which somebody changed meanwhile', 'VERSION_CONFLICT', {
        act: async ({ client, clients }) => {
          await clients.admin.updateUser(people.employee.id, { version: 1, title: 'Operator' })
          return client.updateProfile({ version: 1, name: newName })
        }
      })
    ],
    refused: () => ({
      'a role': { body: { role: 'admin' }, faults: ['/body/role additionalProperties'] },
      'an address': { body: { email: newEmail }, faults: ['/body/email additionalProperties'] },
      'a name that nobody can see': { body: { name: '\u200b' }, faults: ['/body/name pattern'] }
    }),
    ladder: () => [['version', 'employee', { body: { version: 9 } }, 'VERSION_CONFLICT']]
  },
  setAvatar: {
    valid: () => ({ bytes: picture }),
    access: [
      allowed(everybody, 'of themselves', (who) => ({ avatarUrl: new RegExp(`^/api/v1/users/${people[who].id}/avatar\\?v=`), version: 1 }))
    ],
    refused: () => ({
      ...Object.fromEntries(
        Object.entries({ svg, page, text: Buffer.from('picture'), 'half a head': picture.subarray(0, 6) }).map(([name, bytes]) => [
          `what is no picture: ${name}`,
          { bytes, code: 'RULE_REFUSED' as const, faults: ['/body pictureType'] }
        ])
      ),
      nothing: { bytes: Buffer.alloc(0), faults: ['/body required'] },
      'too much': { bytes: Buffer.concat([jpeg, Buffer.alloc(2 * 1024 * 1024)]), code: 'PAYLOAD_TOO_LARGE', faults: [] }
    }),
    ladder: () => [['policy', 'employee', { bytes: svg }, 'RULE_REFUSED', '/body pictureType']]
  },
  removeAvatar: {
    valid: () => ({}),
    access: [allowed(everybody, 'of themselves, whether there is one or not', null)]
  },
  requestEmailChange: {
    valid: () => ({ body: { email: newEmail, password } }),
    access: [
      allowed(except('other'), 'for their own', { pendingEmail: newEmail, expiresAt: String }),
      allowed(['employee'], 'to the address of somebody', { pendingEmail: emailOf('hr') }, () => ({ body: { email: emailOf('hr') } })),
      allowed(['employee'], 'not knowing the password', 'RULE_REFUSED', () => ({ body: { password: 'wrong' } }))
    ],
    refused: () => ({
      'her own address': {
        body: { email: emailOf('employee').toUpperCase() },
        code: 'RULE_REFUSED',
        faults: ['/body/email ownAddress']
      }
    }),
    ladder: () => [
      [
        'policy: the address',
        'employee',
        { body: { email: emailOf('employee'), password: 'wrong' } },
        'RULE_REFUSED',
        '/body/email ownAddress'
      ],
      ['policy: the password', 'employee', { body: { password: 'wrong' } }, 'RULE_REFUSED', '/body/password wrongPassword']
    ],
    counts: ['attempts']
  },
  cancelEmailChange: {
    valid: () => ({}),
    access: [allowed(everybody, 'whether there is one or not', null)]
  },
  confirmEmailChange: {
    valid: ({ token }) => ({ body: { token } }),
    access: [
      allowed(nobody, 'once more', 'INVALID_TOKEN', {
        async act ({ client }, { token }) {
          await client.confirmEmailChange({ token })
          return client.confirmEmailChange({ token })
        }
      }),
      allowed(nobody, 'once it is cancelled', 'INVALID_TOKEN', {
        async act ({ client, clients }, { token }) {
          await clients.lead.cancelEmailChange()
          return client.confirmEmailChange({ token })
        }
      })
    ],
    refused: ({ token, expired, ofDisabled, reset }) => ({
      'a token unknown': wrongToken('NONE'),
      'a token of another kind': wrongToken(reset),
      'a token in other letters': wrongToken(token.toUpperCase()),
      'a token that is over': wrongToken(expired),
      'a token of who is disabled': wrongToken(ofDisabled)
    }),
    ladder: () => [['credentials', 'anonymous', { body: { token: 'NONE' } }, 'INVALID_TOKEN']]
  },
  listIdentities: {
    valid: () => ({}),
    access: [
      allowed(['employee'], 'her own', { items: [{ provider: 'google', email: 'employee@gmail.com', linkedAt: String }] }),
      allowed(['lead'], 'none', { items: [] })
    ]
  },
  // With a provider in test/handlers/identity/identities.test.ts.
  linkGoogle: { valid: () => ({}), answers: 'NOT_CONFIGURED' },
  unlinkIdentity: {
    valid: ({ identity }) => ({ params: { identityId: identity } }),
    access: [
      allowed(['employee'], 'her own', null),
      allowed(['other'], 'the last way in', 'RULE_REFUSED', ({ lastOne }) => ({ params: { identityId: lastOne } })),
      hidden(except('employee'), "somebody else's")
    ],
    ladder: ({ lastOne }) => [
      ['no such object', 'other', { params: { identityId: 'NONE' } }, 'NOT_FOUND'],
      ['policy', 'other', { params: { identityId: lastOne } }, 'RULE_REFUSED', '/params/identityId lastWayIn']
    ]
  }
}
