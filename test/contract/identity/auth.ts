/** What tests know of the operations on sessions, passwords and registration. */
import * as linkTokens from '../../../src/repositories/identity/link-tokens.ts'
import { emailOf, password, people } from '../../support/people.ts'
import { send } from '../../support/raw.ts'
import { commonPasswords, commonRefused, newName, newPassword } from '../places.ts'
import type { Stage } from '../stage.ts'
import { allowed, everybody, except, hidden, type Refused, type Subjects, type Who } from '../subject.ts'
import { invited, tomorrowOf } from './links.ts'

type Fixture = Awaited<ReturnType<typeof fixture>>

export async function fixture (stage: Stage) {
  const { app, clients } = stage
  const { db } = app.deps
  const refreshToken = async () =>
    (await app.anonymous({ mode: 'cookie' }).login({ email: emailOf('hr'), password, tokenDelivery: 'body' })).refreshToken!
  await app.signIn('colleague')
  const newcomer = await clients.admin.createUser({ email: 'newcomer@workpulse.test', name: newName })
  return {
    refreshTokens: [await refreshToken(), await refreshToken()],
    /** A second one of `colleague`. */
    session: (await clients.colleague.listSessions()).items.find(({ current }) => !current)!.id,
    invitation: await invited(stage, 'INVITATION0000000000000001', 'invited@workpulse.test', 'employee'),
    expired: await invited(stage, 'INVITATION0000000000000003', 'too-late@workpulse.test', 'hr', -1000),
    registration: await linkTokens.insertRegistration(
      db,
      { email: 'registered@workpulse.test', name: newName, passwordHash: await app.deps.passwords.hash(newPassword) },
      tomorrowOf(stage)
    ),
    reset: await linkTokens.insertReset(db, newcomer.id, tomorrowOf(stage))
  }
}

/** As a browser calls it, which the SDK does not. */
async function visited (url: string, path: string): Promise<unknown> {
  const { headers, text } = await send(url, { path })
  if (text !== '') throw Object.assign(new Error(text), { code: JSON.parse(text).error.code })
  return { location: headers.location }
}

const nobody: Who[] = ['anonymous']
const wrongToken = (token: string): Refused => ({ body: { token }, code: 'INVALID_TOKEN', faults: [] })

