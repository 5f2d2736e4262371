import { channels, event, type NewEvent, type TeamReport } from '../../../generated/events.ts'
import type { Report } from '../../../generated/schemas.ts'

/** That a report changed, for people who may not read it. */
export function teamViewOf ({ id, userId, reportDate, teamId, divisionId, state, timing, submittedAt, version }: Report): TeamReport {
  return { id, userId, reportDate, teamId, divisionId, state, timing, submittedAt, version }
}

/** The whole of it for its author, that it changed for the team. */
export function reportChanged (report: Report): NewEvent[] {
  return [
    event(channels.user(report.userId), 'report.updated', report),
    event(channels.team(report.teamId), 'report.updated', teamViewOf(report))
  ]
}
