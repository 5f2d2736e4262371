/** Mistakes that a caller of the SDK can make, none of which compiles. The compiler checks this; there is nothing to run. */
import { createClient, isApiError, type components, type Client, type ErrorCode, type EventOf } from '../../generated/sdk/dist/src/sdk/index.js'
import { createOutbox } from '../../generated/sdk/dist/src/sdk/outbox/index.js'

declare const client: Client
declare const error: unknown

// What is right compiles.
client.createReport({ reportDate: '2026-11-20', summary: 'Collars', mood: null, fields: { a: [1] }, items: [{ title: 'Order 2211', status: 'done' }] }) satisfies Promise<components['schemas']['ReportDetail']>
client.listReports({ state: 'draft', limit: 3 }, { signal: AbortSignal.timeout(1) }) satisfies Promise<components['schemas']['ReportPage']>
client.listReports() satisfies Promise<{ items: { summary: string }[], nextCursor: string | null }>
client.submitReport('id', { version: 1 }) satisfies Promise<{ state: 'draft' | 'submitted' | 'returned' | 'approved' }>
client.logout() satisfies Promise<null>
client.getSettings() satisfies Promise<components['schemas']['UserSettings']>
client.getSettings({ scope: 'org' }) satisfies Promise<{ registrationMode: string }>
client.updateSettings({ version: 1, theme: 'dark' }) satisfies Promise<components['schemas']['UserSettings']>
client.connect().on('notification.new', (event) => event.data.title satisfies string)

export async function review (): Promise<void> {
  const { results: [result] } = await client.reviewReports({ action: 'approve', reports: [{ id: 'id', version: 1 }] })
  if (result.ok) result.version satisfies number
  else result.error.code satisfies ErrorCode
  // @ts-expect-error: whether it was refused is not known
  result.error.code
}
createOutbox(client, { userId: 'id' }).keep('2026-11-20', { baseVersion: null, content: { summary: 'Collars' } }) satisfies Promise<void>
// @ts-expect-error: whose drafts
createOutbox(client, {})
// @ts-expect-error: no version
createOutbox(client, { userId: 'id' }).keep('2026-11-20', { content: { summary: 'Collars' } })

// Calls
// @ts-expect-error: a method that is none
client.paintReport('id')
// @ts-expect-error: a stream, which has a method of its own
client.streamNotifications()
// @ts-expect-error: no body
client.createReport()
// @ts-expect-error: a missing key
client.createReport({ summary: 'Collars' })
// @ts-expect-error: a key too many
client.createReport({ reportDate: '2026-11-20', summary: 'Collars', text: '' })
// @ts-expect-error: a key too many in an item
client.createReport({ reportDate: '2026-11-20', summary: 'Collars', items: [{ title: 'x', name: '' }] })
// @ts-expect-error: another type
client.createReport({ reportDate: new Date(), summary: 'Collars' })
// @ts-expect-error: null in a key that is never null
client.createReport({ reportDate: '2026-11-20', summary: 'Collars', planNext: null })
// @ts-expect-error: a value that the enumeration does not have
client.createReport({ reportDate: '2026-11-20', summary: 'Collars', items: [{ title: 'x', status: 'lost' }] })
// @ts-expect-error: a query key that is none
client.listReports({ sort: 'date' })
// @ts-expect-error: a query value that is none
client.listReports({ state: 'lost' })
// @ts-expect-error: a number as text
client.listTeams({ limit: '3' })
// @ts-expect-error: no id
client.getReport()
// @ts-expect-error: a number for an id
client.getReport(1)
// @ts-expect-error: a body of a call without one
client.getReport('id', { version: 1 })
// @ts-expect-error: the version alone
client.submitReport('id', 1)
// @ts-expect-error: no version
client.updateReport('id', { summary: 'Sleeves' })
// @ts-expect-error: a client without an address
createClient({ mode: 'bearer' })
// @ts-expect-error: a mode that is none
createClient({ baseUrl: '', mode: 'session' })

// Answers
export async function answers (): Promise<void> {
  // @ts-expect-error: a key that the answer does not have
  void (await client.getReport('id')).reviewNote
  // @ts-expect-error: a key that only the detail has
  void (await client.listReports()).items[0].can
  // @ts-expect-error: a key that may be null
  void (await client.getReport('id')).submittedAt.slice(0, 10)
  // @ts-expect-error: a key that may be missing
  void (await client.listNotifications())[0].readAt.slice(0, 10)
  // @ts-expect-error: a page, where there is an array
  void (await client.listNotifications()).items
}

// Errors
export function explain (): string {
  // @ts-expect-error: an operation that is none
  if (isApiError(error, 'paintReport')) return ''
  // @ts-expect-error: a code, before it is known to be an error of the API
  if (error.code === 'NOT_FOUND') return ''
  // @ts-expect-error: a code that no operation has
  if (isApiError(error) && error.code === 'TEAPOT') return ''
  // @ts-expect-error: a code that this operation cannot answer
  if (isApiError(error, 'createReport') && error.code === 'VERSION_CONFLICT') return ''
  // @ts-expect-error: nor this one
  if (isApiError(error, 'getMe') && error.code === 'NOT_FOUND') return ''
  if (isApiError(error, 'updateReport') && error.code === 'VERSION_CONFLICT') return String(error.meta.currentVersion satisfies number | undefined)
  if (isApiError(error)) error.code satisfies ErrorCode
  return ''
}

/** Exhaustive: `rest` is never once each code is dealt with. */
export function explainCreateReport (): string {
  if (!isApiError(error, 'createReport')) throw error
  const { code } = error
  switch (code) {
    case 'DUPLICATE': return 'There is one'
    case 'IN_PROGRESS': return 'In a moment'
    case 'RULE_REFUSED': return 'Too old'
    case 'VALIDATION_FAILED': return 'Not like that'
    case 'UNAUTHENTICATED': return 'Sign in'
    case 'FORBIDDEN':
    case 'PAYLOAD_TOO_LARGE':
    case 'UNSUPPORTED_MEDIA_TYPE':
    case 'RATE_LIMITED':
    case 'INTERNAL':
    case 'UNAVAILABLE': return 'Later'
    default: return code satisfies never
  }
}

export function explainCreateReportBadly (): string {
  if (!isApiError(error, 'createReport')) throw error
  const { code } = error
  switch (code) {
    case 'DUPLICATE': return 'There is one'
    case 'IN_PROGRESS': return 'In a moment'
    // @ts-expect-error: a case that cannot happen
    case 'STATE_CONFLICT': return ''
    // @ts-expect-error: the others are left out
    default: return code satisfies never
  }
}

// Events
// @ts-expect-error: an event that is none
client.connect().on('report.painted', () => {})
// @ts-expect-error: a key that the event does not have
client.connect().on('report.created', (event) => event.data.body)
// @ts-expect-error: a key that only the channel of a person has, before it is known which it is
client.connect().on('report.submitted', (event) => event.data.summary)
// @ts-expect-error: an event that is none
export type None = EventOf<'report.painted'>['data']
// @ts-expect-error: a listener that is not told that the number is one
client.followUnread({ onUnread: (unread: string) => unread })
