import type { Handlers } from '../../generated/operations.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import { auditHandlers } from './platform/audit.ts'
import { analyticsHandlers } from './insight/analytics.ts'
import { digestHandlers } from './insight/digests.ts'
import { authHandlers } from './identity/auth.ts'
import { calendarEventHandlers } from './insight/calendar.ts'
import { calendarFeedHandlers } from './insight/calendar-feeds.ts'
import type { HandlerDeps } from './deps.ts'
import { joined } from './implement.ts'
import { excuseHandlers } from './time/excuses.ts'
import { explainHandlers } from './time/explain.ts'
import { obligationListHandlers } from './time/obligations.ts'
import { obligationRequestHandlers } from './time/obligation-requests.ts'
import { leaveHandlers } from './time/leaves.ts'
import { holidayHandlers } from './time/holidays.ts'
import { scheduleHandlers } from './time/schedules.ts'
import { delegationHandlers } from './organisation/delegations.ts'
import { divisionHandlers } from './organisation/divisions.ts'
import { invitationHandlers } from './identity/invitations.ts'
import { meHandlers } from './insight/me.ts'
import { googleHandlers } from './identity/google.ts'
import { identityHandlers, userIdentityHandlers } from './identity/identities.ts'
import { avatarHandlers, pictureHandlers } from './identity/avatar.ts'
import { emailChangeHandlers } from './identity/email-change.ts'
import { profileHandlers } from './identity/profile.ts'
import { notificationHandlers } from './platform/notifications.ts'
import { peopleHandlers } from './organisation/people.ts'
import { realtimeHandlers } from './platform/realtime.ts'
import { reportHandlers } from './work/reports.ts'
import { blockerHandlers } from './work/blockers.ts'
import { fileHandlers } from './work/files.ts'
import { commentHandlers } from './work/comments.ts'
import { reactionHandlers } from './work/reactions.ts'
import { templateHandlers } from './work/templates.ts'
import { reviewHandlers } from './work/reviews.ts'
import { settingsHandlers } from './organisation/settings.ts'
import { rosterHandlers } from './time/rosters.ts'
import { shiftHandlers } from './time/shifts.ts'
import { systemHandlers } from './platform/system.ts'
import { memberHandlers } from './organisation/members.ts'
import { teamHandlers } from './organisation/teams.ts'
import { importHandlers } from './organisation/people-import.ts'
import { pushHandlers } from './outward/push.ts'
import { searchHandlers } from './outward/search.ts'
import { tokenHandlers } from './outward/tokens.ts'
import { webhookHandlers } from './outward/webhooks.ts'
import { userHandlers } from './organisation/users.ts'

/** Every operation of the contract, under its tag. One that is missing does not compile. */
export function createHandlers (deps: HandlerDeps): Handlers<SessionViewer> {
  return {
    audit: auditHandlers(deps),
    analytics: joined(analyticsHandlers(deps), digestHandlers(deps)),
    auth: authHandlers(deps),
    holidays: holidayHandlers(deps),
    divisions: divisionHandlers(deps),
    blockers: blockerHandlers(deps),
    delegations: delegationHandlers(deps),
    calendar: joined(calendarEventHandlers(deps), calendarFeedHandlers(deps)),
    invitations: invitationHandlers(deps),
    me: meHandlers(deps),
    leaves: leaveHandlers(deps),
    notifications: notificationHandlers(deps),
    people: joined(peopleHandlers(deps), pictureHandlers(deps)),
    profile: joined(
      profileHandlers(deps),
      emailChangeHandlers(deps),
      googleHandlers(deps).linking,
      identityHandlers(deps),
      avatarHandlers(deps)
    ),
    obligations: joined(obligationListHandlers(deps), excuseHandlers(deps), obligationRequestHandlers(deps), explainHandlers(deps)),
    realtime: realtimeHandlers(deps),
    reports: reportHandlers(deps),
    comments: commentHandlers(deps),
    files: fileHandlers(deps),
    templates: templateHandlers(deps),
    reactions: reactionHandlers(deps),
    reviews: reviewHandlers(deps),
    rosters: joined(rosterHandlers(deps), shiftHandlers(deps)),
    schedules: scheduleHandlers(deps),
    settings: settingsHandlers(deps),
    system: systemHandlers(deps),
    teams: joined(teamHandlers(deps), memberHandlers(deps)),
    users: joined(userHandlers(deps), importHandlers(deps), userIdentityHandlers(deps)),
    search: searchHandlers(deps),
    tokens: tokenHandlers(deps),
    push: pushHandlers(deps),
    webhooks: webhookHandlers(deps)
  }
}
