// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.
export const calls = {
    createReport: { "method": "POST", "path": "/api/v1/reports", "params": [], "input": "body" },
    createWsTicket: { "method": "POST", "path": "/api/v1/ws/ticket", "params": [], "input": null },
    getHealth: { "method": "GET", "path": "/healthz", "params": [], "input": null },
    getMe: { "method": "GET", "path": "/api/v1/auth/me", "params": [], "input": null },
    getMySummary: { "method": "GET", "path": "/api/v1/me/summary", "params": [], "input": null },
    getReadiness: { "method": "GET", "path": "/readyz", "params": [], "input": null },
    getReport: { "method": "GET", "path": "/api/v1/reports/{reportId}", "params": ["reportId"], "input": null },
    listNotifications: { "method": "GET", "path": "/api/v1/notifications", "params": [], "input": null },
    listReports: { "method": "GET", "path": "/api/v1/reports", "params": [], "input": "query" },
    listTeamMembers: { "method": "GET", "path": "/api/v1/teams/{teamId}/members", "params": ["teamId"], "input": "query" },
    listTeams: { "method": "GET", "path": "/api/v1/teams", "params": [], "input": "query" },
    login: { "method": "POST", "path": "/api/v1/auth/login", "params": [], "input": "body" },
    logout: { "method": "POST", "path": "/api/v1/auth/logout", "params": [], "input": "body" },
    markAllNotificationsRead: { "method": "PATCH", "path": "/api/v1/notifications/read", "params": [], "input": null },
    markNotificationRead: { "method": "PATCH", "path": "/api/v1/notifications/{notificationId}/read", "params": ["notificationId"], "input": null },
    refreshSession: { "method": "POST", "path": "/api/v1/auth/refresh", "params": [], "input": "body" },
    submitReport: { "method": "POST", "path": "/api/v1/reports/{reportId}/submit", "params": ["reportId"], "input": "body" },
    updateReport: { "method": "PATCH", "path": "/api/v1/reports/{reportId}", "params": ["reportId"], "input": "body" }
};
