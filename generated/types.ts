// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

export interface paths {
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Sets the `access_token` and `refresh_token` cookies. The refresh token is in the answer only when
         *     `tokenDelivery` asks for it: for scripts and mobile clients, which keep it themselves.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of the access token, or of the refresh token where the access token has expired, closes
         *     its open connections and clears both cookies. Without a session there is nothing to end, and the answer is the same.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I? */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange the refresh token for a new pair
         * @description Takes the `refresh_token` cookie, or the token in the body. Each refresh token serves once; parallel
         *     requests with the same one get the same successor for ten seconds. Using an older one ends the session,
         *     since somebody else must have it.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dashboard in one call */
        get: operations["getMySummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The 100 newest notifications of the signed-in person */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{notificationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y65 */
                notificationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark one notification as read
         * @description `updated` is false when nothing changed: it was read before, there is none, or it is somebody else's.
         */
        patch: operations["markNotificationRead"];
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Mark all of one's notifications as read */
        patch: operations["markAllNotificationsRead"];
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports in the viewer's scope, newest date first
         * @description One's own; those of the teams one leads; a manager's division; all of them for HR and admins. Drafts are
         *     seen by their author only. `date`, or `from` and `to` (at most 92 days, both included; the last 31 days
         *     when neither is given).
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Draft the report of a day
         * @description One report per person and date. `submit: true` hands it in at once. A date further back than the
         *     organisation allows, or later than tomorrow, is refused with 422; so is handing in tomorrow's.
         */
        post: operations["createReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y63 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /** One report, and what the viewer can do to it */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a draft or a returned report
         * @description By its author. What is left out stays; `items` replaces the whole list.
         */
        patch: operations["updateReport"];
        trace?: never;
    };
    "/api/v1/reports/{reportId}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y63 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in a draft or a returned report
         * @description By its author. The reviewer is notified.
         */
        post: operations["submitReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The number of unread notifications, live
         * @description Server-sent events. `event: unread` with the number as `data`, at once and at each change; a comment every
         *     20 seconds. Ends with `event: session_revoked` when the session ends. For browsers the cookie is the way to
         *     sign in, since EventSource sends no header. The answer never ends by itself, so Swagger UI shows it only once it is cancelled.
         */
        get: operations["streamNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teams in the viewer's scope
         * @description One's own; a manager's division; all of them for HR and admins. By name.
         */
        get: operations["listTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{teamId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y61 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A team's members, with today's report
         * @description By name. A draft is its author's secret, so it counts as none.
         */
        get: operations["listTeamMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the realtime connection
         * @description A WebSocket upgrade, subprotocol `workpulse.v1`, described in `/asyncapi.json`. Without a ticket the first message
         *     is `{"type": "auth", "token": "<access token>"}`, within five seconds. A bad ticket is accepted and then closed
         *     with 4401, since browsers cannot read a refused upgrade. Needs a WebSocket client: use the SDK.
         */
        get: operations["connectWebSocket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket for one WebSocket connection
         * @description Valid once and for 30 seconds, as `GET /api/v1/ws?ticket=…` or as the subprotocol `ticket.<value>` beside
         *     `workpulse.v1`.
         */
        post: operations["createWsTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive? */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * May traffic be sent here?
         * @description Asks the database. Answers 503 while it is away or not migrated, and while the service drains.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "ok": true
         *     }
         */
        AllNotificationsRead: {
            /** @constant */
            ok: true;
        };
        /**
         * @example {
         *       "reportDate": "2026-11-20",
         *       "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "planNext": "Finish the order of blue shirts.",
         *       "mood": 4,
         *       "fields": {
         *         "shift": "morning"
         *       },
         *       "items": [
         *         {
         *           "title": "Collars, order 2211",
         *           "category": "sewing",
         *           "status": "done",
         *           "progress": 100,
         *           "minutes": 360,
         *           "quantity": 180,
         *           "unit": "pcs"
         *         }
         *       ]
         *     }
         */
        CreateReport: {
            fields?: components["schemas"]["ReportFields"];
            /** @description The minutes of a day are at most 1440. */
            items?: components["schemas"]["ReportItemInput"][];
            mood?: number | null;
            planNext?: string;
            reportDate: components["schemas"]["LocalDate"];
            /**
             * @description Hand it in at once.
             * @default false
             */
            submit?: boolean;
            summary: string;
        };
        /** @description The `nextCursor` of the page before. */
        Cursor: string;
        /**
         * @example {
         *       "code": "VALIDATION_FAILED",
         *       "message": "The request is not valid. See details.",
         *       "details": [
         *         {
         *           "path": "/body/summary",
         *           "rule": "required",
         *           "message": "is required"
         *         }
         *       ],
         *       "requestId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z"
         *     }
         */
        ErrorBody: {
            code: components["schemas"]["ErrorCode"];
            /** @description Every fault, not only the first. */
            details?: components["schemas"]["ErrorDetail"][];
            /** @description For people; English or Indonesian by Accept-Language. */
            message: string;
            meta?: components["schemas"]["ErrorMeta"];
            /** @description The answer's X-Request-Id; quote it when you ask for help. */
            requestId: string;
        };
        /**
         * @description Stable; what a client branches on.
         * @enum {string}
         */
        ErrorCode: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "STATE_CONFLICT" | "DUPLICATE" | "VERSION_CONFLICT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RULE_REFUSED" | "UPGRADE_REQUIRED" | "INTERNAL" | "UNAVAILABLE";
        /**
         * @example {
         *       "path": "/body/items/0/title",
         *       "rule": "required",
         *       "message": "is required"
         *     }
         */
        ErrorDetail: {
            message: string;
            /** @description JSON Pointer to the fault, under `/body`, `/query`, `/params`, `/headers` or `/cookies`. */
            path: string;
            /** @description The keyword of the schema or the name of the rule. */
            rule: string;
        };
        /**
         * @example {
         *       "ok": false,
         *       "data": null,
         *       "error": {
         *         "code": "NOT_FOUND",
         *         "message": "There is no such thing here.",
         *         "requestId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z"
         *       }
         *     }
         */
        ErrorEnvelope: {
            data: null;
            error: components["schemas"]["ErrorBody"];
            /** @constant */
            ok: false;
        };
        /**
         * @description What resolves a conflict.
         * @example {
         *       "currentVersion": 4
         *     }
         */
        ErrorMeta: {
            currentVersion?: number;
            reportId?: components["schemas"]["Id"];
        };
        /**
         * @example {
         *       "status": "ok"
         *     }
         */
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        /**
         * @description An opaque identifier.
         * @example 01JD2V6M7Q8R9S0T1V2W3X4Y5Z
         */
        Id: string;
        /**
         * Format: date
         * @description A date in the organisation's time zone.
         * @example 2026-11-20
         */
        LocalDate: string;
        /**
         * @example {
         *       "email": "employee@workpulse.test",
         *       "password": "workpulse-demo"
         *     }
         */
        LoginRequest: {
            /** Format: email */
            email: string;
            /** Format: password */
            password: string;
            tokenDelivery?: components["schemas"]["TokenDelivery"];
        };
        /** @example {} */
        LogoutRequest: {
            refreshToken?: components["schemas"]["RefreshToken"];
        };
        /**
         * @example {
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "email": "employee@workpulse.test",
         *         "name": "Sari Wulandari",
         *         "role": "employee",
         *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *         "teams": [
         *           {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *             "name": "Line 4",
         *             "role": "member"
         *           }
         *         ]
         *       },
         *       "notificationsUnread": 3,
         *       "today": {
         *         "date": "2026-11-20",
         *         "reportId": null,
         *         "reportState": null
         *       },
         *       "serverTime": "2026-11-20T09:41:00.000Z",
         *       "timezone": "Asia/Jakarta"
         *     }
         */
        MySummary: {
            notificationsUnread: number;
            serverTime: components["schemas"]["Timestamp"];
            /** @description IANA name of the organisation's time zone. */
            timezone: string;
            today: components["schemas"]["Today"];
            user: components["schemas"]["User"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y65",
         *       "title": "Sari Wulandari submitted the report of 2026-11-20",
         *       "body": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "read": false
         *     }
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y66",
         *       "title": "Dewi Lestari submitted the report of 2026-11-19",
         *       "body": "",
         *       "createdAt": "2026-11-19T09:02:00.000Z",
         *       "read": true,
         *       "readAt": "2026-11-19T09:30:00.000Z"
         *     }
         */
        Notification: {
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
            title: string;
        };
        /**
         * @example {
         *       "updated": true
         *     }
         */
        NotificationRead: {
            updated: boolean;
        };
        /** @enum {string} */
        OrganisationRole: "employee" | "manager" | "hr" | "admin";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "name": "Sari Wulandari"
         *     }
         */
        Person: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /**
         * @example {
         *       "status": "ready"
         *     }
         */
        Readiness: {
            /** @enum {string} */
            status: "ready";
        };
        /**
         * @example {
         *       "tokenDelivery": "body"
         *     }
         */
        RefreshRequest: {
            refreshToken?: components["schemas"]["RefreshToken"];
            tokenDelivery?: components["schemas"]["TokenDelivery"];
        };
        /** @example 1.01JD2V6M7Q8R9S0T1V2W3X4Y5Z.1.default.c2lnbmF0dXJl */
        RefreshToken: string;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "author": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Sari Wulandari"
         *       },
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *       "reportDate": "2026-11-20",
         *       "state": "draft",
         *       "timing": null,
         *       "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "planNext": "Finish the order of blue shirts.",
         *       "mood": 4,
         *       "templateId": null,
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
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "updatedAt": "2026-11-20T09:41:00.000Z",
         *       "version": 1
         *     }
         */
        Report: {
            author: components["schemas"]["Person"];
            createdAt: components["schemas"]["Timestamp"];
            divisionId: components["schemas"]["Id"];
            fields: components["schemas"]["ReportFields"];
            id: components["schemas"]["Id"];
            items: components["schemas"]["ReportItem"][];
            mood: number | null;
            planNext: string;
            reportDate: components["schemas"]["LocalDate"];
            reviewerId: string | null;
            state: components["schemas"]["ReportState"];
            /** Format: date-time */
            submittedAt: string | null;
            summary: string;
            teamId: components["schemas"]["Id"];
            templateId: string | null;
            /** @description Null until it is handed in and its deadline is known. */
            timing: components["schemas"]["ReportTiming"] | null;
            updatedAt: components["schemas"]["Timestamp"];
            userId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
        };
        /**
         * @description What the viewer can do to the report as it stands.
         * @example {
         *       "edit": true,
         *       "submit": true,
         *       "review": false
         *     }
         */
        ReportAbilities: {
            edit: boolean;
            review: boolean;
            submit: boolean;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "author": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Sari Wulandari"
         *       },
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *       "reportDate": "2026-11-20",
         *       "state": "draft",
         *       "timing": null,
         *       "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "planNext": "Finish the order of blue shirts.",
         *       "mood": 4,
         *       "templateId": null,
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
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "updatedAt": "2026-11-20T09:41:00.000Z",
         *       "version": 1,
         *       "can": {
         *         "edit": true,
         *         "submit": true,
         *         "review": false
         *       }
         *     }
         */
        ReportDetail: {
            author: components["schemas"]["Person"];
            can: components["schemas"]["ReportAbilities"];
            createdAt: components["schemas"]["Timestamp"];
            divisionId: components["schemas"]["Id"];
            fields: components["schemas"]["ReportFields"];
            id: components["schemas"]["Id"];
            items: components["schemas"]["ReportItem"][];
            mood: number | null;
            planNext: string;
            reportDate: components["schemas"]["LocalDate"];
            reviewerId: string | null;
            state: components["schemas"]["ReportState"];
            /** Format: date-time */
            submittedAt: string | null;
            summary: string;
            teamId: components["schemas"]["Id"];
            templateId: string | null;
            /** @description Null until it is handed in and its deadline is known. */
            timing: components["schemas"]["ReportTiming"] | null;
            updatedAt: components["schemas"]["Timestamp"];
            userId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
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
        /**
         * @example {
         *       "title": "Collars, order 2211",
         *       "status": "done",
         *       "minutes": 360
         *     }
         */
        ReportItemInput: {
            carriedFromId?: string | null;
            category?: string | null;
            /** @default  */
            detail?: string;
            /** @default 0 */
            minutes?: number;
            /** @default 0 */
            progress?: number;
            quantity?: number | null;
            status?: components["schemas"]["ReportItemStatus"];
            title: string;
            unit?: string | null;
        };
        /** @enum {string} */
        ReportItemStatus: "todo" | "doing" | "done" | "blocked";
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "author": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Sari Wulandari"
         *           },
         *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *           "reportDate": "2026-11-20",
         *           "state": "draft",
         *           "timing": null,
         *           "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *           "planNext": "Finish the order of blue shirts.",
         *           "mood": 4,
         *           "templateId": null,
         *           "fields": {
         *             "shift": "morning"
         *           },
         *           "items": [
         *             {
         *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
         *               "title": "Collars, order 2211",
         *               "detail": "",
         *               "category": "sewing",
         *               "status": "done",
         *               "progress": 100,
         *               "minutes": 360,
         *               "quantity": 180,
         *               "unit": "pcs",
         *               "carriedFromId": null
         *             }
         *           ],
         *           "submittedAt": null,
         *           "createdAt": "2026-11-20T09:41:00.000Z",
         *           "updatedAt": "2026-11-20T09:41:00.000Z",
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ReportPage: {
            items: components["schemas"]["Report"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        ReportState: "draft" | "submitted" | "returned" | "approved";
        /** @enum {string} */
        ReportTiming: "on_time" | "late" | "extra";
        /**
         * @example {
         *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
         *       "expiresIn": 600,
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "email": "employee@workpulse.test",
         *         "name": "Sari Wulandari",
         *         "role": "employee",
         *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *         "teams": [
         *           {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *             "name": "Line 4",
         *             "role": "member"
         *           }
         *         ]
         *       }
         *     }
         */
        SignedIn: {
            /** @description For `Authorization: Bearer`. */
            accessToken: string;
            /** @description Seconds until the access token expires. */
            expiresIn: number;
            /** @description Only with `tokenDelivery: body`. */
            refreshToken?: string;
            user: components["schemas"]["User"];
        };
        /**
         * @example {
         *       "version": 1
         *     }
         */
        SubmitReport: {
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "name": "Line 4",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "memberCount": 7,
         *       "leads": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *           "name": "Budi Santoso"
         *         }
         *       ]
         *     }
         */
        Team: {
            divisionId: components["schemas"]["Id"];
            id: components["schemas"]["Id"];
            leads: components["schemas"]["Person"][];
            /** @description Active people and their leads. */
            memberCount: number;
            name: string;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "name": "Sari Wulandari",
         *       "role": "member",
         *       "today": {
         *         "date": "2026-11-20",
         *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *         "reportState": "submitted"
         *       }
         *     }
         */
        TeamMember: {
            id: components["schemas"]["Id"];
            name: string;
            role: components["schemas"]["TeamRole"];
            today: components["schemas"]["Today"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "name": "Sari Wulandari",
         *           "role": "member",
         *           "today": {
         *             "date": "2026-11-20",
         *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *             "reportState": "submitted"
         *           }
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        TeamMemberPage: {
            items: components["schemas"]["TeamMember"][];
            nextCursor: string | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "name": "Line 4",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "memberCount": 7,
         *           "leads": [
         *             {
         *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *               "name": "Budi Santoso"
         *             }
         *           ]
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        TeamPage: {
            items: components["schemas"]["Team"][];
            nextCursor: string | null;
        };
        /** @enum {string} */
        TeamRole: "member" | "lead";
        /**
         * Format: date-time
         * @description RFC 3339, in UTC.
         * @example 2026-11-20T09:41:00.000Z
         */
        Timestamp: string;
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "reportId": null,
         *       "reportState": null
         *     }
         */
        Today: {
            date: components["schemas"]["LocalDate"];
            /** @description Today's report; null while there is none. */
            reportId: string | null;
            reportState: components["schemas"]["ReportState"] | null;
        };
        /**
         * @description Where the refresh token goes. `body` is for clients without cookies.
         * @default cookie
         * @enum {string}
         */
        TokenDelivery: "cookie" | "body";
        /**
         * @example {
         *       "version": 1,
         *       "summary": "Attached 200 collars."
         *     }
         */
        UpdateReport: {
            fields?: components["schemas"]["ReportFields"];
            /** @description The minutes of a day are at most 1440. */
            items?: components["schemas"]["ReportItemInput"][];
            mood?: number | null;
            planNext?: string;
            summary?: string;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "email": "employee@workpulse.test",
         *       "name": "Sari Wulandari",
         *       "role": "employee",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "teams": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "name": "Line 4",
         *           "role": "member"
         *         }
         *       ]
         *     }
         */
        User: {
            divisionId: string | null;
            email: string;
            id: components["schemas"]["Id"];
            name: string;
            role: components["schemas"]["OrganisationRole"];
            teams: components["schemas"]["UserTeam"][];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "name": "Line 4",
         *       "role": "member"
         *     }
         */
        UserTeam: {
            id: components["schemas"]["Id"];
            name: string;
            role: components["schemas"]["TeamRole"];
        };
        /**
         * @description Grows with each change. A change sends the version that it saw.
         * @example 1
         */
        Version: number;
        /**
         * @example {
         *       "ticket": "wQ3mZp0bJ8Jx0n1o2T3r4s5t6u7v8w9x0y1z2A3B4C5",
         *       "expiresIn": 30
         *     }
         */
        WsTicket: {
            /** @description In seconds. */
            expiresIn: number;
            ticket: string;
        };
    };
    responses: never;
    parameters: {
        /** @description The `nextCursor` of the page before; absent for the first page. */
        cursor: components["schemas"]["Cursor"];
        /** @description How many at most. */
        limit: number;
    };
    requestBodies: never;
    headers: {
        /** @description `access_token` and `refresh_token`, HttpOnly and SameSite=Strict. */
        SetCookie: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "employee@workpulse.test",
                 *       "password": "workpulse-demo"
                 *     }
                 */
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["SetCookie"];
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "accessToken": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
                     *         "expiresIn": 600,
                     *         "user": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "email": "employee@workpulse.test",
                     *           "name": "Sari Wulandari",
                     *           "role": "employee",
                     *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *           "teams": [
                     *             {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *               "name": "Line 4",
                     *               "role": "member"
                     *             }
                     *           ]
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SignedIn"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INVALID_CREDENTIALS`: The e-mail address or the password is wrong. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["LogoutRequest"];
            };
        };
        responses: {
            /** @description Signed out. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["SetCookie"];
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": null,
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: null;
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed-in person. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "email": "employee@workpulse.test",
                     *         "name": "Sari Wulandari",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["User"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "tokenDelivery": "cookie"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description A new pair of tokens. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["SetCookie"];
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "accessToken": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
                     *         "expiresIn": 600,
                     *         "user": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "email": "employee@workpulse.test",
                     *           "name": "Sari Wulandari",
                     *           "role": "employee",
                     *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *           "teams": [
                     *             {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *               "name": "Line 4",
                     *               "role": "member"
                     *             }
                     *           ]
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SignedIn"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getMySummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the signed-in person needs to see first. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "user": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "email": "employee@workpulse.test",
                     *           "name": "Sari Wulandari",
                     *           "role": "employee",
                     *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *           "teams": [
                     *             {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *               "name": "Line 4",
                     *               "role": "member"
                     *             }
                     *           ]
                     *         },
                     *         "notificationsUnread": 3,
                     *         "today": {
                     *           "date": "2026-11-20",
                     *           "reportId": null,
                     *           "reportState": null
                     *         },
                     *         "serverTime": "2026-11-20T09:41:00.000Z",
                     *         "timezone": "Asia/Jakarta"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["MySummary"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first; an array, not a page. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": [
                     *         {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y65",
                     *           "title": "Sari Wulandari submitted the report of 2026-11-20",
                     *           "body": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *           "createdAt": "2026-11-20T09:41:00.000Z",
                     *           "read": false
                     *         },
                     *         {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y66",
                     *           "title": "Dewi Lestari submitted the report of 2026-11-19",
                     *           "body": "",
                     *           "createdAt": "2026-11-19T09:02:00.000Z",
                     *           "read": true,
                     *           "readAt": "2026-11-19T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Notification"][];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    markNotificationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y65 */
                notificationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether that changed anything. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "updated": true
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["NotificationRead"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    markAllNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "ok": true
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AllNotificationsRead"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description This day only. */
                date?: components["schemas"]["LocalDate"];
                divisionId?: components["schemas"]["Id"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                state?: components["schemas"]["ReportState"];
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reports. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "author": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Sari Wulandari"
                     *             },
                     *             "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "reportDate": "2026-11-20",
                     *             "state": "draft",
                     *             "timing": null,
                     *             "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *             "planNext": "Finish the order of blue shirts.",
                     *             "mood": 4,
                     *             "templateId": null,
                     *             "fields": {
                     *               "shift": "morning"
                     *             },
                     *             "items": [
                     *               {
                     *                 "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
                     *                 "title": "Collars, order 2211",
                     *                 "detail": "",
                     *                 "category": "sewing",
                     *                 "status": "done",
                     *                 "progress": 100,
                     *                 "minutes": 360,
                     *                 "quantity": 180,
                     *                 "unit": "pcs",
                     *                 "carriedFromId": null
                     *               }
                     *             ],
                     *             "submittedAt": null,
                     *             "createdAt": "2026-11-20T09:41:00.000Z",
                     *             "updatedAt": "2026-11-20T09:41:00.000Z",
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    createReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reportDate": "2026-11-20",
                 *       "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                 *       "planNext": "Finish the order of blue shirts.",
                 *       "mood": 4,
                 *       "fields": {
                 *         "shift": "morning"
                 *       },
                 *       "items": [
                 *         {
                 *           "title": "Collars, order 2211",
                 *           "category": "sewing",
                 *           "status": "done",
                 *           "progress": 100,
                 *           "minutes": 360,
                 *           "quantity": 180,
                 *           "unit": "pcs"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateReport"];
            };
        };
        responses: {
            /** @description The new report. */
            201: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Sari Wulandari"
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
                     *             "title": "Collars, order 2211",
                     *             "detail": "",
                     *             "category": "sewing",
                     *             "status": "done",
                     *             "progress": 100,
                     *             "minutes": 360,
                     *             "quantity": 180,
                     *             "unit": "pcs",
                     *             "carriedFromId": null
                     *           }
                     *         ],
                     *         "submittedAt": null,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "review": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportDetail"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `DUPLICATE`: There is one already. */
            409: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `RULE_REFUSED`: A rule of the organisation does not allow this. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y63 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Sari Wulandari"
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
                     *             "title": "Collars, order 2211",
                     *             "detail": "",
                     *             "category": "sewing",
                     *             "status": "done",
                     *             "progress": 100,
                     *             "minutes": 360,
                     *             "quantity": 180,
                     *             "unit": "pcs",
                     *             "carriedFromId": null
                     *           }
                     *         ],
                     *         "submittedAt": null,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "review": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportDetail"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    updateReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y63 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "summary": "Attached 200 collars."
                 *     }
                 */
                "application/json": components["schemas"]["UpdateReport"];
            };
        };
        responses: {
            /** @description The changed report. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Sari Wulandari"
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
                     *             "title": "Collars, order 2211",
                     *             "detail": "",
                     *             "category": "sewing",
                     *             "status": "done",
                     *             "progress": 100,
                     *             "minutes": 360,
                     *             "quantity": 180,
                     *             "unit": "pcs",
                     *             "carriedFromId": null
                     *           }
                     *         ],
                     *         "submittedAt": null,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "review": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportDetail"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `STATE_CONFLICT`: It is not in a state that allows this. `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
            409: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `RULE_REFUSED`: A rule of the organisation does not allow this. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    submitReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y63 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1
                 *     }
                 */
                "application/json": components["schemas"]["SubmitReport"];
            };
        };
        responses: {
            /** @description The submitted report. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Sari Wulandari"
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
                     *             "title": "Collars, order 2211",
                     *             "detail": "",
                     *             "category": "sewing",
                     *             "status": "done",
                     *             "progress": 100,
                     *             "minutes": 360,
                     *             "quantity": 180,
                     *             "unit": "pcs",
                     *             "carriedFromId": null
                     *           }
                     *         ],
                     *         "submittedAt": null,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "review": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportDetail"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `STATE_CONFLICT`: It is not in a state that allows this. `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
            409: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `RULE_REFUSED`: A rule of the organisation does not allow this. */
            422: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    streamNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 3120
                     *
                     *     id: 41
                     *     event: unread
                     *     data: 3
                     */
                    "text/event-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of teams. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "memberCount": 7,
                     *             "leads": [
                     *               {
                     *                 "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *                 "name": "Budi Santoso"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["TeamPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listTeamMembers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @example 01JD2V6M7Q8R9S0T1V2W3X4Y61 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "name": "Sari Wulandari",
                     *             "role": "member",
                     *             "today": {
                     *               "date": "2026-11-20",
                     *               "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *               "reportState": "submitted"
                     *             }
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["TeamMemberPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `NOT_FOUND`: There is no such thing here. */
            404: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    connectWebSocket: {
        parameters: {
            query?: {
                /** @description From `POST /api/v1/ws/ticket`. */
                ticket?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is open. */
            101: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UPGRADE_REQUIRED`: This address takes WebSocket connections only. */
            426: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    createWsTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ticket. */
            201: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "ticket": "wQ3mZp0bJ8Jx0n1o2T3r4s5t6u7v8w9x0y1z2A3B4C5",
                     *         "expiresIn": 30
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WsTicket"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first. */
            401: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
            413: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: Send the body as application/json. */
            415: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "status": "ok"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Health"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Yes. */
            200: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "status": "ready"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Readiness"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
            400: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side. */
            500: {
                headers: {
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
            503: {
                headers: {
                    /** @description Seconds. */
                    "Retry-After"?: number;
                    /** @description Names the request in the logs. */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
}
