/** The company that derived requests are about, and who may ask. */
import { newSecret } from '../../../src/database/secret.ts'
import * as identities from '../../../src/repositories/identity/identities.ts'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as linkTokens from '../../../src/repositories/identity/link-tokens.ts'
import * as obligationRequests from '../../../src/repositories/time/obligation-requests.ts'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { today, type TestApp } from '../../support/app.ts'
import { picture } from '../../support/files.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { line4, people, production, type PersonName } from '../../support/people.ts'
import { newSubscription } from '../../support/push-service.ts'
import { tellNobody } from '../../support/webhooks.ts'
import { liveOf, newPassword, type Live } from './live.ts'

/** Everybody may ask; who leads nothing is refused, and so is who administers nothing. */
export const leadsOnly = [
  'updateBlocker',
  'approveLeave',
  'rejectLeave',
  'createDelegation',
  'deleteDelegation',
  'approveReport',
  'returnReport',
  'reopenReport',
  'reviewReports',
  'markReportRead',
  'remindObligations',
  'excuseObligations',
  'extendObligations',
  'declineObligationRequest',
  'restoreObligations'
]
export const adminsOnly = ['getSettings', 'updateSettings']

/** How long links and invitations are good from `now` on. */
const laterThan = (now: Date): Date => new Date(now.getTime() + 86_400_000)

/** A company with everything in it that an operation can be about. */
export async function populate (app: TestApp): Promise<Live> {
  const { signIn, deps: { db } } = app
  const three = { employee: await signIn('employee'), colleague: await signIn('colleague'), lead: await signIn('lead') }
  const work = await makeWork(three)
  const refreshToken = await refreshTokenOf(app, 'hr')
  const hr = await signIn('hr')
  const organisation = await makeOrganisation(hr, three.lead)
  await everyWorkingDay(db)
  const time = await makeTime(app, hr, three.employee)
  const identity = await makeIdentity(app)
  const files = await sendFiles(three.employee, work.draft.id)
  const outward = await makeOutward(app, three.employee)
  return liveOf({ ...work, ...organisation, ...time, ...identity, ...files, ...outward, refreshToken })
}

async function makeWork ({ employee, colleague, lead }: Record<'employee' | 'colleague' | 'lead', Client>) {
  const draft = await employee.createReport({ reportDate: '2026-11-19', summary: 'Collars' })
  const handIn = (client: typeof employee, reportDate: string) => client.createReport({ reportDate, summary: 'Collars', submit: true })
  const [submitted, waiting, decided] = [
    await handIn(employee, '2026-11-18'),
    await handIn(colleague, '2026-11-18'),
    await handIn(colleague, '2026-11-17')
  ]
  await employee.createReport({
    reportDate: '2026-11-17',
    summary: 'Collars',
    submit: true,
    items: [{ title: 'Thread', status: 'blocked' }]
  })
  const { items: [{ id: blockerId }] } = await lead.listBlockers()
  await lead.approveReport(decided.id, { version: 2 })
  const { id: commentId } = await employee.createComment(submitted.id, { body: 'Collars' })
  return { draft, submitted, waiting, decided, blockerId, commentId }
}

async function refreshTokenOf ({ signIn }: TestApp, person: PersonName): Promise<string> {
  let refreshToken = ''
  await signIn(person, {
    onTokens: (signedIn) => {
      refreshToken = signedIn?.refreshToken ?? refreshToken
    }
  })
  return refreshToken
}

async function makeOrganisation (hr: Client, lead: Client) {
  const schedule = await hr.createSchedule({ scope: 'division', scopeId: production.id, effectiveFrom: '2026-12-01' })
  const emptyDivision = await hr.createDivision({ name: 'Samples', code: 'SMP' })
  const emptyTeam = await hr.createTeam({ name: 'Line 9', divisionId: production.id })
  const delegation = await lead.createDelegation({ toUserId: people.colleague.id, startsOn: '2026-12-01', endsOn: '2026-12-04' })
  const template = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields: [] })
  const former = await hr.createTemplate({ name: 'Once', fields: [] })
  await hr.archiveTemplate(former.id)
  return { schedule, emptyDivision, emptyTeam, delegation, template, former }
}

