/** What tests know of the operations on the organisation's settings. */
import { allowed, office, type Subjects } from '../subject.ts'

export const subjects: Subjects<unknown> = {
  getSettings: {
    valid: () => ({ query: { scope: 'org' } }),
    access: [allowed(office, 'the settings', { registrationMode: 'invitation', allowedEmailDomains: [], version: 1 })]
  },
  updateSettings: {
    valid: () => ({ body: { scope: 'org', version: 1, registrationMode: 'open', allowedEmailDomains: ['workpulse.test', 'a-b.c0'] } }),
    access: [
      allowed(['admin'], 'the settings', { registrationMode: 'open', allowedEmailDomains: ['workpulse.test', 'a-b.c0'], version: 2 }),
      allowed(['admin'], 'what somebody changed meanwhile', 'VERSION_CONFLICT', {
        async act ({ client }) {
          await client.updateSettings({ scope: 'org', version: 1, registrationMode: 'open' })
          return client.updateSettings({ scope: 'org', version: 1, registrationMode: 'closed' })
        }
      })
    ],
    ladder: () => [['version', 'admin', { body: { version: 9 } }, 'VERSION_CONFLICT']]
  }
}
