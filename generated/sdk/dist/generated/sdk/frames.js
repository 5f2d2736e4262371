// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.
/** Of every event. */
export const eventTypes = ['report.created', 'report.updated', 'report.submitted', 'report.activity', 'report.deleted', 'notification.new', 'notification.unread', 'calendar.changed', 'team.presence', 'dashboard.stats_refresh'];
