// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        authExpiringFrame: {
            expiresAt: components["schemas"]["Timestamp"];
            /** @constant */
            type: "auth.expiring";
        };
        authFrame: {
            /** @description An access token. */
            token: string;
            /** @constant */
            type: "auth";
        };
        /** @description Where the picture of the person is; null where there is none. */
        AvatarUrl: string | null;
        byeFrame: {
            /** @description The close code that follows. */
            code: number;
            /** @description How long to wait before coming back. */
            reconnectAfterMs: number;
            /** @constant */
            type: "bye";
        };
        /** @description That it changed, and when it is; what it says is in the list. */
        CalendarChange: {
            /** @enum {string} */
            action: "created" | "updated" | "deleted";
            from: components["schemas"]["LocalDate"];
            id: components["schemas"]["Id"];
            kind: components["schemas"]["CalendarKind"];
            to: components["schemas"]["LocalDate"];
            version: components["schemas"]["Version"];
        };
        /** @enum {string} */
        CalendarKind: "event" | "holiday" | "joint_leave" | "workday" | "leave" | "deadline" | "report";
        /** @description The X-Request-Id of the call that made it. */
        Cause: string;
        ChannelName: string;
        dashboardStatsRefreshFrame: {
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["StatsRefresh"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "dashboard.stats_refresh";
            v: components["schemas"]["EventVersion"];
        };
        /**
         * @example {
         *       "action": "returned",
         *       "actor": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "onBehalfOf": null,
         *       "note": "How many pieces of each order?",
         *       "at": "2026-11-20T10:12:00.000Z"
         *     }
         */
        Decision: {
            action: components["schemas"]["DecisionAction"];
            /** @description null where the organisation approves what nobody has decided for days. */
            actor: components["schemas"]["Person"] | null;
            at: components["schemas"]["Timestamp"];
            note: string | null;
            /** @description Whom the actor stood in for. */
            onBehalfOf: components["schemas"]["Person"] | null;
        };
        /** @enum {string} */
        DecisionAction: "approved" | "auto_approved" | "returned" | "reopened";
        DeletedReport: {
            id: components["schemas"]["Id"];
        };
        /** @description Names the event log; another one means that positions count anew. */
        Epoch: string;
        /**
         * @description Stable; what a client branches on.
         * @enum {string}
         */
        ErrorCode: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "REFRESH_SUPERSEDED" | "INVALID_CREDENTIALS" | "INVALID_TOKEN" | "PASSWORD_REQUIRED" | "FORBIDDEN" | "REGISTRATION_CLOSED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "STATE_CONFLICT" | "DUPLICATE" | "VERSION_CONFLICT" | "LAST_ADMIN" | "IN_PROGRESS" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RULE_REFUSED" | "UPGRADE_REQUIRED" | "RATE_LIMITED" | "TOO_MANY_STREAMS" | "INTERNAL" | "NOT_CONFIGURED" | "UNAVAILABLE";
        errorFrame: {
            code: components["schemas"]["ErrorCode"];
            message: string;
            ref?: components["schemas"]["Ref"];
            retryable: boolean;
            /** @constant */
            type: "error";
        };
        EventId: string;
        /** @constant */
        EventVersion: 1;
        helloFrame: {
            /** @description Names the connection in the logs. */
            conn: string;
            epoch: components["schemas"]["Epoch"];
            /** @description Seconds between the server's pings. */
            heartbeat: number;
            limits: components["schemas"]["Limits"];
            /** @constant */
            type: "hello";
        };
        /**
         * @description An opaque identifier.
         * @example 01JD2V6M7Q8R9S0T1V2W3X4Y5Z
         */
        Id: string;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y65",
         *       "type": "report.returned",
         *       "title": "Budi Santoso returned your report of 18 November 2026",
         *       "body": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "target": {
         *         "kind": "report",
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68"
         *       },
         *       "actor": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "read": false
         *     }
         */
        InboxItem: {
            /** @description Who did it; null where nobody did, or several. */
            actor: components["schemas"]["Person"] | null;
            /** @description Empty when there is nothing to add. */
            body: string;
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            read: boolean;
            /**
             * Format: date-time
             * @description Only when it was read.
             */
            readAt?: string;
            /** @description null where it leads nowhere. */
            target: components["schemas"]["NotificationTarget"] | null;
            title: string;
            type: components["schemas"]["NotificationType"];
        };
        Limits: {
            /** @description How many messages may come at once. */
            burst: number;
            /** @description Per connection. */
            channels: number;
            /** @description Per person. */
            connections: number;
            /** @description The largest message that is taken. */
            frameBytes: number;
            messagesPerSecond: number;
            /** @description How many events `since` replays at most. */
            replayed: number;
        };
        /**
         * Format: date
         * @description A date in the organisation's time zone.
         * @example 2026-11-20
         */
        LocalDate: string;
        notificationNewFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["InboxItem"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "notification.new";
            v: components["schemas"]["EventVersion"];
        };
        /**
         * @description Where a notification leads.
         * @example {
         *       "kind": "report",
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68"
         *     }
         */
        NotificationTarget: {
            id: components["schemas"]["Id"];
            /**
             * @description What it is. More will come.
             * @enum {string}
             */
            kind: "report" | "leave" | "team" | "event" | "blocker";
        };
        /**
         * @description What a notification tells of. More will come; show those that you do not know as they are.
         * @enum {string}
         */
        NotificationType: "report.submitted" | "report.approved" | "report.returned" | "report.reopened" | "report.filed" | "report.comment" | "report.mention" | "reminder.due" | "reminder.overdue" | "obligation.missed" | "obligation.excused" | "obligation.requested" | "team.digest" | "leave.requested" | "leave.decided" | "delegation" | "blocker" | "identity.refused" | "webhook.stopped";
        notificationUnreadFrame: {
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["UnreadCount"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "notification.unread";
            v: components["schemas"]["EventVersion"];
        };
        /**
         * @description An opaque identifier, or null where there is none.
         * @example 01JD2V6M7Q8R9S0T1V2W3X4Y5Z
         */
        NullableId: string | null;
        /**
         * Format: date-time
         * @description RFC 3339, in UTC; null while it has not happened.
         * @example 2026-11-20T09:41:00.000Z
         */
        NullableTimestamp: string | null;
        OrganisationStatsRefresh: {
            /** @description Of the newest event that the figures will show. */
            position: number;
            /** @description Of any of them. */
            teamId: null;
        };
        orgCalendarChangedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["CalendarChange"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "calendar.changed";
            v: components["schemas"]["EventVersion"];
        };
        orgStatsRefreshFrame: {
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["OrganisationStatsRefresh"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "dashboard.stats_refresh";
            v: components["schemas"]["EventVersion"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "name": "Dewi Lestari",
         *       "avatarUrl": null
         *     }
         */
        Person: {
            avatarUrl: components["schemas"]["AvatarUrl"];
            id: components["schemas"]["Id"];
            name: string;
        };
        pingFrame: {
            /** @constant */
            type: "ping";
        };
        pongFrame: {
            /** @constant */
            type: "pong";
        };
        /** @description Of the newest event in the log, over all channels. */
        Position: number;
        /** @description The client's own name for a request; echoed in its answer. */
        Ref: string;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "author": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *       "filedBy": null,
         *       "reportDate": "2026-11-20",
         *       "state": "draft",
         *       "timing": null,
         *       "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "planNext": "Finish the order of blue shirts.",
         *       "mood": 4,
         *       "templateId": null,
         *       "templateRevision": null,
         *       "fields": {
         *         "shift": "morning"
         *       },
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
         *           "title": "Collars, order 2211",
         *           "detail": "",
         *           "category": "sewing",
         *           "status": "done",
         *           "progress": 100,
         *           "minutes": 360,
         *           "quantity": 180,
         *           "unit": "pcs",
         *           "carriedFromId": null
         *         }
         *       ],
         *       "submittedAt": null,
         *       "lastDecision": null,
         *       "commentsCount": 0,
         *       "filesCount": 0,
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "updatedAt": "2026-11-20T09:41:00.000Z",
         *       "version": 1
         *     }
         */
        Report: {
            author: components["schemas"]["Person"];
            /** @description Those that were deleted aside. */
            commentsCount: number;
            createdAt: components["schemas"]["Timestamp"];
            divisionId: components["schemas"]["Id"];
            fields: components["schemas"]["ReportFields"];
            /** @description Who filed it in the place of its author; null where the author did. */
            filedBy: components["schemas"]["Person"] | null;
            filesCount: number;
            id: components["schemas"]["Id"];
            items: components["schemas"]["ReportItem"][];
            /** @description What was decided last; null in a draft, and where nothing has been. */
            lastDecision: components["schemas"]["Decision"] | null;
            mood: number | null;
            planNext: string;
            reportDate: components["schemas"]["LocalDate"];
            reviewerId: components["schemas"]["NullableId"];
            state: components["schemas"]["ReportState"];
            submittedAt: components["schemas"]["NullableTimestamp"];
            summary: string;
            teamId: components["schemas"]["Id"];
            templateId: components["schemas"]["NullableId"];
            /** @description The revision of the template that it was begun with. */
            templateRevision: components["schemas"]["TemplateRevision"] | null;
            /** @description Null until it is handed in and its deadline is known. */
            timing: components["schemas"]["ReportTiming"] | null;
            updatedAt: components["schemas"]["Timestamp"];
            userId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
        };
        /**
         * @description For its author, its reviewer, who has commented on it or reacted to it, and whoever did this, as far as they may read it; of a
         *     blocker for its owner too. `id` is that of the comment, the reaction, the file or the blocker, or of the person who has read it.
         */
        ReportActivity: {
            /** @enum {string} */
            action: "created" | "edited" | "deleted";
            commentsCount: number;
            filesCount: number;
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "comment" | "reaction" | "read" | "file" | "blocker";
            reportId: components["schemas"]["Id"];
        };
        /**
         * @description Free fields of the organisation's own; at most 32 KB as JSON, nested 32 levels deep at most, and no key with a backslash.
         * @example {
         *       "shift": "morning"
         *     }
         */
        ReportFields: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
         *       "title": "Collars, order 2211",
         *       "detail": "",
         *       "category": "sewing",
         *       "status": "done",
         *       "progress": 100,
         *       "minutes": 360,
         *       "quantity": 180,
         *       "unit": "pcs",
         *       "carriedFromId": null
         *     }
         */
        ReportItem: {
            /** @description The item of an earlier report that this one goes on with. */
            carriedFromId: string | null;
            category: string | null;
            detail: string;
            id: components["schemas"]["Id"];
            minutes: number;
            progress: number;
            quantity: number | null;
            status: components["schemas"]["ReportItemStatus"];
            title: string;
            unit: string | null;
        };
        /** @enum {string} */
        ReportItemStatus: "todo" | "doing" | "done" | "blocked";
        /** @enum {string} */
        ReportState: "draft" | "submitted" | "returned" | "approved";
        /** @enum {string} */
        ReportTiming: "on_time" | "late" | "extra";
        resyncFrame: {
            channel: components["schemas"]["ChannelName"];
            head: components["schemas"]["Position"];
            reason: components["schemas"]["ResyncReason"];
            /** @constant */
            type: "resync";
        };
        /**
         * @description `too_many`: more events than are replayed. `too_old`: they are not kept any more. `epoch`: the log is another one, after a restore.
         * @enum {string}
         */
        ResyncReason: "too_many" | "too_old" | "epoch";
        /** @description Grows by one within the channel; a jump is a gap. */
        Seq: number;
        StatsRefresh: {
            /** @description Of the newest event that the figures will show. */
            position: number;
            teamId: components["schemas"]["Id"];
        };
        subscribedFrame: {
            channel: components["schemas"]["ChannelName"];
            epoch: components["schemas"]["Epoch"];
            head: components["schemas"]["Position"];
            /** @description Did everything since `since` come? Without `since`, false. */
            recovered: boolean;
            ref?: components["schemas"]["Ref"];
            /** @description How many events came for `since`, before this message. */
            replayed: number;
            /** @constant */
            type: "subscribed";
        };
        subscribeFrame: {
            channel: components["schemas"]["ChannelName"];
            ref?: components["schemas"]["Ref"];
            /**
             * @description Replays what came after this position: that of the last event that was received, or the `X-Realtime-Position` of
             *     what is on the page. On a channel that is followed already too. A position is one of an `epoch`: where `hello`
             *     tells of another, begin without.
             */
            since?: number;
            /** @constant */
            type: "subscribe";
        };
        teamCalendarChangedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["CalendarChange"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "calendar.changed";
            v: components["schemas"]["EventVersion"];
        };
        TeamPresence: {
            joined: components["schemas"]["Id"][];
            left: components["schemas"]["Id"][];
            /** @description How many are. */
            online: number;
            /** @description All who are; absent where they are more than 100. */
            users?: components["schemas"]["Id"][];
        };
        teamPresenceFrame: {
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["TeamPresence"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "team.presence";
            v: components["schemas"]["EventVersion"];
        };
        /** @description That a report changed; what it says is for those who may read it. */
        TeamReport: {
            divisionId: components["schemas"]["Id"];
            id: components["schemas"]["Id"];
            reportDate: components["schemas"]["LocalDate"];
            state: components["schemas"]["ReportState"];
            submittedAt: components["schemas"]["NullableTimestamp"];
            teamId: components["schemas"]["Id"];
            timing: components["schemas"]["ReportTiming"] | null;
            userId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
        };
        teamReportSubmittedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["TeamReport"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.submitted";
            v: components["schemas"]["EventVersion"];
        };
        teamReportUpdatedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["TeamReport"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.updated";
            v: components["schemas"]["EventVersion"];
        };
        /** @description Which one it is; each change makes another. */
        TemplateRevision: number;
        /**
         * Format: date-time
         * @description RFC 3339, in UTC.
         * @example 2026-11-20T09:41:00.000Z
         */
        Timestamp: string;
        UnreadCount: {
            count: number;
        };
        unsubscribedFrame: {
            channel: components["schemas"]["ChannelName"];
            ref?: components["schemas"]["Ref"];
            /** @constant */
            type: "unsubscribed";
        };
        unsubscribeFrame: {
            channel: components["schemas"]["ChannelName"];
            ref?: components["schemas"]["Ref"];
            /** @constant */
            type: "unsubscribe";
        };
        userCalendarChangedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["CalendarChange"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "calendar.changed";
            v: components["schemas"]["EventVersion"];
        };
        userReportActivityFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["ReportActivity"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.activity";
            v: components["schemas"]["EventVersion"];
        };
        userReportCreatedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["Report"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.created";
            v: components["schemas"]["EventVersion"];
        };
        userReportDeletedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["DeletedReport"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.deleted";
            v: components["schemas"]["EventVersion"];
        };
        userReportSubmittedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["Report"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.submitted";
            v: components["schemas"]["EventVersion"];
        };
        userReportUpdatedFrame: {
            cause?: components["schemas"]["Cause"];
            channel: components["schemas"]["ChannelName"];
            data: components["schemas"]["Report"];
            id: components["schemas"]["EventId"];
            position: components["schemas"]["Position"];
            seq: components["schemas"]["Seq"];
            time: components["schemas"]["Timestamp"];
            /** @constant */
            type: "report.updated";
            v: components["schemas"]["EventVersion"];
        };
        /**
         * @description Grows with each change. A change sends the version that it saw.
         * @example 1
         */
        Version: number;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

type Schemas = components['schemas']

/** What both sides say about the connection, by type. */
export interface Frames {
  'hello': Schemas['helloFrame']
  'subscribed': Schemas['subscribedFrame']
  'unsubscribed': Schemas['unsubscribedFrame']
  'pong': Schemas['pongFrame']
  'error': Schemas['errorFrame']
  'resync': Schemas['resyncFrame']
  'auth.expiring': Schemas['authExpiringFrame']
  'bye': Schemas['byeFrame']
  'auth': Schemas['authFrame']
  'ping': Schemas['pingFrame']
  'subscribe': Schemas['subscribeFrame']
  'unsubscribe': Schemas['unsubscribeFrame']
}

/** Every event. */
export type EventFrames =
  | Schemas['userReportCreatedFrame']
  | Schemas['userReportUpdatedFrame']
  | Schemas['userReportSubmittedFrame']
  | Schemas['userReportActivityFrame']
  | Schemas['userReportDeletedFrame']
  | Schemas['notificationNewFrame']
  | Schemas['notificationUnreadFrame']
  | Schemas['userCalendarChangedFrame']
  | Schemas['teamReportSubmittedFrame']
  | Schemas['teamReportUpdatedFrame']
  | Schemas['teamPresenceFrame']
  | Schemas['dashboardStatsRefreshFrame']
  | Schemas['teamCalendarChangedFrame']
  | Schemas['orgCalendarChangedFrame']
  | Schemas['orgStatsRefreshFrame']

/** Of every event. */
export const eventTypes: EventFrames['type'][] = ['report.created', 'report.updated', 'report.submitted', 'report.activity', 'report.deleted', 'notification.new', 'notification.unread', 'calendar.changed', 'team.presence', 'dashboard.stats_refresh']
