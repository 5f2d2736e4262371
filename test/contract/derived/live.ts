/** What the samples of derived requests are best about. */
import { today } from '../../support/app.ts'
import { emailOf, line4, line7, password, people, production } from '../../support/people.ts'
import type { Made } from './company.ts'

export const newPassword = 'five orders of blue collars'

/** What the samples of some operations are best about, beside what those of all are. */
export interface Live {
  all: Record<string, unknown>
  of: Record<string, Record<string, unknown>>
}

export const liveOf = (made: Made): Live => ({ all: ofAll(made), of: ofEach(made) })

function ofAll (made: Made): Live['all'] {
  const {
    draft,
    schedule,
    shift,
    holiday,
    sessionId,
    calendarEvent,
    feedId,
    tokenId,
    subscriptionId,
    webhookId,
    deliveryId,
    refreshToken
  } = made
  return {
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
  }
}

const eventTime = { allDay: true, date: today, endDate: today, startsAt: null, endsAt: null }

function ofEach (made: Made): Live['of'] {
  const {
    draft,
    submitted,
    waiting,
    decided,
    blockerId,
    commentId,
    emptyDivision,
    emptyTeam,
    delegation,
    template,
    former,
    leave,
    requestId,
    unused,
    invitation,
    registration,
    reset,
    emailChange,
    invited,
    newcomer,
    ownIdentity,
    othersIdentity,
    attached,
    loose,
    feedUrl
  } = made
  return {
    register: { email: invited, password: newPassword, invitation },
    verifyEmail: { token: registration, password: newPassword },
    resetPassword: { token: reset, password: newPassword },
    getAvatar: { userId: people.employee.id },
    uploadFile: { reportId: draft.id },
    attachFile: { fileId: loose, reportId: draft.id },
    ...Object.fromEntries(['downloadFile', 'deleteFile'].map((id) => [id, { fileId: attached }])),
    unlinkIdentity: { identityId: ownIdentity },
    unlinkUserIdentity: { identityId: othersIdentity },
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