async function makeTime ({ deps: { db, clock } }: TestApp, hr: Client, employee: Client) {
  const leave = await employee.createLeave({ kind: 'sick', startDate: '2026-11-23', endDate: '2026-11-24', note: 'Flu' })
  const { id: requestId } = (await obligationRequests.insert(
    db,
    {
      user_id: people.colleague.id,
      work_date: '2026-11-16',
      team_id: line4.id,
      division_id: production.id,
      kind: 'excuse',
      note: 'Flu',
      asked_on: '2026-11-17'
    },
    clock.now()
  ))!
  const shift = await hr.createShift({ name: 'Night', deadline: '06:00', dayOffset: 1 })
  const unused = await hr.createShift({ name: 'Evening', deadline: '22:00' })
  await hr.setRoster(line4.id, { days: [{ userId: people.employee.id, date: '2026-12-01', shiftId: shift.id }] }, {
    from: '2026-12-01',
    to: '2026-12-01'
  })
  const holiday = await hr.createHoliday({ date: '2026-12-25', name: 'Natal', kind: 'national' })
  return { leave, requestId, shift, unused, holiday }
}

async function makeIdentity ({ deps: { db, clock, passwords }, signIn }: TestApp) {
  const later = laterThan(clock.now())
  const invite = async (id: string, email: string) => {
    const secret = newSecret()
    await invitations.insert(db, {
      id,
      email,
      role: 'manager',
      divisionId: null,
      teams: [],
      secret,
      invitedBy: people.admin.id,
      now: clock.now(),
      expiresAt: later
    })
    return secret
  }
  await db.updateTable('organisation').set({ registration_mode: 'open' }).execute()
  const [invited, newcomer] = ['invited@workpulse.test', 'newcomer@workpulse.test']
  const invitation = await invite('INVITATION0000000000000001', invited)
  await invite('INVITATION0000000000000002', 'another@workpulse.test')
  const registration = await linkTokens.insertRegistration(db, {
    email: 'registered@workpulse.test',
    name: people.disabled.name,
    passwordHash: await passwords.hash(newPassword)
  }, later)
  const reset = await linkTokens.insertReset(db, people.otherManager.id, later)
  const identified = async (userId: string) => {
    await identities.insert(db, { issuer: 'https://accounts.google.com', subject: userId }, userId, clock.now())
    return (await identities.listOf(db, userId))[0].id
  }
  const emailChange = await linkTokens.insertEmailChange(
    db,
    { userId: people.lead.id, email: 'new@workpulse.test', sessionId: null },
    later
  )
  const [{ id: sessionId }] = (await (await signIn('employee')).listSessions()).items
  return {
    invitation,
    registration,
    reset,
    emailChange,
    sessionId,
    invited,
    newcomer,
    ownIdentity: await identified(people.employee.id),
    othersIdentity: await identified(people.other.id)
  }
}

async function sendFiles (employee: Client, draftId: string) {
  const sent = async (reportId?: string) =>
    (await employee.uploadFile(new Blob([new Uint8Array(picture)]), { name: 'a.png', ...(reportId && { reportId }) })).id
  const attached = await sent(draftId)
  await employee.setAvatar(new Blob([new Uint8Array(picture)], { type: 'image/png' }))
  return { attached, loose: await sent() }
}

async function makeOutward ({ deps: { db }, signIn }: TestApp, employee: Client) {
  const calendarEvent = await (await signIn('employee')).createCalendarEvent({
    scope: 'personal',
    title: 'Dentist',
    allDay: true,
    date: today,
    endDate: today
  })
  const { id: feedId, url: feedUrl } = await (await signIn('employee')).createCalendarFeed({ name: 'Phone' })
  const { id: tokenId } = await (await signIn('employee')).createApiToken({
    name: 'Export',
    scopes: ['analytics:read'],
    expiresAt: '2027-01-01T00:00:00.000Z'
  })
  const { id: subscriptionId } = await employee.subscribeToPush(newSubscription('http://127.0.0.1:9/send').asked)
  const { webhookId, failed: deliveryId } = await tellNobody(await signIn('admin'), db)
  return { calendarEvent, feedId, feedUrl, tokenId, subscriptionId, webhookId, deliveryId }
}

/** What {@link populate} has made, by what it is called. */
export type Made =
  & Awaited<ReturnType<typeof makeWork>>
  & Awaited<ReturnType<typeof makeOrganisation>>
  & Awaited<ReturnType<typeof makeTime>>
  & Awaited<ReturnType<typeof makeIdentity>>
  & Awaited<ReturnType<typeof sendFiles>>
  & Awaited<ReturnType<typeof makeOutward>>
  & { refreshToken: string }
