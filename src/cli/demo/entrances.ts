import { toDateTime } from '../../database/dialect.ts'
import { hashOf, newSecret } from '../../database/secret.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { links, named, newcomers } from './named.ts'

const day = 86_400_000

/** The employee's session on another device and calendar on another program, who is invited, and the links that the examples follow. */
export function entrances (
  passwordHash: string,
  now: Date
): Pick<DemoRows, 'sessions' | 'invitations' | 'linkTokens' | 'identities' | 'calendarFeeds' | 'apiTokens'> {
  const [time, expiresAt] = [toDateTime(now), toDateTime(new Date(now.getTime() + 30 * day))]
  const invitation = (id: string, email: string, secret: string) => ({
    id,
    email,
    role: 'employee' as const,
    division_id: null,
    teams: '[]',
    token_hash: hashOf(secret),
    invited_by: named.users['hr@workpulse.test'],
    created_at: time,
    expires_at: expiresAt,
    accepted_at: null,
    revoked_at: null,
    pending_key: email
  })
  return {
    sessions: [{
      id: named.session,
      user_id: named.users['employee@workpulse.test'],
      rotated_at: time,
      created_at: time,
      idle_expires_at: expiresAt,
      expires_at: expiresAt,
      revoked_at: null,
      revoked_reason: null,
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      address: '203.0.113.7'
    }],
    invitations: [
      invitation(named.invitation, newcomers.waiting, links.waiting),
      invitation(named.followedInvitation, newcomers.invited, links.invitation)
    ],
    calendarFeeds: [{
      id: named.calendarFeed,
      user_id: named.users['employee@workpulse.test'],
      name: 'Google Calendar',
      include: JSON.stringify(['event', 'holiday', 'joint_leave', 'workday', 'leave', 'deadline']),
      token_hash: hashOf(links.calendar),
      created_at: time,
      last_used_at: null
    }],
    apiTokens: [{
      id: named.apiToken,
      user_id: named.users['employee@workpulse.test'],
      name: 'Monthly export',
      scopes: JSON.stringify(['analytics:read', 'directory:read']),
      token_hash: newSecret(),
      created_at: time,
      expires_at: toDateTime(new Date(now.getTime() + 90 * day)),
      last_used_at: null
    }],
    identities: Object.entries(named.identities).map(([email, id]) => ({
      id,
      issuer: 'https://accounts.google.com',
      subject: `demo-${email.split('@')[0]}`,
      email: `${email.split('@')[0]}@gmail.com`,
      user_id: named.users[email],
      linked_at: time
    })),
    linkTokens: [
      {
        id: hashOf(links.registration),
        purpose: 'register',
        user_id: null,
        registration: JSON.stringify({ email: newcomers.registering, name: 'New Colleague', passwordHash }),
        expires_at: expiresAt
      },
      {
        id: hashOf(links.reset),
        purpose: 'reset',
        user_id: named.users['eko.prasetyo@workpulse.test'],
        registration: null,
        expires_at: expiresAt
      },
      {
        id: hashOf(links.email),
        purpose: 'email',
        user_id: named.users['siti.rahayu@workpulse.test'],
        email: newcomers.changing,
        registration: null,
        expires_at: expiresAt
      }
    ]
  }
}
