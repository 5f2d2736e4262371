/** What tests know of the operations on settings. */
import { allowed, everybody, except, forbidden, office, type Subjects } from '../subject.ts'

const own = { scope: 'user', locale: null, theme: 'system', digest: 'off', version: 1 }
const organisation = { scope: 'org', timezone: 'Asia/Jakarta', pendingTimezone: null, registrationMode: 'invitation', version: 1 }
const change = { scope: 'org' as const, version: 1, registrationMode: 'open' as const, allowedEmailDomains: ['workpulse.test', 'a-b.c0'] }
const asOrg = () => ({ query: { scope: 'org' } })

export const subjects: Subjects<unknown> = {
  getSettings: {
    valid: () => ({ query: { scope: 'user' } }),
    access: [
      allowed(everybody, 'their own', own),
      allowed(everybody, 'without saying whose', own, () => ({ query: {} })),
      allowed(office, 'the organisation’s', organisation, asOrg),
      forbidden(except('hr', 'admin'), 'the organisation’s', asOrg)
    ]
  },
  updateSettings: {
    valid: () => ({ body: change }),
    by: 'admin',
    access: [
      allowed(['admin'], 'the organisation’s', { ...organisation, ...change, version: 2 }),
      forbidden(except('admin'), 'the organisation’s'),
      allowed(everybody, 'their own', { ...own, theme: 'dark', version: 2 }, {
        act: ({ client }) => client.updateSettings({ version: 1, theme: 'dark' })
      }),
      allowed(['admin'], 'what somebody changed meanwhile', 'VERSION_CONFLICT', {
        async act ({ client }) {
          await client.updateSettings({ scope: 'org', version: 1, registrationMode: 'open' })
          return client.updateSettings({ scope: 'org', version: 1, registrationMode: 'closed' })
        }
      })
    ],
    refused: () => ({
      'a key of one’s own': { body: { theme: 'dark' }, faults: ['/body/theme otherScope'] },
      'a zone that there is not': {
        body: { timezone: 'Asia/Bandung' },
        code: 'RULE_REFUSED',
        faults: ['/body/timezone unknownTimezone']
      },
      'a country that there is not': { body: { country: 'ZZ' }, code: 'RULE_REFUSED', faults: ['/body/country unknownCountry'] }
    }),
    ladder: () => [
      [
        'form',
        'employee',
        { body: { version: 9, timezone: 'Asia/Bandung', theme: 'dark' } },
        'VALIDATION_FAILED',
        '/body/theme otherScope'
      ],
      ['may', 'employee', { body: { version: 9, timezone: 'Asia/Bandung' } }, 'FORBIDDEN'],
      ['version', 'admin', { body: { version: 9, timezone: 'Asia/Bandung' } }, 'VERSION_CONFLICT'],
      ['policy', 'admin', { body: { timezone: 'Asia/Bandung' } }, 'RULE_REFUSED', '/body/timezone unknownTimezone']
    ]
  }
}