export const subjects: Subjects<Fixture> = {
  login: {
    valid: () => ({ body: { email: emailOf('employee'), password, tokenDelivery: 'cookie' } }),
    access: [allowed(nobody, 'somebody else', { user: { id: people.hr.id } }, () => ({ body: { email: emailOf('hr') } }))],
    ladder: () => [['credentials', 'anonymous', { body: { password: 'wrong' } }, 'INVALID_CREDENTIALS']],
    counts: ['attempts']
  },
  refreshSession: {
    valid: ({ refreshTokens }) => ({ body: { refreshToken: refreshTokens[0], tokenDelivery: 'body' } }),
    access: [allowed(nobody, 'whoever has it', { user: { id: people.hr.id } })],
    ladder: () => [['credentials', 'anonymous', { body: { refreshToken: 'wrong' } }, 'UNAUTHENTICATED']]
  },
  logout: { valid: ({ refreshTokens }) => ({ body: { refreshToken: refreshTokens[1] } }) },
  getSession: {
    valid: () => ({}),
    access: [
      allowed(everybody, 'themselves', (who) => ({ user: { id: people[who].id }, refreshable: false })),
      allowed(nobody, 'nobody', { user: null, refreshable: false })
    ]
  },
  getMe: {
    valid: () => ({}),
    access: [allowed(everybody, 'themselves', (who) => ({ id: people[who].id, role: people[who].role }))]
  },
  listSessions: {
    valid: () => ({}),
    access: [
      allowed(except('colleague', 'hr'), 'their own one', { items: [{ current: true }] }),
      allowed(['colleague'], 'her own two', { items: [{ id: String }, { id: String }] })
    ]
  },
  revokeSession: {
    by: 'colleague',
    valid: ({ session }) => ({ params: { sessionId: session } }),
    access: [
      allowed(['colleague'], 'her own', { revoked: 1 }),
      hidden(except('colleague'), "somebody else's"),
      hidden(['colleague'], 'one that is over', {
        async act ({ client, clients }, { session }) {
          await clients.colleague.revokeSession(session)
          return client.revokeSession(session)
        },
        leaves: ['sessions', 'audit_entries', 'audit_head', 'events', 'event_clock', 'event_channels']
      })
    ],
    refused: ({ session }) =>
      Object.fromEntries(
        [['in other letters', session.toLowerCase()], ['with a letter more', `${session}_`]].map(([name, sessionId]) => [
          `a session, ${name}`,
          { params: { sessionId }, code: 'NOT_FOUND' as const, faults: [] }
        ])
      )
  },
  changePassword: {
    valid: () => ({ body: { currentPassword: password, newPassword } }),
    access: [
      allowed(everybody, 'their own, and stay signed in', { items: [{ current: true }] }, {
        async act ({ client }) {
          await client.changePassword({ currentPassword: password, newPassword })
          return client.listSessions()
        }
      }),
      allowed(['colleague'], 'not knowing the one before', 'RULE_REFUSED', () => ({ body: { currentPassword: 'wrong' } }))
    ],
    refused: () => commonRefused('newPassword', [...commonPasswords, emailOf('employee')]),
    ladder: () => [
      [
        'policy: the new one',
        'employee',
        { body: { currentPassword: 'wrong', newPassword: 'password1234' } },
        'RULE_REFUSED',
        '/body/newPassword commonPassword'
      ],
      ['policy: the one before', 'employee', { body: { currentPassword: 'wrong' } }, 'RULE_REFUSED', '/body/currentPassword wrongPassword']
    ],
    counts: ['attempts']
  },
  revokeAllSessions: {
    valid: () => ({}),
    access: [
      allowed(['otherManager'], 'their own', { revoked: 1 }),
      allowed(['otherManager'], 'and are signed out', 'UNAUTHENTICATED', {
        async act ({ client }) {
          await client.revokeAllSessions()
          return client.listSessions()
        }
      })
    ]
  },
  register: {
    valid: ({ invitation: { email, secret } }) => ({ body: { email, name: newName, password: newPassword, invitation: secret } }),
    access: [
      allowed(nobody, 'with an invitation', { next: 'signIn' }),
      allowed(nobody, "with somebody else's", 'INVALID_TOKEN', () => ({ body: { email: 'else@workpulse.test' } })),
      allowed(nobody, 'with none that is one', 'INVALID_TOKEN', () => ({ body: { invitation: 'NONE' } })),
      allowed(nobody, 'once more', 'INVALID_TOKEN', {
        async act ({ client }, { invitation: { email, secret } }) {
          await client.register({ email, name: newName, password: newPassword, invitation: secret })
          return client.register({ email, name: newName, password: newPassword, invitation: secret })
        }
      })
    ],
    refused: ({ invitation: { email } }) => ({
      'no invitation where one is needed': { body: { invitation: undefined }, code: 'REGISTRATION_CLOSED', faults: [] },
      ...commonRefused('password', [...commonPasswords, email, `${email}!`]),
      'the name as the password': {
        body: { name: 'a name that is long', password: 'A Name That Is Long' },
        code: 'RULE_REFUSED',
        faults: ['/body/password commonPassword']
      }
    }),
    ladder: ({ expired }) => {
      const late = { email: expired.email, password: 'password1234' }
      return [
        ['state', 'anonymous', { body: { ...late, invitation: undefined } }, 'REGISTRATION_CLOSED'],
        [
          'policy',
          'anonymous',
          { body: { ...late, invitation: expired.secret } },
          'RULE_REFUSED',
          '/body/password commonPassword'
        ],
        ['credentials', 'anonymous', { body: { email: expired.email, invitation: expired.secret } }, 'INVALID_TOKEN']
      ]
    },
    counts: ['attempts']
  },
  verifyEmail: {
    given: ({ app: { deps: { db } } }) => db.updateTable('organisation').set({ registration_mode: 'open' }).execute(),
    valid: ({ registration }) => ({ body: { token: registration, password: newPassword } }),
    counts: ['attempts'],
    access: [
      allowed(nobody, 'once more', 'INVALID_TOKEN', {
        async act ({ client }, { registration }) {
          await client.verifyEmail({ token: registration, password: newPassword })
          return client.verifyEmail({ token: registration, password: newPassword })
        }
      }),
      allowed(nobody, 'from another browser, without the password', 'PASSWORD_REQUIRED', ({ registration }) => ({
        body: { token: registration, password: undefined }
      })),
      allowed(nobody, 'with another password', 'RULE_REFUSED', ({ registration }) => ({
        body: { token: registration, password: `${newPassword}!` }
      }))
    ],
    refused: ({ registration, reset }) => ({
      'a token unknown': wrongToken('NONE'),
      'a token of another kind': wrongToken(reset),
      'a token in other letters': wrongToken(registration.toUpperCase()),
      'a token that is longer': wrongToken(`${registration}a`)
    }),
    ladder: () => [['credentials', 'anonymous', { body: { token: 'NONE' } }, 'INVALID_TOKEN']]
  },
  forgotPassword: {
    valid: () => ({ body: { email: emailOf('other') } }),
    access: [allowed(nobody, 'of nobody', null, () => ({ body: { email: 'nobody@workpulse.test' } }))]
  },
  resetPassword: {
    valid: ({ reset }) => ({ body: { token: reset, password: newPassword } }),
    access: [
      allowed(nobody, 'once more', 'INVALID_TOKEN', {
        async act ({ client }, { reset }) {
          await client.resetPassword({ token: reset, password })
          return client.resetPassword({ token: reset, password })
        }
      })
    ],
    refused: ({ registration }) => ({ ...commonRefused('password'), 'a token of another kind': wrongToken(registration) }),
    ladder: () => [
      [
        'policy',
        'anonymous',
        { body: { token: 'NONE', password: 'password1234' } },
        'RULE_REFUSED',
        '/body/password commonPassword'
      ],
      ['credentials', 'anonymous', { body: { token: 'NONE' } }, 'INVALID_TOKEN']
    ]
  },
  // With a provider in test/handlers/identity/google.test.ts.
  startGoogleSignIn: { valid: () => ({ query: { return_to: '/reports?date=2026-11-20' } }), answers: 'NOT_CONFIGURED' },
  finishGoogleSignIn: {
    valid: () => ({ query: { state: 'state', code: 'code', error: 'access_denied' } }),
    answers: 'NOT_CONFIGURED',
    access: [
      allowed(nobody, 'as a browser', 'NOT_CONFIGURED', {
        act: ({ url }) => visited(url, '/api/v1/auth/google/callback?code=x&state=y')
      })
    ]
  }
}
