/** The company that derived requests are about, and who may ask. */
import { newSecret } from '../../../src/database/secret.ts'
import * as identities from '../../../src/repositories/identity/identities.ts'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as linkTokens from '../../../src/repositories/identity/link-tokens.ts'
import * as obligationRequests from '../../../src/repositories/time/obligation-requests.ts'
import { today, type TestApp } from '../../support/app.ts'
import { picture } from '../../support/files.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { emailOf, line4, line7, password, people, production } from '../../support/people.ts'
import { newSubscription } from '../../support/push-service.ts'
import { tellNobody } from '../../support/webhooks.ts'

const newPassword = 'five orders of blue collars'

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

/** What the samples of some operations are best about, beside what those of all are. */
export interface Live {
  all: Record<string, unknown>
  of: Record<string, Record<string, unknown>>
}

/** A company with everything in it that an operation can be about. */
export async function populate ({ deps: { db, clock, passwords }, signIn }: TestApp): Promise<Live> {
  const [employee, colleague, lead] = [await signIn('employee'), await signIn('colleague'), await signIn('lead')]
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
  let refreshToken = ''
  await signIn('hr', {
    onTokens: (signedIn) => {
      refreshToken = signedIn?.refreshToken ?? refreshToken
    }
  })
  const later = new Date(clock.now().getTime() + 86_400_000)
  const hr = await signIn('hr')
  const schedule = await hr.createSchedule({ scope: 'division', scopeId: production.id, effectiveFrom: '2026-12-01' })
  const emptyDivision = await hr.createDivision({ name: 'Samples', code: 'SMP' })
  const emptyTeam = await hr.createTeam({ name: 'Line 9', divisionId: production.id })
  const delegation = await lead.createDelegation({ toUserId: people.colleague.id, startsOn: '2026-12-01', endsOn: '2026-12-04' })
  const template = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields: [] })
  const former = await hr.createTemplate({ name: 'Once', fields: [] })
  await hr.archiveTemplate(former.id)
  await everyWorkingDay(db)
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
  const sent = async (reportId?: string) =>
    (await employee.uploadFile(new Blob([new Uint8Array(picture)]), { name: 'a.png', ...(reportId && { reportId }) })).id
  const attached = await sent(draft.id)
  await employee.setAvatar(new Blob([new Uint8Array(picture)], { type: 'image/png' }))
  const emailChange = await linkTokens.insertEmailChange(
    db,
    { userId: people.lead.id, email: 'new@workpulse.test', sessionId: null },
    later
  )
  const [{ id: sessionId }] = (await (await signIn('employee')).listSessions()).items
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
  const eventTime = { allDay: true, date: today, endDate: today, startsAt: null, endsAt: null }
  const live = {
    all: {
      eventId: calendarEvent.id,
      feedId,
      tokenId,
      subscriptionId,
      webhookId,
      deliveryId,
      email: emailOf('employee'),
      password,
      refreshToken,
      teamId: line4.id,
      divisionId: production.id,
      userId: people.other.id,
      actorId: people.admin.id,
      reportId: draft.id,
      invitationId: 'INVITATION0000000000000002',
      sessionId,
      scheduleId: schedule.id,
      shiftId: shift.id,
      holidayId: holiday.id,
      effectiveFrom: '2026-12-02',
      workDate: today,
      effectiveTo: null,
      reportDate: today,
      version: 1,
      carriedFromId: null,
      teams: [{ id: line4.id, role: 'member' }, { id: line7.id, role: 'lead' }],
      currentPassword: password,
      newPassword
    },
    of: {
      register: { email: invited, password: newPassword, invitation },
      verifyEmail: { token: registration, password: newPassword },
      resetPassword: { token: reset, password: newPassword },
      getAvatar: { userId: people.employee.id },
      uploadFile: { reportId: draft.id },
      attachFile: { fileId: await sent(), reportId: draft.id },
      ...Object.fromEntries(['downloadFile', 'deleteFile'].map((id) => [id, { fileId: attached }])),
      unlinkIdentity: { identityId: await identified(people.employee.id) },
      unlinkUserIdentity: { identityId: await identified(people.other.id) },
      confirmEmailChange: { token: emailChange },
      requestEmailChange: { email: newcomer },
      createUser: { email: newcomer },
      createInvitation: { email: newcomer },
      createSchedule: { scope: 'division', scopeId: production.id },
      ...Object.fromEntries(
        ['getRoster', 'setRoster'].map((
          id
        ) => [id, { userId: people.employee.id, from: '2026-12-01', to: '2026-12-07', date: '2026-12-02' }])
      ),
      deleteShift: { shiftId: unused.id },
      importHolidays: { csv: 'date,name,kind\n2027-01-01,Tahun Baru,national\n' },
      listInvitations: { state: 'pending' },
      getPerson: { userId: people.colleague.id },
      extendObligations: { userId: people.colleague.id, until: '2026-11-27' },
      declineObligationRequest: { requestId },
      explainObligation: { userId: people.employee.id, date: today },
      ...Object.fromEntries(['archiveDivision', 'deleteDivision'].map((id) => [id, { divisionId: emptyDivision.id }])),
      ...Object.fromEntries(['archiveTeam', 'deleteTeam'].map((id) => [id, { teamId: emptyTeam.id }])),
      removeTeamMember: { userId: people.colleague.id },
      ...Object.fromEntries(
        ['listComments', 'createComment', 'updateComment', 'deleteComment'].map((
          id
        ) => [id, { reportId: submitted.id, commentId, mentions: [people.lead.id, people.hr.id] }])
      ),
      ...Object.fromEntries(
        ['listReactions', 'addReaction', 'removeReaction', 'listReportReads'].map((id) => [id, { reportId: submitted.id }])
      ),
      ...Object.fromEntries(['getBlocker', 'updateBlocker'].map((id) => [id, { blockerId, ownerId: people.manager.id }])),
      ...Object.fromEntries(['getLeave', 'approveLeave', 'rejectLeave', 'cancelLeave'].map((id) => [id, { leaveId: leave.id }])),
      createLeave: { userId: people.employee.id, substituteId: null, startDate: '2026-12-07', endDate: '2026-12-07' },
      createDelegation: { fromUserId: people.lead.id, toUserId: people.employee.id, startsOn: '2026-12-07', endsOn: '2026-12-11' },
      deleteDelegation: { delegationId: delegation.id },
      ...Object.fromEntries(
        ['getTemplate', 'updateTemplate', 'deleteTemplate', 'archiveTemplate'].map((id) => [id, { templateId: template.id }])
      ),
      restoreTemplate: { templateId: former.id },
      createReport: { userId: people.employee.id },
      getReportRevision: { reportId: submitted.id, number: '1' },
      markReportRead: { reportId: waiting.id },
      upsertReportByDate: { date: today, baseVersion: null },
      withdrawReport: { reportId: submitted.id, version: 2 },
      approveReport: { reportId: waiting.id, version: 2 },
      returnReport: { reportId: waiting.id, version: 2 },
      reopenReport: { reportId: decided.id, version: 3 },
      reviewReports: { note: 'Minutes?', reports: [waiting, decided].map(({ id }) => ({ id, version: 2 })) },
      search: { q: 'collars' },
      createApiToken: { expiresAt: '2027-01-01T00:00:00.000Z' },
      createCalendarEvent: { scope: 'personal', scopeId: null, ...eventTime },
      updateCalendarEvent: eventTime,
      readCalendarFeed: { token: new URL(feedUrl).searchParams.get('token') }
    }
  }
  return live
}
