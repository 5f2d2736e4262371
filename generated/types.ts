// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

export interface paths {
    "/api/v1/analytics/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What figures are made of, as a file
         * @description Row by row, by date: of reports that are no drafts, of their items, or of the ledger, today's rows too. Days, scope and filters as
         *     `getAnalyticsSummary` has them. Headings are in the person's language, times as clocks of the organisation show them. In `csv`, text
         *     that a spreadsheet program would run begins with an apostrophe; in `xlsx` nothing is a formula, and more than 1,048,575 rows
         *     are refused (`tooManyRows`). The file is made while it is sent: one at a time for a person, two for a server (RATE_LIMITED). One that
         *     was cut off is not complete, and says so by how its connection ends. It is in the audit log.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `analytics:read`.
         */
        get: operations["exportAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/heatmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came of each day of each person
         * @description At most 92 days; scope and filters as `getAnalyticsSummary` has them. By name; who neither owed nor handed in anything in the range
         *     is left out. What is due today is there as well.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `analytics:read`.
         */
        get: operations["getAnalyticsHeatmap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came of a range of days, in figures
         * @description Of the days from `from` to `to` (at most 366, both included; the last thirty where neither is given, thirty where one is), beside
         *     the same number of days before them. One's own; those of the teams one leads; a manager's division; all of them for HR and admins:
         *     each row and report by the team and division that it had on its day. Filters only narrow: what is out of scope counts nothing.
         *     Rows of the ledger count once their grace is over, reports once they are no drafts.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `analytics:read`.
         */
        get: operations["getAnalyticsSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/trends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How figures went, day by day, week by week or month by month
         * @description Of the days, scope and filters as `getAnalyticsSummary` has them. Every bucket that the range touches is there, also when nothing is
         *     in it; the first and the last one are cut to the range. Weeks are those of ISO 8601, which begin on Monday: `2026-W01` begins on
         *     29 December 2025.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `analytics:read`.
         */
        get: operations["getAnalyticsTrends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which programs of one’s own may ask
         * @description The oldest first, without what they say; what is over is missing.
         *
         *     For whoever is signed in.
         */
        get: operations["listApiTokens"];
        put?: never;
        /**
         * Let a program ask in one’s name
         * @description The token is shown here and not again. A program sends it as `Authorization: Bearer wp_…`, and nowhere else. It opens the operations that
         *     name one of its scopes, as far as its owner may do the same at that moment, and no other: never sign-in, settings, reviews, leave or
         *     sockets, and of reports it writes those of its owner only.
         *
         *     It ends when it expires, when it is revoked, and when its owner is disabled, gets a lesser role or a new password by a link.
         *
         *     For whoever is signed in.
         */
        post: operations["createApiToken"];
        /**
         * Let no program ask any more
         * @description Ends all of one’s tokens, at once.
         *
         *     For whoever is signed in.
         */
        delete: operations["revokeAllApiTokens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The token, by its id.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4K01
                 */
                tokenId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of one’s tokens
         * @description It opens nothing from then on.
         *
         *     For whoever is signed in.
         */
        delete: operations["revokeApiToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what
         * @description Newest first. Entries are only ever added; each one's hash covers it and the hash before, so that one that was changed or taken out
         *     shows. `npm run audit:verify` checks the chain.
         *
         *     For admins.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign in with Google
         * @description Sends the browser to Google (302), or answers the address in the envelope when `Accept` asks for JSON. The browser
         *     comes back to the callback, which ends at the front end.
         *
         *     For everybody, signed in or not.
         */
        get: operations["startGoogleSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/google/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from Google
         * @description Only for the browser that began. Sets the same cookies as `login` and sends the browser to `return_to` at the front end;
         *     when it cannot, to `/login?error=` with a `GoogleSignInError`.
         *
         *     For everybody, signed in or not.
         */
        get: operations["finishGoogleSignIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
         *     `tokenDelivery` asks for it: for scripts and mobile clients, which keep it themselves. Signing in while signed
         *     in ends the former session.
         *
         *     After five failures for an address and an account each further attempt has to wait, longer each time, and answers
         *     RATE_LIMITED with Retry-After; so do too many failures of one account or of one address. A device that has signed
         *     in before (the `device` cookie) is not held up by what others try.
         *
         *     For everybody, signed in or not.
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
         *
         *     For everybody, signed in or not.
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
        /**
         * Who am I?
         * @description The signed-in person, with their role and teams as they are now.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `directory:read`.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change one’s own password
         * @description Ends every other session of the person. A wrong `currentPassword` is refused by rule; after five of them each
         *     further attempt has to wait.
         *
         *     For whoever is signed in.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to set a new password
         * @description Sends a link to the address, if there is such a person. The answer is always the same, and comes before anything is
         *     looked up. At most three messages an hour go to one address.
         *
         *     For everybody, signed in or not.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the link that was sent
         * @description Takes the token of the link, once and for 15 minutes (for three days where an administrator made the account). Ends
         *     every session of the person.
         *
         *     For everybody, signed in or not.
         */
        post: operations["resetPassword"];
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
         *     requests with the same one get the same successor for ten seconds. After that, as long as the successor was never used,
         *     the answer with it may have been lost: a fresh one takes its place. Using the one that was replaced, or a token whose
         *     successor has been used, ends the session, since somebody else must have it; only when such a request was in flight for
         *     less than a minute and comes from the same device is it answered REFRESH_SUPERSEDED, and the session goes on.
         *
         *     For everybody, signed in or not.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description With an invitation, which was sent by e-mail and is for that address alone, or without one where the organisation is
         *     open to registration. `next` says what to do then: sign in, or follow the link that was sent to confirm the
         *     address. Whether an address is known already is not told: the answer is the same, and its owner gets a message. Registering
         *     again with an address takes the former link away.
         *
         *     For everybody, signed in or not.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is anybody signed in?
         * @description For a page that loads: answers 200 whether anybody is or not. `user` is who the access token is of; where there is none or it has
         *     expired, `refreshable` says whether the refresh token in the cookie can be exchanged for a new one. Nothing is changed.
         *
         *     For everybody, signed in or not.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One’s own sessions
         * @description Where one is signed in, last used first. A session is used when its tokens are refreshed, every ten minutes at most.
         *
         *     For whoever is signed in.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere
         * @description Ends every session of the person, this one too, closes their open connections and clears the cookies.
         *
         *     For whoever is signed in.
         */
        delete: operations["revokeAllSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of one’s own sessions.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y70
                 */
                sessionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of one’s own sessions
         * @description Closes its open connections. Ending the one that asks clears the cookies.
         *
         *     For whoever is signed in.
         */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an address and so make the account
         * @description Takes the token of the link that registering sent, of the newest registration with the address. It serves once, for a day,
         *     and the account has the name and the password of that very registration. The link proves the address alone: that the
         *     password was chosen by the same person is known of the browser that registered (the `registration` cookie), and has to be
         *     shown from another one with `password`, or the answer is PASSWORD_REQUIRED. A wrong one is refused by rule; after five of
         *     them each further attempt has to wait.
         *
         *     For everybody, signed in or not.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blockers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What keeps people from going on
         * @description One's own and those of whom one leads, manages or looks after; what was raised first comes first. A blocked item of a report that is
         *     handed in raises one; those that go on with that item tell of the same one, and resolve it when they are not blocked any more.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listBlockers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/blockers/{blockerId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The blocker.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z22
                 */
                blockerId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A blocker
         * @description One of those that `listBlockers` shows.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["getBlocker"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Resolve a blocker, dismiss it, or ask somebody else to clear it
         * @description By its owner, and by whoever leads, manages or looks after its author's team. Its owner, when somebody else does this, is told. What was
         *     resolved is open again when a later hand-in says that it is blocked; what was dismissed stays dismissed. `ownerId` is of somebody who
         *     may read the report (`ownerScope`).
         *
         *     For whoever is signed in.
         */
        patch: operations["updateBlocker"];
        trace?: never;
    };
    "/api/v1/calendar/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens on the days of a range
         * @description Everything in the viewer's calendar that touches a day from `from` to `to` (at most 92 days, both included; this month when
         *     neither is given), each once, by date, kind and id. Events: one's own personal ones, those of the teams that one sees, of one's
         *     division and of the organisation; HR and admins see those of every team and division. Holidays and working days of all and of one's division. One's own reports and deadlines, those to come as things
         *     stand. Leave: one's own, what one is to decide on, and what is approved of one's teams, of a manager's division, for HR and admins of all; why is told to
         *     nobody else. `date` and `endDate` are local, and both included.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `calendar:read`.
         */
        get: operations["listCalendarEvents"];
        put?: never;
        /**
         * Put an event into a calendar
         * @description One's own personal one; for a team, by its lead, its division's manager, HR and admins; for a division, by its manager, HR and
         *     admins; for the organisation, by HR and admins. `scopeId` is the team or the division. All day long, it has `date` and `endDate`,
         *     the last day; else `startsAt` and `endsAt`. It lasts 92 days at most.
         *
         *     For whoever is signed in.
         */
        post: operations["createCalendarEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/events/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The event.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4C01
                 */
                eventId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * One event
         * @description One of those that the calendar shows the viewer; `can` says whether they may change it.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `calendar:read`.
         */
        get: operations["getCalendarEvent"];
        put?: never;
        post?: never;
        /**
         * Take an event out of the calendar
         * @description By whoever may change it (`can.edit`). It is gone at once, and nothing of it is kept.
         *
         *     For whoever is signed in.
         */
        delete: operations["deleteCalendarEvent"];
        options?: never;
        head?: never;
        /**
         * Change an event
         * @description By who may put one there. What is left out stays, but for its time: `allDay` comes with both dates or both times, and says all of
         *     it. It stays where it is: for another team it is another event.
         *
         *     For whoever is signed in.
         */
        patch: operations["updateCalendarEvent"];
        trace?: never;
    };
    "/api/v1/calendar/feed.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A calendar for other programs, as iCalendar
         * @description From 31 days ago to 366 days ahead, for Google Calendar, Outlook, Apple and Thunderbird. Ask again with the `ETag` as
         *     `If-None-Match`: as long as nothing has changed the answer is 304 and empty. An address that is unknown or revoked, and that of
         *     somebody whose account is disabled, is not found.
         *
         *     For everybody, signed in or not.
         */
        get: operations["readCalendarFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The addresses by which other programs read one's calendar
         * @description Without their secrets, which are shown once.
         *
         *     For whoever is signed in.
         */
        get: operations["listCalendarFeeds"];
        put?: never;
        /**
         * Make an address by which another program reads one's calendar
         * @description `url` is shown this once. Whoever has it reads what is in one's calendar, of the kinds in `include`, until it is revoked; nothing
         *     can be changed by it. One has 10 at most.
         *
         *     For whoever is signed in.
         */
        post: operations["createCalendarFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar/feeds/{feedId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The feed.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4C03
                 */
                feedId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a feed
         * @description Its address is none from now on.
         *
         *     For whoever is signed in.
         */
        delete: operations["deleteCalendarFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who stands in for whom
         * @description What one has handed to others and was handed by others, what begins last first; all of them for HR and admins. Those that are over
         *     stay in the list.
         *
         *     For whoever is signed in.
         */
        get: operations["listDelegations"];
        put?: never;
        /**
         * Hand one's reviewing to somebody for some days
         * @description For who leads a team or manages a division; HR and admins make them for anybody but to themselves. From the first day to the last
         *     the other one reads and reviews what one may of the teams led and the division managed: reports, obligations, leave. They are
         *     told of what is handed in, decide nothing of their own nor of who stands behind it, and can not pass it on; what they do names on
         *     whose behalf. It is to an active person of the same division, or to HR or an admin (`unknownPerson`, `inactive`), and one at a time: another
         *     of these days is DUPLICATE. It ends by itself with the right, the role or the account that it came from.
         *
         *     For whoever is signed in.
         */
        post: operations["createDelegation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations/{delegationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delegation.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4D01
                 */
                delegationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back what was handed over
         * @description At once, by who handed it over, HR and admins; who stands in is told. One that is over has been, and stays (STATE_CONFLICT).
         *
         *     For whoever is signed in.
         */
        delete: operations["deleteDelegation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/divisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The divisions of the organisation
         * @description By name. Those that are archived are left out unless asked for.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `directory:read`.
         */
        get: operations["listDivisions"];
        put?: never;
        /**
         * Make a division
         * @description Name and code are one each in the organisation, archived divisions among them.
         *
         *     For HR and admins.
         */
        post: operations["createDivision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/divisions/{divisionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y75
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a division that nothing ever referred to
         * @description One that had a team, a person, a report or an invitation stays, and can be archived: STATE_CONFLICT with `meta.reason` `referredTo`.
         *
         *     For HR and admins.
         */
        delete: operations["deleteDivision"];
        options?: never;
        head?: never;
        /**
         * Change a division
         * @description Its name or its code. Both are one each in the organisation.
         *
         *     For HR and admins.
         */
        patch: operations["updateDivision"];
        trace?: never;
    };
    "/api/v1/divisions/{divisionId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y77
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a division away
         * @description Lists leave it out, and nobody can be put into it any more; what was filed in it stays. Its teams must be archived and its people
         *     elsewhere, else STATE_CONFLICT says in `meta.reason` what stands in the way, `teams` or `people`. Doing it again changes nothing.
         *
         *     For HR and admins.
         */
        post: operations["archiveDivision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/divisions/{divisionId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y77
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a division out of the archive
         * @description Its teams stay archived until they are restored. Doing it again changes nothing.
         *
         *     For HR and admins.
         */
        post: operations["restoreDivision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a file
         * @description As it is, whatever it is called: PNG, JPEG, WebP, GIF, PDF, DOCX, XLSX and PPTX (without macros), by what is in them, and `.txt` and
         *     `.csv` that are UTF-8 and no page. Anything else is refused (`fileType`). With `reportId` it is attached to one’s own report, which
         *     has to be a draft or returned, and has 20 at most (`tooMany`); without, it waits a day to be attached. 200 MiB a person and day
         *     (`quota`). It is read as it comes, slowly too: what makes no headway for 30 seconds, or takes longer than a minute and what it would
         *     take at 8 KiB a second, is cut off (REQUEST_TIMEOUT). What broke off is not kept, and is sent again from its beginning.
         *
         *     For whoever is signed in.
         */
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file, as it was sent
         * @description For whoever may read its report; one that is attached to none is its sender’s alone. To be saved, and never shown as a page. A part
         *     can be asked for with `Range`, so that what broke off goes on; several parts are not, and get the whole.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        /**
         * Take a file away
         * @description By its sender, while the report is a draft or returned, or it is attached to none; by HR and admins at any time.
         *
         *     For whoever is signed in.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        /**
         * Attach a file to a report
         * @description One that one has sent, and that is attached to none, to a report of one’s own that is a draft or returned and has fewer than
         *     20 (`tooMany`).
         *
         *     For whoever is signed in.
         */
        patch: operations["attachFile"];
        trace?: never;
    };
    "/api/v1/holidays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Days without work, and working days out of turn
         * @description The earliest first. Those of `from` to `to`, both included, at most 366 days; of this year where neither is given. A day that a
         *     division has a word of its own for is that for the division, whatever it is for the others.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `calendar:read`.
         */
        get: operations["listHolidays"];
        put?: never;
        /**
         * Add a holiday
         * @description The day's obligations are made at five past midnight, and stay as they are then: a holiday that is added later stands in the
         *     calendar and excuses nobody.
         *
         *     For HR and admins.
         */
        post: operations["createHoliday"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holidays/{holidayId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The holiday.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T02
                 */
                holidayId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a holiday
         * @description Days that have begun keep their obligations.
         *
         *     For HR and admins.
         */
        delete: operations["deleteHoliday"];
        options?: never;
        head?: never;
        /**
         * Change a holiday
         * @description What is left out stays. Days that have begun keep their obligations.
         *
         *     For HR and admins.
         */
        patch: operations["updateHoliday"];
        trace?: never;
    };
    "/api/v1/holidays/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import holidays from a CSV
         * @description A line of headings, then a line a holiday: `date` (YYYY-MM-DD), `name`, `kind`, and, where it is for one division only, `division`,
         *     its name. A holiday that is there already, of the same date and division, gets the name and kind of its line. Nothing is stored in a
         *     dry run, which is what happens where `dryRun` is left out, nor where any line has a fault.
         *
         *     For HR and admins.
         */
        post: operations["importHolidays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holidays/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public holidays of a year, as proposals
         * @description What a library knows of a country. Movable days are decreed each year: check them, and import those that hold. `known` are those that
         *     stand in the organisation's calendar already.
         *
         *     For HR and admins.
         */
        get: operations["suggestHolidays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations
         * @description Newest first.
         *
         *     For HR and admins.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody
         * @description Sends the address a link to register, once, for 72 hours. What it grants is said here. Only admins invite admins. Left out, the role is `employee`.
         *
         *     For HR and admins.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The invitation.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y71
                 */
                invitationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an invitation
         * @description One that was accepted, revoked or has expired stays so. Only admins revoke one that makes an admin.
         *
         *     For HR and admins.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is away, and who asks to be
         * @description One's own; those of the teams one leads, of a manager's division, all of them for HR and admins; and of the colleagues of one's teams
         *     those that are approved. The one that begins last first. `view`: `mine`; `decide`, what waits for the viewer's decision; `scope`, those of others.
         *     `from` and `to` (at most 366 days): those that touch these days. The kind and the notes are told to whose leave it is, to whoever is to decide or
         *     has decided, to HR and admins; for others they are null.
         *
         *     For whoever is signed in.
         */
        get: operations["listLeaves"];
        put?: never;
        /**
         * Ask for leave
         * @description At most 366 days, from 30 days ago on. `am` and `pm` are half of one day; two halves are a day. Only the working days of it
         *     count, and without one it is refused (`noWorkingDays`). No half-day can be in two leaves that are pending or approved: DUPLICATE. It goes
         *     to the lead of the team, else to the manager of the division, else to HR and the admins. These may enter somebody else's (`userId`),
         *     which is approved at once; their own go to another of them where nobody leads them. Who leads a team or manages a division can name
         *     who stands in for them meanwhile (`substituteId`, of whom `listPeople` offers with `for=delegate`): once it is approved that is a
         *     delegation, from today on, where they have not handed over these days already; cancelled, it ends.
         *
         *     For whoever is signed in.
         */
        post: operations["createLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves/{leaveId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L01
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A leave
         * @description Those that are listed, as they are listed.
         *
         *     For whoever is signed in.
         */
        get: operations["getLeave"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves/{leaveId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L02
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a leave
         * @description By who leads the team, manages the division, or is HR or an admin; never by whose leave it is, nor by who stands in for them. Working
         *     days are counted anew; who is named as substitute stands in from then on. Days that have passed are excused, whatever was handed in; a report that was late keeps its timing.
         *
         *     For whoever is signed in.
         */
        post: operations["approveLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves/{leaveId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L01
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a leave
         * @description One's own, as long as it is pending, or approved and not begun (`started`); anybody's at any time by HR and admins. The days that it had
         *     excused are judged by what was handed in, and by when; a report that was extra becomes on time or late.
         *
         *     For whoever is signed in.
         */
        post: operations["cancelLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves/{leaveId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L03
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a leave
         * @description By those who may approve it. The note says why; its days can be asked for again.
         *
         *     For whoever is signed in.
         */
        post: operations["rejectLeave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaves/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many days of leave of each kind
         * @description The working days of a year that are on approved leave, and that are asked for; this year where it is not said. One's own; of anybody for HR
         *     and admins; of who is out of scope there are none. There are no balances.
         *
         *     For whoever is signed in.
         */
        get: operations["getLeaveSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's notifications, page by page
         * @description Newest first, with what each is about and where it leads. Reports of one team and day that wait for a review are one unread
         *     notification; with each of them, and when one is taken back, it says something else under the same id. Titles and bodies are in
         *     the language of one's settings, else in that of `Accept-Language`.
         *
         *     For whoever is signed in.
         */
        get: operations["listInbox"];
        put?: never;
        post?: never;
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
        /**
         * The dashboard in one call
         * @description What the signed-in person needs to see first: today and the week, what waits for them, what comes, what has happened, and how the
         *     day stands of what they lead. Ask again with the `ETag` as `If-None-Match`: as long as nothing has been committed in the viewer's
         *     scope, and no day, grace or window has passed, the answer is 304 and empty; `serverTime` and `oldestReviewHours` go on all the same.
         *
         *     For whoever is signed in.
         */
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
        /**
         * The 100 newest notifications of the signed-in person
         * @description Newest first, read ones among them. Titles and bodies are in the language of `Accept-Language`, English or Indonesian.
         *
         *     For whoever is signed in.
         */
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
                /**
                 * @description One of one’s own notifications.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y65
                 */
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
         *
         *     For whoever is signed in.
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
        /**
         * Mark all of one's notifications as read
         * @description Those that were read before keep the time of it.
         *
         *     For whoever is signed in.
         */
        patch: operations["markAllNotificationsRead"];
        trace?: never;
    };
    "/api/v1/obligations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who owes a report, by when, and what came of it
         * @description One's own; those of the teams one leads, as they were on the day; a manager's division; all of them for HR and admins. The newest day
         *     first. `date`, or `from` and `to` (at most 92 days, both included); today when none of them is given. A row is made at five past
         *     midnight of its day and its deadline never moves. A draft is seen by its author only.
         *
         *     For whoever is signed in.
         */
        get: operations["listObligations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/{userId}/{date}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The day.
                 * @example 2026-11-20
                 */
                date: components["schemas"]["LocalDate"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y5Z
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Why is it so?
         * @description What decided, in the order in which the rule asks: who the person was on the day, which schedule won and over which, the holiday, the
         *     leave, the excuse, the deadline, what was handed in when, and so the outcome. For the person and those above; the sentences are in
         *     the language of the reader. The kind of leave is told to the person, and to HR and admins. Of a day to come it is what would be, as
         *     things stand (`forecast`).
         *
         *     For whoever is signed in.
         */
        get: operations["explainObligation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/excuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Excuse people from reports that they owe
         * @description For leads, managers, HR and admins, never for oneself. Leads and managers go back 31 days, HR and admins 366. Each item has its own
         *     result: NOT_FOUND where nothing is owed or it is out of scope, FORBIDDEN for one's own, STATE_CONFLICT for what was handed in on
         *     time, RULE_REFUSED for the future and for what is too old. What is excused already keeps the first note and gets this one too.
         *
         *     For whoever is signed in.
         */
        post: operations["excuseObligations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take reports whose time has passed, for some more days
         * @description For leads, managers, HR and admins, never for oneself. Until the end of the day `until`, at most 14 days from today, what was not handed
         *     in is taken again (`closesAt` moves); what is past its grace is late all the same. Each item has its own result, as with excusing;
         *     STATE_CONFLICT where it is handed in, excused, or taken for as long already. Whoever had asked for it has the answer.
         *
         *     For whoever is signed in.
         */
        post: operations["extendObligations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remind those who have not handed in
         * @description Of a team, of a division, or these people; exactly one of the three is given. It reaches who owes a report of the day that can still be
         *     handed in, is not excused, and was not reminded within half an hour; the others are named with the reason. For leads, managers,
         *     HR and admins; people out of scope owe nothing.
         *
         *     For whoever is signed in.
         */
        post: operations["remindObligations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks to be excused, or for more time
         * @description One's own; those of the teams one leads, as they were on the day; of a manager's division; all of them for HR and admins. The newest
         *     first. `open` ones wait for who leads: what is asked for is granted by `excuseObligations` or `extendObligations`, whichever of both.
         *
         *     For whoever is signed in.
         */
        get: operations["listObligationRequests"];
        put?: never;
        /**
         * Ask to be excused, or for more time
         * @description Of a day for which one owes a report, at most 31 days ago, once a day (DUPLICATE). STATE_CONFLICT where it is handed in or excused
         *     already. It goes to the lead of the team, else to the manager of the division, else to HR and the admins.
         *
         *     For whoever is signed in.
         */
        post: operations["createObligationRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/requests/{requestId}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The request.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4R01
                 */
                requestId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline what somebody asks for
         * @description By those who may grant it, never by who asks. The note says why; it can be asked for again on another day.
         *
         *     For whoever is signed in.
         */
        post: operations["declineObligationRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/obligations/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take excuses back
         * @description Those that somebody gave, and not leave. Who may, and what is answered, is as with excusing; STATE_CONFLICT where there is
         *     nothing to take back. A report that was extra becomes on time or late; what was not handed in is due, or missed.
         *
         *     For whoever is signed in.
         */
        post: operations["restoreObligations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People to pick from
         * @description Active ones, by name: those one works with, those one leads, and whoever leads, manages or is HR or admin above one; everybody for HR
         *     and admins. With `for`, exactly those whom the operation behind it would take; empty for who may not call it.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `directory:read`.
         */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person, as colleagues see them
         * @description Without address and phone. Those whom `listPeople` shows, and those of them who are disabled.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `directory:read`.
         */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One’s own account
         * @description What the organisation has of the signed-in person, with the `version` that a change of it sends.
         *
         *     For whoever is signed in.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change one’s own account
         * @description What one says of oneself; where one belongs is for HR to say. The address and the password have operations of their own.
         *
         *     For whoever is signed in.
         */
        patch: operations["updateProfile"];
        trace?: never;
    };
    "/api/v1/profile/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Show a picture of oneself
         * @description PNG, JPEG, WebP or GIF, by what is in it and not by what it is called (`pictureType`): nothing that a browser would run. In the place
         *     of the one before.
         *
         *     For whoever is signed in.
         */
        put: operations["setAvatar"];
        post?: never;
        /**
         * Show no picture of oneself
         * @description Where there is none, nothing changes.
         *
         *     For whoever is signed in.
         */
        delete: operations["removeAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another address
         * @description Sends a link to the new address, which serves for a day; until somebody follows it the old one stays. The old address is told. The
         *     answer is the same where the new address has an account already; then that account's owner is told, and no link is sent. Asking
         *     again takes the former link away. A wrong password counts as a failed sign-in; who has none sets one first. Five times an
         *     hour at most.
         *
         *     For whoever is signed in.
         */
        post: operations["requestEmailChange"];
        /**
         * Keep the address
         * @description The link that was sent serves no more. Where none was, nothing changes.
         *
         *     For whoever is signed in.
         */
        delete: operations["cancelEmailChange"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a new address
         * @description Takes the token of the link, once. From then on one signs in with the new address, and the old one is told. Ends every session of the
         *     person but the one that asked for the change; links that were sent to the old address serve no more.
         *
         *     For everybody, signed in or not.
         */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How one signs in, beside the password
         * @description The accounts elsewhere that sign one in; the first linked first.
         *
         *     For whoever is signed in.
         */
        get: operations["listIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/identities/{identityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign in so no more
         * @description Ends every other session of the person. The last way in cannot be taken away (`lastWayIn`): who has no password sets one first.
         *
         *     For whoever is signed in.
         */
        delete: operations["unlinkIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile/identities/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with Google from now on
         * @description Answers where to send this browser. It comes back to `/profile` of the front end, with `?error=` and a `GoogleSignInError` where
         *     the account at Google was not linked. One account at Google belongs to one person, and a person has one.
         *
         *     For whoever is signed in.
         */
        post: operations["linkGoogle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a browser subscribes with
         * @description The public key of this service, `applicationServerKey` of `PushManager.subscribe()`: the browser takes messages from nobody else.
         *     NOT_CONFIGURED where the service sends none.
         *
         *     For whoever is signed in.
         */
        get: operations["getPushKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * In which browsers one is told
         * @description Those of one’s own sessions that are not over, the oldest first. Where a browser is told, and with which keys, is shown to nobody.
         *
         *     For whoever is signed in.
         */
        get: operations["listPushSubscriptions"];
        put?: never;
        /**
         * Be told in this browser
         * @description From now on this browser shows what one’s settings send by `push`, outside of quiet hours, whether or not a page is open. The body is
         *     what the browser’s own subscription says. The same one again changes nothing; another one of this session takes the place of the one
         *     before, and a browser that somebody else was told in tells them no more.
         *
         *     What is pushed holds nothing that others may not read over one’s shoulder: what kind of thing happened, in one’s own language, and
         *     where the front end shows it. It is encrypted for the browser, as RFC 8291 says, and `{"id", "type", "title", "body", "url"}` inside.
         *
         *     It ends with the session: by signing out, when that expires, with a new password, and for who is disabled. An address that does not
         *     lead to a public service by https is refused, at each try.
         *
         *     For whoever is signed in.
         */
        post: operations["subscribeToPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push/subscriptions/{subscriptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription, by its id.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4P01
                 */
                subscriptionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Not be told in a browser any more
         * @description Of one’s own, this browser or another. What is under way may still arrive.
         *
         *     For whoever is signed in.
         */
        delete: operations["unsubscribeFromPush"];
        options?: never;
        head?: never;
        patch?: never;
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
         *
         *     `view=review` is the queue of who reviews: what is handed in and not decided, the one that waits longest first, of any
         *     date unless days are given. It has what is addressed to the viewer and, for HR and admins, to nobody; with `teamId` all
         *     of that team that the viewer may review. Who reviews nothing gets an empty page, and
         *     everybody does where the organisation requires no reviews.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listReports"];
        put?: never;
        /**
         * Draft the report of a day
         * @description One report per person and date. `submit: true` hands it in at once. A date further back than the
         *     organisation allows, or later than tomorrow, is refused with 422; so is handing in tomorrow's.
         *
         *     With `userId` it is filed for somebody else, who has no device at hand: by who leads the team, manages the division or is HR or an
         *     admin, and handed in at once (`submit` has to be true). It says so (`filedBy`); whoever filed it never decides about it, and corrects
         *     it where it is returned, as its author may. Where the author takes it back it is the author's own. Oneself is as if left out.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:write`.
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
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y63
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * One report, and what the viewer can do to it
         * @description A report out of one’s scope, and a draft of somebody else, are not found.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        /**
         * Delete a draft
         * @description By its author. Its date is free then. A draft on which somebody else has commented, before it was taken back, stays
         *     (STATE_CONFLICT).
         *
         *     For whoever is signed in.
         */
        delete: operations["deleteReport"];
        options?: never;
        head?: never;
        /**
         * Change a draft or a returned report
         * @description By its author, or who filed it for them and leads them. What is left out stays; `items` replaces the whole list: one that carries the `id` of an item of the report
         *     is that item and keeps its id, one without is new, and those that are not in the list go.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:write`.
         */
        patch: operations["updateReport"];
        trace?: never;
    };
    "/api/v1/reports/{reportId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z02
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a report
         * @description By who leads the team of the report, manages its division, or is HR or an admin; never by its author, who is told, nor by who filed
         *     it for them. Who
         *     comes second gets 409 with who decided what and when in `meta`; a report that was taken back meanwhile is not found.
         *
         *     For whoever is signed in.
         */
        post: operations["approveReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * What people say about a report
         * @description By whoever may read the report; the oldest first. Of one that was deleted nothing but that is left.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Say something about a report
         * @description By whoever may read it, once it is handed in. Its author, those who have commented on it and those who are mentioned are
         *     told; mentioned can be who may read the report, and nobody else (`mentionScope`).
         *
         *     For whoever is signed in.
         */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/comments/{commentId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The comment.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z20
                 */
                commentId: components["schemas"]["Id"];
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back what was said
         * @description By who wrote it, HR and admins. That there was one stays, what it said does not.
         *
         *     For whoever is signed in.
         */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        /**
         * Change what one has said
         * @description By who wrote it. Who is mentioned for the first time is told.
         *
         *     For whoever is signed in.
         */
        patch: operations["updateComment"];
        trace?: never;
    };
    "/api/v1/reports/{reportId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The files of a report
         * @description For whoever may read the report; the oldest first.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Who changed what of a report, and when
         * @description Newest first. Edits of one person within ten minutes are one entry. Others than the author see it from the first hand-in
         *     on, and nothing of what was edited in a draft. A hand-in says what is different from the one before (`changed`), with what was
         *     there and what is; an edit names its parts only.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listReportHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * How people have reacted to a report
         * @description By whoever may read the report; the oldest first.
         *
         *     For whoever is signed in.
         */
        get: operations["listReactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/reactions/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The way of reacting; each person has each once.
                 * @example support
                 */
                kind: components["schemas"]["ReactionKind"];
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * React to a report
         * @description By whoever may read it, once it is handed in. What is there already stays as it is. Nobody is notified; those whom the report
         *     concerns hear of it.
         *
         *     For whoever is signed in.
         */
        put: operations["addReaction"];
        post?: never;
        /**
         * Take a reaction back
         * @description One's own; where there is none, nothing happens.
         *
         *     For whoever is signed in.
         */
        delete: operations["removeReaction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say that one has read a report
         * @description As it is now: what is changed afterwards can be read anew. By whoever may read it, except its author (FORBIDDEN); once is enough for each
         *     version. Nobody is notified; those whom the report concerns hear of it.
         *
         *     For whoever is signed in.
         */
        put: operations["markReportRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/reads": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Who has read a report
         * @description By its author and those who review it; whoever read it first comes first.
         *
         *     For whoever is signed in.
         */
        get: operations["listReportReads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z04
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a report that was approved
         * @description By those who could approve it, within seven days of the approval. The note says why; its author is told.
         *
         *     For whoever is signed in.
         */
        post: operations["reopenReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z03
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a report for corrections
         * @description By those who may approve it. The note says what is to be corrected; its author is told, edits the report and hands it in
         *     again. Its timing stays that of the first time.
         *
         *     For whoever is signed in.
         */
        post: operations["returnReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The first hand-in is 1.
                 * @example 1
                 */
                number: string;
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A report as it was handed in
         * @description For whoever may read the report: what it said when it was handed in for the first, second or later time, and what of that is
         *     different from the time before. What its author wrote between is not told. A hand-in that was taken back is none.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["getReportRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in a draft or a returned report
         * @description By its author, or who filed it for them and leads them. The reviewer is notified.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:write`.
         */
        post: operations["submitReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{reportId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z01
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what one has handed in
         * @description By its author, until the deadline and as long as nobody has decided: a report that was returned once cannot be taken
         *     back. It is a draft again, as if it had never been handed in; the reviewer's unread notice goes.
         *
         *     For whoever is signed in.
         */
        post: operations["withdrawReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/by-date/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The day of the report.
                 * @example 2026-11-21
                 */
                date: components["schemas"]["LocalDate"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * File the draft of a day, also twice or late
         * @description For what was written without a network, and may be sent again, late and by another device. Where the report has this content
         *     already, whatever its version, it is answered as it is. Else it is made, or changed, if it is still at `baseVersion`, which is
         *     null for what one took for new: VERSION_CONFLICT names the report that is there. What is left out is empty. Handing in is a call
         *     of its own.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:write`.
         */
        put: operations["upsertReportByDate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The categories that one's teams use
         * @description Of the items that were handed in within 90 days, the most used first; at most 50. However it was spelled it is one, and
         *     called what most call it.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reports of some days of a person or a team, put together
         * @description Of the days from `from` to `to` (at most 31, both included; the last thirty where neither is given, thirty where one is): of a person,
         *     of a team, or of a person in a team; one's own where neither is named. It has reports in scope that are no drafts, as `listReports` has
         *     them, so that of a team who does not lead it sees their own, and of who is out of scope there is nothing. Items that go on with each other are one, as the newest says it, with the
         *     minutes of all. Of more than 2,000 reports it has the newest (`truncated`); figures and categories are of all.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["getReportDigest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/digest/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as one page, to read, print and send
         * @description What `getReportDigest` answers, in the words of the person's language: a page of HTML that needs nothing beside itself, or plain text.
         *     Who gets the digest by mail each week (`digest: weekly` in `getSettings`) has the text of the week before in it, their own and of the
         *     teams that they lead.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["getReportDigestPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/prefill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a report of a day can begin with
         * @description The plan and the unfinished items of the newest report that one has handed in for an earlier date, ready for
         *     `createReport`. `reportId` says that there is a report of the day already.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["prefillReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/review-batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or return up to a hundred reports
         * @description Each by itself, in their order, as `approveReport` and `returnReport` would: one that is refused says why, and the others
         *     go on. The answer is 200 even where all are refused. Of a request with an `Idempotency-Key` that broke off, the next one
         *     goes on where it stopped. Who reviews nothing is refused (FORBIDDEN).
         *
         *     For whoever is signed in.
         */
        post: operations["reviewReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rosters/{teamId}": {
        parameters: {
            query: {
                /**
                 * @description The first day.
                 * @example 2026-12-01
                 */
                from: components["schemas"]["LocalDate"];
                /**
                 * @description The last day, at most 31 days with the first.
                 * @example 2026-12-31
                 */
                to: components["schemas"]["LocalDate"];
            };
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Who has which shift
         * @description For who sees the team: by day and person, with the shifts that it names, deleted ones too. Of days to come those of its members;
         *     who is not named on a day works by the schedules.
         *
         *     For whoever is signed in.
         */
        get: operations["getRoster"];
        /**
         * Say who has which shift
         * @description All of it from `from` to `to`: what is not named any more is gone. It acts from tomorrow at the earliest, for those whose days are of
         *     the team, and comes before every schedule: `shiftId` null is a day off, also on a working day out of turn. On a holiday nobody works.
         *     For HR and admins, and for the manager of the division.
         *
         *     For managers, HR, and admins.
         */
        put: operations["setRoster"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works on which days, and until when
         * @description The one that begins last first. HR and admins see all of them; a manager the organisation's, that of the own division, and those of
         *     its teams and people. Of the schedules in force on a day the most specific decides, a person's before a team's before a division's before
         *     the organisation's, and among those of one scope the one that began last.
         *
         *     For managers, HR, and admins.
         */
        get: operations["listSchedules"];
        put?: never;
        /**
         * Say when a division, a team, a person or everybody works
         * @description It acts from tomorrow at the earliest: a day that has begun keeps its rules. What is left out has the values of the default schedule,
         *     Monday to Friday until 18:00. Managers make those of their own division, its teams and its people.
         *
         *     For managers, HR, and admins.
         */
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{scheduleId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The schedule.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T01
                 */
                scheduleId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a schedule that has not begun
         * @description One that has begun is ended with `effectiveTo` instead. The organisation always has a schedule in force: what would leave a
         *     day without one is refused with STATE_CONFLICT.
         *
         *     For managers, HR, and admins.
         */
        delete: operations["deleteSchedule"];
        options?: never;
        head?: never;
        /**
         * Change a schedule, or end it
         * @description What is left out stays. Of one that has begun only `effectiveTo` changes, to today at the earliest; one that is over stays as it was.
         *     The organisation always has a schedule in force: what would leave a day without one is refused with STATE_CONFLICT.
         *
         *     For managers, HR, and admins.
         */
        patch: operations["updateSchedule"];
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find reports, comments, people, teams and events
         * @description What the viewer may read and has every word of `q` in it, whatever the case of letters and however accents are composed. Reports and comments
         *     of the last 366 days, the newest first; events of as long before and after today; people and teams by name, those whom `listPeople` and
         *     `listTeams` show. Fifty of a kind at most; `truncated` says that there may be more, as there may where a second was not enough to look through
         *     all.
         *
         *     For whoever is signed in.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings
         * @description One's own or, with `scope=org`, the organisation's, which are HR's and admins' to read. As they are now, what nobody has
         *     decided yet included, with the `version` that a change of them sends. `scope` in the answer tells the two apart.
         *
         *     For whoever is signed in.
         */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings
         * @description Of `scope`, one's own where it is left out; the organisation's are the admins' to change, and each change is in the audit log.
         *     What is left out stays, in `notifications` and `quietHours` too. A key of the other scope is refused.
         *
         *     The types in `mandatory` cannot be switched off inside the app (RULE_REFUSED, `mandatory`). Quiet hours hold mail back until
         *     they are over, not what stands in the app; where `from` is after `to` they go over midnight.
         *
         *     A new `timezone` is in force from the first midnight that is one there and whose date has not begun here yet; until then it
         *     stands in `pendingTimezone`. The present one takes that back. `allowedEmailDomains` replaces the list; an empty one allows every domain to
         *     register, and none to come in through Google without an account or an invitation. `autoApproveDays`: 0 is never.
         *
         *     For whoever is signed in.
         */
        patch: operations["updateSettings"];
        trace?: never;
    };
    "/api/v1/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The shifts that there are
         * @description By name: the organisation's, and those of the divisions in whose teams one is, or that one manages; all of them for HR and admins.
         *
         *     For whoever is signed in.
         */
        get: operations["listShifts"];
        put?: never;
        /**
         * Add a shift
         * @description It acts through rosters. What is left out has the values of the default schedule. Managers make those of their own division. The name
         *     is one in the division, or among the organisation's.
         *
         *     For managers, HR, and admins.
         */
        post: operations["createShift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shifts/{shiftId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The shift.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T03
                 */
                shiftId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a shift
         * @description Rosters of days to come may not name it any more; STATE_CONFLICT where one does, with `meta.reason` `rosters`.
         *
         *     For managers, HR, and admins.
         */
        delete: operations["deleteShift"];
        options?: never;
        head?: never;
        /**
         * Change a shift
         * @description What is left out stays. Days of rosters from tomorrow on have the new hours; days that have begun keep theirs.
         *
         *     For managers, HR, and admins.
         */
        patch: operations["updateShift"];
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
         *     sign in, since EventSource sends no header; where there is none, a ticket serves, for one connection: an EventSource
         *     that loses it asks again with the used ticket, gets a 401 and stops. So at its `error` close it, ask for another ticket, and
         *     open another one (the SDK does; after a number of failures wait longer each time). A person may have ten, over all their
         *     browsers; where one has a socket, `notification.unread` tells the same. The answer never ends by itself, so
         *     Swagger UI shows it only once it is cancelled. The operators' `doctor`, whose header the service's own secret signs, is told
         *     its address in `event: probe`, and after a second the end: nobody's events.
         *
         *     For whoever is signed in.
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
         * @description One's own; a manager's division; all of them for HR and admins. By name. Those that are archived are left out unless asked for.
         *     With `include=today` each has how the day stands, as `getTeamMetrics` tells it.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `directory:read`.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Make a team
         * @description Managers make teams in their own division. The name is one in the division, archived teams among them.
         *
         *     For managers, HR, and admins.
         */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{teamId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A team
         * @description As it is now, with the `version` that a change of it sends; archived ones too.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `directory:read`.
         */
        get: operations["getTeam"];
        put?: never;
        post?: never;
        /**
         * Delete a team that nothing ever referred to
         * @description One that had a member, a report or an invitation stays, and can be archived: STATE_CONFLICT with `meta.reason` `referredTo`.
         *
         *     For managers, HR, and admins.
         */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        /**
         * Change a team
         * @description Its name, or the division that it belongs to, which acts on the days from tomorrow on; reports keep the division of their day. Only
         *     HR and admins move a team to another division.
         *
         *     For managers, HR, and admins.
         */
        patch: operations["updateTeam"];
        trace?: never;
    };
    "/api/v1/teams/{teamId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y78
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a team away
         * @description Lists leave it out, and nobody can be put into it any more; what was filed in it stays. Its members must have left, else
         *     STATE_CONFLICT with `meta.reason` `members`; those who are disabled leave with it. Doing it again changes nothing.
         *
         *     For managers, HR, and admins.
         */
        post: operations["archiveTeam"];
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
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A team's members, with today's report
         * @description By name. A draft is its author's secret, so it counts as none. `outcome` is what the ledger says of their day; why it is excused is told
         *     to the person and to who leads there.
         *
         *     For whoever is signed in.
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
    "/api/v1/teams/{teamId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Put a person into a team
         * @description As a member or as its lead; who is in it already gets the other role. Acts on the person's next request, and closes their open
         *     connections so that they come back with what they may see now. The days up to today, and past reports, keep their team. Managers
         *     do so in their own division, with people of it or of none. Raises the version of the account.
         *
         *     For managers, HR, and admins.
         */
        put: operations["setTeamMember"];
        post?: never;
        /**
         * Take a person out of a team
         * @description Acts on the person's next request, and closes their open connections. The days up to today, and past reports, keep their team; what
         *     waited for the person to review goes to the next one. Raises the version of the account.
         *
         *     For managers, HR, and admins.
         */
        delete: operations["removeTeamMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{teamId}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A team in figures
         * @description Of the days from `from` to `to` (at most 366, both included; the last thirty where neither is given, thirty where one is), counted
         *     as `getAnalyticsSummary` does, for the team as a whole, whoever asks; its people one by one for those who lead it. `today` is the
         *     present day, whatever the range.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `analytics:read`.
         */
        get: operations["getTeamMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{teamId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y78
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a team out of the archive
         * @description Without members. Its division must not be archived, else STATE_CONFLICT with `meta.reason` `division`. Doing it again changes nothing.
         *
         *     For managers, HR, and admins.
         */
        post: operations["restoreTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which fields reports have beside the usual ones
         * @description By name: those of the organisation and of the divisions that one is of, all of them for HR and admins. A division has one that is not archived at most;
         *     where it has none, that of the organisation counts.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Say which fields the reports of a division have
         * @description Or those of everybody, without a division. Reports name the template that they are written by; their fields are checked when they are
         *     handed in, and not before. One that is `required` has to be named then. A division that has one that is not archived gets no other.
         *
         *     For HR and admins.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{templateId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F01
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A template, or what it once was
         * @description Those that `listTemplates` shows, archived or not, and whatever one's own reports were written by.
         *
         *     For whoever is signed in.
         *
         *     Takes a session, or an API token with the scope `reports:read`.
         */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        /**
         * Delete a template that nobody has used
         * @description One that reports were written by is archived instead (STATE_CONFLICT).
         *
         *     For HR and admins.
         */
        delete: operations["deleteTemplate"];
        options?: never;
        head?: never;
        /**
         * Change the fields of a template
         * @description What is left out stays. It makes a new revision; reports keep the one that they were begun with. A key is of the same type for ever (`keyType`).
         *
         *     For HR and admins.
         */
        patch: operations["updateTemplate"];
        trace?: never;
    };
    "/api/v1/templates/{templateId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F02
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a template out of use
         * @description No report is begun with it any more; those that were keep it. Doing it again changes nothing.
         *
         *     For HR and admins.
         */
        post: operations["archiveTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{templateId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F02
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a template into use again
         * @description Unless its division has another one by now (DUPLICATE). Doing it again changes nothing.
         *
         *     For HR and admins.
         */
        post: operations["restoreTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of the organisation
         * @description By name.
         *
         *     For HR and admins.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Make an account for a person
         * @description Sends the person a link to set a password, which serves for three days. To let people register themselves, invite them instead.
         *     Only admins make admins. Left out, the role is `employee`. An employee without a device needs no `email`: they never sign in, and
         *     who leads them files for them (`createReport` with `userId`).
         *
         *     For HR and admins.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * A person
         * @description The account as it is now, with the `version` that a change of it sends.
         *
         *     For HR and admins.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person
         * @description `teams` replaces the person's memberships. Acts on the person's next request, and closes their open connections so that
         *     they come back with what they may see now. What concerns the days of the person acts from tomorrow on. Only admins change admins or
         *     make them; the last admin stays one.
         *
         *     For HR and admins.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{userId}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person’s picture
         * @description Where `avatarUrl` of a person points, with a `v` that is another one for each picture: at that address it never changes, and browsers
         *     keep it for a year. Of those whom `getPerson` shows; who is unknown, and who has no picture, is not found. The SDK’s
         *     `getAvatar` answers it to those who send tokens and no cookies.
         *
         *     For whoever is signed in.
         */
        get: operations["getAvatar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shut a person out
         * @description Ends every session of the person and closes their open connections. What they filed stays. Doing it again changes nothing. Only admins disable admins, and nobody the last one.
         *
         *     For HR and admins.
         */
        post: operations["disableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a person in again
         * @description Their former sessions stay ended. Doing it again changes nothing.
         *
         *     For HR and admins.
         */
        post: operations["enableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * How a person signs in, beside the password
         * @description The accounts elsewhere that sign the person in; the first linked first.
         *
         *     For admins.
         */
        get: operations["listUserIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/identities/{identityId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of the person’s.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y81
                 */
                identityId: components["schemas"]["Id"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a way to sign in away from a person
         * @description Where another account at Google asks for the person’s, since the address has changed hands. Ends every session of the person; the next
         *     account at Google that comes with the address is linked instead. The person can still ask for a link to set a password.
         *
         *     For admins.
         */
        delete: operations["unlinkUserIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import people from a CSV
         * @description A line of headings in any order, then a line a person: `email` and `name`, and, where they are said, `role`, `division` (its name or
         *     code), `team` (its name), `teamRole`, `joinedOn` (YYYY-MM-DD), `title`, `employeeNo` and `phone`. Who has the address already gets
         *     what their line says; an empty cell says nothing. Who has no address has an `employeeNo`, by which they are known again, and is an
         *     employee. So the same file twice changes nothing. Nothing is stored in a dry run, which is
         *     what happens where `dryRun` is left out, nor where any line has a fault. With `welcome` each new person is sent the link to set a
         *     password; others sign in with Google or ask for one. Admins are changed one at a time, and not here.
         *
         *     For HR and admins.
         */
        post: operations["importUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which programs and chats are told
         * @description The oldest first, all of them: there are 100 at most.
         *
         *     For admins.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Tell a program what happens
         * @description From now on each of these events is sent to the address, in order, as a POST with the headers of
         *     [Standard Webhooks](https://www.standardwebhooks.com): `webhook-id`, which is the same whenever one is sent again, `webhook-timestamp`, and
         *     `webhook-signature`, made with the secret, which is shown here and not again. The body is
         *     `{"type", "timestamp", "channel", "data"}`, where `data` is what the channel of the team or of the organisation is told in
         *     `/asyncapi.json`: ids and states, no texts. Ask the API for the rest.
         *
         *     Whatever answers with 2xx within ten seconds has it. Else it is tried seven times in some 18 hours, and what comes later waits
         *     meanwhile; redirects are not followed. An address that answers 410, or nothing good for three days, is switched off, and admins are told.
         *     It must be https and lead to a public address, at each try; `WORKPULSE_WEBHOOK_NETWORKS` names networks of the company's own that
         *     may be called too, by http as well.
         *
         *     For admins.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Tell it no more
         * @description What waited goes too.
         *
         *     For admins.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description Switched off, it is told nothing, and what happens meanwhile is not sent afterwards; what waited already is, once it is switched on.
         *     `url` and `events` are of programs (`ofPrograms`); a chat that moved is made anew.
         *
         *     For admins.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        /**
         * What a webhook was sent
         * @description The newest first; kept for 30 days. What waits behind some hundred others is listed once these have been sent.
         *
         *     For admins.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W02
                 */
                deliveryId: components["schemas"]["Id"];
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it again
         * @description With the same `webhook-id`, as soon as what is older and waits has been sent. What waits already, or is of a webhook that is switched off, is
         *     refused (STATE_CONFLICT).
         *
         *     For admins.
         */
        post: operations["retryWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhookId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook another secret
         * @description It is shown here and not again. For 24 hours what is sent carries a signature by each of the two, so that the receiver can change over at its leisure. A chat has none (STATE_CONFLICT).
         *
         *     For admins.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a webhook
         * @description Sends `{"type": "webhook.test", …}` at once, to a chat a sentence, active or not, and says what came of it. It is not tried again.
         *
         *     For admins.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/slack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell a channel of Slack of a team's days
         * @description Once nobody of the team can be on time any more for a day, the channel is told in the organisation's language how many reports were owed and
         *     are there, and how many have waited for a review for more than a day: figures that everybody who sees the team sees, and no names. A day on
         *     which nothing was owed and nothing waits is not told of.
         *
         *     `webhookUrl` is that of an incoming webhook of Slack's, or of what speaks like it; whoever knows it can write there, so it is kept sealed and
         *     never shown. It is called as other webhooks are, and switched off when it answers 403, 404 or 410.
         *
         *     For admins.
         */
        post: operations["createSlackWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/telegram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell a chat of Telegram of a team's days
         * @description What `createSlackWebhook` tells, by a bot of the company's own (`token`, from @BotFather), which has to be a member of the chat (`chatId`, or
         *     the name of a public channel). Both are kept sealed and never shown. It is switched off when the token is no longer taken (401, 404), the
         *     bot may not write there (403), or the chat is gone. `WORKPULSE_TELEGRAM_URL` names another server of Telegram's bots.
         *
         *     For admins.
         */
        post: operations["createTelegramWebhook"];
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
         *
         *     For everybody, signed in or not.
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
         * A ticket for one live connection
         * @description Valid once and for 30 seconds, as `GET /api/v1/ws?ticket=…` or as the subprotocol `ticket.<value>` beside
         *     `workpulse.v1`, or as `GET /api/v1/stream/notifications?ticket=…`.
         *
         *     For whoever is signed in.
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
        /**
         * Is the process alive?
         * @description Answers as long as the process does, whatever its database says.
         *
         *     For everybody, signed in or not.
         */
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
         * @description Asks the database, for 1.5 s at most. Answers 503 while it is away, not migrated or cannot be written, while events do not go out, and while the service drains, which it tells with the rule `draining`.
         *
         *     For everybody, signed in or not.
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
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *       "email": "eko.prasetyo@workpulse.test",
         *       "name": "Eko Prasetyo",
         *       "role": "employee",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "teams": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "name": "Line 4",
         *           "role": "member"
         *         }
         *       ],
         *       "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
         *       "disabledAt": null,
         *       "hasPassword": true,
         *       "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "title": "Operator jahit",
         *       "employeeNo": "RA-0042",
         *       "phone": null,
         *       "joinedOn": "2024-02-01",
         *       "leftOn": null,
         *       "reportRequired": true,
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "updatedAt": "2026-11-20T01:02:03.000Z",
         *       "version": 1
         *     }
         */
        Account: {
            createdAt: components["schemas"]["Timestamp"];
            disabledAt: components["schemas"]["NullableTimestamp"];
            divisionId: components["schemas"]["NullableId"];
            /** @description Empty for somebody without one, who never signs in and for whom others file. */
            email: string;
            emailVerifiedAt: components["schemas"]["NullableTimestamp"];
            employeeNo: components["schemas"]["EmployeeNo"];
            /** @description Not so for those who only sign in with Google. */
            hasPassword: boolean;
            id: components["schemas"]["Id"];
            joinedOn: components["schemas"]["JoinedOn"];
            leftOn: components["schemas"]["LeftOn"];
            name: string;
            phone: components["schemas"]["Phone"];
            primaryTeamId: components["schemas"]["PrimaryTeamId"];
            /** @description Whether the person owes reports. A change acts from tomorrow. */
            reportRequired: boolean;
            role: components["schemas"]["OrganisationRole"];
            teams: components["schemas"]["UserTeam"][];
            title: components["schemas"]["Title"];
            updatedAt: components["schemas"]["Timestamp"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [],
         *       "nextCursor": null
         *     }
         */
        AccountPage: {
            items: components["schemas"]["Account"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** @enum {string} */
        AccountState: "active" | "disabled";
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
         *       "from": "2026-11-18",
         *       "to": "2026-11-20",
         *       "days": [
         *         "2026-11-18",
         *         "2026-11-19",
         *         "2026-11-20"
         *       ],
         *       "items": [
         *         {
         *           "user": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "cells": [
         *             "on_time",
         *             "late",
         *             "due"
         *           ]
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        AnalyticsHeatmap: {
            days: components["schemas"]["LocalDate"][];
            from: components["schemas"]["LocalDate"];
            items: components["schemas"]["HeatmapRow"][];
            nextCursor: components["schemas"]["NextCursor"];
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "from": "2026-10-22",
         *       "to": "2026-11-20",
         *       "figures": {
         *         "expected": 21,
         *         "onTime": 17,
         *         "late": 2,
         *         "missed": 1,
         *         "due": 1,
         *         "excused": 1,
         *         "extra": 0,
         *         "submissionRate": 0.9048,
         *         "onTimeRate": 0.8095,
         *         "punctuality": 0.8947,
         *         "medianLateMinutes": 95.5,
         *         "handedIn": 19,
         *         "reviewed": 16,
         *         "approved": 15,
         *         "returned": 2,
         *         "reviewRate": 0.8421,
         *         "returnRate": 0.125,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 8340,
         *         "itemsTotal": 61,
         *         "itemsDone": 48,
         *         "completionRate": 0.7869,
         *         "blockersRaised": 4
         *       },
         *       "previous": {
         *         "from": "2026-09-22",
         *         "to": "2026-10-21",
         *         "figures": {
         *           "expected": 21,
         *           "onTime": 16,
         *           "late": 3,
         *           "missed": 1,
         *           "due": 1,
         *           "excused": 1,
         *           "extra": 0,
         *           "submissionRate": 0.9048,
         *           "onTimeRate": 0.7619,
         *           "punctuality": 0.8421,
         *           "medianLateMinutes": 95.5,
         *           "handedIn": 19,
         *           "reviewed": 16,
         *           "approved": 15,
         *           "returned": 2,
         *           "reviewRate": 0.8421,
         *           "returnRate": 0.125,
         *           "medianReviewHours": 14.83,
         *           "minutesTotal": 8340,
         *           "itemsTotal": 61,
         *           "itemsDone": 48,
         *           "completionRate": 0.7869,
         *           "blockersRaised": 4
         *         }
         *       },
         *       "delta": {
         *         "expected": 0,
         *         "onTime": 1,
         *         "late": -1,
         *         "missed": 0,
         *         "due": 0,
         *         "excused": 0,
         *         "extra": 0,
         *         "submissionRate": 0,
         *         "onTimeRate": 0.0476,
         *         "punctuality": 0.0526,
         *         "medianLateMinutes": 0,
         *         "handedIn": 0,
         *         "reviewed": 0,
         *         "approved": 0,
         *         "returned": 0,
         *         "reviewRate": 0,
         *         "returnRate": 0,
         *         "medianReviewHours": 0,
         *         "minutesTotal": 0,
         *         "itemsTotal": 0,
         *         "itemsDone": 0,
         *         "completionRate": 0,
         *         "blockersRaised": 0
         *       },
         *       "byDivision": [
         *         {
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "name": "Produksi",
         *           "figures": {
         *             "expected": 21,
         *             "onTime": 17,
         *             "late": 2,
         *             "missed": 1,
         *             "due": 1,
         *             "excused": 1,
         *             "extra": 0,
         *             "submissionRate": 0.9048,
         *             "onTimeRate": 0.8095,
         *             "punctuality": 0.8947,
         *             "medianLateMinutes": 95.5,
         *             "handedIn": 19,
         *             "reviewed": 16,
         *             "approved": 15,
         *             "returned": 2,
         *             "reviewRate": 0.8421,
         *             "returnRate": 0.125,
         *             "medianReviewHours": 14.83,
         *             "minutesTotal": 8340,
         *             "itemsTotal": 61,
         *             "itemsDone": 48,
         *             "completionRate": 0.7869,
         *             "blockersRaised": 4
         *           }
         *         }
         *       ],
         *       "byCategory": [
         *         {
         *           "category": "Menjahit",
         *           "minutes": 6120,
         *           "items": 44
         *         },
         *         {
         *           "category": null,
         *           "minutes": 2220,
         *           "items": 17
         *         }
         *       ],
         *       "byTeam": null,
         *       "byPerson": null
         *     }
         */
        AnalyticsSummary: {
            /** @description Most minutes first, then by name; what has no category after those that have one. */
            byCategory: components["schemas"]["CategoryMinutes"][];
            /** @description Divisions in which there is anything, by name. */
            byDivision: components["schemas"]["DivisionFigures"][];
            /** @description Of one team that the viewer leads: where `teamId` is given. By name. Else null. */
            byPerson: components["schemas"]["FiguresOfPeople"] | null;
            /** @description Of one division: where `divisionId` is given, or the viewer is a manager. By name. Else null. */
            byTeam: components["schemas"]["FiguresOfTeams"] | null;
            delta: components["schemas"]["FiguresDelta"];
            figures: components["schemas"]["Figures"];
            from: components["schemas"]["LocalDate"];
            previous: components["schemas"]["FiguresBefore"];
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "bucket": "week",
         *       "from": "2026-11-18",
         *       "to": "2026-11-20",
         *       "points": [
         *         {
         *           "key": "2026-W47",
         *           "from": "2026-11-18",
         *           "to": "2026-11-20",
         *           "expected": 12,
         *           "onTime": 10,
         *           "late": 1,
         *           "missed": 0,
         *           "due": 1,
         *           "excused": 1,
         *           "extra": 0,
         *           "submissionRate": 0.9167,
         *           "onTimeRate": 0.8333,
         *           "punctuality": 0.9091,
         *           "medianLateMinutes": 48,
         *           "handedIn": 11,
         *           "minutesTotal": 5010
         *         }
         *       ]
         *     }
         */
        AnalyticsTrends: {
            /** @enum {string} */
            bucket: "day" | "week" | "month";
            from: components["schemas"]["LocalDate"];
            points: components["schemas"]["TrendPoint"][];
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4K01",
         *       "name": "Monthly export",
         *       "scopes": [
         *         "analytics:read",
         *         "directory:read"
         *       ],
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "expiresAt": "2027-02-18T00:00:00.000Z",
         *       "lastUsedAt": null
         *     }
         */
        ApiToken: {
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            /** @description Within ten minutes. */
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            name: string;
            scopes: components["schemas"]["ApiTokenScope"][];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4K01",
         *           "name": "Monthly export",
         *           "scopes": [
         *             "analytics:read",
         *             "directory:read"
         *           ],
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "expiresAt": "2027-02-18T00:00:00.000Z",
         *           "lastUsedAt": null
         *         }
         *       ]
         *     }
         */
        ApiTokens: {
            items: components["schemas"]["ApiToken"][];
        };
        /**
         * @description What a token is for: `reports:read` and `reports:write`, `analytics:read`, `calendar:read`, `directory:read` (people, teams, divisions).
         *     More will come.
         * @enum {string}
         */
        ApiTokenScope: "reports:read" | "reports:write" | "analytics:read" | "calendar:read" | "directory:read";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4K01",
         *       "name": "Monthly export",
         *       "scopes": [
         *         "analytics:read",
         *         "directory:read"
         *       ],
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "expiresAt": "2027-02-18T00:00:00.000Z",
         *       "lastUsedAt": null,
         *       "token": "wp_bm90IGEgdG9rZW47IGp1c3QgYW4gZXhhbXBsZSE0MTI"
         *     }
         */
        ApiTokenWithSecret: {
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            /** @description Within ten minutes. */
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            name: string;
            scopes: components["schemas"]["ApiTokenScope"][];
            /** @description What the program sends. It is not shown again. */
            token: string;
        };
        /**
         * @example {
         *       "version": 1,
         *       "note": "Selamat beristirahat."
         *     }
         */
        ApproveLeave: {
            note?: string | null;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 2
         *     }
         */
        ApproveReport: {
            note?: string | null;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63"
         *     }
         */
        AttachFileRequest: {
            reportId: components["schemas"]["Id"];
        };
        /**
         * @description What was done. More will come; show those that you do not know as they are.
         * @enum {string}
         */
        AuditAction: "session.created" | "session.revoked" | "sign_in.paused" | "password.changed" | "password.reset" | "email_change.requested" | "email_change.cancelled" | "email.changed" | "identity.linked" | "identity.refused" | "identity.unlinked" | "user.created" | "user.registered" | "user.updated" | "user.disabled" | "user.enabled" | "users.imported" | "invitation.created" | "invitation.revoked" | "settings.updated" | "report.deleted" | "file.deleted" | "schedule.created" | "schedule.updated" | "schedule.deleted" | "shift.created" | "shift.updated" | "shift.deleted" | "roster.set" | "holiday.created" | "holiday.updated" | "holiday.deleted" | "holidays.imported" | "division.created" | "division.updated" | "division.archived" | "division.restored" | "division.deleted" | "team.created" | "team.updated" | "team.archived" | "team.restored" | "team.deleted" | "team.member_set" | "team.member_removed" | "template.created" | "template.updated" | "template.archived" | "template.restored" | "template.deleted" | "delegation.created" | "delegation.ended" | "analytics.exported" | "obligations.excused" | "obligations.restored" | "obligations.extended" | "leave.approved" | "leave.rejected" | "leave.cancelled" | "token.created" | "token.revoked" | "webhook.created" | "webhook.updated" | "webhook.deleted" | "webhook.secret_rotated" | "webhook.stopped";
        /**
         * @description What was changed, key by key.
         * @example {
         *       "role": "employee"
         *     }
         */
        AuditDetails: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "id": 41,
         *       "time": "2026-11-20T09:41:00.000Z",
         *       "actor": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y72",
         *         "name": "Maya Puspitasari",
         *         "avatarUrl": null
         *       },
         *       "action": "user.updated",
         *       "targetType": "user",
         *       "targetId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *       "before": {
         *         "role": "employee"
         *       },
         *       "after": {
         *         "role": "manager"
         *       },
         *       "address": "203.0.113.7",
         *       "requestId": "01JD2V6M7Q8R9S0T1V2W3X4Y67",
         *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
         *     }
         */
        AuditEntry: {
            action: components["schemas"]["AuditAction"];
            /** @description null where nobody was signed in. */
            actor: components["schemas"]["Person"] | null;
            /** @description The IP address that it came from. */
            address: string | null;
            after: components["schemas"]["AuditDetails"] | null;
            before: components["schemas"]["AuditDetails"] | null;
            hash: string;
            /** @description Grows by one. */
            id: number;
            /** @description The X-Request-Id of the call. */
            requestId: string | null;
            targetId: components["schemas"]["NullableId"];
            targetType: components["schemas"]["AuditTargetType"];
            time: components["schemas"]["Timestamp"];
        };
        /**
         * @example {
         *       "items": [],
         *       "nextCursor": null
         *     }
         */
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description What it was done to. More will come.
         * @enum {string}
         */
        AuditTargetType: "user" | "session" | "invitation" | "organisation" | "report" | "file" | "schedule" | "shift" | "holiday" | "division" | "team" | "delegation" | "leave" | "template" | "webhook" | "token";
        /** @description Where the picture of the person is; null where there is none. */
        AvatarUrl: string | null;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z23",
         *       "title": "Attach collars"
         *     }
         */
        BlockedItem: {
            id: components["schemas"]["Id"];
            title: string;
        };
        /**
         * @description Of an item and those that go on with it; `item` and `reportId` are of the newest of them that is handed in.
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
         *       "item": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z23",
         *         "title": "Attach collars"
         *       },
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Z04",
         *       "author": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "team": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *         "name": "Line 4"
         *       },
         *       "owner": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "status": "open",
         *       "note": null,
         *       "openedAt": "2026-11-17T09:40:00.000Z",
         *       "resolvedAt": null,
         *       "ageDays": 3,
         *       "version": 1
         *     }
         */
        Blocker: {
            /** @description Whole days since it was raised, until it was resolved or dismissed. */
            ageDays: number;
            author: components["schemas"]["Person"];
            id: components["schemas"]["Id"];
            item: components["schemas"]["BlockedItem"];
            /** @description What was said of it last. */
            note: string | null;
            openedAt: components["schemas"]["Timestamp"];
            /** @description Who is asked to clear it, the reviewer of its report to begin with; null where that is nobody. */
            owner: components["schemas"]["Person"] | null;
            reportId: components["schemas"]["Id"];
            resolvedAt: components["schemas"]["NullableTimestamp"];
            status: components["schemas"]["BlockerStatus"];
            team: components["schemas"]["BlockerTeam"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "status": "resolved",
         *       "note": "The thread has come."
         *     }
         */
        BlockerChange: {
            note?: string | null;
            ownerId?: components["schemas"]["NullableId"];
            status?: components["schemas"]["BlockerStatus"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
         *           "item": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z23",
         *             "title": "Attach collars"
         *           },
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Z04",
         *           "author": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "team": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *             "name": "Line 4"
         *           },
         *           "owner": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *             "name": "Budi Santoso",
         *             "avatarUrl": null
         *           },
         *           "status": "open",
         *           "note": null,
         *           "openedAt": "2026-11-17T09:40:00.000Z",
         *           "resolvedAt": null,
         *           "ageDays": 3,
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        BlockerPage: {
            items: components["schemas"]["Blocker"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** @enum {string} */
        BlockerStatus: "open" | "resolved" | "dismissed";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "name": "Line 4"
         *     }
         */
        BlockerTeam: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /**
         * @description What the viewer can do to it.
         * @example {
         *       "edit": true
         *     }
         */
        CalendarAbilities: {
            edit: boolean;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4C02",
         *       "kind": "event",
         *       "title": "Rapat mingguan Line 4",
         *       "scope": "team",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "userId": null,
         *       "allDay": false,
         *       "date": "2026-11-23",
         *       "endDate": "2026-11-23",
         *       "startsAt": "2026-11-23T01:00:00.000Z",
         *       "endsAt": "2026-11-23T01:30:00.000Z",
         *       "location": "Ruang briefing",
         *       "description": "Target minggu ini.",
         *       "version": 1,
         *       "can": {
         *         "edit": false
         *       }
         *     }
         */
        CalendarEntry: {
            allDay: boolean;
            can: components["schemas"]["CalendarAbilities"];
            date: components["schemas"]["LocalDate"];
            description: string;
            divisionId: components["schemas"]["NullableId"];
            /**
             * Format: date
             * @description The last day.
             */
            endDate: string;
            /** Format: date-time */
            endsAt: string | null;
            /** @description Of an event, a report or a leave its own; of a deadline `deadline:` and the day of work. */
            id: string;
            kind: components["schemas"]["CalendarKind"];
            location: string;
            scope: components["schemas"]["CalendarScope"];
            /**
             * Format: date-time
             * @description Null all day long.
             */
            startsAt: string | null;
            teamId: components["schemas"]["NullableId"];
            title: string;
            /** @description Whom it is about. */
            userId: string | null;
            /** @description Of an event or a leave. */
            version: number | null;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4C03",
         *       "name": "Google Calendar",
         *       "include": [
         *         "event",
         *         "holiday",
         *         "joint_leave",
         *         "workday",
         *         "leave",
         *         "deadline"
         *       ],
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "lastUsedAt": null
         *     }
         */
        CalendarFeed: {
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            include: components["schemas"]["CalendarKind"][];
            lastUsedAt: components["schemas"]["NullableTimestamp"];
            name: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4C03",
         *           "name": "Google Calendar",
         *           "include": [
         *             "event",
         *             "holiday",
         *             "joint_leave",
         *             "workday",
         *             "leave",
         *             "deadline"
         *           ],
         *           "createdAt": "2026-11-20T09:41:00.000Z",
         *           "lastUsedAt": null
         *         }
         *       ]
         *     }
         */
        CalendarFeeds: {
            items: components["schemas"]["CalendarFeed"][];
        };
        /** @enum {string} */
        CalendarKind: "event" | "holiday" | "joint_leave" | "workday" | "leave" | "deadline" | "report";
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4C02",
         *           "kind": "event",
         *           "title": "Rapat mingguan Line 4",
         *           "scope": "team",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "userId": null,
         *           "allDay": false,
         *           "date": "2026-11-23",
         *           "endDate": "2026-11-23",
         *           "startsAt": "2026-11-23T01:00:00.000Z",
         *           "endsAt": "2026-11-23T01:30:00.000Z",
         *           "location": "Ruang briefing",
         *           "description": "Target minggu ini.",
         *           "version": 1,
         *           "can": {
         *             "edit": false
         *           }
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        CalendarPage: {
            items: components["schemas"]["CalendarEntry"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** @enum {string} */
        CalendarScope: "personal" | "team" | "division" | "org";
        /**
         * @example {
         *       "name": "sewing",
         *       "uses": 214
         *     }
         */
        Category: {
            name: string;
            uses: number;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "name": "sewing",
         *           "uses": 214
         *         }
         *       ]
         *     }
         */
        CategoryList: {
            items: components["schemas"]["Category"][];
        };
        /**
         * @example {
         *       "category": "Menjahit",
         *       "minutes": 6120,
         *       "items": 44
         *     }
         */
        CategoryMinutes: {
            /** @description In the spelling that is used most; null for items without one. */
            category: string | null;
            items: number;
            minutes: number;
        };
        /**
         * @example {
         *       "email": true
         *     }
         */
        ChangedChannels: {
            email?: boolean;
            inApp?: boolean;
            push?: boolean;
        };
        /**
         * @example {
         *       "report.approved": {
         *         "email": true
         *       }
         *     }
         */
        ChangedNotifications: {
            blocker?: components["schemas"]["ChangedChannels"];
            delegation?: components["schemas"]["ChangedChannels"];
            "identity.refused"?: components["schemas"]["ChangedChannels"];
            "leave.decided"?: components["schemas"]["ChangedChannels"];
            "leave.requested"?: components["schemas"]["ChangedChannels"];
            "obligation.excused"?: components["schemas"]["ChangedChannels"];
            "obligation.missed"?: components["schemas"]["ChangedChannels"];
            "obligation.requested"?: components["schemas"]["ChangedChannels"];
            "reminder.due"?: components["schemas"]["ChangedChannels"];
            "reminder.overdue"?: components["schemas"]["ChangedChannels"];
            "report.approved"?: components["schemas"]["ChangedChannels"];
            "report.comment"?: components["schemas"]["ChangedChannels"];
            "report.filed"?: components["schemas"]["ChangedChannels"];
            "report.mention"?: components["schemas"]["ChangedChannels"];
            "report.reopened"?: components["schemas"]["ChangedChannels"];
            "report.returned"?: components["schemas"]["ChangedChannels"];
            "report.submitted"?: components["schemas"]["ChangedChannels"];
            "team.digest"?: components["schemas"]["ChangedChannels"];
            "webhook.stopped"?: components["schemas"]["ChangedChannels"];
        };
        /**
         * @example {
         *       "enabled": true
         *     }
         */
        ChangedQuietHours: {
            enabled?: boolean;
            from?: components["schemas"]["LocalTime"];
            to?: components["schemas"]["LocalTime"];
        };
        /**
         * @example {
         *       "currentPassword": "workpulse-demo",
         *       "newPassword": "five orders of blue collars"
         *     }
         */
        ChangePasswordRequest: {
            /** Format: password */
            currentPassword: string;
            newPassword: components["schemas"]["NewPassword"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *       "name": "Budi Santoso",
         *       "title": "Kepala regu jahit",
         *       "avatarUrl": null,
         *       "teams": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "name": "Line 4",
         *           "role": "lead"
         *         }
         *       ],
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "active": true
         *     }
         */
        Colleague: {
            /** @description Not disabled. */
            active: boolean;
            avatarUrl: components["schemas"]["AvatarUrl"];
            divisionId: components["schemas"]["NullableId"];
            id: components["schemas"]["Id"];
            name: string;
            teams: components["schemas"]["UserTeam"][];
            title: components["schemas"]["Title"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *           "name": "Budi Santoso",
         *           "title": "Kepala regu jahit",
         *           "avatarUrl": null,
         *           "teams": [
         *             {
         *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *               "name": "Line 4",
         *               "role": "lead"
         *             }
         *           ],
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "active": true
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ColleaguePage: {
            items: components["schemas"]["Colleague"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z20",
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "author": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "body": "The thread was changed at noon.",
         *       "mentions": [
         *         "01JD2V6M7Q8R9S0T1V2W3X4Y62"
         *       ],
         *       "createdAt": "2026-11-20T10:20:00.000Z",
         *       "editedAt": null,
         *       "deletedAt": null,
         *       "version": 1
         *     }
         */
        Comment: {
            author: components["schemas"]["Person"];
            /** @description Empty once it is deleted. */
            body: string;
            createdAt: components["schemas"]["Timestamp"];
            deletedAt: components["schemas"]["NullableTimestamp"];
            editedAt: components["schemas"]["NullableTimestamp"];
            id: components["schemas"]["Id"];
            mentions: components["schemas"]["Id"][];
            reportId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "body": "The thread was changed at one."
         *     }
         */
        CommentChange: {
            body: string;
            /** @description The ids of people; who is named twice is told once. */
            mentions?: components["schemas"]["Id"][];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z20",
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *           "author": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "body": "The thread was changed at noon.",
         *           "mentions": [
         *             "01JD2V6M7Q8R9S0T1V2W3X4Y62"
         *           ],
         *           "createdAt": "2026-11-20T10:20:00.000Z",
         *           "editedAt": null,
         *           "deletedAt": null,
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        CommentPage: {
            items: components["schemas"]["Comment"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "token": "c2VjcmV0LWVtYWls"
         *     }
         */
        ConfirmEmailRequest: {
            token: components["schemas"]["LinkToken"];
        };
        /**
         * @description What stands in the way. More will come.
         * @enum {string}
         */
        ConflictReason: "archived" | "disabled" | "division" | "members" | "people" | "referredTo" | "rosters" | "teams";
        /** @description ISO 3166, two letters. Whose public holidays are suggested. */
        Country: string;
        /**
         * @example {
         *       "scope": "personal",
         *       "title": "Ke dokter gigi",
         *       "allDay": false,
         *       "startsAt": "2026-11-24T02:00:00.000Z",
         *       "endsAt": "2026-11-24T03:30:00.000Z"
         *     }
         */
        CreateCalendarEvent: {
            allDay: boolean;
            /**
             * Format: date
             * @description Null where it has a time; from 1900 to 2099.
             */
            date?: string | null;
            description?: string;
            /**
             * Format: date
             * @description Null where it has a time; from 1900 to 2099.
             */
            endDate?: string | null;
            /**
             * Format: date-time
             * @description Null all day long; from 1900 to 2099.
             */
            endsAt?: string | null;
            location?: string;
            scope: components["schemas"]["CalendarScope"];
            scopeId?: components["schemas"]["NullableId"];
            /**
             * Format: date-time
             * @description Null all day long; from 1900 to 2099.
             */
            startsAt?: string | null;
            title: string;
        };
        /**
         * @example {
         *       "name": "Google Calendar"
         *     }
         */
        CreateCalendarFeed: {
            /** @description Everything but one's reports, unless told. */
            include?: components["schemas"]["CalendarKind"][];
            name: string;
        };
        /**
         * @example {
         *       "name": "Sampel & Desain",
         *       "code": "SMP"
         *     }
         */
        CreateDivisionRequest: {
            code: components["schemas"]["DivisionCode"];
            name: components["schemas"]["PersonName"];
        };
        /**
         * @example {
         *       "date": "2027-01-02",
         *       "name": "Cuti bersama Tahun Baru",
         *       "kind": "joint_leave",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60"
         *     }
         */
        CreateHoliday: {
            date: components["schemas"]["LocalDate"];
            divisionId?: components["schemas"]["NullableId"];
            kind: components["schemas"]["HolidayKind"];
            name: components["schemas"]["HolidayName"];
        };
        /**
         * @example {
         *       "email": "waiting@workpulse.test"
         *     }
         */
        CreateInvitationRequest: {
            divisionId?: components["schemas"]["NullableId"];
            email: components["schemas"]["Email"];
            role?: components["schemas"]["OrganisationRole"];
            teams?: components["schemas"]["Memberships"];
        };
        /**
         * @example {
         *       "kind": "annual",
         *       "startDate": "2026-12-01",
         *       "endDate": "2026-12-04",
         *       "part": "full",
         *       "note": "Acara keluarga di Solo."
         *     }
         */
        CreateLeave: {
            /**
             * Format: date
             * @description The last day.
             */
            endDate: string;
            kind: components["schemas"]["LeaveKind"];
            note?: components["schemas"]["LeaveNote"];
            part?: components["schemas"]["LeavePart"];
            startDate: components["schemas"]["LocalDate"];
            substituteId?: components["schemas"]["Id"];
            userId?: components["schemas"]["Id"];
        };
        /**
         * @example {
         *       "workDate": "2026-11-20",
         *       "kind": "extend",
         *       "note": "Kemarin listrik padam."
         *     }
         */
        CreateObligationRequest: {
            kind: components["schemas"]["ObligationRequestKind"];
            note: components["schemas"]["ObligationNote"];
            workDate: components["schemas"]["LocalDate"];
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
            /** @description By which it is written: one of its division or of everybody, that is not archived (`unknownTemplate`). */
            templateId?: string | null;
            /** @description Whose it is; one’s own where it is left out. `unknownPerson` where one does not lead them. */
            userId?: string;
        };
        /**
         * @example {
         *       "scope": "division",
         *       "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "effectiveFrom": "2026-12-01",
         *       "days": [
         *         1,
         *         2,
         *         3,
         *         4,
         *         5,
         *         6
         *       ],
         *       "deadline": "02:00",
         *       "dayOffset": 1,
         *       "graceMinutes": 15
         *     }
         */
        CreateSchedule: {
            /** @description 1: the deadline is on the day after the day of work. */
            dayOffset?: number;
            days?: components["schemas"]["Weekdays"];
            deadline?: components["schemas"]["LocalTime"];
            effectiveFrom: components["schemas"]["LocalDate"];
            /**
             * Format: date
             * @description The last day that it holds; null until another does.
             */
            effectiveTo?: string | null;
            /** @description How long after the deadline a report is still on time. */
            graceMinutes?: number;
            /** @description How many days after the deadline's own a report is still taken. */
            lateWindowDays?: number;
            remindMinutes?: components["schemas"]["RemindMinutes"];
            scope: components["schemas"]["ScheduleScope"];
            /** @description The division, the team or the person; null, or left out, for the organisation's. */
            scopeId?: string | null;
        };
        /**
         * @example {
         *       "name": "Siang",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "deadline": "22:00",
         *       "dayOffset": 0
         *     }
         */
        CreateShift: {
            /** @description 1: the deadline is on the day after the day of work. */
            dayOffset?: number;
            deadline: components["schemas"]["LocalTime"];
            /** @description Whose it is; null for everybody's. */
            divisionId?: string | null;
            /** @description How long after the deadline a report is still on time. */
            graceMinutes?: number;
            /** @description How many days after the deadline's own a report is still taken. */
            lateWindowDays?: number;
            name: components["schemas"]["PersonName"];
            remindMinutes?: components["schemas"]["RemindMinutes"];
        };
        /**
         * @example {
         *       "name": "Line 9",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60"
         *     }
         */
        CreateTeamRequest: {
            divisionId: components["schemas"]["Id"];
            name: components["schemas"]["PersonName"];
        };
        /**
         * @example {
         *       "email": "new.colleague@workpulse.test",
         *       "name": "New Colleague"
         *     }
         */
        CreateUserRequest: {
            divisionId?: components["schemas"]["NullableId"];
            email?: components["schemas"]["Email"];
            employeeNo?: components["schemas"]["EmployeeNo"];
            joinedOn?: components["schemas"]["JoinedOn"];
            leftOn?: components["schemas"]["LeftOn"];
            name: components["schemas"]["PersonName"];
            phone?: components["schemas"]["Phone"];
            /** @description Whether the person owes reports; true where it says nothing. */
            reportRequired?: boolean;
            role?: components["schemas"]["OrganisationRole"];
            teams?: components["schemas"]["Memberships"];
            title?: components["schemas"]["Title"];
        };
        /**
         * @example {
         *       "user": null,
         *       "refreshable": true
         *     }
         */
        CurrentSession: {
            /** @description The access token is over, and a refresh would bring another one. */
            refreshable: boolean;
            user: components["schemas"]["User"] | null;
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
        /**
         * @example {
         *       "version": 1,
         *       "note": "Laporan bisa dikirim dari ponsel."
         *     }
         */
        DeclineObligationRequest: {
            note: components["schemas"]["ObligationNote"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4D01",
         *       "from": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "to": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "startsOn": "2026-12-20",
         *       "endsOn": "2026-12-24",
         *       "note": "The keys are with Siti.",
         *       "state": "planned",
         *       "endedAt": null,
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "version": 1
         *     }
         */
        Delegation: {
            createdAt: components["schemas"]["Timestamp"];
            endedAt: components["schemas"]["NullableTimestamp"];
            endsOn: components["schemas"]["LocalDate"];
            from: components["schemas"]["Person"];
            id: components["schemas"]["Id"];
            note: string;
            startsOn: components["schemas"]["LocalDate"];
            state: components["schemas"]["DelegationState"];
            to: components["schemas"]["Person"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4D01",
         *           "from": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *             "name": "Budi Santoso",
         *             "avatarUrl": null
         *           },
         *           "to": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "startsOn": "2026-12-20",
         *           "endsOn": "2026-12-24",
         *           "note": "The keys are with Siti.",
         *           "state": "planned",
         *           "endedAt": null,
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        DelegationPage: {
            items: components["schemas"]["Delegation"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description `planned` until its first day, `active` to its last, `ended` afterwards or once it was taken back.
         * @enum {string}
         */
        DelegationState: "planned" | "active" | "ended";
        /**
         * @description How often a letter tells what is unread: never, every day, every Monday; at `digestAt`, or up to a quarter of an hour later.
         * @enum {string}
         */
        Digest: "off" | "daily" | "weekly";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
         *       "title": "Attach collars",
         *       "author": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "owner": null,
         *       "status": "open",
         *       "note": null,
         *       "openedAt": "2026-11-19T10:05:00.000Z",
         *       "resolvedAt": null
         *     }
         */
        DigestBlocker: {
            author: components["schemas"]["Person"];
            id: components["schemas"]["Id"];
            note: string | null;
            openedAt: components["schemas"]["Timestamp"];
            owner: components["schemas"]["Person"] | null;
            resolvedAt: components["schemas"]["NullableTimestamp"];
            status: components["schemas"]["BlockerStatus"];
            /** @description Of the item. */
            title: string;
        };
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *       "timing": "on_time",
         *       "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "planNext": "Finish the order of blue shirts."
         *     }
         */
        DigestDay: {
            date: components["schemas"]["LocalDate"];
            planNext: string;
            reportId: components["schemas"]["Id"];
            summary: string;
            timing: components["schemas"]["ReportTiming"] | null;
        };
        /**
         * @description An item and those of the same days that it goes on with. What changes is told as the newest report says it.
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *       "title": "Collars, order 2211",
         *       "category": "sewing",
         *       "status": "done",
         *       "progress": 100,
         *       "minutes": 900,
         *       "quantity": 540,
         *       "unit": "pcs",
         *       "from": "2026-11-18",
         *       "to": "2026-11-20",
         *       "reports": 3
         *     }
         */
        DigestItem: {
            category: string | null;
            from: components["schemas"]["LocalDate"];
            id: components["schemas"]["Id"];
            /** @description Of all of them. */
            minutes: number;
            progress: number;
            /** @description Of all that have this unit. */
            quantity: number | null;
            reportId: components["schemas"]["Id"];
            /** @description In how many. */
            reports: number;
            status: components["schemas"]["ReportItemStatus"];
            title: string;
            to: components["schemas"]["LocalDate"];
            unit: string | null;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "minutes": 2100,
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *           "title": "Collars, order 2211",
         *           "category": "sewing",
         *           "status": "done",
         *           "progress": 100,
         *           "minutes": 900,
         *           "quantity": 540,
         *           "unit": "pcs",
         *           "from": "2026-11-18",
         *           "to": "2026-11-20",
         *           "reports": 3
         *         }
         *       ],
         *       "days": [
         *         {
         *           "date": "2026-11-20",
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *           "timing": "on_time",
         *           "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *           "planNext": "Finish the order of blue shirts."
         *         }
         *       ]
         *     }
         */
        DigestPerson: {
            /** @description Their reports, by date. */
            days: components["schemas"]["DigestDay"][];
            /** @description What was begun first comes first. */
            items: components["schemas"]["DigestItem"][];
            minutes: number;
            user: components["schemas"]["Person"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "name": "Produksi",
         *       "code": "PRD",
         *       "teamCount": 2,
         *       "archivedAt": null,
         *       "version": 1
         *     }
         */
        Division: {
            archivedAt: components["schemas"]["NullableTimestamp"];
            /** @description What it is called in lists and files. */
            code: string;
            id: components["schemas"]["Id"];
            name: string;
            /** @description Its teams that are not archived. */
            teamCount: number;
            version: components["schemas"]["Version"];
        };
        /** @description What a division is called in lists and files. */
        DivisionCode: string;
        /**
         * @example {
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "name": "Produksi",
         *       "figures": {
         *         "expected": 21,
         *         "onTime": 17,
         *         "late": 2,
         *         "missed": 1,
         *         "due": 1,
         *         "excused": 1,
         *         "extra": 0,
         *         "submissionRate": 0.9048,
         *         "onTimeRate": 0.8095,
         *         "punctuality": 0.8947,
         *         "medianLateMinutes": 95.5,
         *         "handedIn": 19,
         *         "reviewed": 16,
         *         "approved": 15,
         *         "returned": 2,
         *         "reviewRate": 0.8421,
         *         "returnRate": 0.125,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 8340,
         *         "itemsTotal": 61,
         *         "itemsDone": 48,
         *         "completionRate": 0.7869,
         *         "blockersRaised": 4
         *       }
         *     }
         */
        DivisionFigures: {
            divisionId: components["schemas"]["Id"];
            figures: components["schemas"]["Figures"];
            name: string;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "name": "Produksi",
         *           "code": "PRD",
         *           "teamCount": 2,
         *           "archivedAt": null,
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        DivisionPage: {
            items: components["schemas"]["Division"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** Format: email */
        Email: string;
        /**
         * @example {
         *       "email": "dewi.lestari@workpulse.test",
         *       "password": "workpulse-demo"
         *     }
         */
        EmailChangeRequest: {
            email: components["schemas"]["Email"];
            /** Format: password */
            password: string;
        };
        EmailDomains: string[];
        /**
         * @description The person's number in the company's books.
         * @example RA-0042
         */
        EmployeeNo: string | null;
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
            /** @description Every fault, not only the first; of many the first 20. */
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
        ErrorCode: "VALIDATION_FAILED" | "UNAUTHENTICATED" | "REFRESH_SUPERSEDED" | "INVALID_CREDENTIALS" | "INVALID_TOKEN" | "PASSWORD_REQUIRED" | "FORBIDDEN" | "REGISTRATION_CLOSED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "STATE_CONFLICT" | "DUPLICATE" | "VERSION_CONFLICT" | "LAST_ADMIN" | "IN_PROGRESS" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RULE_REFUSED" | "UPGRADE_REQUIRED" | "RATE_LIMITED" | "TOO_MANY_STREAMS" | "INTERNAL" | "NOT_CONFIGURED" | "UNAVAILABLE";
        /**
         * @example {
         *       "path": "/body/items/0/title",
         *       "rule": "required",
         *       "message": "is required"
         *     }
         */
        ErrorDetail: {
            message: string;
            /** @description JSON Pointer to the fault, under `/body`, `/query`, `/params`, `/headers` or `/cookies`; of what is not ready, its name. */
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
            action?: components["schemas"]["DecisionAction"];
            /** @description Who did that; null where nobody did. */
            actor?: components["schemas"]["Person"] | null;
            at?: components["schemas"]["Timestamp"];
            currentVersion?: number;
            invitationId?: components["schemas"]["Id"];
            reason?: components["schemas"]["ConflictReason"];
            reportId?: components["schemas"]["Id"];
            state?: components["schemas"]["ReportState"];
            userId?: components["schemas"]["Id"];
        };
        /**
         * @example {
         *       "code": "RULE_REFUSED",
         *       "rule": "future"
         *     }
         */
        ExcuseError: {
            /** @enum {string} */
            code: "NOT_FOUND" | "FORBIDDEN" | "STATE_CONFLICT" | "RULE_REFUSED";
            /** @description Of RULE_REFUSED; else null. */
            rule: string | null;
        };
        /**
         * @example {
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *       "workDate": "2026-11-20"
         *     }
         */
        ExcuseItem: {
            userId: components["schemas"]["Id"];
            workDate: components["schemas"]["LocalDate"];
        };
        /**
         * @description `leave`: approved leave. `manual`: somebody above excused it. `inactive`: the person left. The first that holds.
         * @enum {string}
         */
        ExcuseReason: "leave" | "manual" | "inactive";
        /**
         * @example {
         *       "items": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *           "workDate": "2026-11-20"
         *         }
         *       ],
         *       "note": "Mesin mati seharian."
         *     }
         */
        ExcuseRequest: {
            /** @description Each once. */
            items: components["schemas"]["ExcuseItem"][];
            note: components["schemas"]["ObligationNote"];
        };
        /**
         * @example {
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *       "workDate": "2026-11-20",
         *       "ok": true,
         *       "error": null
         *     }
         */
        ExcuseResult: {
            /** @description Why nothing changed; null where it did. */
            error: components["schemas"]["ExcuseError"] | null;
            ok: boolean;
            userId: components["schemas"]["Id"];
            workDate: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "results": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *           "workDate": "2026-11-20",
         *           "ok": true,
         *           "error": null
         *         }
         *       ]
         *     }
         */
        ExcuseResults: {
            results: components["schemas"]["ExcuseResult"][];
        };
        /**
         * @example {
         *       "by": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "onBehalfOf": null,
         *       "at": "2026-11-20T09:41:00.000Z",
         *       "note": "Mesin mati seharian."
         *     }
         */
        ExplainedExcuse: {
            at: components["schemas"]["Timestamp"];
            by: components["schemas"]["Person"] | null;
            note: string;
            /** @description In whose place; null where in nobody's. */
            onBehalfOf: components["schemas"]["Person"] | null;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4T02",
         *       "name": "Hari Raya Natal",
         *       "kind": "national"
         *     }
         */
        ExplainedHoliday: {
            id: components["schemas"]["Id"];
            kind: components["schemas"]["HolidayKind"];
            name: string;
        };
        /**
         * @example {
         *       "part": "full",
         *       "kind": "annual"
         *     }
         */
        ExplainedLeave: {
            /** @description Null for who need not know. */
            kind: components["schemas"]["LeaveKind"] | null;
            part: components["schemas"]["LeavePart"];
        };
        /**
         * @example {
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "shift": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T04",
         *         "name": "Malam"
         *       }
         *     }
         */
        ExplainedRoster: {
            /** @description Null for a day off. */
            shift: components["schemas"]["ExplainedShift"] | null;
            teamId: components["schemas"]["Id"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
         *       "scope": "division",
         *       "over": [
         *         "org"
         *       ]
         *     }
         */
        ExplainedSchedule: {
            id: components["schemas"]["Id"];
            /** @description Of which kinds those are that it won over. */
            over: components["schemas"]["ScheduleScope"][];
            scope: components["schemas"]["ScheduleScope"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4T04",
         *       "name": "Malam"
         *     }
         */
        ExplainedShift: {
            id: components["schemas"]["Id"];
            name: string;
        };
        /**
         * @example {
         *       "rule": "deadline",
         *       "result": "set",
         *       "text": "The deadline was 20 November 2026, 17:00."
         *     }
         */
        ExplainedStep: {
            /** @description What the rule came to, in one word. */
            result: string;
            /** @enum {string} */
            rule: "person" | "roster" | "schedule" | "holiday" | "workday" | "leave" | "excuse" | "deadline" | "extension" | "handIn" | "outcome";
            text: string;
        };
        /**
         * @example {
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "date": "2026-11-20",
         *       "owed": true,
         *       "outcome": "due",
         *       "reason": null,
         *       "timing": null,
         *       "timezone": "Asia/Jakarta",
         *       "schedule": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
         *         "scope": "division",
         *         "over": [
         *           "org"
         *         ]
         *       },
         *       "roster": null,
         *       "holiday": null,
         *       "leave": null,
         *       "excuse": null,
         *       "extension": null,
         *       "deadlineAt": "2026-11-20T10:00:00.000Z",
         *       "graceUntil": "2026-11-20T10:30:00.000Z",
         *       "closesAt": "2026-11-23T17:00:00.000Z",
         *       "firstSubmittedAt": null,
         *       "lateMinutes": null,
         *       "forecast": false,
         *       "steps": [
         *         {
         *           "rule": "deadline",
         *           "result": "set",
         *           "text": "The deadline was 20 November 2026, 17:00."
         *         }
         *       ]
         *     }
         */
        Explanation: {
            closesAt: components["schemas"]["NullableTimestamp"];
            date: components["schemas"]["LocalDate"];
            deadlineAt: components["schemas"]["NullableTimestamp"];
            excuse: components["schemas"]["ExplainedExcuse"] | null;
            /** @description Who had it taken for longer, when and why; null where nobody did. */
            extension: components["schemas"]["ExplainedExcuse"] | null;
            firstSubmittedAt: components["schemas"]["NullableTimestamp"];
            /** @description The day is yet to come. */
            forecast: boolean;
            graceUntil: components["schemas"]["NullableTimestamp"];
            holiday: components["schemas"]["ExplainedHoliday"] | null;
            /** @description From the deadline on, begun ones counted; null where it is not late. */
            lateMinutes: number | null;
            leave: components["schemas"]["ExplainedLeave"] | null;
            /** @description Null where nothing is owed. */
            outcome: components["schemas"]["Outcome"] | null;
            owed: boolean;
            /** @description Why it is excused; null where it is not. */
            reason: components["schemas"]["ExcuseReason"] | null;
            /** @description What the roster of the team says of the day; null where it says nothing. */
            roster: components["schemas"]["ExplainedRoster"] | null;
            /** @description Which one decides; null where a roster does, and where none is in force. */
            schedule: components["schemas"]["ExplainedSchedule"] | null;
            steps: components["schemas"]["ExplainedStep"][];
            timezone: string;
            /** @description Null while it has not been handed in. */
            timing: components["schemas"]["ReportTiming"] | null;
            userId: components["schemas"]["Id"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *           "workDate": "2026-11-20"
         *         }
         *       ],
         *       "until": "2026-11-27",
         *       "note": "Sakit tanpa kabar."
         *     }
         */
        ExtendRequest: {
            /** @description Each once. */
            items: components["schemas"]["ExcuseItem"][];
            note: components["schemas"]["ObligationNote"];
            until: components["schemas"]["LocalDate"];
        };
        /**
         * @description Counts are of rows of the ledger whose grace is over (`expected` = `onTime` + `late` + `missed` + `due`; `excused` is outside), of
         *     reports that are no drafts, and of their items. A rate is null where there is nothing to divide by, a median where there is nothing
         *     to take one of. Rates have four decimals, hours two.
         * @example {
         *       "expected": 21,
         *       "onTime": 17,
         *       "late": 2,
         *       "missed": 1,
         *       "due": 1,
         *       "excused": 1,
         *       "extra": 0,
         *       "submissionRate": 0.9048,
         *       "onTimeRate": 0.8095,
         *       "punctuality": 0.8947,
         *       "medianLateMinutes": 95.5,
         *       "handedIn": 19,
         *       "reviewed": 16,
         *       "approved": 15,
         *       "returned": 2,
         *       "reviewRate": 0.8421,
         *       "returnRate": 0.125,
         *       "medianReviewHours": 14.83,
         *       "minutesTotal": 8340,
         *       "itemsTotal": 61,
         *       "itemsDone": 48,
         *       "completionRate": 0.7869,
         *       "blockersRaised": 4
         *     }
         */
        Figures: {
            /** @description As they stand; by a person or automatically. */
            approved: number;
            /** @description Items that are blocked. */
            blockersRaised: number;
            /** @description Of `itemsTotal`, what is done. */
            completionRate: number | null;
            /** @description Can still be handed in. */
            due: number;
            excused: number;
            expected: number;
            /** @description Reports of days on which nothing was owed. */
            extra: number;
            handedIn: number;
            itemsDone: number;
            itemsTotal: number;
            late: number;
            /** @description From the deadline. */
            medianLateMinutes: number | null;
            /** @description From a hand-in to the first decision of a person. */
            medianReviewHours: number | null;
            minutesTotal: number;
            missed: number;
            onTime: number;
            /** @description Of `expected`, what was on time. */
            onTimeRate: number | null;
            /** @description Of what was handed in, what was on time. */
            punctuality: number | null;
            /** @description At least once, by a person. */
            returned: number;
            /** @description Of `reviewed`, what was returned. */
            returnRate: number | null;
            /** @description By a person. */
            reviewed: number;
            /** @description Of `handedIn`, what was reviewed. */
            reviewRate: number | null;
            /** @description Of `expected`, what was handed in. */
            submissionRate: number | null;
        };
        /**
         * @example {
         *       "from": "2026-09-22",
         *       "to": "2026-10-21",
         *       "figures": {
         *         "expected": 21,
         *         "onTime": 16,
         *         "late": 3,
         *         "missed": 1,
         *         "due": 1,
         *         "excused": 1,
         *         "extra": 0,
         *         "submissionRate": 0.9048,
         *         "onTimeRate": 0.7619,
         *         "punctuality": 0.8421,
         *         "medianLateMinutes": 95.5,
         *         "handedIn": 19,
         *         "reviewed": 16,
         *         "approved": 15,
         *         "returned": 2,
         *         "reviewRate": 0.8421,
         *         "returnRate": 0.125,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 8340,
         *         "itemsTotal": 61,
         *         "itemsDone": 48,
         *         "completionRate": 0.7869,
         *         "blockersRaised": 4
         *       }
         *     }
         */
        FiguresBefore: {
            figures: components["schemas"]["Figures"];
            from: components["schemas"]["LocalDate"];
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @description What has become more, or less. Null where either side is. Taken before rounding.
         * @example {
         *       "expected": 0,
         *       "onTime": 1,
         *       "late": -1,
         *       "missed": 0,
         *       "due": 0,
         *       "excused": 0,
         *       "extra": 0,
         *       "submissionRate": 0,
         *       "onTimeRate": 0.0476,
         *       "punctuality": 0.0526,
         *       "medianLateMinutes": null,
         *       "handedIn": 0,
         *       "reviewed": 0,
         *       "approved": 0,
         *       "returned": 0,
         *       "reviewRate": 0,
         *       "returnRate": null,
         *       "medianReviewHours": -1.5,
         *       "minutesTotal": 30,
         *       "itemsTotal": 0,
         *       "itemsDone": 0,
         *       "completionRate": 0,
         *       "blockersRaised": 0
         *     }
         */
        FiguresDelta: {
            approved: number;
            blockersRaised: number;
            completionRate: number | null;
            due: number;
            excused: number;
            expected: number;
            extra: number;
            handedIn: number;
            itemsDone: number;
            itemsTotal: number;
            late: number;
            medianLateMinutes: number | null;
            medianReviewHours: number | null;
            minutesTotal: number;
            missed: number;
            onTime: number;
            onTimeRate: number | null;
            punctuality: number | null;
            returned: number;
            returnRate: number | null;
            reviewed: number;
            reviewRate: number | null;
            submissionRate: number | null;
        };
        /**
         * @example [
         *       {
         *         "user": {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "name": "Dewi Lestari",
         *           "avatarUrl": null
         *         },
         *         "figures": {
         *           "expected": 21,
         *           "onTime": 17,
         *           "late": 2,
         *           "missed": 1,
         *           "due": 1,
         *           "excused": 1,
         *           "extra": 0,
         *           "submissionRate": 0.9048,
         *           "onTimeRate": 0.8095,
         *           "punctuality": 0.8947,
         *           "medianLateMinutes": 95.5,
         *           "handedIn": 19,
         *           "reviewed": 16,
         *           "approved": 15,
         *           "returned": 2,
         *           "reviewRate": 0.8421,
         *           "returnRate": 0.125,
         *           "medianReviewHours": 14.83,
         *           "minutesTotal": 8340,
         *           "itemsTotal": 61,
         *           "itemsDone": 48,
         *           "completionRate": 0.7869,
         *           "blockersRaised": 4
         *         }
         *       }
         *     ]
         */
        FiguresOfPeople: components["schemas"]["PersonFigures"][];
        /**
         * @example [
         *       {
         *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *         "name": "Line 4",
         *         "figures": {
         *           "expected": 21,
         *           "onTime": 17,
         *           "late": 2,
         *           "missed": 1,
         *           "due": 1,
         *           "excused": 1,
         *           "extra": 0,
         *           "submissionRate": 0.9048,
         *           "onTimeRate": 0.8095,
         *           "punctuality": 0.8947,
         *           "medianLateMinutes": 95.5,
         *           "handedIn": 19,
         *           "reviewed": 16,
         *           "approved": 15,
         *           "returned": 2,
         *           "reviewRate": 0.8421,
         *           "returnRate": 0.125,
         *           "medianReviewHours": 14.83,
         *           "minutesTotal": 8340,
         *           "itemsTotal": 61,
         *           "itemsDone": 48,
         *           "completionRate": 0.7869,
         *           "blockersRaised": 4
         *         }
         *       }
         *     ]
         */
        FiguresOfTeams: components["schemas"]["TeamFigures"][];
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z30",
         *       "name": "ukuran kerah.txt",
         *       "type": "text/plain",
         *       "size": 13,
         *       "sha256": "26fa8c1fb2a4e6d1c6ad3ff2d3b83ff8fb2a8c0a39b3b9f5c1e8c6b2f41d7f10",
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "owner": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "createdAt": "2026-11-20T10:25:00.000Z"
         *     }
         */
        File: {
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            name: string;
            owner: components["schemas"]["Person"];
            reportId: components["schemas"]["NullableId"];
            /** @description Of what is in it; also its ETag. */
            sha256: string;
            /** @description In bytes. */
            size: number;
            type: components["schemas"]["FileKind"];
        };
        /**
         * @description What it is, by what is in it. More will come.
         * @enum {string}
         */
        FileKind: "image/png" | "image/jpeg" | "image/webp" | "image/gif" | "application/pdf" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "text/plain" | "text/csv";
        FileName: string;
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z30",
         *           "name": "ukuran kerah.txt",
         *           "type": "text/plain",
         *           "size": 13,
         *           "sha256": "26fa8c1fb2a4e6d1c6ad3ff2d3b83ff8fb2a8c0a39b3b9f5c1e8c6b2f41d7f10",
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *           "owner": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "createdAt": "2026-11-20T10:25:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        FilePage: {
            items: components["schemas"]["File"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "email": "employee@workpulse.test"
         *     }
         */
        ForgotPasswordRequest: {
            email: components["schemas"]["Email"];
        };
        /**
         * @example {
         *       "url": "https://accounts.google.com/o/oauth2/v2/auth?client_id=workpulse"
         *     }
         */
        GoogleRedirect: {
            url: string;
        };
        /**
         * @description What the front end is told in `/login?error=`, or `/profile?error=` where one wanted to link. `google_cancelled`: the person said no. `google_expired`: the flow is
         *     over, was used already, or began in another browser. `google_failed`: Google's answer could not be trusted.
         *     `google_unavailable`: Google did not answer in time. `google_email_unverified`: Google has not verified the address.
         *     `google_domain`: it is not of the organisation's domains. `google_not_invited`: there is no such person here, and no
         *     invitation. `google_disabled`: the person's account is disabled. `google_other_identity`: the account with this address belongs
         *     to another identity at Google; the administrators are told, and can unlink that one. Where one wanted to link: one has another one
         *     already, or it is somebody else's.
         * @enum {string}
         */
        GoogleSignInError: "google_cancelled" | "google_expired" | "google_failed" | "google_unavailable" | "google_email_unverified" | "google_domain" | "google_not_invited" | "google_disabled" | "google_other_identity";
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
         * @description What came of what was owed; `extra` where a report was handed in and none was owed; null where neither.
         * @enum {string|null}
         */
        HeatmapCell: "due" | "on_time" | "late" | "missed" | "excused" | "extra" | null;
        /**
         * @example {
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "cells": [
         *         "on_time",
         *         "late",
         *         "due"
         *       ]
         *     }
         */
        HeatmapRow: {
            /** @description One for each of `days`. */
            cells: components["schemas"]["HeatmapCell"][];
            user: components["schemas"]["Person"];
        };
        /**
         * @description What was done. More will come.
         * @enum {string}
         */
        HistoryAction: "created" | "edited" | "submitted" | "withdrawn" | "approved" | "auto_approved" | "returned" | "reopened";
        /**
         * @example {
         *       "path": "/summary",
         *       "before": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "after": "Attached 200 collars; the thread on machine 12 keeps breaking."
         *     }
         */
        HistoryChange: {
            /** @description What was handed in then; null for an item that is gone. Of an edit it is not told. */
            after?: string | number | {
                [key: string]: unknown;
            } | null;
            /** @description What was handed in before; null for an item that is new. Of an edit it is not told. */
            before?: string | number | {
                [key: string]: unknown;
            } | null;
            /** @description Of `/summary`, `/planNext`, `/mood`, `/templateId`, `/fields` and `/items`, of hand-ins each item: `/items/ID`. */
            path: string;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z10",
         *       "time": "2026-11-20T10:12:00.000Z",
         *       "actor": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "onBehalfOf": null,
         *       "action": "returned",
         *       "fromState": "submitted",
         *       "toState": "returned",
         *       "note": "How many pieces of each order?",
         *       "version": 3,
         *       "revision": null,
         *       "changed": []
         *     }
         */
        HistoryEntry: {
            action: components["schemas"]["HistoryAction"];
            /** @description null where nobody did it. */
            actor: components["schemas"]["Person"] | null;
            /** @description What an edit changed; what a hand-in changed since the one before. */
            changed: components["schemas"]["HistoryChange"][];
            fromState: components["schemas"]["ReportState"] | null;
            id: components["schemas"]["Id"];
            note: string | null;
            /** @description Whom the actor stood in for. */
            onBehalfOf: components["schemas"]["Person"] | null;
            /** @description Of a hand-in, its number, for `getReportRevision`; null of one that was taken back. */
            revision: number | null;
            time: components["schemas"]["Timestamp"];
            toState: components["schemas"]["ReportState"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z10",
         *           "time": "2026-11-20T10:12:00.000Z",
         *           "actor": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *             "name": "Budi Santoso",
         *             "avatarUrl": null
         *           },
         *           "onBehalfOf": null,
         *           "action": "returned",
         *           "fromState": "submitted",
         *           "toState": "returned",
         *           "note": "How many pieces of each order?",
         *           "version": 3,
         *           "revision": null,
         *           "changed": []
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        HistoryPage: {
            items: components["schemas"]["HistoryEntry"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4T02",
         *       "date": "2026-12-25",
         *       "name": "Hari Raya Natal",
         *       "kind": "national",
         *       "divisionId": null,
         *       "version": 1
         *     }
         */
        Holiday: {
            date: components["schemas"]["LocalDate"];
            divisionId: components["schemas"]["NullableId"];
            id: components["schemas"]["Id"];
            kind: components["schemas"]["HolidayKind"];
            name: string;
            version: components["schemas"]["Version"];
        };
        /**
         * @description `national`, `joint_leave` and `company`: nobody works. `workday`: a day is worked that would not be. Joint leave counts where the
         *     organisation observes it.
         * @enum {string}
         */
        HolidayKind: "national" | "joint_leave" | "company" | "workday";
        HolidayName: string;
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4T02",
         *           "date": "2026-12-25",
         *           "name": "Hari Raya Natal",
         *           "kind": "national",
         *           "divisionId": null,
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        HolidayPage: {
            items: components["schemas"]["Holiday"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "date": "2027-01-01",
         *       "name": "Tahun Baru",
         *       "known": true
         *     }
         */
        HolidaySuggestion: {
            date: components["schemas"]["LocalDate"];
            /** @description The organisation's calendar has a day off on this date. */
            known: boolean;
            /** @description In the country's language. */
            name: string;
        };
        /**
         * @example {
         *       "country": "ID",
         *       "year": 2027,
         *       "items": [
         *         {
         *           "date": "2027-01-01",
         *           "name": "Tahun Baru",
         *           "known": true
         *         }
         *       ]
         *     }
         */
        HolidaySuggestions: {
            /** @description ISO 3166-1. */
            country: string;
            items: components["schemas"]["HolidaySuggestion"][];
            year: number;
        };
        /**
         * @description An opaque identifier.
         * @example 01JD2V6M7Q8R9S0T1V2W3X4Y5Z
         */
        Id: string;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y80",
         *       "provider": "google",
         *       "email": "dewi@gmail.com",
         *       "linkedAt": "2026-11-20T01:02:03.000Z"
         *     }
         */
        Identity: {
            /** @description Its address when it was linked; null where nobody wrote it down. */
            email: string | null;
            id: components["schemas"]["Id"];
            linkedAt: components["schemas"]["Timestamp"];
            /**
             * @description Where the account is. More will come.
             * @enum {string}
             */
            provider: "google";
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y80",
         *           "provider": "google",
         *           "email": "dewi@gmail.com",
         *           "linkedAt": "2026-11-20T01:02:03.000Z"
         *         }
         *       ]
         *     }
         */
        IdentityList: {
            items: components["schemas"]["Identity"][];
        };
        /**
         * @example {
         *       "line": 2,
         *       "column": "date",
         *       "rule": "date",
         *       "message": "is not a date"
         *     }
         */
        ImportError: {
            /** @description Its heading; null where it is the line. */
            column: string | null;
            /** @description From 1, the line of headings. */
            line: number;
            message: string;
            /** @description The name of the rule. */
            rule: string;
        };
        /**
         * @example {
         *       "csv": "email;name\nrini.astuti@workpulse.test;Rini Astuti\n",
         *       "dryRun": true
         *     }
         */
        ImportPeopleRequest: {
            /**
             * @description The file, as a spreadsheet program writes it: separated by commas or semicolons, quoted where need be, a line of headings first,
             *     at most 2000 lines after it.
             */
            csv: string;
            /**
             * @description Store nothing, and say what would be done.
             * @default true
             */
            dryRun?: boolean;
            /**
             * @description Send each new person a link to set a password.
             * @default false
             */
            welcome?: boolean;
        };
        /**
         * @example {
         *       "csv": "date;name;kind\n2027-01-01;Tahun Baru;national\n",
         *       "dryRun": true
         *     }
         */
        ImportRequest: {
            /**
             * @description The file, as a spreadsheet program writes it: separated by commas or semicolons, quoted where need be, a line of headings first,
             *     at most 2000 lines after it.
             */
            csv: string;
            /**
             * @description Store nothing, and say what would be done.
             * @default true
             */
            dryRun?: boolean;
        };
        /**
         * @example {
         *       "dryRun": true,
         *       "rows": 1,
         *       "created": 1,
         *       "updated": 0,
         *       "unchanged": 0,
         *       "errors": []
         *     }
         */
        ImportResult: {
            created: number;
            /** @description Nothing was stored. */
            dryRun: boolean;
            /** @description The first hundred faults, each with its place. */
            errors: components["schemas"]["ImportError"][];
            /** @description How many lines there are beside the headings. */
            rows: number;
            unchanged: number;
            updated: number;
        };
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
        /**
         * @example {
         *       "items": [],
         *       "nextCursor": null
         *     }
         */
        InboxPage: {
            items: components["schemas"]["InboxItem"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y71",
         *       "email": "waiting@workpulse.test",
         *       "role": "employee",
         *       "divisionId": null,
         *       "teams": [],
         *       "state": "pending",
         *       "invitedBy": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y72",
         *         "name": "Maya Puspitasari",
         *         "avatarUrl": null
         *       },
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "expiresAt": "2026-11-23T01:02:03.000Z"
         *     }
         */
        Invitation: {
            createdAt: components["schemas"]["Timestamp"];
            divisionId: components["schemas"]["NullableId"];
            email: string;
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            invitedBy: components["schemas"]["Person"];
            role: components["schemas"]["OrganisationRole"];
            state: components["schemas"]["InvitationState"];
            teams: components["schemas"]["Membership"][];
        };
        /**
         * @example {
         *       "items": [],
         *       "nextCursor": null
         *     }
         */
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** @enum {string} */
        InvitationState: "pending" | "accepted" | "revoked" | "expired";
        /**
         * Format: date
         * @description The first day of work, null where it is not known. Nothing is owed before it, nor before the day after the account was made.
         * @example 2024-02-01
         */
        JoinedOn: string | null;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4L01",
         *       "person": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "kind": "annual",
         *       "startDate": "2026-12-10",
         *       "endDate": "2026-12-13",
         *       "part": "full",
         *       "workingDays": 2,
         *       "status": "pending",
         *       "note": "Acara keluarga di Solo.",
         *       "substitute": null,
         *       "decidedBy": null,
         *       "onBehalfOf": null,
         *       "decidedAt": null,
         *       "decisionNote": null,
         *       "createdAt": "2026-11-19T02:10:00.000Z",
         *       "version": 1,
         *       "can": {
         *         "decide": false,
         *         "cancel": true
         *       }
         *     }
         */
        Leave: {
            can: components["schemas"]["LeaveAbilities"];
            createdAt: components["schemas"]["Timestamp"];
            decidedAt: components["schemas"]["NullableTimestamp"];
            /** @description Null while it is pending. */
            decidedBy: components["schemas"]["Person"] | null;
            /** @description Null where there is none, and for who is not to know. */
            decisionNote: string | null;
            /**
             * Format: date
             * @description The last day.
             */
            endDate: string;
            id: components["schemas"]["Id"];
            /** @description Null for who is not to know. */
            kind: components["schemas"]["LeaveKind"] | null;
            /** @description Null for who is not to know. */
            note: string | null;
            /** @description In whose place it was decided; null for nobody's. */
            onBehalfOf: components["schemas"]["Person"] | null;
            part: components["schemas"]["LeavePart"];
            person: components["schemas"]["Person"];
            startDate: components["schemas"]["LocalDate"];
            status: components["schemas"]["LeaveStatus"];
            /** @description Who is to stand in meanwhile. */
            substitute: components["schemas"]["Person"] | null;
            teamId: components["schemas"]["NullableId"];
            version: components["schemas"]["Version"];
            workingDays: components["schemas"]["LeaveDays"];
        };
        /**
         * @description What the viewer can do to it.
         * @example {
         *       "decide": false,
         *       "cancel": true
         *     }
         */
        LeaveAbilities: {
            cancel: boolean;
            decide: boolean;
        };
        /** @description Working days; halves count. */
        LeaveDays: number;
        /** @enum {string} */
        LeaveKind: "annual" | "sick" | "permit" | "maternity" | "unpaid" | "other";
        /**
         * @example {
         *       "kind": "annual",
         *       "approved": 6.5,
         *       "pending": 2
         *     }
         */
        LeaveKindDays: {
            approved: components["schemas"]["LeaveDays"];
            kind: components["schemas"]["LeaveKind"];
            pending: components["schemas"]["LeaveDays"];
        };
        LeaveNote: string;
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4L01",
         *           "person": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "kind": "annual",
         *           "startDate": "2026-12-10",
         *           "endDate": "2026-12-13",
         *           "part": "full",
         *           "workingDays": 2,
         *           "status": "pending",
         *           "note": "Acara keluarga di Solo.",
         *           "substitute": null,
         *           "decidedBy": null,
         *           "onBehalfOf": null,
         *           "decidedAt": null,
         *           "decisionNote": null,
         *           "createdAt": "2026-11-19T02:10:00.000Z",
         *           "version": 1,
         *           "can": {
         *             "decide": false,
         *             "cancel": true
         *           }
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        LeavePage: {
            items: components["schemas"]["Leave"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description `am` and `pm`: half of the one day.
         * @enum {string}
         */
        LeavePart: "full" | "am" | "pm";
        /** @enum {string} */
        LeaveStatus: "pending" | "approved" | "rejected" | "cancelled";
        /**
         * @example {
         *       "year": 2026,
         *       "kinds": [
         *         {
         *           "kind": "annual",
         *           "approved": 6.5,
         *           "pending": 2
         *         }
         *       ]
         *     }
         */
        LeaveSummary: {
            kinds: components["schemas"]["LeaveKindDays"][];
            year: number;
        };
        /**
         * Format: date
         * @description The last day of work; null as long as it is not known.
         * @example null
         */
        LeftOn: string | null;
        /** @description From a link that was sent by e-mail. */
        LinkToken: string;
        /**
         * Format: date
         * @description A date in the organisation's time zone.
         * @example 2026-11-20
         */
        LocalDate: string;
        /**
         * @description English or Indonesian.
         * @enum {string}
         */
        Locale: "en" | "id";
        /**
         * @description A time of day in the organisation's time zone.
         * @example 18:00
         */
        LocalTime: string;
        /**
         * @example {
         *       "email": "employee@workpulse.test",
         *       "password": "workpulse-demo"
         *     }
         */
        LoginRequest: {
            email: components["schemas"]["Email"];
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
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "role": "member"
         *     }
         */
        Membership: {
            id: components["schemas"]["Id"];
            role: components["schemas"]["TeamRole"];
        };
        Memberships: components["schemas"]["Membership"][];
        /**
         * @example {
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "email": "employee@workpulse.test",
         *         "name": "Dewi Lestari",
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
         *       "permissions": [
         *         "analytics.export"
         *       ],
         *       "notificationsUnread": 3,
         *       "today": {
         *         "date": "2026-11-20",
         *         "reportId": null,
         *         "reportState": null,
         *         "templateId": "01JD2V6M7Q8R9S0T1V2W3X4F01",
         *         "owed": true,
         *         "outcome": "due",
         *         "deadlineAt": "2026-11-20T10:00:00.000Z",
         *         "closesAt": "2026-11-23T17:00:00.000Z",
         *         "holiday": null,
         *         "leave": null
         *       },
         *       "week": {
         *         "from": "2026-11-16",
         *         "to": "2026-11-22",
         *         "expected": 4,
         *         "onTime": 3,
         *         "late": 1,
         *         "missed": 0,
         *         "excused": 0,
         *         "minutes": 1740
         *       },
         *       "streak": {
         *         "current": 2,
         *         "best": 11
         *       },
         *       "needsAction": [
         *         {
         *           "type": "report.returned",
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *           "title": "Report of 18 November 2026, returned",
         *           "dueAt": null
         *         },
         *         {
         *           "type": "report.due",
         *           "id": "2026-11-20",
         *           "title": "Report of 20 November 2026",
         *           "dueAt": "2026-11-20T10:00:00.000Z"
         *         }
         *       ],
         *       "openBlockers": 0,
         *       "upcoming": [],
         *       "recentActivity": [
         *         {
         *           "time": "2026-11-19T01:20:00.000Z",
         *           "type": "returned",
         *           "actor": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *             "name": "Budi Santoso",
         *             "avatarUrl": null
         *           },
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *           "title": "Report of 18 November 2026"
         *         }
         *       ],
         *       "team": null,
         *       "serverTime": "2026-11-20T09:41:00.000Z",
         *       "timezone": "Asia/Jakarta"
         *     }
         */
        MySummary: {
            /** @description What is due first, then what came back, then what waits for a decision. */
            needsAction: components["schemas"]["NeededAction"][];
            notificationsUnread: number;
            /** @description Of one's own work, and those that one is asked to clear. */
            openBlockers: number;
            permissions: components["schemas"]["Permission"][];
            /** @description The newest first. */
            recentActivity: components["schemas"]["RecentActivity"][];
            serverTime: components["schemas"]["Timestamp"];
            streak: components["schemas"]["Streak"];
            /** @description How the day stands of all that one leads; null for who leads nothing. */
            team: components["schemas"]["TeamDay"] | null;
            /** @description IANA name of the organisation's time zone. */
            timezone: string;
            today: components["schemas"]["MyToday"];
            /** @description What the calendar has in the next month. */
            upcoming: components["schemas"]["CalendarEntry"][];
            user: components["schemas"]["User"];
            week: components["schemas"]["MyWeek"];
        };
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "reportId": null,
         *       "reportState": null,
         *       "templateId": "01JD2V6M7Q8R9S0T1V2W3X4F01",
         *       "owed": true,
         *       "outcome": "due",
         *       "deadlineAt": "2026-11-20T10:00:00.000Z",
         *       "closesAt": "2026-11-23T17:00:00.000Z",
         *       "holiday": null,
         *       "leave": null
         *     }
         */
        MyToday: {
            closesAt: components["schemas"]["NullableTimestamp"];
            date: components["schemas"]["LocalDate"];
            deadlineAt: components["schemas"]["NullableTimestamp"];
            /** @description What the day is for one's division, where it is out of the ordinary. */
            holiday: components["schemas"]["ExplainedHoliday"] | null;
            /** @description One's own, approved. */
            leave: components["schemas"]["ExplainedLeave"] | null;
            /** @description Null where nothing is owed. */
            outcome: components["schemas"]["Outcome"] | null;
            /** @description A report is owed; from five past midnight on it is known. Leave excuses, and it stays owed. */
            owed: boolean;
            /** @description Today's report; null while there is none. */
            reportId: string | null;
            reportState: components["schemas"]["ReportState"] | null;
            /** @description By which today's report is written; null where there is no template. */
            templateId: string | null;
        };
        /**
         * @description As `getAnalyticsSummary` counts it; it begins as the person's settings say.
         * @example {
         *       "from": "2026-11-16",
         *       "to": "2026-11-22",
         *       "expected": 4,
         *       "onTime": 3,
         *       "late": 1,
         *       "missed": 0,
         *       "excused": 0,
         *       "minutes": 1740
         *     }
         */
        MyWeek: {
            excused: number;
            expected: number;
            from: components["schemas"]["LocalDate"];
            late: number;
            minutes: number;
            missed: number;
            onTime: number;
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "type": "report.returned",
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "title": "Report of 18 November 2026, returned",
         *       "dueAt": null
         *     }
         */
        NeededAction: {
            dueAt: components["schemas"]["NullableTimestamp"];
            id: components["schemas"]["Id"];
            title: string;
            type: components["schemas"]["NeededActionType"];
        };
        /**
         * @description `report.due`: a report of the day `id` is owed. `report.returned`: one's report `id` came back. `report.review`: report `id` waits
         *     for one's decision. `leave.decide`: leave `id` does. More will come.
         * @enum {string}
         */
        NeededActionType: "report.due" | "report.returned" | "report.review" | "leave.decide";
        /**
         * @example {
         *       "name": "Monthly export",
         *       "scopes": [
         *         "analytics:read",
         *         "directory:read"
         *       ],
         *       "expiresAt": "2027-02-18T00:00:00.000Z"
         *     }
         */
        NewApiToken: {
            /**
             * Format: date-time
             * @description Later than now, and within 366 days.
             */
            expiresAt: string;
            name: string;
            scopes: components["schemas"]["ApiTokenScope"][];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4C03",
         *       "name": "Google Calendar",
         *       "include": [
         *         "event",
         *         "holiday",
         *         "joint_leave",
         *         "workday",
         *         "leave",
         *         "deadline"
         *       ],
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "lastUsedAt": null,
         *       "url": "https://apiwork.rycroftapparel.com/api/v1/calendar/feed.ics?token=c2VjcmV0LWNhbGVuZGFy"
         *     }
         */
        NewCalendarFeed: {
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            include: components["schemas"]["CalendarKind"][];
            lastUsedAt: components["schemas"]["NullableTimestamp"];
            name: string;
            /** @description Keep it to yourself; it is not shown again. */
            url: string;
        };
        /**
         * @example {
         *       "body": "The thread was changed at noon.",
         *       "mentions": [
         *         "01JD2V6M7Q8R9S0T1V2W3X4Y62"
         *       ]
         *     }
         */
        NewComment: {
            body: string;
            /** @description The ids of people; who is named twice is told once. */
            mentions?: components["schemas"]["Id"][];
        };
        /**
         * @example {
         *       "toUserId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "startsOn": "2026-12-01",
         *       "endsOn": "2026-12-04",
         *       "note": "The keys are with Siti."
         *     }
         */
        NewDelegation: {
            endsOn: components["schemas"]["LocalDate"];
            /** @description Who hands it over; oneself where it is left out. */
            fromUserId?: string;
            /** @default  */
            note?: string;
            startsOn: components["schemas"]["LocalDate"];
            toUserId: components["schemas"]["Id"];
        };
        /**
         * Format: password
         * @description Any characters. A common one is refused by rule.
         */
        NewPassword: string;
        /**
         * @example {
         *       "endpoint": "https://push.example/send/eLq6w0X0H5k",
         *       "keys": {
         *         "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
         *         "auth": "BTBZMqHH6r4Tts7J_aSIgg"
         *       }
         *     }
         */
        NewPushSubscription: {
            /** @description Where the browser’s push service takes messages for it. */
            endpoint: string;
            keys: {
                /** @description 16 bytes in base64url. */
                auth: string;
                /** @description A point of P-256 in base64url. */
                p256dh: string;
            };
        };
        /**
         * @example {
         *       "name": "#line-4",
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "webhookUrl": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"
         *     }
         */
        NewSlackWebhook: {
            name: string;
            teamId: components["schemas"]["Id"];
            webhookUrl: components["schemas"]["WebhookUrl"];
        };
        /**
         * @example {
         *       "name": "Line 4",
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "token": "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         *       "chatId": "-1001234567890"
         *     }
         */
        NewTelegramWebhook: {
            /** @description The chat's, or the name of a public channel. */
            chatId: string;
            name: string;
            teamId: components["schemas"]["Id"];
            /** @description The bot's. */
            token: string;
        };
        /**
         * @example {
         *       "name": "Laporan harian",
         *       "fields": [
         *         {
         *           "key": "overtime",
         *           "label": "Lembur",
         *           "type": "boolean",
         *           "required": false
         *         }
         *       ]
         *     }
         */
        NewTemplate: {
            /** @description Whose reports; null, or left out, for everybody's. */
            divisionId?: string | null;
            fields: components["schemas"]["TemplateFieldInput"][];
            name: components["schemas"]["PersonName"];
            /** @default false */
            required?: boolean;
        };
        /**
         * @example {
         *       "name": "Payroll",
         *       "url": "https://payroll.example/hooks/workpulse",
         *       "events": [
         *         "report.submitted",
         *         "report.updated"
         *       ]
         *     }
         */
        NewWebhook: {
            events: components["schemas"]["WebhookEventType"][];
            name: string;
            url: components["schemas"]["WebhookUrl"];
        };
        /**
         * @description Where the next page begins; null on the last one.
         * @example null
         */
        NextCursor: string | null;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y65",
         *       "title": "Budi Santoso returned your report of 18 November 2026",
         *       "body": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *       "createdAt": "2026-11-20T09:41:00.000Z",
         *       "read": false
         *     }
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y66",
         *       "title": "Budi Santoso approved your report of 13 November 2026",
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
         * @description Where notifications of a type go.
         * @example {
         *       "inApp": true,
         *       "email": false,
         *       "push": false
         *     }
         */
        NotificationChannels: {
            email: boolean;
            inApp: boolean;
            push: boolean;
        };
        /**
         * @example {
         *       "updated": true
         *     }
         */
        NotificationRead: {
            updated: boolean;
        };
        /**
         * @description By type of notification.
         * @example {
         *       "report.submitted": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "report.approved": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "report.returned": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       },
         *       "report.reopened": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       },
         *       "report.filed": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "report.comment": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "report.mention": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "reminder.due": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "reminder.overdue": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       },
         *       "obligation.missed": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "obligation.excused": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "obligation.requested": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "team.digest": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "leave.requested": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       },
         *       "leave.decided": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       },
         *       "delegation": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       },
         *       "blocker": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "identity.refused": {
         *         "inApp": true,
         *         "email": false,
         *         "push": false
         *       },
         *       "webhook.stopped": {
         *         "inApp": true,
         *         "email": true,
         *         "push": false
         *       }
         *     }
         */
        NotificationSettings: {
            blocker: components["schemas"]["NotificationChannels"];
            delegation: components["schemas"]["NotificationChannels"];
            "identity.refused": components["schemas"]["NotificationChannels"];
            "leave.decided": components["schemas"]["NotificationChannels"];
            "leave.requested": components["schemas"]["NotificationChannels"];
            "obligation.excused": components["schemas"]["NotificationChannels"];
            "obligation.missed": components["schemas"]["NotificationChannels"];
            "obligation.requested": components["schemas"]["NotificationChannels"];
            "reminder.due": components["schemas"]["NotificationChannels"];
            "reminder.overdue": components["schemas"]["NotificationChannels"];
            "report.approved": components["schemas"]["NotificationChannels"];
            "report.comment": components["schemas"]["NotificationChannels"];
            "report.filed": components["schemas"]["NotificationChannels"];
            "report.mention": components["schemas"]["NotificationChannels"];
            "report.reopened": components["schemas"]["NotificationChannels"];
            "report.returned": components["schemas"]["NotificationChannels"];
            "report.submitted": components["schemas"]["NotificationChannels"];
            "team.digest": components["schemas"]["NotificationChannels"];
            "webhook.stopped": components["schemas"]["NotificationChannels"];
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
        /**
         * @example {
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "person": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "workDate": "2026-11-20",
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "deadlineAt": "2026-11-20T10:00:00.000Z",
         *       "graceUntil": "2026-11-20T10:30:00.000Z",
         *       "closesAt": "2026-11-23T17:00:00.000Z",
         *       "outcome": "due",
         *       "reason": null,
         *       "reportId": null,
         *       "reportState": null,
         *       "firstSubmittedAt": null,
         *       "lateMinutes": null,
         *       "remindedAt": null
         *     }
         */
        Obligation: {
            closesAt: components["schemas"]["Timestamp"];
            deadlineAt: components["schemas"]["Timestamp"];
            divisionId: components["schemas"]["Id"];
            firstSubmittedAt: components["schemas"]["NullableTimestamp"];
            graceUntil: components["schemas"]["Timestamp"];
            /** @description From the deadline on, begun ones counted; null where it is not late. */
            lateMinutes: number | null;
            outcome: components["schemas"]["Outcome"];
            person: components["schemas"]["Person"];
            /** @description Why it is excused; null where it is not. */
            reason: components["schemas"]["ExcuseReason"] | null;
            remindedAt: components["schemas"]["NullableTimestamp"];
            reportId: components["schemas"]["NullableId"];
            /** @description Null while there is none. */
            reportState: components["schemas"]["ReportState"] | null;
            teamId: components["schemas"]["Id"];
            userId: components["schemas"]["Id"];
            workDate: components["schemas"]["LocalDate"];
        };
        ObligationNote: string;
        /**
         * @example {
         *       "items": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "person": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "workDate": "2026-11-20",
         *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "deadlineAt": "2026-11-20T10:00:00.000Z",
         *           "graceUntil": "2026-11-20T10:30:00.000Z",
         *           "closesAt": "2026-11-23T17:00:00.000Z",
         *           "outcome": "due",
         *           "reason": null,
         *           "reportId": null,
         *           "reportState": null,
         *           "firstSubmittedAt": null,
         *           "lateMinutes": null,
         *           "remindedAt": null
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ObligationPage: {
            items: components["schemas"]["Obligation"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4R01",
         *       "person": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *         "name": "Eko Prasetyo",
         *         "avatarUrl": null
         *       },
         *       "workDate": "2026-11-19",
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "kind": "extend",
         *       "note": "Kemarin listrik padam.",
         *       "status": "open",
         *       "decidedBy": null,
         *       "decidedAt": null,
         *       "decisionNote": null,
         *       "createdAt": "2026-11-20T01:10:00.000Z",
         *       "version": 1,
         *       "can": {
         *         "decide": true
         *       }
         *     }
         */
        ObligationRequest: {
            can: components["schemas"]["ObligationRequestAbilities"];
            createdAt: components["schemas"]["Timestamp"];
            decidedAt: components["schemas"]["NullableTimestamp"];
            /** @description Null where nobody decided. */
            decidedBy: components["schemas"]["Person"] | null;
            decisionNote: string | null;
            id: components["schemas"]["Id"];
            kind: components["schemas"]["ObligationRequestKind"];
            note: string;
            person: components["schemas"]["Person"];
            status: components["schemas"]["ObligationRequestStatus"];
            teamId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
            workDate: components["schemas"]["LocalDate"];
        };
        /**
         * @description What the viewer can do to it.
         * @example {
         *       "decide": false
         *     }
         */
        ObligationRequestAbilities: {
            decide: boolean;
        };
        /**
         * @description `extend`: to hand in although the time has passed. `excuse`: not to have to.
         * @enum {string}
         */
        ObligationRequestKind: "extend" | "excuse";
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4R01",
         *           "person": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
         *             "name": "Eko Prasetyo",
         *             "avatarUrl": null
         *           },
         *           "workDate": "2026-11-19",
         *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "kind": "extend",
         *           "note": "Kemarin listrik padam.",
         *           "status": "open",
         *           "decidedBy": null,
         *           "decidedAt": null,
         *           "decisionNote": null,
         *           "createdAt": "2026-11-20T01:10:00.000Z",
         *           "version": 1,
         *           "can": {
         *             "decide": true
         *           }
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ObligationRequestPage: {
            items: components["schemas"]["ObligationRequest"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description `granted`: it was extended or excused since. `withdrawn`: the report was handed in, so there is nothing to decide.
         * @enum {string}
         */
        ObligationRequestStatus: "open" | "granted" | "declined" | "withdrawn";
        /** @enum {string} */
        OrganisationRole: "employee" | "manager" | "hr" | "admin";
        /**
         * @example {
         *       "scope": "org",
         *       "name": "Rycroft Apparel",
         *       "timezone": "Asia/Jakarta",
         *       "pendingTimezone": null,
         *       "country": "ID",
         *       "defaultLocale": "id",
         *       "autoApproveDays": 0,
         *       "reviewRequired": true,
         *       "backdateDays": 3,
         *       "observeJointLeave": true,
         *       "registrationMode": "invitation",
         *       "allowedEmailDomains": [
         *         "rycroftapparel.com"
         *       ],
         *       "version": 1
         *     }
         */
        OrganisationSettings: {
            allowedEmailDomains: components["schemas"]["EmailDomains"];
            /** @description After how many days a report that waits is approved by itself; 0: never. */
            autoApproveDays: number;
            /** @description How many days back a report may be filed. */
            backdateDays: number;
            country: components["schemas"]["Country"];
            defaultLocale: components["schemas"]["Locale"];
            name: string;
            /** @description Are days of joint leave free of work? */
            observeJointLeave: boolean;
            pendingTimezone: components["schemas"]["PendingTimezone"] | null;
            registrationMode: components["schemas"]["RegistrationMode"];
            /** @description Is what is handed in reviewed? */
            reviewRequired: boolean;
            /** @constant */
            scope: "org";
            timezone: components["schemas"]["Timezone"];
            version: components["schemas"]["Version"];
        };
        /**
         * @description `due`: it can still be handed in. `on_time`, `late`: it was. `missed`: its window has closed. `excused`: whatever was handed in.
         * @enum {string}
         */
        Outcome: "due" | "on_time" | "late" | "missed" | "excused";
        /** @description The `nextCursor` of the page before. */
        PageCursor: string;
        /**
         * @example {
         *       "pendingEmail": "dewi.lestari@workpulse.test",
         *       "expiresAt": "2026-11-21T09:41:00.000Z"
         *     }
         */
        PendingEmail: {
            expiresAt: components["schemas"]["Timestamp"];
            pendingEmail: string;
        };
        /**
         * @description The time zone to come, and from when on it is in force.
         * @example {
         *       "zone": "Asia/Makassar",
         *       "from": "2026-11-20T16:00:00.000Z"
         *     }
         */
        PendingTimezone: {
            from: components["schemas"]["Timestamp"];
            zone: components["schemas"]["Timezone"];
        };
        /**
         * @description What a front end shows a person the way to; each operation asks for itself. `reports.review`, `obligations.remind` and
         *     `leaves.decide` for those whom somebody's reports concern; `organisation.manage` for managers as far as their division goes.
         * @enum {string}
         */
        Permission: "reports.review" | "obligations.remind" | "leaves.decide" | "people.manage" | "organisation.manage" | "analytics.export" | "audit.read";
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
        /**
         * @example {
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "figures": {
         *         "expected": 21,
         *         "onTime": 17,
         *         "late": 2,
         *         "missed": 1,
         *         "due": 1,
         *         "excused": 1,
         *         "extra": 0,
         *         "submissionRate": 0.9048,
         *         "onTimeRate": 0.8095,
         *         "punctuality": 0.8947,
         *         "medianLateMinutes": 95.5,
         *         "handedIn": 19,
         *         "reviewed": 16,
         *         "approved": 15,
         *         "returned": 2,
         *         "reviewRate": 0.8421,
         *         "returnRate": 0.125,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 8340,
         *         "itemsTotal": 61,
         *         "itemsDone": 48,
         *         "completionRate": 0.7869,
         *         "blockersRaised": 4
         *       }
         *     }
         */
        PersonFigures: {
            figures: components["schemas"]["Figures"];
            user: components["schemas"]["Person"];
        };
        /** @description Begins with something that can be seen, and holds nothing that is invisible by itself or turns the text around it. */
        PersonName: string;
        /**
         * @description As people write it.
         * @example +62 812 3456 7890
         */
        Phone: string | null;
        /** @enum {string} */
        PickedFor: "member" | "delegate" | "mention" | "owner";
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "reportId": null,
         *       "from": {
         *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *         "reportDate": "2026-11-18"
         *       },
         *       "planned": "Finish the order of blue shirts.",
         *       "templateId": null,
         *       "items": [
         *         {
         *           "title": "Collars, order 2211",
         *           "detail": "",
         *           "category": "sewing",
         *           "status": "doing",
         *           "progress": 60,
         *           "minutes": 0,
         *           "quantity": null,
         *           "unit": "pcs",
         *           "carriedFromId": "01JD2V6M7Q8R9S0T1V2W3X4Y64"
         *         }
         *       ]
         *     }
         */
        Prefill: {
            date: components["schemas"]["LocalDate"];
            /** @description The report that it comes from; null where there is none. */
            from: components["schemas"]["PrefillSource"] | null;
            items: components["schemas"]["PrefillItem"][];
            /** @description What it planned; empty where there is none. */
            planned: string;
            reportId: components["schemas"]["NullableId"];
            templateId: components["schemas"]["NullableId"];
        };
        /**
         * @example {
         *       "title": "Collars, order 2211",
         *       "detail": "",
         *       "category": "sewing",
         *       "status": "doing",
         *       "progress": 60,
         *       "minutes": 0,
         *       "quantity": null,
         *       "unit": "pcs",
         *       "carriedFromId": "01JD2V6M7Q8R9S0T1V2W3X4Y64"
         *     }
         */
        PrefillItem: {
            carriedFromId: components["schemas"]["Id"];
            category: string | null;
            detail: string;
            minutes: number;
            progress: number;
            quantity: number | null;
            status: components["schemas"]["ReportItemStatus"];
            title: string;
            unit: string | null;
        };
        /**
         * @example {
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "reportDate": "2026-11-18"
         *     }
         */
        PrefillSource: {
            reportDate: components["schemas"]["LocalDate"];
            reportId: components["schemas"]["Id"];
        };
        /**
         * @description The team that the person's days and reports belong to: one of theirs, null for who is in none. Of the first two it is where they
         *     work rather than what they lead, the first by name; it stays until they leave it.
         * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
         */
        PrimaryTeamId: string | null;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "email": "employee@workpulse.test",
         *       "pendingEmail": null,
         *       "name": "Dewi Lestari",
         *       "phone": "+62 812 3456 7890",
         *       "title": "Operator jahit",
         *       "employeeNo": "RA-0017",
         *       "role": "employee",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "teams": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "name": "Line 4",
         *           "role": "member"
         *         }
         *       ],
         *       "avatarUrl": null,
         *       "hasPassword": true,
         *       "version": 1
         *     }
         */
        Profile: {
            avatarUrl: components["schemas"]["AvatarUrl"];
            divisionId: components["schemas"]["NullableId"];
            email: string;
            employeeNo: components["schemas"]["EmployeeNo"];
            /** @description Not so for those who only sign in with Google. */
            hasPassword: boolean;
            id: components["schemas"]["Id"];
            name: string;
            /** @description The address that is to be confirmed; null where there is none. */
            pendingEmail: string | null;
            phone: components["schemas"]["Phone"];
            role: components["schemas"]["OrganisationRole"];
            teams: components["schemas"]["UserTeam"][];
            title: components["schemas"]["Title"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "publicKey": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
         *     }
         */
        PushKey: {
            /** @description A point of P-256, uncompressed, in base64url. */
            publicKey: string;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4P01",
         *       "device": "Chrome on Linux",
         *       "current": true,
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "lastUsedAt": null
         *     }
         */
        PushSubscription: {
            createdAt: components["schemas"]["Timestamp"];
            /** @description Is it of the session that asks? */
            current: boolean;
            /** @description Read from the user agent, for people: Chrome on Linux. */
            device: string;
            id: components["schemas"]["Id"];
            /** @description When something was last sent there. */
            lastUsedAt: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4P01",
         *           "device": "Chrome on Linux",
         *           "current": true,
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "lastUsedAt": null
         *         }
         *       ]
         *     }
         */
        PushSubscriptions: {
            items: components["schemas"]["PushSubscription"][];
        };
        /**
         * @example {
         *       "enabled": false,
         *       "from": "20:00",
         *       "to": "06:00"
         *     }
         */
        QuietHours: {
            enabled: boolean;
            from: components["schemas"]["LocalTime"];
            to: components["schemas"]["LocalTime"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z21",
         *       "kind": "thanks",
         *       "person": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "createdAt": "2026-11-20T10:21:00.000Z"
         *     }
         */
        Reaction: {
            createdAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            kind: components["schemas"]["ReactionKind"];
            person: components["schemas"]["Person"];
        };
        /** @enum {string} */
        ReactionKind: "like" | "thanks" | "celebrate" | "support";
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z21",
         *           "kind": "thanks",
         *           "person": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *             "name": "Budi Santoso",
         *             "avatarUrl": null
         *           },
         *           "createdAt": "2026-11-20T10:21:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ReactionPage: {
            items: components["schemas"]["Reaction"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "status": "ready",
         *       "clockDifference": -12
         *     }
         */
        Readiness: {
            /** @description In milliseconds: how far the database's clock, which all replicas go by, is ahead of this one's. Null where it has not been measured. */
            clockDifference: number | null;
            /** @enum {string} */
            status: "ready";
        };
        /**
         * @description What was done to one's own reports of the last month, and in the last week to those of the last month that one leads.
         * @example {
         *       "time": "2026-11-19T01:20:00.000Z",
         *       "type": "returned",
         *       "actor": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "title": "Report of 18 November 2026"
         *     }
         */
        RecentActivity: {
            /** @description Null where nobody did. */
            actor: components["schemas"]["Person"] | null;
            reportId: components["schemas"]["Id"];
            time: components["schemas"]["Timestamp"];
            title: string;
            type: components["schemas"]["RecentActivityType"];
        };
        /** @enum {string} */
        RecentActivityType: "submitted" | "withdrawn" | "approved" | "auto_approved" | "returned" | "reopened";
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
         *       "email": "invited@workpulse.test",
         *       "name": "Invited Colleague",
         *       "password": "five orders of blue collars"
         *     }
         */
        RegisterRequest: {
            email: components["schemas"]["Email"];
            invitation?: components["schemas"]["LinkToken"];
            name: components["schemas"]["PersonName"];
            password: components["schemas"]["NewPassword"];
        };
        /**
         * @example {
         *       "next": "signIn"
         *     }
         */
        Registration: {
            /** @enum {string} */
            next: "signIn" | "verifyEmail";
        };
        /**
         * @description Who may register. `invitation`, those who were invited. `open`, anybody with an address of an allowed domain. `closed`, nobody.
         * @enum {string}
         */
        RegistrationMode: "invitation" | "open" | "closed";
        /**
         * @example {
         *       "version": 1,
         *       "note": "Minggu itu kita kejar target ekspor."
         *     }
         */
        RejectLeave: {
            note: string;
            version: components["schemas"]["Version"];
        };
        /** @description How many minutes before the deadline whoever owes the report is reminded. */
        RemindMinutes: number[];
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "message": "Mohon kirim sebelum pulang."
         *     }
         */
        RemindRequest: {
            date: components["schemas"]["LocalDate"];
            divisionId?: components["schemas"]["Id"];
            message?: string;
            teamId?: components["schemas"]["Id"];
            userIds?: components["schemas"]["Id"][];
        };
        /**
         * @example {
         *       "reminded": 1,
         *       "skipped": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "reason": "handedIn"
         *         }
         *       ]
         *     }
         */
        RemindResult: {
            reminded: number;
            skipped: components["schemas"]["SkippedReminder"][];
        };
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
         * @description What the viewer can do to the report as it stands, at this moment.
         * @example {
         *       "edit": true,
         *       "submit": true,
         *       "withdraw": false,
         *       "delete": true,
         *       "review": false,
         *       "reopen": false
         *     }
         */
        ReportAbilities: {
            delete: boolean;
            edit: boolean;
            /** @description Return it after it was approved. */
            reopen: boolean;
            /** @description Approve or return it. */
            review: boolean;
            submit: boolean;
            /** @description Take back what was handed in. */
            withdraw: boolean;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z05",
         *       "version": 2
         *     }
         */
        ReportAsSeen: {
            id: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "summary": "Attached 180 collars."
         *     }
         */
        ReportContent: {
            fields?: components["schemas"]["ReportFields"];
            /** @description The minutes of a day are at most 1440. */
            items?: components["schemas"]["ReportItemInput"][];
            mood?: number | null;
            planNext?: string;
            summary: string;
            /** @description By which it is written: one of its division or of everybody, that is not archived (`unknownTemplate`). */
            templateId?: string | null;
        };
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
         *       "version": 1,
         *       "can": {
         *         "edit": true,
         *         "submit": true,
         *         "withdraw": false,
         *         "delete": true,
         *         "review": false,
         *         "reopen": false
         *       }
         *     }
         */
        ReportDetail: {
            author: components["schemas"]["Person"];
            can: components["schemas"]["ReportAbilities"];
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
         * @example {
         *       "from": "2026-11-16",
         *       "to": "2026-11-20",
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "name": "Dewi Lestari",
         *         "avatarUrl": null
         *       },
         *       "team": null,
         *       "figures": {
         *         "expected": 5,
         *         "onTime": 4,
         *         "late": 1,
         *         "missed": 0,
         *         "due": 0,
         *         "excused": 0,
         *         "extra": 0,
         *         "submissionRate": 1,
         *         "onTimeRate": 0.8,
         *         "punctuality": 0.8,
         *         "medianLateMinutes": 25,
         *         "handedIn": 5,
         *         "reviewed": 4,
         *         "approved": 4,
         *         "returned": 1,
         *         "reviewRate": 0.8,
         *         "returnRate": 0.25,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 2100,
         *         "itemsTotal": 8,
         *         "itemsDone": 6,
         *         "completionRate": 0.75,
         *         "blockersRaised": 1
         *       },
         *       "people": [
         *         {
         *           "user": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "minutes": 2100,
         *           "items": [
         *             {
         *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
         *               "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *               "title": "Collars, order 2211",
         *               "category": "sewing",
         *               "status": "done",
         *               "progress": 100,
         *               "minutes": 900,
         *               "quantity": 540,
         *               "unit": "pcs",
         *               "from": "2026-11-18",
         *               "to": "2026-11-20",
         *               "reports": 3
         *             }
         *           ],
         *           "days": [
         *             {
         *               "date": "2026-11-20",
         *               "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *               "timing": "on_time",
         *               "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *               "planNext": "Finish the order of blue shirts."
         *             }
         *           ]
         *         }
         *       ],
         *       "blockers": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
         *           "title": "Attach collars",
         *           "author": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "owner": null,
         *           "status": "open",
         *           "note": null,
         *           "openedAt": "2026-11-19T10:05:00.000Z",
         *           "resolvedAt": null
         *         }
         *       ],
         *       "byCategory": [
         *         {
         *           "category": "sewing",
         *           "minutes": 1800,
         *           "items": 7
         *         },
         *         {
         *           "category": null,
         *           "minutes": 300,
         *           "items": 1
         *         }
         *       ],
         *       "truncated": false
         *     }
         */
        ReportDigest: {
            /** @description What was open on one of the days, the 200 that were raised first. */
            blockers: components["schemas"]["DigestBlocker"][];
            /** @description Most minutes first, then by name; what has no category after those that have one. */
            byCategory: components["schemas"]["CategoryMinutes"][];
            figures: components["schemas"]["Figures"];
            from: components["schemas"]["LocalDate"];
            /** @description Who has handed in anything, by name. */
            people: components["schemas"]["DigestPerson"][];
            /** @description Of which team, where one was named that the viewer sees. */
            team: components["schemas"]["BlockerTeam"] | null;
            to: components["schemas"]["LocalDate"];
            /** @description There are more reports than these. */
            truncated: boolean;
            /** @description Of whom it is; null for a whole team, and for whom the viewer does not know. */
            user: components["schemas"]["Person"] | null;
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
            carriedFromId?: components["schemas"]["NullableId"];
            category?: string | null;
            /** @default  */
            detail?: string;
            /** @description Of an item of this report, which it goes on being; another is refused (`unknownItem`). */
            id?: string;
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
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *           "filedBy": null,
         *           "reportDate": "2026-11-20",
         *           "state": "draft",
         *           "timing": null,
         *           "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *           "planNext": "Finish the order of blue shirts.",
         *           "mood": 4,
         *           "templateId": null,
         *           "templateRevision": null,
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
         *           "lastDecision": null,
         *           "commentsCount": 0,
         *           "filesCount": 0,
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
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description That somebody has read a report, in which version last, and when.
         * @example {
         *       "person": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "name": "Budi Santoso",
         *         "avatarUrl": null
         *       },
         *       "version": 3,
         *       "readAt": "2026-11-20T10:22:00.000Z"
         *     }
         */
        ReportRead: {
            person: components["schemas"]["Person"];
            readAt: components["schemas"]["Timestamp"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "person": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *             "name": "Budi Santoso",
         *             "avatarUrl": null
         *           },
         *           "version": 3,
         *           "readAt": "2026-11-20T10:22:00.000Z"
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ReportReadPage: {
            items: components["schemas"]["ReportRead"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "number": 2,
         *       "version": 5,
         *       "handedInAt": "2026-11-20T10:31:00.000Z",
         *       "content": {
         *         "summary": "Attached 200 collars; the thread on machine 12 keeps breaking.",
         *         "planNext": "Finish the order of blue shirts.",
         *         "mood": 4,
         *         "templateId": null,
         *         "templateRevision": null,
         *         "fields": {
         *           "shift": "morning"
         *         },
         *         "items": []
         *       },
         *       "changed": [
         *         {
         *           "path": "/summary",
         *           "before": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *           "after": "Attached 200 collars; the thread on machine 12 keeps breaking."
         *         }
         *       ]
         *     }
         */
        ReportRevision: {
            /** @description Since the hand-in before; nothing for the first. */
            changed: components["schemas"]["HistoryChange"][];
            content: components["schemas"]["RevisionContent"];
            handedInAt: components["schemas"]["Timestamp"];
            number: number;
            reportId: components["schemas"]["Id"];
            version: components["schemas"]["Version"];
        };
        /** @enum {string} */
        ReportState: "draft" | "submitted" | "returned" | "approved";
        /** @enum {string} */
        ReportTiming: "on_time" | "late" | "extra";
        /** @enum {string} */
        ReportView: "mine" | "review" | "scope";
        /**
         * @example {
         *       "token": "c2VjcmV0LXJlc2V0",
         *       "password": "five orders of blue collars"
         *     }
         */
        ResetPasswordRequest: {
            password: components["schemas"]["NewPassword"];
            token: components["schemas"]["LinkToken"];
        };
        /** @example /reports */
        ReturnPath: string;
        /**
         * @example {
         *       "version": 2,
         *       "note": "How many pieces of each order?"
         *     }
         */
        ReturnReport: {
            note: string;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "action": "approve",
         *       "note": null,
         *       "reports": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z05",
         *           "version": 2
         *         }
         *       ]
         *     }
         */
        ReviewBatch: {
            /** @enum {string} */
            action: "approve" | "return";
            /** @description To return them it has to be given. */
            note?: string | null;
            /** @description Each once. */
            reports: components["schemas"]["ReportAsSeen"][];
        };
        /**
         * @example {
         *       "code": "NOT_FOUND",
         *       "meta": null
         *     }
         */
        ReviewError: {
            code: components["schemas"]["ErrorCode"];
            /** @description What resolves the conflict, as the single operations answer it. */
            meta: components["schemas"]["ErrorMeta"] | null;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Z05",
         *       "ok": true,
         *       "state": "approved",
         *       "version": 3,
         *       "error": null
         *     }
         */
        ReviewResult: {
            error: components["schemas"]["ReviewError"] | null;
            id: components["schemas"]["Id"];
            ok: boolean;
            /** @description As it is now; null of what is not there for the viewer. */
            state: components["schemas"]["ReportState"] | null;
            version: number | null;
        };
        /**
         * @example {
         *       "results": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z05",
         *           "ok": true,
         *           "state": "approved",
         *           "version": 3,
         *           "error": null
         *         }
         *       ]
         *     }
         */
        ReviewResults: {
            results: components["schemas"]["ReviewResult"][];
        };
        /**
         * @example {
         *       "summary": "Attached 200 collars; the thread on machine 12 keeps breaking.",
         *       "planNext": "Finish the order of blue shirts.",
         *       "mood": 4,
         *       "templateId": null,
         *       "templateRevision": null,
         *       "fields": {
         *         "shift": "morning"
         *       },
         *       "items": []
         *     }
         */
        RevisionContent: {
            fields: components["schemas"]["ReportFields"];
            items: components["schemas"]["ReportItem"][];
            mood: number | null;
            planNext: string;
            summary: string;
            templateId: components["schemas"]["NullableId"];
            templateRevision: components["schemas"]["TemplateRevision"] | null;
        };
        /**
         * @example {
         *       "revoked": 1
         *     }
         */
        RevokedApiTokens: {
            revoked: number;
        };
        /**
         * @example {
         *       "revoked": 1
         *     }
         */
        RevokedSessions: {
            /** @description How many. */
            revoked: number;
        };
        /**
         * @example {
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "from": "2026-12-01",
         *       "to": "2026-12-31",
         *       "days": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "date": "2026-12-01",
         *           "shiftId": "01JD2V6M7Q8R9S0T1V2W3X4T04"
         *         },
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "date": "2026-12-02",
         *           "shiftId": null
         *         }
         *       ],
         *       "shifts": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4T04",
         *           "name": "Malam",
         *           "divisionId": null,
         *           "deadline": "07:00",
         *           "dayOffset": 1,
         *           "graceMinutes": 15,
         *           "lateWindowDays": 3,
         *           "remindMinutes": [
         *             60
         *           ],
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "version": 1
         *         }
         *       ]
         *     }
         */
        Roster: {
            days: components["schemas"]["RosterDay"][];
            from: components["schemas"]["LocalDate"];
            /** @description Those that it names. */
            shifts: components["schemas"]["Shift"][];
            teamId: components["schemas"]["Id"];
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "date": "2026-12-01",
         *       "shiftId": "01JD2V6M7Q8R9S0T1V2W3X4T04"
         *     }
         */
        RosterDay: {
            date: components["schemas"]["LocalDate"];
            /** @description Null for a day off. */
            shiftId: string | null;
            userId: components["schemas"]["Id"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
         *       "scope": "division",
         *       "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "effectiveFrom": "2026-12-20",
         *       "effectiveTo": null,
         *       "days": [
         *         1,
         *         2,
         *         3,
         *         4,
         *         5,
         *         6
         *       ],
         *       "deadline": "17:00",
         *       "dayOffset": 0,
         *       "graceMinutes": 15,
         *       "lateWindowDays": 3,
         *       "remindMinutes": [
         *         60,
         *         15
         *       ],
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "version": 1
         *     }
         */
        Schedule: {
            createdAt: components["schemas"]["Timestamp"];
            /** @description 1: the deadline is on the day after the day of work. */
            dayOffset: number;
            days: components["schemas"]["Weekdays"];
            deadline: components["schemas"]["LocalTime"];
            effectiveFrom: components["schemas"]["LocalDate"];
            /**
             * Format: date
             * @description The last day that it holds; null until another does.
             */
            effectiveTo: string | null;
            /** @description How long after the deadline a report is still on time. */
            graceMinutes: number;
            id: components["schemas"]["Id"];
            /** @description How many days after the deadline's own a report is still taken. */
            lateWindowDays: number;
            remindMinutes: components["schemas"]["RemindMinutes"];
            scope: components["schemas"]["ScheduleScope"];
            scopeId: components["schemas"]["NullableId"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
         *           "scope": "division",
         *           "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "effectiveFrom": "2026-12-20",
         *           "effectiveTo": null,
         *           "days": [
         *             1,
         *             2,
         *             3,
         *             4,
         *             5,
         *             6
         *           ],
         *           "deadline": "17:00",
         *           "dayOffset": 0,
         *           "graceMinutes": 15,
         *           "lateWindowDays": 3,
         *           "remindMinutes": [
         *             60,
         *             15
         *           ],
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        SchedulePage: {
            items: components["schemas"]["Schedule"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description For whom it is. `org`, everybody; `division`, those whose team is of it; `team`, those whose days are of it; `user`, one person.
         * @enum {string}
         */
        ScheduleScope: "org" | "division" | "team" | "user";
        /**
         * @example {
         *       "text": "kerah",
         *       "found": true
         *     }
         */
        SearchExcerptPart: {
            /** @description Is it one of the words? */
            found: boolean;
            /** @description As it was written, and never markup. */
            text: string;
        };
        /**
         * @example {
         *       "type": "report",
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *       "title": "Sari Wulandari",
         *       "excerpt": [
         *         {
         *           "text": "Jahit ",
         *           "found": false
         *         },
         *         {
         *           "text": "kerah",
         *           "found": true
         *         },
         *         {
         *           "text": " pesanan 1042",
         *           "found": false
         *         }
         *       ],
         *       "date": "2026-11-19"
         *     }
         */
        SearchHit: {
            /**
             * Format: date
             * @description Of a report, comment or event.
             */
            date: string | null;
            /** @description The text about the first word that was found, in parts to be put one behind the other. */
            excerpt: components["schemas"]["SearchExcerptPart"][];
            id: components["schemas"]["Id"];
            /** @description Of a report and of a comment, where it is read. */
            reportId: components["schemas"]["Id"] | null;
            /** @description The name of a person or team, the title of an event, who wrote a report or comment. */
            title: string;
            type: components["schemas"]["SearchType"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "type": "report",
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
         *           "title": "Sari Wulandari",
         *           "excerpt": [
         *             {
         *               "text": "Jahit ",
         *               "found": false
         *             },
         *             {
         *               "text": "kerah",
         *               "found": true
         *             },
         *             {
         *               "text": " pesanan 1042",
         *               "found": false
         *             }
         *           ],
         *           "date": "2026-11-19"
         *         }
         *       ],
         *       "truncated": false
         *     }
         */
        SearchResults: {
            items: components["schemas"]["SearchHit"][];
            /** @description There may be more. */
            truncated: boolean;
        };
        SearchText: string;
        /**
         * @description What was found. More will come.
         * @enum {string}
         */
        SearchType: "person" | "team" | "event" | "report" | "comment";
        /**
         * @description Words
         * @example kerah
         */
        SearchWords: string;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y70",
         *       "current": true,
         *       "userAgent": "Mozilla/5.0 (X11; Linux x86_64)",
         *       "device": "Chrome on Linux",
         *       "address": "203.0.113.7",
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "lastUsedAt": "2026-11-20T09:41:00.000Z",
         *       "expiresAt": "2026-12-20T01:02:03.000Z"
         *     }
         */
        Session: {
            /** @description The IP address it was last used from. */
            address: string;
            createdAt: components["schemas"]["Timestamp"];
            /** @description Is it the one that asks? */
            current: boolean;
            /** @description Read from the user agent, for people: Chrome on Linux. */
            device: string;
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["Id"];
            lastUsedAt: components["schemas"]["Timestamp"];
            /** @description As it was sent; empty when it was not. */
            userAgent: string;
        };
        /**
         * @example {
         *       "items": []
         *     }
         */
        SessionList: {
            items: components["schemas"]["Session"][];
        };
        /**
         * @example {
         *       "days": [
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "date": "2026-12-01",
         *           "shiftId": "01JD2V6M7Q8R9S0T1V2W3X4T04"
         *         },
         *         {
         *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "date": "2026-12-02",
         *           "shiftId": null
         *         }
         *       ]
         *     }
         */
        SetRoster: {
            /** @description Each day of each person once. */
            days: components["schemas"]["RosterDay"][];
        };
        /**
         * @example {
         *       "role": "lead"
         *     }
         */
        SetTeamMemberRequest: {
            role: components["schemas"]["TeamRole"];
        };
        /** @description One's own or the organisation's; `scope` says which. */
        Settings: components["schemas"]["UserSettings"] | components["schemas"]["OrganisationSettings"];
        /** @enum {string} */
        SettingsScope: "user" | "org";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4T03",
         *       "name": "Pagi",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "deadline": "15:00",
         *       "dayOffset": 0,
         *       "graceMinutes": 15,
         *       "lateWindowDays": 3,
         *       "remindMinutes": [
         *         60
         *       ],
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "version": 1
         *     }
         */
        Shift: {
            createdAt: components["schemas"]["Timestamp"];
            /** @description 1: the deadline is on the day after the day of work. */
            dayOffset: number;
            deadline: components["schemas"]["LocalTime"];
            /** @description Whose it is; null for everybody's. */
            divisionId: string | null;
            /** @description How long after the deadline a report is still on time. */
            graceMinutes: number;
            id: components["schemas"]["Id"];
            /** @description How many days after the deadline's own a report is still taken. */
            lateWindowDays: number;
            name: string;
            remindMinutes: components["schemas"]["RemindMinutes"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4T03",
         *           "name": "Pagi",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "deadline": "15:00",
         *           "dayOffset": 0,
         *           "graceMinutes": 15,
         *           "lateWindowDays": 3,
         *           "remindMinutes": [
         *             60
         *           ],
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        ShiftPage: {
            items: components["schemas"]["Shift"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "accessToken": "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",
         *       "expiresIn": 600,
         *       "user": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "email": "employee@workpulse.test",
         *         "name": "Dewi Lestari",
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
         *       "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "reason": "recent"
         *     }
         */
        SkippedReminder: {
            /** @enum {string} */
            reason: "notOwed" | "excused" | "handedIn" | "closed" | "recent";
            userId: components["schemas"]["Id"];
        };
        /**
         * @description How many reports in a row were on time, what is excused or still due left out.
         * @example {
         *       "current": 2,
         *       "best": 11
         *     }
         */
        Streak: {
            best: number;
            current: number;
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
         *           "name": "Budi Santoso",
         *           "avatarUrl": null
         *         }
         *       ],
         *       "archivedAt": null,
         *       "version": 1
         *     }
         */
        Team: {
            archivedAt: components["schemas"]["NullableTimestamp"];
            divisionId: components["schemas"]["Id"];
            id: components["schemas"]["Id"];
            leads: components["schemas"]["Person"][];
            /** @description Active people and their leads. */
            memberCount: number;
            name: string;
            today?: components["schemas"]["TeamDay"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "members": 6,
         *       "expected": 5,
         *       "submitted": 3,
         *       "late": 0,
         *       "missing": 2,
         *       "onLeave": 1,
         *       "reviewQueue": 3,
         *       "oldestReviewHours": 2.5
         *     }
         */
        TeamDay: {
            date: components["schemas"]["LocalDate"];
            /** @description Who owes a report and is not excused. */
            expected: number;
            late: number;
            /** @description Active people and their leads. */
            members: number;
            /** @description Not handed in. */
            missing: number;
            /** @description How long the one that waits longest has waited; null where none does. */
            oldestReviewHours: number | null;
            onLeave: number;
            /** @description Reports of any day that wait for a decision which the viewer may take. */
            reviewQueue: number;
            /** @description Handed in, `late` ones among them. */
            submitted: number;
        };
        /**
         * @example {
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "name": "Line 4",
         *       "figures": {
         *         "expected": 21,
         *         "onTime": 17,
         *         "late": 2,
         *         "missed": 1,
         *         "due": 1,
         *         "excused": 1,
         *         "extra": 0,
         *         "submissionRate": 0.9048,
         *         "onTimeRate": 0.8095,
         *         "punctuality": 0.8947,
         *         "medianLateMinutes": 95.5,
         *         "handedIn": 19,
         *         "reviewed": 16,
         *         "approved": 15,
         *         "returned": 2,
         *         "reviewRate": 0.8421,
         *         "returnRate": 0.125,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 8340,
         *         "itemsTotal": 61,
         *         "itemsDone": 48,
         *         "completionRate": 0.7869,
         *         "blockersRaised": 4
         *       }
         *     }
         */
        TeamFigures: {
            figures: components["schemas"]["Figures"];
            name: string;
            teamId: components["schemas"]["Id"];
        };
        /** @enum {string} */
        TeamInclude: "today";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "name": "Dewi Lestari",
         *       "avatarUrl": null,
         *       "role": "member",
         *       "today": {
         *         "date": "2026-11-20",
         *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *         "reportState": "submitted",
         *         "outcome": "on_time",
         *         "reason": null
         *       }
         *     }
         */
        TeamMember: {
            avatarUrl: components["schemas"]["AvatarUrl"];
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
         *           "name": "Dewi Lestari",
         *           "avatarUrl": null,
         *           "role": "member",
         *           "today": {
         *             "date": "2026-11-20",
         *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *             "reportState": "submitted",
         *             "outcome": "on_time",
         *             "reason": null
         *           }
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        TeamMemberPage: {
            items: components["schemas"]["TeamMember"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @example {
         *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *       "from": "2026-10-22",
         *       "to": "2026-11-20",
         *       "figures": {
         *         "expected": 126,
         *         "onTime": 108,
         *         "late": 9,
         *         "missed": 6,
         *         "due": 3,
         *         "excused": 4,
         *         "extra": 1,
         *         "submissionRate": 0.9286,
         *         "onTimeRate": 0.8571,
         *         "punctuality": 0.9231,
         *         "medianLateMinutes": 95.5,
         *         "handedIn": 118,
         *         "reviewed": 104,
         *         "approved": 101,
         *         "returned": 5,
         *         "reviewRate": 0.8814,
         *         "returnRate": 0.0481,
         *         "medianReviewHours": 14.83,
         *         "minutesTotal": 51320,
         *         "itemsTotal": 377,
         *         "itemsDone": 301,
         *         "completionRate": 0.7984,
         *         "blockersRaised": 12
         *       },
         *       "today": {
         *         "date": "2026-11-20",
         *         "members": 6,
         *         "expected": 5,
         *         "submitted": 3,
         *         "late": 0,
         *         "missing": 2,
         *         "onLeave": 1,
         *         "reviewQueue": 3,
         *         "oldestReviewHours": 2.5
         *       },
         *       "people": [
         *         {
         *           "user": {
         *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *             "name": "Dewi Lestari",
         *             "avatarUrl": null
         *           },
         *           "figures": {
         *             "expected": 126,
         *             "onTime": 108,
         *             "late": 9,
         *             "missed": 6,
         *             "due": 3,
         *             "excused": 4,
         *             "extra": 1,
         *             "submissionRate": 0.9286,
         *             "onTimeRate": 0.8571,
         *             "punctuality": 0.9231,
         *             "medianLateMinutes": 95.5,
         *             "handedIn": 118,
         *             "reviewed": 104,
         *             "approved": 101,
         *             "returned": 5,
         *             "reviewRate": 0.8814,
         *             "returnRate": 0.0481,
         *             "medianReviewHours": 14.83,
         *             "minutesTotal": 51320,
         *             "itemsTotal": 377,
         *             "itemsDone": 301,
         *             "completionRate": 0.7984,
         *             "blockersRaised": 12
         *           }
         *         }
         *       ]
         *     }
         */
        TeamMetrics: {
            figures: components["schemas"]["Figures"];
            from: components["schemas"]["LocalDate"];
            /** @description By name; null for who does not lead the team. */
            people: components["schemas"]["FiguresOfPeople"] | null;
            teamId: components["schemas"]["Id"];
            to: components["schemas"]["LocalDate"];
            today: components["schemas"]["TeamDay"];
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
         *               "name": "Budi Santoso",
         *               "avatarUrl": null
         *             }
         *           ],
         *           "archivedAt": null,
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        TeamPage: {
            items: components["schemas"]["Team"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** @enum {string} */
        TeamRole: "member" | "lead";
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
         *       "name": "Laporan produksi",
         *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *       "required": false,
         *       "fields": [
         *         {
         *           "key": "shift",
         *           "label": "Shift",
         *           "type": "select",
         *           "required": true,
         *           "options": [
         *             "Pagi",
         *             "Siang",
         *             "Malam"
         *           ]
         *         },
         *         {
         *           "key": "pieces",
         *           "label": "Jumlah pcs",
         *           "type": "number",
         *           "required": false,
         *           "options": []
         *         }
         *       ],
         *       "revision": 1,
         *       "archivedAt": null,
         *       "version": 1
         *     }
         */
        Template: {
            archivedAt: components["schemas"]["NullableTimestamp"];
            divisionId: components["schemas"]["NullableId"];
            fields: components["schemas"]["TemplateField"][];
            id: components["schemas"]["Id"];
            name: string;
            /** @description Reports have to be written by it. */
            required: boolean;
            revision: components["schemas"]["TemplateRevision"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "name": "Laporan lini produksi"
         *     }
         */
        TemplateChange: {
            fields?: components["schemas"]["TemplateFieldInput"][];
            name?: components["schemas"]["PersonName"];
            required?: boolean;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "key": "shift",
         *       "label": "Shift",
         *       "type": "select",
         *       "required": true,
         *       "options": [
         *         "Pagi",
         *         "Siang",
         *         "Malam"
         *       ]
         *     }
         */
        TemplateField: {
            key: components["schemas"]["TemplateKey"];
            label: string;
            /** @description What can be chosen, of `select`. */
            options: string[];
            /** @description It has to be filled in when the report is handed in. */
            required: boolean;
            type: components["schemas"]["TemplateFieldType"];
        };
        /**
         * @example {
         *       "key": "pieces",
         *       "label": "Jumlah pcs",
         *       "type": "number"
         *     }
         */
        TemplateFieldInput: {
            key: components["schemas"]["TemplateKey"];
            label: string;
            /** @description Of `select`, and of nothing else. */
            options?: string[];
            /** @default false */
            required?: boolean;
            type: components["schemas"]["TemplateFieldType"];
        };
        /** @enum {string} */
        TemplateFieldType: "text" | "number" | "boolean" | "select" | "date";
        /** @description Under which a report has the field. */
        TemplateKey: string;
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
         *           "name": "Laporan produksi",
         *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *           "required": false,
         *           "fields": [
         *             {
         *               "key": "shift",
         *               "label": "Shift",
         *               "type": "select",
         *               "required": true,
         *               "options": [
         *                 "Pagi",
         *                 "Siang",
         *                 "Malam"
         *               ]
         *             },
         *             {
         *               "key": "pieces",
         *               "label": "Jumlah pcs",
         *               "type": "number",
         *               "required": false,
         *               "options": []
         *             }
         *           ],
         *           "revision": 1,
         *           "archivedAt": null,
         *           "version": 1
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        TemplatePage: {
            items: components["schemas"]["Template"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /** @description Which one it is; each change makes another. */
        TemplateRevision: number;
        /** @enum {string} */
        Theme: "system" | "light" | "dark";
        /**
         * Format: date-time
         * @description RFC 3339, in UTC.
         * @example 2026-11-20T09:41:00.000Z
         */
        Timestamp: string;
        /** @description An IANA name. */
        Timezone: string;
        /**
         * @description What the person does, in the company's words.
         * @example Operator jahit
         */
        Title: string | null;
        /**
         * @example {
         *       "date": "2026-11-20",
         *       "reportId": null,
         *       "reportState": null,
         *       "outcome": "excused",
         *       "reason": null
         *     }
         */
        Today: {
            date: components["schemas"]["LocalDate"];
            /** @description Null where nothing is owed. */
            outcome: components["schemas"]["Outcome"] | null;
            /** @description Why it is excused; null where it is not, and for colleagues. */
            reason: components["schemas"]["ExcuseReason"] | null;
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
         *       "key": "2026-W47",
         *       "from": "2026-11-18",
         *       "to": "2026-11-20",
         *       "expected": 12,
         *       "onTime": 10,
         *       "late": 1,
         *       "missed": 0,
         *       "due": 1,
         *       "excused": 1,
         *       "extra": 0,
         *       "submissionRate": 0.9167,
         *       "onTimeRate": 0.8333,
         *       "punctuality": 0.9091,
         *       "medianLateMinutes": 48,
         *       "handedIn": 11,
         *       "minutesTotal": 5010
         *     }
         */
        TrendPoint: {
            due: number;
            excused: number;
            expected: number;
            extra: number;
            from: components["schemas"]["LocalDate"];
            handedIn: number;
            /** @description A date, `2026-W47` or `2026-11`. */
            key: string;
            late: number;
            medianLateMinutes: number | null;
            minutesTotal: number;
            missed: number;
            onTime: number;
            /** @description Of `expected`, what was handed in. */
            onTimeRate: number | null;
            /** @description Of `expected`, what was handed in. */
            punctuality: number | null;
            /** @description Of `expected`, what was handed in. */
            submissionRate: number | null;
            to: components["schemas"]["LocalDate"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "title": "Kontrol gigi"
         *     }
         */
        UpdateCalendarEvent: {
            allDay?: boolean;
            /**
             * Format: date
             * @description Null where it has a time; from 1900 to 2099.
             */
            date?: string | null;
            description?: string;
            /**
             * Format: date
             * @description Null where it has a time; from 1900 to 2099.
             */
            endDate?: string | null;
            /**
             * Format: date-time
             * @description Null all day long; from 1900 to 2099.
             */
            endsAt?: string | null;
            location?: string;
            /**
             * Format: date-time
             * @description Null all day long; from 1900 to 2099.
             */
            startsAt?: string | null;
            title?: string;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "name": "Gudang Aksesori"
         *     }
         */
        UpdateDivisionRequest: {
            code?: components["schemas"]["DivisionCode"];
            name?: components["schemas"]["PersonName"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "name": "Natal"
         *     }
         */
        UpdateHoliday: {
            date?: components["schemas"]["LocalDate"];
            divisionId?: components["schemas"]["NullableId"];
            kind?: components["schemas"]["HolidayKind"];
            name?: components["schemas"]["HolidayName"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "phone": "+62 812 3456 7891"
         *     }
         */
        UpdateProfileRequest: {
            name?: components["schemas"]["PersonName"];
            phone?: components["schemas"]["Phone"];
            title?: components["schemas"]["Title"];
            version: components["schemas"]["Version"];
        };
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
            /** @description By which it is written: one of its division or of everybody, that is not archived (`unknownTemplate`). */
            templateId?: string | null;
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "deadline": "17:30",
         *       "remindMinutes": [
         *         30
         *       ]
         *     }
         */
        UpdateSchedule: {
            /** @description 1: the deadline is on the day after the day of work. */
            dayOffset?: number;
            days?: components["schemas"]["Weekdays"];
            deadline?: components["schemas"]["LocalTime"];
            effectiveFrom?: components["schemas"]["LocalDate"];
            /**
             * Format: date
             * @description The last day that it holds; null until another does.
             */
            effectiveTo?: string | null;
            /** @description How long after the deadline a report is still on time. */
            graceMinutes?: number;
            /** @description How many days after the deadline's own a report is still taken. */
            lateWindowDays?: number;
            remindMinutes?: components["schemas"]["RemindMinutes"];
            version: components["schemas"]["Version"];
        };
        /**
         * @description The keys from `locale` to `digestAt` are of one's own settings, those from `name` on of the organisation's.
         * @example {
         *       "scope": "user",
         *       "version": 1,
         *       "locale": "id"
         *     }
         * @example {
         *       "scope": "org",
         *       "version": 1,
         *       "registrationMode": "open"
         *     }
         */
        UpdateSettingsRequest: {
            allowedEmailDomains?: components["schemas"]["EmailDomains"];
            autoApproveDays?: number;
            backdateDays?: number;
            country?: components["schemas"]["Country"];
            defaultLocale?: components["schemas"]["Locale"];
            digest?: components["schemas"]["Digest"];
            digestAt?: components["schemas"]["LocalTime"];
            /** @enum {string|null} */
            locale?: "en" | "id" | null;
            name?: components["schemas"]["PersonName"];
            notifications?: components["schemas"]["ChangedNotifications"];
            observeJointLeave?: boolean;
            quietHours?: components["schemas"]["ChangedQuietHours"];
            registrationMode?: components["schemas"]["RegistrationMode"];
            reviewRequired?: boolean;
            scope?: components["schemas"]["SettingsScope"];
            theme?: components["schemas"]["Theme"];
            timezone?: components["schemas"]["Timezone"];
            version: components["schemas"]["Version"];
            weekStart?: components["schemas"]["WeekStart"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "deadline": "14:30"
         *     }
         */
        UpdateShift: {
            /** @description 1: the deadline is on the day after the day of work. */
            dayOffset?: number;
            deadline?: components["schemas"]["LocalTime"];
            /** @description How long after the deadline a report is still on time. */
            graceMinutes?: number;
            /** @description How many days after the deadline's own a report is still taken. */
            lateWindowDays?: number;
            name?: components["schemas"]["PersonName"];
            remindMinutes?: components["schemas"]["RemindMinutes"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "name": "Line 8"
         *     }
         */
        UpdateTeamRequest: {
            divisionId?: components["schemas"]["Id"];
            name?: components["schemas"]["PersonName"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "version": 1,
         *       "role": "manager"
         *     }
         */
        UpdateUserRequest: {
            divisionId?: components["schemas"]["NullableId"];
            employeeNo?: components["schemas"]["EmployeeNo"];
            joinedOn?: components["schemas"]["JoinedOn"];
            leftOn?: components["schemas"]["LeftOn"];
            name?: components["schemas"]["PersonName"];
            phone?: components["schemas"]["Phone"];
            primaryTeamId?: components["schemas"]["Id"];
            /** @description Whether the person owes reports. */
            reportRequired?: boolean;
            role?: components["schemas"]["OrganisationRole"];
            teams?: components["schemas"]["Memberships"];
            title?: components["schemas"]["Title"];
            version: components["schemas"]["Version"];
        };
        /**
         * @example {
         *       "created": true,
         *       "report": {
         *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
         *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *         "author": {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *           "name": "Dewi Lestari",
         *           "avatarUrl": null
         *         },
         *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
         *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
         *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
         *         "filedBy": null,
         *         "reportDate": "2026-11-20",
         *         "state": "draft",
         *         "timing": null,
         *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
         *         "planNext": "Finish the order of blue shirts.",
         *         "mood": 4,
         *         "templateId": null,
         *         "templateRevision": null,
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
         *         "lastDecision": null,
         *         "commentsCount": 0,
         *         "filesCount": 0,
         *         "createdAt": "2026-11-20T09:41:00.000Z",
         *         "updatedAt": "2026-11-20T09:41:00.000Z",
         *         "version": 1,
         *         "can": {
         *           "edit": true,
         *           "submit": true,
         *           "withdraw": false,
         *           "delete": true,
         *           "review": false,
         *           "reopen": false
         *         }
         *       }
         *     }
         */
        UpsertedReport: {
            created: boolean;
            report: components["schemas"]["ReportDetail"];
        };
        /**
         * @example {
         *       "baseVersion": null,
         *       "content": {
         *         "summary": "Attached 180 collars.",
         *         "items": [
         *           {
         *             "title": "Collars, order 2211",
         *             "status": "done",
         *             "minutes": 360
         *           }
         *         ]
         *       }
         *     }
         */
        UpsertReport: {
            /** @description The version that was changed; null for a new report. */
            baseVersion: number | null;
            content: components["schemas"]["ReportContent"];
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
         *       "email": "employee@workpulse.test",
         *       "name": "Dewi Lestari",
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
            divisionId: components["schemas"]["NullableId"];
            email: string;
            id: components["schemas"]["Id"];
            name: string;
            role: components["schemas"]["OrganisationRole"];
            teams: components["schemas"]["UserTeam"][];
        };
        /**
         * @example {
         *       "scope": "user",
         *       "locale": null,
         *       "theme": "system",
         *       "weekStart": "monday",
         *       "notifications": {
         *         "report.submitted": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "report.approved": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "report.returned": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         },
         *         "report.reopened": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         },
         *         "report.filed": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "report.comment": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "report.mention": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "reminder.due": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "reminder.overdue": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         },
         *         "obligation.missed": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "obligation.excused": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "obligation.requested": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "team.digest": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "leave.requested": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         },
         *         "leave.decided": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         },
         *         "delegation": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         },
         *         "blocker": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "identity.refused": {
         *           "inApp": true,
         *           "email": false,
         *           "push": false
         *         },
         *         "webhook.stopped": {
         *           "inApp": true,
         *           "email": true,
         *           "push": false
         *         }
         *       },
         *       "mandatory": [
         *         "report.returned",
         *         "report.reopened",
         *         "identity.refused"
         *       ],
         *       "quietHours": {
         *         "enabled": false,
         *         "from": "20:00",
         *         "to": "06:00"
         *       },
         *       "digest": "off",
         *       "digestAt": "17:00",
         *       "version": 1
         *     }
         */
        UserSettings: {
            digest: components["schemas"]["Digest"];
            digestAt: components["schemas"]["LocalTime"];
            /** @description The language of notifications and letters; null for that of the browser. */
            locale: components["schemas"]["Locale"] | null;
            /** @description The types that cannot be switched off inside the app. */
            mandatory: components["schemas"]["NotificationType"][];
            notifications: components["schemas"]["NotificationSettings"];
            quietHours: components["schemas"]["QuietHours"];
            /** @constant */
            scope: "user";
            theme: components["schemas"]["Theme"];
            version: components["schemas"]["Version"];
            weekStart: components["schemas"]["WeekStart"];
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
         * @example {
         *       "token": "c2VjcmV0LXJlZ2lzdHJhdGlvbg",
         *       "password": "workpulse-demo"
         *     }
         */
        VerifyEmailRequest: {
            /**
             * Format: password
             * @description The one that was chosen when registering.
             */
            password?: string;
            token: components["schemas"]["LinkToken"];
        };
        /**
         * @description Grows with each change. A change sends the version that it saw.
         * @example 1
         */
        Version: number;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
         *       "kind": "program",
         *       "teamId": null,
         *       "name": "Payroll",
         *       "url": "https://payroll.example/hooks/workpulse",
         *       "events": [
         *         "report.submitted",
         *         "report.updated"
         *       ],
         *       "active": true,
         *       "state": "working",
         *       "failingSince": null,
         *       "waiting": 0,
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "updatedAt": "2026-11-20T01:02:03.000Z",
         *       "version": 1
         *     }
         */
        Webhook: {
            active: boolean;
            createdAt: components["schemas"]["Timestamp"];
            /** @description None for a chat. */
            events: components["schemas"]["WebhookEventType"][];
            failingSince: components["schemas"]["NullableTimestamp"];
            id: components["schemas"]["Id"];
            kind: components["schemas"]["WebhookKind"];
            name: string;
            state: components["schemas"]["WebhookState"];
            /** @description The team that a chat is told of; null for a program. */
            teamId: components["schemas"]["Id"] | null;
            updatedAt: components["schemas"]["Timestamp"];
            /** @description Null for a chat, whose address is as secret as a password. */
            url: string | null;
            version: components["schemas"]["Version"];
            /** @description How many events wait to be sent; of those beyond the next some hundred, 100,000 at most are counted. */
            waiting: number;
        };
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4W02",
         *       "type": "report.submitted",
         *       "state": "delivered",
         *       "attempts": 1,
         *       "status": 204,
         *       "problem": null,
         *       "time": "2026-11-20T09:41:00.000Z",
         *       "triedAt": "2026-11-20T09:41:00.412Z",
         *       "nextTryAt": null
         *     }
         */
        WebhookDelivery: {
            attempts: number;
            id: components["schemas"]["Id"];
            nextTryAt: components["schemas"]["NullableTimestamp"];
            /** @description Null where it was delivered. */
            problem: components["schemas"]["WebhookProblem"] | null;
            state: components["schemas"]["WebhookDeliveryState"];
            /** @description Of the answer; null where there was none. */
            status: number | null;
            time: components["schemas"]["Timestamp"];
            triedAt: components["schemas"]["NullableTimestamp"];
            type: components["schemas"]["WebhookDeliveryType"];
        };
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4W02",
         *           "type": "report.submitted",
         *           "state": "delivered",
         *           "attempts": 1,
         *           "status": 204,
         *           "problem": null,
         *           "time": "2026-11-20T09:41:00.000Z",
         *           "triedAt": "2026-11-20T09:41:00.412Z",
         *           "nextTryAt": null
         *         }
         *       ],
         *       "nextCursor": null
         *     }
         */
        WebhookDeliveryPage: {
            items: components["schemas"]["WebhookDelivery"][];
            nextCursor: components["schemas"]["NextCursor"];
        };
        /**
         * @description `waiting` for its turn or another try, `delivered`, or `failed` for good.
         * @enum {string}
         */
        WebhookDeliveryState: "waiting" | "delivered" | "failed";
        /**
         * @description Of an event, or `team.digest` for what a chat is told of a day of its team. More will come.
         * @enum {string}
         */
        WebhookDeliveryType: "report.submitted" | "report.updated" | "calendar.changed" | "team.digest";
        /**
         * @description What can be told of. More will come.
         * @enum {string}
         */
        WebhookEventType: "report.submitted" | "report.updated" | "calendar.changed";
        /**
         * @description A `program` is told of events, `slack` and `telegram` of the days of a team. More will come.
         * @enum {string}
         */
        WebhookKind: "program" | "slack" | "telegram";
        /**
         * @example {
         *       "version": 1,
         *       "active": false
         *     }
         */
        WebhookPatch: {
            active?: boolean;
            events?: components["schemas"]["WebhookEventType"][];
            name?: string;
            url?: components["schemas"]["WebhookUrl"];
            version: components["schemas"]["Version"];
        };
        /**
         * @description `status`: an answer other than 2xx; `redirect`: one that leads elsewhere; `timeout`; `connection`: none, or it broke; `certificate`: not to be trusted;
         *     `name`: it leads to no address; `privateAddress`: it leads to none that may be called.
         * @enum {string}
         */
        WebhookProblem: "status" | "redirect" | "timeout" | "connection" | "certificate" | "name" | "privateAddress";
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
         *           "kind": "program",
         *           "teamId": null,
         *           "name": "Payroll",
         *           "url": "https://payroll.example/hooks/workpulse",
         *           "events": [
         *             "report.submitted",
         *             "report.updated"
         *           ],
         *           "active": true,
         *           "state": "working",
         *           "failingSince": null,
         *           "waiting": 0,
         *           "createdAt": "2026-11-20T01:02:03.000Z",
         *           "updatedAt": "2026-11-20T01:02:03.000Z",
         *           "version": 1
         *         }
         *       ]
         *     }
         */
        Webhooks: {
            items: components["schemas"]["Webhook"][];
        };
        /**
         * @description `working`; `failing`: the last try failed, and another will come; `off`: somebody switched it off; `given_up`: its receiver was gone for three
         *     days; `gone`: its receiver said so (410, and what `createSlackWebhook` and `createTelegramWebhook` name).
         * @enum {string}
         */
        WebhookState: "working" | "failing" | "off" | "given_up" | "gone";
        /**
         * @example {
         *       "delivered": true,
         *       "status": 204,
         *       "problem": null,
         *       "milliseconds": 41
         *     }
         */
        WebhookTrial: {
            delivered: boolean;
            /** @description How long it took. */
            milliseconds: number;
            /** @description Null where it was delivered. */
            problem: components["schemas"]["WebhookProblem"] | null;
            /** @description Of the answer; null where there was none. */
            status: number | null;
        };
        /**
         * @description Without a name and a password in it.
         * @example https://payroll.example/hooks/workpulse
         */
        WebhookUrl: string;
        /**
         * @example {
         *       "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
         *       "kind": "program",
         *       "teamId": null,
         *       "name": "Payroll",
         *       "url": "https://payroll.example/hooks/workpulse",
         *       "events": [
         *         "report.submitted",
         *         "report.updated"
         *       ],
         *       "active": true,
         *       "state": "working",
         *       "failingSince": null,
         *       "waiting": 0,
         *       "createdAt": "2026-11-20T01:02:03.000Z",
         *       "updatedAt": "2026-11-20T01:02:03.000Z",
         *       "version": 1,
         *       "secret": "whsec_bm90IGEgc2VjcmV0OyBqdXN0IGFuIGV4YW1wbGU="
         *     }
         */
        WebhookWithSecret: {
            active: boolean;
            createdAt: components["schemas"]["Timestamp"];
            /** @description None for a chat. */
            events: components["schemas"]["WebhookEventType"][];
            failingSince: components["schemas"]["NullableTimestamp"];
            id: components["schemas"]["Id"];
            kind: components["schemas"]["WebhookKind"];
            name: string;
            /** @description Signs what is sent. It is not shown again. */
            secret: string;
            state: components["schemas"]["WebhookState"];
            /** @description The team that a chat is told of; null for a program. */
            teamId: components["schemas"]["Id"] | null;
            updatedAt: components["schemas"]["Timestamp"];
            /** @description Null for a chat, whose address is as secret as a password. */
            url: string | null;
            version: components["schemas"]["Version"];
            /** @description How many events wait to be sent; of those beyond the next some hundred, 100,000 at most are counted. */
            waiting: number;
        };
        /** @description ISO weekdays, 1 is Monday. */
        Weekdays: number[];
        /** @enum {string} */
        WeekStart: "monday" | "saturday" | "sunday";
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
    responses: {
        /** @description `DUPLICATE`: There is one already. */
        Duplicate: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `DUPLICATE`: There is one already. `IN_PROGRESS`: The same request is being worked on. Send it again in a moment. */
        DuplicateOrInProgress: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `DUPLICATE`: There is one already. `STATE_CONFLICT`: It is not in a state that allows this. */
        DuplicateOrStateConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `DUPLICATE`: There is one already. `STATE_CONFLICT`: It is not in a state that allows this. `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
        DuplicateOrStateConflictOrVersionConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `DUPLICATE`: There is one already. `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
        DuplicateOrVersionConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `FORBIDDEN`: You may not do this. */
        Forbidden: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `FORBIDDEN`: You may not do this. `REGISTRATION_CLOSED`: You can register with an invitation only. Ask your administrator for one. */
        ForbiddenOrRegistrationClosed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `IN_PROGRESS`: The same request is being worked on. Send it again in a moment. */
        InProgress: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `IN_PROGRESS`: The same request is being worked on. Send it again in a moment. `STATE_CONFLICT`: It is not in a state that allows this. */
        InProgressOrStateConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `INTERNAL`: Something went wrong on our side. */
        Internal: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `INVALID_CREDENTIALS`: The e-mail address or the password is wrong. */
        InvalidCredentials: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `INVALID_TOKEN`: The link is not valid, or not any more. Ask for a new one. `VALIDATION_FAILED`: The request is not valid. See details. */
        InvalidTokenOrValidationFailed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Set-Cookie": components["headers"]["ClearedCookies"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `LAST_ADMIN`: The organisation needs an administrator. Make somebody else one first. */
        LastAdmin: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `LAST_ADMIN`: The organisation needs an administrator. Make somebody else one first. `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
        LastAdminOrVersionConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `NOT_CONFIGURED`: This is not set up here. Ask your administrator. */
        NotConfigured: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `NOT_FOUND`: There is no such thing here. */
        NotFound: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `PASSWORD_REQUIRED`: Type the password that you chose when you registered. `RULE_REFUSED`: A rule of the organisation does not allow this. */
        PasswordRequiredOrRuleRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
        PayloadTooLarge: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `RATE_LIMITED`: Too many attempts. Wait for as long as Retry-After says. */
        RateLimited: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `RATE_LIMITED`: Too many attempts. Wait for as long as Retry-After says. `TOO_MANY_STREAMS`: Too many pages of yours are listening already. Close some. */
        RateLimitedOrTooManyStreams: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `REFRESH_SUPERSEDED`: Another request has exchanged this refresh token. Go on with what that one got. `UNAUTHENTICATED`: Sign in first. */
        RefreshSupersededOrUnauthenticated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Set-Cookie": components["headers"]["ClearedCookies"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `RULE_REFUSED`: A rule of the organisation does not allow this. */
        RuleRefused: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `STATE_CONFLICT`: It is not in a state that allows this. */
        StateConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `STATE_CONFLICT`: It is not in a state that allows this. `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
        StateConflictOrVersionConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `UNAUTHENTICATED`: Sign in first. */
        Unauthenticated: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `UNAVAILABLE`: The service cannot answer just now. Try again shortly. */
        Unavailable: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is of a type that this operation does not take: JSON is sent as application/json, a file as what it is. */
        UnsupportedMediaType: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `UPGRADE_REQUIRED`: This address takes WebSocket connections only. */
        UpgradeRequired: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                Upgrade: components["headers"]["Upgrade"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `VALIDATION_FAILED`: The request is not valid. See details. */
        ValidationFailed: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "Set-Cookie": components["headers"]["ClearedCookies"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
        /** @description `VERSION_CONFLICT`: Somebody changed it meanwhile. Read it again. */
        VersionConflict: {
            headers: {
                "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorEnvelope"];
            };
        };
    };
    parameters: {
        /** @description The `nextCursor` of the page before; absent for the first page. */
        cursor: components["schemas"]["PageCursor"];
        /**
         * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
         *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
         *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
         *     that was refused has used no key up.
         * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
         */
        idempotencyKey: string;
        /** @description How many at most. */
        limit: number;
        /** @description From `POST /api/v1/ws/ticket`. */
        ticket: string;
    };
    requestBodies: never;
    headers: {
        /** @description The origin that asks, where it is one of the front ends. */
        "Access-Control-Allow-Origin": string;
        /** @description Takes away cookies that serve nobody. */
        ClearedCookies: string;
        /** @description What to call the file. */
        "Content-Disposition": string;
        /** @description `device`: who guesses at the password elsewhere does not hold this browser up. HttpOnly and SameSite=Strict, for 180 days. */
        DeviceCookie: string;
        /** @description Of what the answer says. Sent back as `If-None-Match`, it is answered with 304 as long as that is the same. */
        ETag: string;
        /** @description Binds the flow to this browser. HttpOnly and SameSite=Lax, for ten minutes. */
        FlowCookie: string;
        /** @description The answer that the same request got before. */
        "Idempotency-Replayed": "true";
        /** @description Where to go. */
        Location: string;
        /** @description `registration`, where a link has to be followed: this browser has chosen the password, for a day; `device` with an invitation. HttpOnly and SameSite=Strict. */
        RegistrationCookie: string;
        /** @description Seconds. */
        "Retry-After": number;
        /** @description `access_token`, `refresh_token` and `device`, HttpOnly and SameSite=Strict. */
        SetCookie: string;
        /** @description What the address takes. */
        Upgrade: "websocket";
        /** @description How to sign in by header; `error="invalid_token"` where a token was refused. */
        "WWW-Authenticate": string;
        /** @description Every event up to this position is in the answer. `subscribe` with it as `since`, and none is missed. */
        "X-Realtime-Position": number;
        /** @description Names the request in the logs. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    exportAnalytics: {
        parameters: {
            query: {
                /**
                 * @description What a row is.
                 * @example obligations
                 */
                dataset: "reports" | "items" | "obligations";
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description Of the file. */
                format?: "csv" | "xlsx";
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example PK */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /**
                     * @example Date,Person,Team,Division,Deadline,Outcome,Excused by,First handed in,Minutes late
                     *     2026-11-20,Dewi Lestari,Line 4,Produksi,2026-11-20 17:00,due,,,
                     */
                    "text/csv": string;
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAnalyticsHeatmap: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people, each with a cell for each of `days`. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "from": "2026-11-18",
                     *         "to": "2026-11-20",
                     *         "days": [
                     *           "2026-11-18",
                     *           "2026-11-19",
                     *           "2026-11-20"
                     *         ],
                     *         "items": [
                     *           {
                     *             "user": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "cells": [
                     *               "on_time",
                     *               "late",
                     *               "due"
                     *             ]
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AnalyticsHeatmap"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAnalyticsSummary: {
        parameters: {
            query?: {
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "from": "2026-10-22",
                     *         "to": "2026-11-20",
                     *         "figures": {
                     *           "expected": 21,
                     *           "onTime": 17,
                     *           "late": 2,
                     *           "missed": 1,
                     *           "due": 1,
                     *           "excused": 1,
                     *           "extra": 0,
                     *           "submissionRate": 0.9048,
                     *           "onTimeRate": 0.8095,
                     *           "punctuality": 0.8947,
                     *           "medianLateMinutes": 95.5,
                     *           "handedIn": 19,
                     *           "reviewed": 16,
                     *           "approved": 15,
                     *           "returned": 2,
                     *           "reviewRate": 0.8421,
                     *           "returnRate": 0.125,
                     *           "medianReviewHours": 14.83,
                     *           "minutesTotal": 8340,
                     *           "itemsTotal": 61,
                     *           "itemsDone": 48,
                     *           "completionRate": 0.7869,
                     *           "blockersRaised": 4
                     *         },
                     *         "previous": {
                     *           "from": "2026-09-22",
                     *           "to": "2026-10-21",
                     *           "figures": {
                     *             "expected": 21,
                     *             "onTime": 16,
                     *             "late": 3,
                     *             "missed": 1,
                     *             "due": 1,
                     *             "excused": 1,
                     *             "extra": 0,
                     *             "submissionRate": 0.9048,
                     *             "onTimeRate": 0.7619,
                     *             "punctuality": 0.8421,
                     *             "medianLateMinutes": 95.5,
                     *             "handedIn": 19,
                     *             "reviewed": 16,
                     *             "approved": 15,
                     *             "returned": 2,
                     *             "reviewRate": 0.8421,
                     *             "returnRate": 0.125,
                     *             "medianReviewHours": 14.83,
                     *             "minutesTotal": 8340,
                     *             "itemsTotal": 61,
                     *             "itemsDone": 48,
                     *             "completionRate": 0.7869,
                     *             "blockersRaised": 4
                     *           }
                     *         },
                     *         "delta": {
                     *           "expected": 0,
                     *           "onTime": 1,
                     *           "late": -1,
                     *           "missed": 0,
                     *           "due": 0,
                     *           "excused": 0,
                     *           "extra": 0,
                     *           "submissionRate": 0,
                     *           "onTimeRate": 0.0476,
                     *           "punctuality": 0.0526,
                     *           "medianLateMinutes": 0,
                     *           "handedIn": 0,
                     *           "reviewed": 0,
                     *           "approved": 0,
                     *           "returned": 0,
                     *           "reviewRate": 0,
                     *           "returnRate": 0,
                     *           "medianReviewHours": 0,
                     *           "minutesTotal": 0,
                     *           "itemsTotal": 0,
                     *           "itemsDone": 0,
                     *           "completionRate": 0,
                     *           "blockersRaised": 0
                     *         },
                     *         "byDivision": [
                     *           {
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "name": "Produksi",
                     *             "figures": {
                     *               "expected": 21,
                     *               "onTime": 17,
                     *               "late": 2,
                     *               "missed": 1,
                     *               "due": 1,
                     *               "excused": 1,
                     *               "extra": 0,
                     *               "submissionRate": 0.9048,
                     *               "onTimeRate": 0.8095,
                     *               "punctuality": 0.8947,
                     *               "medianLateMinutes": 95.5,
                     *               "handedIn": 19,
                     *               "reviewed": 16,
                     *               "approved": 15,
                     *               "returned": 2,
                     *               "reviewRate": 0.8421,
                     *               "returnRate": 0.125,
                     *               "medianReviewHours": 14.83,
                     *               "minutesTotal": 8340,
                     *               "itemsTotal": 61,
                     *               "itemsDone": 48,
                     *               "completionRate": 0.7869,
                     *               "blockersRaised": 4
                     *             }
                     *           }
                     *         ],
                     *         "byCategory": [
                     *           {
                     *             "category": "Menjahit",
                     *             "minutes": 6120,
                     *             "items": 44
                     *           },
                     *           {
                     *             "category": null,
                     *             "minutes": 2220,
                     *             "items": 17
                     *           }
                     *         ],
                     *         "byTeam": null,
                     *         "byPerson": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AnalyticsSummary"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAnalyticsTrends: {
        parameters: {
            query?: {
                /** @description What a point stands for. */
                bucket?: "day" | "week" | "month";
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The points, in order. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "bucket": "week",
                     *         "from": "2026-11-18",
                     *         "to": "2026-11-20",
                     *         "points": [
                     *           {
                     *             "key": "2026-W47",
                     *             "from": "2026-11-18",
                     *             "to": "2026-11-20",
                     *             "expected": 12,
                     *             "onTime": 10,
                     *             "late": 1,
                     *             "missed": 0,
                     *             "due": 1,
                     *             "excused": 1,
                     *             "extra": 0,
                     *             "submissionRate": 0.9167,
                     *             "onTimeRate": 0.8333,
                     *             "punctuality": 0.9091,
                     *             "medianLateMinutes": 48,
                     *             "handedIn": 11,
                     *             "minutesTotal": 5010
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AnalyticsTrends"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApiTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s tokens. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4K01",
                     *             "name": "Monthly export",
                     *             "scopes": [
                     *               "analytics:read",
                     *               "directory:read"
                     *             ],
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "expiresAt": "2027-02-18T00:00:00.000Z",
                     *             "lastUsedAt": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ApiTokens"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiToken: {
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
                 *       "name": "Monthly export",
                 *       "scopes": [
                 *         "analytics:read",
                 *         "directory:read"
                 *       ],
                 *       "expiresAt": "2027-02-18T00:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewApiToken"];
            };
        };
        responses: {
            /** @description The token. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4K01",
                     *         "name": "Monthly export",
                     *         "scopes": [
                     *           "analytics:read",
                     *           "directory:read"
                     *         ],
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "expiresAt": "2027-02-18T00:00:00.000Z",
                     *         "lastUsedAt": null,
                     *         "token": "wp_bm90IGEgdG9rZW47IGp1c3QgYW4gZXhhbXBsZSE0MTI"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ApiTokenWithSecret"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeAllApiTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many there were. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "revoked": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["RevokedApiTokens"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeApiToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The token, by its id.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4K01
                 */
                tokenId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                /** @description Entries of this kind only. */
                action?: components["schemas"]["AuditAction"];
                /** @description What this person did. */
                actorId?: components["schemas"]["Id"];
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description What was done to this person or thing. */
                targetId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": 41,
                     *             "time": "2026-11-20T09:41:00.000Z",
                     *             "actor": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y72",
                     *               "name": "Maya Puspitasari",
                     *               "avatarUrl": null
                     *             },
                     *             "action": "user.updated",
                     *             "targetType": "user",
                     *             "targetId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *             "before": {
                     *               "role": "employee"
                     *             },
                     *             "after": {
                     *               "role": "manager"
                     *             },
                     *             "address": "203.0.113.7",
                     *             "requestId": "01JD2V6M7Q8R9S0T1V2W3X4Y67",
                     *             "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AuditPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    startGoogleSignIn: {
        parameters: {
            query?: {
                /** @description A path of the front end to end at. */
                return_to?: components["schemas"]["ReturnPath"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to go. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["FlowCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "url": "https://accounts.google.com/o/oauth2/v2/auth?client_id=workpulse"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["GoogleRedirect"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description To Google. */
            302: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["FlowCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    finishGoogleSignIn: {
        parameters: {
            query?: {
                /** @description What the provider answers when the person agreed. */
                code?: string;
                /** @description What the provider answers when it or the person did not. */
                error?: string;
                /** @description Whatever else the provider adds. */
                others?: {
                    [key: string]: string;
                };
                /** @description What the provider was told to send back. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the front end, signed in or with an error. */
            303: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["SetCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["SetCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["InvalidCredentials"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["SetCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "email": "employee@workpulse.test",
                     *         "name": "Dewi Lestari",
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changePassword: {
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
                 *       "currentPassword": "workpulse-demo",
                 *       "newPassword": "five orders of blue collars"
                 *     }
                 */
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    forgotPassword: {
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
                 *       "email": "employee@workpulse.test"
                 *     }
                 */
                "application/json": components["schemas"]["ForgotPasswordRequest"];
            };
        };
        responses: {
            /** @description A message is on its way, if there is such a person. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    resetPassword: {
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
                 *       "token": "c2VjcmV0LXJlc2V0",
                 *       "password": "five orders of blue collars"
                 *     }
                 */
                "application/json": components["schemas"]["ResetPasswordRequest"];
            };
        };
        responses: {
            /** @description Set. Sign in. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["DeviceCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["InvalidTokenOrValidationFailed"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["SetCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["RefreshSupersededOrUnauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    register: {
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
                 *       "email": "invited@workpulse.test",
                 *       "name": "Invited Colleague",
                 *       "password": "five orders of blue collars",
                 *       "invitation": "c2VjcmV0LWludml0YXRpb24"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            /** @description Registered. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["RegistrationCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "next": "signIn"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Registration"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["InvalidTokenOrValidationFailed"];
            403: components["responses"]["ForbiddenOrRegistrationClosed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who it is, or that nobody is. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
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
                     *         "refreshable": false
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CurrentSession"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The live sessions. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y70",
                     *             "current": true,
                     *             "userAgent": "Mozilla/5.0 (X11; Linux x86_64)",
                     *             "device": "Chrome on Linux",
                     *             "address": "203.0.113.7",
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "lastUsedAt": "2026-11-20T09:41:00.000Z",
                     *             "expiresAt": "2026-12-20T01:02:03.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SessionList"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeAllSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out everywhere. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["SetCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "revoked": 2
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["RevokedSessions"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of one’s own sessions.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y70
                 */
                sessionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["SetCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "revoked": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["RevokedSessions"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyEmail: {
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
                 *       "token": "c2VjcmV0LXJlZ2lzdHJhdGlvbg",
                 *       "password": "workpulse-demo"
                 *     }
                 */
                "application/json": components["schemas"]["VerifyEmailRequest"];
            };
        };
        responses: {
            /** @description Confirmed. Sign in. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["DeviceCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["InvalidTokenOrValidationFailed"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["PasswordRequiredOrRuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBlockers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Those that this person is asked to clear. */
                ownerId?: components["schemas"]["Id"];
                /**
                 * @description In this state only.
                 * @example open
                 */
                status?: components["schemas"]["BlockerStatus"];
                /** @description Of this team's work. */
                teamId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of blockers. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
                     *             "item": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Z23",
                     *               "title": "Attach collars"
                     *             },
                     *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Z04",
                     *             "author": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "team": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *               "name": "Line 4"
                     *             },
                     *             "owner": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "status": "open",
                     *             "note": null,
                     *             "openedAt": "2026-11-17T09:40:00.000Z",
                     *             "resolvedAt": null,
                     *             "ageDays": 3,
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["BlockerPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBlocker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The blocker.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z22
                 */
                blockerId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The blocker. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
                     *         "item": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z23",
                     *           "title": "Attach collars"
                     *         },
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Z04",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "team": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *           "name": "Line 4"
                     *         },
                     *         "owner": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "status": "open",
                     *         "note": null,
                     *         "openedAt": "2026-11-17T09:40:00.000Z",
                     *         "resolvedAt": null,
                     *         "ageDays": 3,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Blocker"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateBlocker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The blocker.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z22
                 */
                blockerId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "status": "resolved",
                 *       "note": "The thread has come."
                 *     }
                 */
                "application/json": components["schemas"]["BlockerChange"];
            };
        };
        responses: {
            /** @description The blocker. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
                     *         "item": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z23",
                     *           "title": "Attach collars"
                     *         },
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Z04",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "team": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *           "name": "Line 4"
                     *         },
                     *         "owner": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "status": "open",
                     *         "note": null,
                     *         "openedAt": "2026-11-17T09:40:00.000Z",
                     *         "resolvedAt": null,
                     *         "ageDays": 3,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Blocker"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCalendarEvents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description Of this kind only. */
                kind?: components["schemas"]["CalendarKind"];
                /** @description How many at most. */
                limit?: number;
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the calendar shows. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4C02",
                     *             "kind": "event",
                     *             "title": "Rapat mingguan Line 4",
                     *             "scope": "team",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "userId": null,
                     *             "allDay": false,
                     *             "date": "2026-11-23",
                     *             "endDate": "2026-11-23",
                     *             "startsAt": "2026-11-23T01:00:00.000Z",
                     *             "endsAt": "2026-11-23T01:30:00.000Z",
                     *             "location": "Ruang briefing",
                     *             "description": "Target minggu ini.",
                     *             "version": 1,
                     *             "can": {
                     *               "edit": false
                     *             }
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CalendarPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCalendarEvent: {
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
                 *       "scope": "personal",
                 *       "title": "Ke dokter gigi",
                 *       "allDay": false,
                 *       "startsAt": "2026-11-24T02:00:00.000Z",
                 *       "endsAt": "2026-11-24T03:30:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["CreateCalendarEvent"];
            };
        };
        responses: {
            /** @description The new event. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4C01",
                     *         "kind": "event",
                     *         "title": "Ke dokter gigi",
                     *         "scope": "personal",
                     *         "divisionId": null,
                     *         "teamId": null,
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "allDay": false,
                     *         "date": "2026-11-24",
                     *         "endDate": "2026-11-24",
                     *         "startsAt": "2026-11-24T02:00:00.000Z",
                     *         "endsAt": "2026-11-24T03:30:00.000Z",
                     *         "location": "",
                     *         "description": "",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CalendarEntry"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCalendarEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The event.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4C01
                 */
                eventId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4C01",
                     *         "kind": "event",
                     *         "title": "Ke dokter gigi",
                     *         "scope": "personal",
                     *         "divisionId": null,
                     *         "teamId": null,
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "allDay": false,
                     *         "date": "2026-11-24",
                     *         "endDate": "2026-11-24",
                     *         "startsAt": "2026-11-24T02:00:00.000Z",
                     *         "endsAt": "2026-11-24T03:30:00.000Z",
                     *         "location": "",
                     *         "description": "",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CalendarEntry"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteCalendarEvent: {
        parameters: {
            query?: {
                /** @description The one that was seen; without it, whichever there is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The event.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4C01
                 */
                eventId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateCalendarEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The event.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4C01
                 */
                eventId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "title": "Kontrol gigi"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateCalendarEvent"];
            };
        };
        responses: {
            /** @description The changed event. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4C01",
                     *         "kind": "event",
                     *         "title": "Ke dokter gigi",
                     *         "scope": "personal",
                     *         "divisionId": null,
                     *         "teamId": null,
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "allDay": false,
                     *         "date": "2026-11-24",
                     *         "endDate": "2026-11-24",
                     *         "startsAt": "2026-11-24T02:00:00.000Z",
                     *         "endsAt": "2026-11-24T03:30:00.000Z",
                     *         "location": "",
                     *         "description": "",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CalendarEntry"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    readCalendarFeed: {
        parameters: {
            query: {
                /**
                 * @description The secret of the feed.
                 * @example c2VjcmV0LWNhbGVuZGFy
                 */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The calendar. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    /** @description Of what it says. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example BEGIN:VCALENDAR
                     *     VERSION:2.0
                     *     PRODID:-//workpulse//workpulse-api//EN
                     *     END:VCALENDAR
                     */
                    "text/calendar": string;
                };
            };
            /** @description It says what it said. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    /** @description Of what it says. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCalendarFeeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One's feeds, the oldest first. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4C03",
                     *             "name": "Google Calendar",
                     *             "include": [
                     *               "event",
                     *               "holiday",
                     *               "joint_leave",
                     *               "workday",
                     *               "leave",
                     *               "deadline"
                     *             ],
                     *             "createdAt": "2026-11-20T09:41:00.000Z",
                     *             "lastUsedAt": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CalendarFeeds"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCalendarFeed: {
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
                 *       "name": "Google Calendar"
                 *     }
                 */
                "application/json": components["schemas"]["CreateCalendarFeed"];
            };
        };
        responses: {
            /** @description The new feed. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4C03",
                     *         "name": "Google Calendar",
                     *         "include": [
                     *           "event",
                     *           "holiday",
                     *           "joint_leave",
                     *           "workday",
                     *           "leave",
                     *           "deadline"
                     *         ],
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "lastUsedAt": null,
                     *         "url": "https://apiwork.rycroftapparel.com/api/v1/calendar/feed.ics?token=c2VjcmV0LWNhbGVuZGFy"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["NewCalendarFeed"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteCalendarFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The feed.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4C03
                 */
                feedId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDelegations: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Of this state only. */
                state?: components["schemas"]["DelegationState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of delegations. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4D01",
                     *             "from": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "to": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "startsOn": "2026-12-20",
                     *             "endsOn": "2026-12-24",
                     *             "note": "The keys are with Siti.",
                     *             "state": "planned",
                     *             "endedAt": null,
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["DelegationPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createDelegation: {
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
                 *       "toUserId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                 *       "startsOn": "2026-12-01",
                 *       "endsOn": "2026-12-04",
                 *       "note": "The keys are with Siti."
                 *     }
                 */
                "application/json": components["schemas"]["NewDelegation"];
            };
        };
        responses: {
            /** @description The delegation. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4D01",
                     *         "from": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "to": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "startsOn": "2026-12-20",
                     *         "endsOn": "2026-12-24",
                     *         "note": "The keys are with Siti.",
                     *         "state": "planned",
                     *         "endedAt": null,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Delegation"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteDelegation: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; where it is left out, whichever it is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The delegation.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4D01
                 */
                delegationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDivisions: {
        parameters: {
            query?: {
                /** @description Those that are archived, instead of those that are not. */
                archived?: boolean;
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
            /** @description A page of divisions. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "name": "Produksi",
                     *             "code": "PRD",
                     *             "teamCount": 2,
                     *             "archivedAt": null,
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["DivisionPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createDivision: {
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
                 *       "name": "Sampel & Desain",
                 *       "code": "SMP"
                 *     }
                 */
                "application/json": components["schemas"]["CreateDivisionRequest"];
            };
        };
        responses: {
            /** @description The new division. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "name": "Produksi",
                     *         "code": "PRD",
                     *         "teamCount": 2,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Division"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteDivision: {
        parameters: {
            query?: {
                /** @description The one that the caller saw. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y75
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateDivision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y75
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "name": "Gudang Aksesori"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateDivisionRequest"];
            };
        };
        responses: {
            /** @description The division, changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "name": "Produksi",
                     *         "code": "PRD",
                     *         "teamCount": 2,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Division"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DuplicateOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveDivision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y77
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The division, archived. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "name": "Produksi",
                     *         "code": "PRD",
                     *         "teamCount": 2,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Division"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreDivision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The division.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y77
                 */
                divisionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The division. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "name": "Produksi",
                     *         "code": "PRD",
                     *         "teamCount": 2,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Division"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadFile: {
        parameters: {
            query: {
                /**
                 * @description What it is called; comes back as it was.
                 * @example ukuran kerah.png
                 */
                name: components["schemas"]["FileName"];
                /**
                 * @description The report that it belongs to.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y63
                 */
                reportId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The file. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z30",
                     *         "name": "ukuran kerah.txt",
                     *         "type": "text/plain",
                     *         "size": 13,
                     *         "sha256": "26fa8c1fb2a4e6d1c6ad3ff2d3b83ff8fb2a8c0a39b3b9f5c1e8c6b2f41d7f10",
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *         "owner": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "createdAt": "2026-11-20T10:25:00.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["File"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    downloadFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z30
                 */
                fileId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    /** @description Parts can be asked for. */
                    "Accept-Ranges"?: string;
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    /** @description Of what is in it. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "text/csv": string;
                    "text/plain": string;
                };
            };
            /** @description The part that was asked for. */
            206: {
                headers: {
                    /** @description Parts can be asked for. */
                    "Accept-Ranges"?: string;
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    /** @description Which part of how much it is. */
                    "Content-Range"?: string;
                    /** @description Of what is in it. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "text/csv": string;
                    "text/plain": string;
                };
            };
            /** @description It is the one that was asked about. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    /** @description Of what is in it. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z30
                 */
                fileId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    attachFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z31
                 */
                fileId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63"
                 *     }
                 */
                "application/json": components["schemas"]["AttachFileRequest"];
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z30",
                     *         "name": "ukuran kerah.txt",
                     *         "type": "text/plain",
                     *         "size": 13,
                     *         "sha256": "26fa8c1fb2a4e6d1c6ad3ff2d3b83ff8fb2a8c0a39b3b9f5c1e8c6b2f41d7f10",
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *         "owner": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "createdAt": "2026-11-20T10:25:00.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["File"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listHolidays: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of holidays. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4T02",
                     *             "date": "2026-12-25",
                     *             "name": "Hari Raya Natal",
                     *             "kind": "national",
                     *             "divisionId": null,
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["HolidayPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createHoliday: {
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
                 *       "date": "2027-01-02",
                 *       "name": "Cuti bersama Tahun Baru",
                 *       "kind": "joint_leave",
                 *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60"
                 *     }
                 */
                "application/json": components["schemas"]["CreateHoliday"];
            };
        };
        responses: {
            /** @description The new holiday. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T02",
                     *         "date": "2026-12-25",
                     *         "name": "Hari Raya Natal",
                     *         "kind": "national",
                     *         "divisionId": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Holiday"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteHoliday: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; where it is left out, whichever it is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The holiday.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T02
                 */
                holidayId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateHoliday: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The holiday.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T02
                 */
                holidayId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "name": "Natal"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateHoliday"];
            };
        };
        responses: {
            /** @description The changed holiday. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T02",
                     *         "date": "2026-12-25",
                     *         "name": "Hari Raya Natal",
                     *         "kind": "national",
                     *         "divisionId": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Holiday"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DuplicateOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    importHolidays: {
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
                 *       "csv": "date;name;kind\n2027-01-01;Tahun Baru;national\n",
                 *       "dryRun": false
                 *     }
                 */
                "application/json": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description What was done, or would be. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "dryRun": false,
                     *         "rows": 1,
                     *         "created": 1,
                     *         "updated": 0,
                     *         "unchanged": 0,
                     *         "errors": []
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ImportResult"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    suggestHolidays: {
        parameters: {
            query: {
                /**
                 * @description The year.
                 * @example 2027
                 */
                year: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposals, the earliest first. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "country": "ID",
                     *         "year": 2027,
                     *         "items": [
                     *           {
                     *             "date": "2027-01-01",
                     *             "name": "Tahun Baru",
                     *             "known": true
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["HolidaySuggestions"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description In this state only. */
                state?: components["schemas"]["InvitationState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of invitations. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y71",
                     *             "email": "waiting@workpulse.test",
                     *             "role": "employee",
                     *             "divisionId": null,
                     *             "teams": [],
                     *             "state": "pending",
                     *             "invitedBy": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y72",
                     *               "name": "Maya Puspitasari",
                     *               "avatarUrl": null
                     *             },
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "expiresAt": "2026-11-23T01:02:03.000Z"
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["InvitationPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
                 *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
                 *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
                 *     that was refused has used no key up.
                 * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
                 */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "newcomer@workpulse.test",
                 *       "role": "employee"
                 *     }
                 */
                "application/json": components["schemas"]["CreateInvitationRequest"];
            };
        };
        responses: {
            /** @description The new invitation. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y71",
                     *         "email": "waiting@workpulse.test",
                     *         "role": "employee",
                     *         "divisionId": null,
                     *         "teams": [],
                     *         "state": "pending",
                     *         "invitedBy": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y72",
                     *           "name": "Maya Puspitasari",
                     *           "avatarUrl": null
                     *         },
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "expiresAt": "2026-11-23T01:02:03.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Invitation"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["DuplicateOrInProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The invitation.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y71
                 */
                invitationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation, revoked. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y71",
                     *         "email": "waiting@workpulse.test",
                     *         "role": "employee",
                     *         "divisionId": null,
                     *         "teams": [],
                     *         "state": "revoked",
                     *         "invitedBy": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y72",
                     *           "name": "Maya Puspitasari",
                     *           "avatarUrl": null
                     *         },
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "expiresAt": "2026-11-23T01:02:03.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Invitation"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLeaves: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Of this status only. */
                status?: components["schemas"]["LeaveStatus"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
                /** @description Whose. */
                view?: "mine" | "decide" | "scope";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of leaves. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4L01",
                     *             "person": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "kind": "annual",
                     *             "startDate": "2026-12-10",
                     *             "endDate": "2026-12-13",
                     *             "part": "full",
                     *             "workingDays": 2,
                     *             "status": "pending",
                     *             "note": "Acara keluarga di Solo.",
                     *             "substitute": null,
                     *             "decidedBy": null,
                     *             "onBehalfOf": null,
                     *             "decidedAt": null,
                     *             "decisionNote": null,
                     *             "createdAt": "2026-11-19T02:10:00.000Z",
                     *             "version": 1,
                     *             "can": {
                     *               "decide": false,
                     *               "cancel": true
                     *             }
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["LeavePage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createLeave: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
                 *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
                 *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
                 *     that was refused has used no key up.
                 * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
                 */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "annual",
                 *       "startDate": "2026-12-01",
                 *       "endDate": "2026-12-04",
                 *       "part": "full",
                 *       "note": "Acara keluarga di Solo."
                 *     }
                 */
                "application/json": components["schemas"]["CreateLeave"];
            };
        };
        responses: {
            /** @description The leave. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4L01",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "annual",
                     *         "startDate": "2026-12-10",
                     *         "endDate": "2026-12-13",
                     *         "part": "full",
                     *         "workingDays": 2,
                     *         "status": "pending",
                     *         "note": "Acara keluarga di Solo.",
                     *         "substitute": null,
                     *         "decidedBy": null,
                     *         "onBehalfOf": null,
                     *         "decidedAt": null,
                     *         "decisionNote": null,
                     *         "createdAt": "2026-11-19T02:10:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "decide": false,
                     *           "cancel": true
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Leave"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["DuplicateOrInProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L01
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The leave. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4L01",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "annual",
                     *         "startDate": "2026-12-10",
                     *         "endDate": "2026-12-13",
                     *         "part": "full",
                     *         "workingDays": 2,
                     *         "status": "pending",
                     *         "note": "Acara keluarga di Solo.",
                     *         "substitute": null,
                     *         "decidedBy": null,
                     *         "onBehalfOf": null,
                     *         "decidedAt": null,
                     *         "decisionNote": null,
                     *         "createdAt": "2026-11-19T02:10:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "decide": false,
                     *           "cancel": true
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Leave"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approveLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L02
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "note": "Selamat beristirahat."
                 *     }
                 */
                "application/json": components["schemas"]["ApproveLeave"];
            };
        };
        responses: {
            /** @description The approved leave. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4L02",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "annual",
                     *         "startDate": "2026-11-25",
                     *         "endDate": "2026-11-28",
                     *         "part": "full",
                     *         "workingDays": 3,
                     *         "status": "approved",
                     *         "note": "",
                     *         "substitute": null,
                     *         "decidedBy": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "onBehalfOf": null,
                     *         "decidedAt": "2026-11-20T03:12:00.000Z",
                     *         "decisionNote": "Selamat beristirahat.",
                     *         "createdAt": "2026-11-19T02:10:00.000Z",
                     *         "version": 2,
                     *         "can": {
                     *           "decide": false,
                     *           "cancel": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Leave"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L01
                 */
                leaveId: components["schemas"]["Id"];
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
                "application/json": components["schemas"]["ApproveLeave"];
            };
        };
        responses: {
            /** @description The cancelled leave. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4L02",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "annual",
                     *         "startDate": "2026-11-25",
                     *         "endDate": "2026-11-28",
                     *         "part": "full",
                     *         "workingDays": 3,
                     *         "status": "approved",
                     *         "note": "",
                     *         "substitute": null,
                     *         "decidedBy": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "onBehalfOf": null,
                     *         "decidedAt": "2026-11-20T03:12:00.000Z",
                     *         "decisionNote": "Selamat beristirahat.",
                     *         "createdAt": "2026-11-19T02:10:00.000Z",
                     *         "version": 2,
                     *         "can": {
                     *           "decide": false,
                     *           "cancel": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Leave"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    rejectLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The leave.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4L03
                 */
                leaveId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "note": "Minggu itu kita kejar target ekspor."
                 *     }
                 */
                "application/json": components["schemas"]["RejectLeave"];
            };
        };
        responses: {
            /** @description The rejected leave. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4L02",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "annual",
                     *         "startDate": "2026-11-25",
                     *         "endDate": "2026-11-28",
                     *         "part": "full",
                     *         "workingDays": 3,
                     *         "status": "approved",
                     *         "note": "",
                     *         "substitute": null,
                     *         "decidedBy": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "onBehalfOf": null,
                     *         "decidedAt": "2026-11-20T03:12:00.000Z",
                     *         "decisionNote": "Selamat beristirahat.",
                     *         "createdAt": "2026-11-19T02:10:00.000Z",
                     *         "version": 2,
                     *         "can": {
                     *           "decide": false,
                     *           "cancel": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Leave"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLeaveSummary: {
        parameters: {
            query?: {
                /** @description Whose; one's own where it is left out. */
                userId?: components["schemas"]["Id"];
                /** @description The year. */
                year?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds of which there is any, by name. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "year": 2026,
                     *         "kinds": [
                     *           {
                     *             "kind": "annual",
                     *             "approved": 6.5,
                     *             "pending": 2
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["LeaveSummary"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInbox: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /**
                 * @description Those of this type only.
                 * @example report.returned
                 */
                type?: components["schemas"]["NotificationType"];
                /**
                 * @description Those that are not read only, or those that are.
                 * @example true
                 */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of notifications. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y65",
                     *             "type": "report.returned",
                     *             "title": "Budi Santoso returned your report of 18 November 2026",
                     *             "body": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *             "target": {
                     *               "kind": "report",
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68"
                     *             },
                     *             "actor": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "createdAt": "2026-11-20T09:41:00.000Z",
                     *             "read": false
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["InboxPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
            /** @description The dashboard. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
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
                     *         "permissions": [
                     *           "analytics.export"
                     *         ],
                     *         "notificationsUnread": 3,
                     *         "today": {
                     *           "date": "2026-11-20",
                     *           "reportId": null,
                     *           "reportState": null,
                     *           "templateId": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *           "owed": true,
                     *           "outcome": "due",
                     *           "deadlineAt": "2026-11-20T10:00:00.000Z",
                     *           "closesAt": "2026-11-23T17:00:00.000Z",
                     *           "holiday": null,
                     *           "leave": null
                     *         },
                     *         "week": {
                     *           "from": "2026-11-16",
                     *           "to": "2026-11-22",
                     *           "expected": 4,
                     *           "onTime": 3,
                     *           "late": 1,
                     *           "missed": 0,
                     *           "excused": 0,
                     *           "minutes": 1740
                     *         },
                     *         "streak": {
                     *           "current": 2,
                     *           "best": 11
                     *         },
                     *         "needsAction": [
                     *           {
                     *             "type": "report.returned",
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *             "title": "Report of 18 November 2026, returned",
                     *             "dueAt": null
                     *           },
                     *           {
                     *             "type": "report.due",
                     *             "id": "2026-11-20",
                     *             "title": "Report of 20 November 2026",
                     *             "dueAt": "2026-11-20T10:00:00.000Z"
                     *           }
                     *         ],
                     *         "openBlockers": 0,
                     *         "upcoming": [],
                     *         "recentActivity": [
                     *           {
                     *             "time": "2026-11-19T01:20:00.000Z",
                     *             "type": "returned",
                     *             "actor": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *             "title": "Report of 18 November 2026"
                     *           }
                     *         ],
                     *         "team": null,
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
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": [
                     *         {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y65",
                     *           "title": "Budi Santoso returned your report of 18 November 2026",
                     *           "body": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *           "createdAt": "2026-11-20T09:41:00.000Z",
                     *           "read": false
                     *         },
                     *         {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y66",
                     *           "title": "Budi Santoso approved your report of 13 November 2026",
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
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    markNotificationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of one’s own notifications.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y65
                 */
                notificationId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether that changed anything. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listObligations: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description This day only. */
                date?: components["schemas"]["LocalDate"];
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Of which this has come only. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of obligations. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "person": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "workDate": "2026-11-20",
                     *             "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "deadlineAt": "2026-11-20T10:00:00.000Z",
                     *             "graceUntil": "2026-11-20T10:30:00.000Z",
                     *             "closesAt": "2026-11-23T17:00:00.000Z",
                     *             "outcome": "due",
                     *             "reason": null,
                     *             "reportId": null,
                     *             "reportState": null,
                     *             "firstSubmittedAt": null,
                     *             "lateMinutes": null,
                     *             "remindedAt": null
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ObligationPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    explainObligation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The day.
                 * @example 2026-11-20
                 */
                date: components["schemas"]["LocalDate"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y5Z
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "date": "2026-11-20",
                     *         "owed": true,
                     *         "outcome": "due",
                     *         "reason": null,
                     *         "timing": null,
                     *         "timezone": "Asia/Jakarta",
                     *         "schedule": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
                     *           "scope": "division",
                     *           "over": [
                     *             "org"
                     *           ]
                     *         },
                     *         "roster": null,
                     *         "holiday": null,
                     *         "leave": null,
                     *         "excuse": null,
                     *         "extension": null,
                     *         "deadlineAt": "2026-11-20T10:00:00.000Z",
                     *         "graceUntil": "2026-11-20T10:30:00.000Z",
                     *         "closesAt": "2026-11-23T17:00:00.000Z",
                     *         "firstSubmittedAt": null,
                     *         "lateMinutes": null,
                     *         "forecast": false,
                     *         "steps": [
                     *           {
                     *             "rule": "deadline",
                     *             "result": "set",
                     *             "text": "The deadline was 20 November 2026, 17:00."
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Explanation"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    excuseObligations: {
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
                 *       "items": [
                 *         {
                 *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                 *           "workDate": "2026-11-20"
                 *         }
                 *       ],
                 *       "note": "Mesin mati seharian."
                 *     }
                 */
                "application/json": components["schemas"]["ExcuseRequest"];
            };
        };
        responses: {
            /** @description What became of each, in order. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "results": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *             "workDate": "2026-11-20",
                     *             "ok": true,
                     *             "error": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ExcuseResults"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    extendObligations: {
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
                 *       "items": [
                 *         {
                 *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                 *           "workDate": "2026-11-20"
                 *         }
                 *       ],
                 *       "until": "2026-11-27",
                 *       "note": "Sakit tanpa kabar."
                 *     }
                 */
                "application/json": components["schemas"]["ExtendRequest"];
            };
        };
        responses: {
            /** @description What became of each, in order. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "results": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *             "workDate": "2026-11-20",
                     *             "ok": true,
                     *             "error": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ExcuseResults"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    remindObligations: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
                 *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
                 *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
                 *     that was refused has used no key up.
                 * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
                 */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "date": "2026-11-20",
                 *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                 *       "message": "Mohon kirim sebelum pulang."
                 *     }
                 */
                "application/json": components["schemas"]["RemindRequest"];
            };
        };
        responses: {
            /** @description Who was reminded, and who was not. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "reminded": 1,
                     *         "skipped": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "reason": "handedIn"
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["RemindResult"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["InProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listObligationRequests: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Of this status only. */
                status?: components["schemas"]["ObligationRequestStatus"];
                /** @description Of this person only. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of requests. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4R01",
                     *             "person": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *               "name": "Eko Prasetyo",
                     *               "avatarUrl": null
                     *             },
                     *             "workDate": "2026-11-19",
                     *             "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "kind": "extend",
                     *             "note": "Kemarin listrik padam.",
                     *             "status": "open",
                     *             "decidedBy": null,
                     *             "decidedAt": null,
                     *             "decisionNote": null,
                     *             "createdAt": "2026-11-20T01:10:00.000Z",
                     *             "version": 1,
                     *             "can": {
                     *               "decide": true
                     *             }
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ObligationRequestPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createObligationRequest: {
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
                 *       "workDate": "2026-11-20",
                 *       "kind": "extend",
                 *       "note": "Kemarin listrik padam."
                 *     }
                 */
                "application/json": components["schemas"]["CreateObligationRequest"];
            };
        };
        responses: {
            /** @description The request. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4R01",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "workDate": "2026-11-20",
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "extend",
                     *         "note": "Kemarin listrik padam.",
                     *         "status": "open",
                     *         "decidedBy": null,
                     *         "decidedAt": null,
                     *         "decisionNote": null,
                     *         "createdAt": "2026-11-20T01:10:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "decide": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ObligationRequest"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["DuplicateOrStateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    declineObligationRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The request.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4R01
                 */
                requestId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "note": "Laporan bisa dikirim dari ponsel."
                 *     }
                 */
                "application/json": components["schemas"]["DeclineObligationRequest"];
            };
        };
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4R01",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "workDate": "2026-11-19",
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "kind": "extend",
                     *         "note": "Kemarin listrik padam.",
                     *         "status": "declined",
                     *         "decidedBy": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "decidedAt": "2026-11-20T03:12:00.000Z",
                     *         "decisionNote": "Laporan bisa dikirim dari ponsel.",
                     *         "createdAt": "2026-11-20T01:10:00.000Z",
                     *         "version": 2,
                     *         "can": {
                     *           "decide": false
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ObligationRequest"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreObligations: {
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
                 *       "items": [
                 *         {
                 *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                 *           "workDate": "2026-11-20"
                 *         }
                 *       ],
                 *       "note": "Mesin mati seharian."
                 *     }
                 */
                "application/json": components["schemas"]["ExcuseRequest"];
            };
        };
        responses: {
            /** @description What became of each, in order. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "results": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *             "workDate": "2026-11-20",
                     *             "ok": true,
                     *             "error": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ExcuseResults"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPeople: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /**
                 * @description To be picked for what: `member` are those whom the viewer may put into a team; `delegate` those who can stand in for the viewer;
                 *     `mention` those who can be mentioned in a comment on the report `reportId`, which is named then; `owner` those who can be asked to
                 *     clear a blocker that the report `reportId` tells of.
                 */
                for?: components["schemas"]["PickedFor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Part of the name. */
                q?: components["schemas"]["SearchText"];
                /** @description Only who may read this report. */
                reportId?: components["schemas"]["Id"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "title": "Kepala regu jahit",
                     *             "avatarUrl": null,
                     *             "teams": [
                     *               {
                     *                 "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *                 "name": "Line 4",
                     *                 "role": "lead"
                     *               }
                     *             ],
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "active": true
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ColleaguePage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y62
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The person. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "name": "Budi Santoso",
                     *         "title": "Kepala regu jahit",
                     *         "avatarUrl": null,
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "lead"
                     *           }
                     *         ],
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "active": true
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Colleague"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "email": "employee@workpulse.test",
                     *         "pendingEmail": null,
                     *         "name": "Dewi Lestari",
                     *         "phone": "+62 812 3456 7890",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0017",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "avatarUrl": null,
                     *         "hasPassword": true,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Profile"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateProfile: {
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
                 *       "version": 1,
                 *       "phone": "+62 812 3456 7891"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateProfileRequest"];
            };
        };
        responses: {
            /** @description The profile, changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "email": "employee@workpulse.test",
                     *         "pendingEmail": null,
                     *         "name": "Dewi Lestari",
                     *         "phone": "+62 812 3456 7890",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0017",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "avatarUrl": null,
                     *         "hasPassword": true,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Profile"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    setAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "image/gif": string;
                "image/jpeg": string;
                "image/png": string;
                "image/webp": string;
            };
        };
        responses: {
            /** @description The profile, with its new `avatarUrl`. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *         "email": "employee@workpulse.test",
                     *         "pendingEmail": null,
                     *         "name": "Dewi Lestari",
                     *         "phone": "+62 812 3456 7890",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0017",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "avatarUrl": null,
                     *         "hasPassword": true,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Profile"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestEmailChange: {
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
                 *       "email": "dewi.lestari@workpulse.test",
                 *       "password": "workpulse-demo"
                 *     }
                 */
                "application/json": components["schemas"]["EmailChangeRequest"];
            };
        };
        responses: {
            /** @description A message is on its way. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "pendingEmail": "dewi.lestari@workpulse.test",
                     *         "expiresAt": "2026-11-21T09:41:00.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["PendingEmail"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address stays. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmEmailChange: {
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
                 *       "token": "c2VjcmV0LWVtYWls"
                 *     }
                 */
                "application/json": components["schemas"]["ConfirmEmailRequest"];
            };
        };
        responses: {
            /** @description Confirmed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["DeviceCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["InvalidTokenOrValidationFailed"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y80",
                     *             "provider": "google",
                     *             "email": "dewi@gmail.com",
                     *             "linkedAt": "2026-11-20T01:02:03.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["IdentityList"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlinkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of one’s own.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y80
                 */
                identityId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It signs nobody in any more. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    linkGoogle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where to go. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Set-Cookie": components["headers"]["FlowCookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "url": "https://accounts.google.com/o/oauth2/v2/auth?client_id=workpulse"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["GoogleRedirect"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPushKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "publicKey": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["PushKey"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPushSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s subscriptions. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4P01",
                     *             "device": "Chrome on Linux",
                     *             "current": true,
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "lastUsedAt": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["PushSubscriptions"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    subscribeToPush: {
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
                 *       "endpoint": "https://push.example/send/eLq6w0X0H5k",
                 *       "keys": {
                 *         "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                 *         "auth": "BTBZMqHH6r4Tts7J_aSIgg"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["NewPushSubscription"];
            };
        };
        responses: {
            /** @description The subscription. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4P01",
                     *         "device": "Chrome on Linux",
                     *         "current": true,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "lastUsedAt": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["PushSubscription"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    unsubscribeFromPush: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription, by its id.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4P01
                 */
                subscriptionId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReports: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description This day only. */
                date?: components["schemas"]["LocalDate"];
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description A part of the summary, of the plan or of an item's title, in whatever capitals. */
                q?: string;
                /** @description In this state only. */
                state?: components["schemas"]["ReportState"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
                /** @description Handed in like this only. */
                timing?: components["schemas"]["ReportTiming"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description By this person only. */
                userId?: components["schemas"]["Id"];
                /** @description `mine`: one's own. `scope`: those of others. `review`: those that wait for the viewer's decision. Without it, all in scope. */
                view?: components["schemas"]["ReportView"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "filedBy": null,
                     *             "reportDate": "2026-11-20",
                     *             "state": "draft",
                     *             "timing": null,
                     *             "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *             "planNext": "Finish the order of blue shirts.",
                     *             "mood": 4,
                     *             "templateId": null,
                     *             "templateRevision": null,
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
                     *             "lastDecision": null,
                     *             "commentsCount": 0,
                     *             "filesCount": 0,
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
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createReport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
                 *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
                 *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
                 *     that was refused has used no key up.
                 * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
                 */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
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
                     *         "lastDecision": null,
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "withdraw": false,
                     *           "delete": true,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["DuplicateOrInProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y63
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
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
                     *         "lastDecision": null,
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "withdraw": false,
                     *           "delete": true,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteReport: {
        parameters: {
            query?: {
                /** @description The one that was seen; without it, whichever there is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y63
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y63
                 */
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
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
                     *         "lastDecision": null,
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "withdraw": false,
                     *           "delete": true,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    approveReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z02
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 2,
                 *       "note": "Well done."
                 *     }
                 */
                "application/json": components["schemas"]["ApproveReport"];
            };
        };
        responses: {
            /** @description The approved report. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z02",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "returned",
                     *         "timing": "on_time",
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [],
                     *         "submittedAt": "2026-11-20T09:41:00.000Z",
                     *         "lastDecision": {
                     *           "action": "returned",
                     *           "actor": {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           },
                     *           "onBehalfOf": null,
                     *           "note": "How many pieces of each order?",
                     *           "at": "2026-11-20T10:12:00.000Z"
                     *         },
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:20:00.000Z",
                     *         "updatedAt": "2026-11-20T10:12:00.000Z",
                     *         "version": 3,
                     *         "can": {
                     *           "edit": false,
                     *           "submit": false,
                     *           "withdraw": false,
                     *           "delete": false,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of comments. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z20",
                     *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *             "author": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "body": "The thread was changed at noon.",
                     *             "mentions": [
                     *               "01JD2V6M7Q8R9S0T1V2W3X4Y62"
                     *             ],
                     *             "createdAt": "2026-11-20T10:20:00.000Z",
                     *             "editedAt": null,
                     *             "deletedAt": null,
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CommentPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
                 *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
                 *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
                 *     that was refused has used no key up.
                 * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
                 */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "The thread was changed at noon.",
                 *       "mentions": [
                 *         "01JD2V6M7Q8R9S0T1V2W3X4Y62"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description The comment. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z20",
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "body": "The thread was changed at noon.",
                     *         "mentions": [
                     *           "01JD2V6M7Q8R9S0T1V2W3X4Y62"
                     *         ],
                     *         "createdAt": "2026-11-20T10:20:00.000Z",
                     *         "editedAt": null,
                     *         "deletedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Comment"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["InProgressOrStateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteComment: {
        parameters: {
            query?: {
                /** @description The one that was seen; without it, whichever there is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The comment.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z20
                 */
                commentId: components["schemas"]["Id"];
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The comment.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z20
                 */
                commentId: components["schemas"]["Id"];
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "body": "The thread was changed at one."
                 *     }
                 */
                "application/json": components["schemas"]["CommentChange"];
            };
        };
        responses: {
            /** @description The comment. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z20",
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "body": "The thread was changed at noon.",
                     *         "mentions": [
                     *           "01JD2V6M7Q8R9S0T1V2W3X4Y62"
                     *         ],
                     *         "createdAt": "2026-11-20T10:20:00.000Z",
                     *         "editedAt": null,
                     *         "deletedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Comment"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of files. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z30",
                     *             "name": "ukuran kerah.txt",
                     *             "type": "text/plain",
                     *             "size": 13,
                     *             "sha256": "26fa8c1fb2a4e6d1c6ad3ff2d3b83ff8fb2a8c0a39b3b9f5c1e8c6b2f41d7f10",
                     *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *             "owner": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "createdAt": "2026-11-20T10:25:00.000Z"
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["FilePage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReportHistory: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z10",
                     *             "time": "2026-11-20T10:12:00.000Z",
                     *             "actor": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "onBehalfOf": null,
                     *             "action": "returned",
                     *             "fromState": "submitted",
                     *             "toState": "returned",
                     *             "note": "How many pieces of each order?",
                     *             "version": 3,
                     *             "revision": null,
                     *             "changed": []
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["HistoryPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReactions: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reactions. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z21",
                     *             "kind": "thanks",
                     *             "person": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "createdAt": "2026-11-20T10:21:00.000Z"
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReactionPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addReaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The way of reacting; each person has each once.
                 * @example support
                 */
                kind: components["schemas"]["ReactionKind"];
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reaction. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z21",
                     *         "kind": "thanks",
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "createdAt": "2026-11-20T10:21:00.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Reaction"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeReaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The way of reacting; each person has each once.
                 * @example support
                 */
                kind: components["schemas"]["ReactionKind"];
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is none of this person and kind. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    markReportRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description That it was read. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "person": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "name": "Budi Santoso",
                     *           "avatarUrl": null
                     *         },
                     *         "version": 3,
                     *         "readAt": "2026-11-20T10:22:00.000Z"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportRead"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReportReads: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of readers. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "person": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *               "name": "Budi Santoso",
                     *               "avatarUrl": null
                     *             },
                     *             "version": 3,
                     *             "readAt": "2026-11-20T10:22:00.000Z"
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportReadPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    reopenReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z04
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 3,
                 *       "note": "The minutes of order 2211 are missing."
                 *     }
                 */
                "application/json": components["schemas"]["ReturnReport"];
            };
        };
        responses: {
            /** @description The returned report. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z02",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "returned",
                     *         "timing": "on_time",
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [],
                     *         "submittedAt": "2026-11-20T09:41:00.000Z",
                     *         "lastDecision": {
                     *           "action": "returned",
                     *           "actor": {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           },
                     *           "onBehalfOf": null,
                     *           "note": "How many pieces of each order?",
                     *           "at": "2026-11-20T10:12:00.000Z"
                     *         },
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:20:00.000Z",
                     *         "updatedAt": "2026-11-20T10:12:00.000Z",
                     *         "version": 3,
                     *         "can": {
                     *           "edit": false,
                     *           "submit": false,
                     *           "withdraw": false,
                     *           "delete": false,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    returnReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z03
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 2,
                 *       "note": "How many pieces of each order?"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnReport"];
            };
        };
        responses: {
            /** @description The returned report. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z02",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "returned",
                     *         "timing": "on_time",
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [],
                     *         "submittedAt": "2026-11-20T09:41:00.000Z",
                     *         "lastDecision": {
                     *           "action": "returned",
                     *           "actor": {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           },
                     *           "onBehalfOf": null,
                     *           "note": "How many pieces of each order?",
                     *           "at": "2026-11-20T10:12:00.000Z"
                     *         },
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:20:00.000Z",
                     *         "updatedAt": "2026-11-20T10:12:00.000Z",
                     *         "version": 3,
                     *         "can": {
                     *           "edit": false,
                     *           "submit": false,
                     *           "withdraw": false,
                     *           "delete": false,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReportRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The first hand-in is 1.
                 * @example 1
                 */
                number: string;
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was handed in. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *         "number": 2,
                     *         "version": 5,
                     *         "handedInAt": "2026-11-20T10:31:00.000Z",
                     *         "content": {
                     *           "summary": "Attached 200 collars; the thread on machine 12 keeps breaking.",
                     *           "planNext": "Finish the order of blue shirts.",
                     *           "mood": 4,
                     *           "templateId": null,
                     *           "templateRevision": null,
                     *           "fields": {
                     *             "shift": "morning"
                     *           },
                     *           "items": []
                     *         },
                     *         "changed": [
                     *           {
                     *             "path": "/summary",
                     *             "before": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *             "after": "Attached 200 collars; the thread on machine 12 keeps breaking."
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportRevision"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    submitReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y68
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 3
                 *     }
                 */
                "application/json": components["schemas"]["SubmitReport"];
            };
        };
        responses: {
            /** @description The submitted report. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "draft",
                     *         "timing": null,
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
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
                     *         "lastDecision": null,
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:41:00.000Z",
                     *         "updatedAt": "2026-11-20T09:41:00.000Z",
                     *         "version": 1,
                     *         "can": {
                     *           "edit": true,
                     *           "submit": true,
                     *           "withdraw": false,
                     *           "delete": true,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The report.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Z01
                 */
                reportId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 2
                 *     }
                 */
                "application/json": components["schemas"]["SubmitReport"];
            };
        };
        responses: {
            /** @description The draft. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Z02",
                     *         "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "author": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *           "name": "Eko Prasetyo",
                     *           "avatarUrl": null
                     *         },
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *         "filedBy": null,
                     *         "reportDate": "2026-11-20",
                     *         "state": "returned",
                     *         "timing": "on_time",
                     *         "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *         "planNext": "Finish the order of blue shirts.",
                     *         "mood": 4,
                     *         "templateId": null,
                     *         "templateRevision": null,
                     *         "fields": {
                     *           "shift": "morning"
                     *         },
                     *         "items": [],
                     *         "submittedAt": "2026-11-20T09:41:00.000Z",
                     *         "lastDecision": {
                     *           "action": "returned",
                     *           "actor": {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           },
                     *           "onBehalfOf": null,
                     *           "note": "How many pieces of each order?",
                     *           "at": "2026-11-20T10:12:00.000Z"
                     *         },
                     *         "commentsCount": 0,
                     *         "filesCount": 0,
                     *         "createdAt": "2026-11-20T09:20:00.000Z",
                     *         "updatedAt": "2026-11-20T10:12:00.000Z",
                     *         "version": 3,
                     *         "can": {
                     *           "edit": false,
                     *           "submit": false,
                     *           "withdraw": false,
                     *           "delete": false,
                     *           "review": false,
                     *           "reopen": false
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    upsertReportByDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The day of the report.
                 * @example 2026-11-21
                 */
                date: components["schemas"]["LocalDate"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "baseVersion": null,
                 *       "content": {
                 *         "summary": "Attached 180 collars.",
                 *         "items": [
                 *           {
                 *             "title": "Collars, order 2211",
                 *             "status": "done",
                 *             "minutes": 360
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpsertReport"];
            };
        };
        responses: {
            /** @description The report, and whether this made it. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "created": true,
                     *         "report": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "author": {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "name": "Dewi Lestari",
                     *             "avatarUrl": null
                     *           },
                     *           "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *           "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *           "reviewerId": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *           "filedBy": null,
                     *           "reportDate": "2026-11-20",
                     *           "state": "draft",
                     *           "timing": null,
                     *           "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *           "planNext": "Finish the order of blue shirts.",
                     *           "mood": 4,
                     *           "templateId": null,
                     *           "templateRevision": null,
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
                     *           "lastDecision": null,
                     *           "commentsCount": 0,
                     *           "filesCount": 0,
                     *           "createdAt": "2026-11-20T09:41:00.000Z",
                     *           "updatedAt": "2026-11-20T09:41:00.000Z",
                     *           "version": 1,
                     *           "can": {
                     *             "edit": true,
                     *             "submit": true,
                     *             "withdraw": false,
                     *             "delete": true,
                     *             "review": false,
                     *             "reopen": false
                     *           }
                     *         }
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["UpsertedReport"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The categories. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "name": "sewing",
                     *             "uses": 214
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CategoryList"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReportDigest: {
        parameters: {
            query?: {
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description Of this team. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The digest. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "from": "2026-11-16",
                     *         "to": "2026-11-20",
                     *         "user": {
                     *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *           "name": "Dewi Lestari",
                     *           "avatarUrl": null
                     *         },
                     *         "team": null,
                     *         "figures": {
                     *           "expected": 5,
                     *           "onTime": 4,
                     *           "late": 1,
                     *           "missed": 0,
                     *           "due": 0,
                     *           "excused": 0,
                     *           "extra": 0,
                     *           "submissionRate": 1,
                     *           "onTimeRate": 0.8,
                     *           "punctuality": 0.8,
                     *           "medianLateMinutes": 25,
                     *           "handedIn": 5,
                     *           "reviewed": 4,
                     *           "approved": 4,
                     *           "returned": 1,
                     *           "reviewRate": 0.8,
                     *           "returnRate": 0.25,
                     *           "medianReviewHours": 14.83,
                     *           "minutesTotal": 2100,
                     *           "itemsTotal": 8,
                     *           "itemsDone": 6,
                     *           "completionRate": 0.75,
                     *           "blockersRaised": 1
                     *         },
                     *         "people": [
                     *           {
                     *             "user": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "minutes": 2100,
                     *             "items": [
                     *               {
                     *                 "id": "01JD2V6M7Q8R9S0T1V2W3X4Y64",
                     *                 "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *                 "title": "Collars, order 2211",
                     *                 "category": "sewing",
                     *                 "status": "done",
                     *                 "progress": 100,
                     *                 "minutes": 900,
                     *                 "quantity": 540,
                     *                 "unit": "pcs",
                     *                 "from": "2026-11-18",
                     *                 "to": "2026-11-20",
                     *                 "reports": 3
                     *               }
                     *             ],
                     *             "days": [
                     *               {
                     *                 "date": "2026-11-20",
                     *                 "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *                 "timing": "on_time",
                     *                 "summary": "Attached 180 collars; the thread on machine 12 keeps breaking.",
                     *                 "planNext": "Finish the order of blue shirts."
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "blockers": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z22",
                     *             "title": "Attach collars",
                     *             "author": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "owner": null,
                     *             "status": "open",
                     *             "note": null,
                     *             "openedAt": "2026-11-19T10:05:00.000Z",
                     *             "resolvedAt": null
                     *           }
                     *         ],
                     *         "byCategory": [
                     *           {
                     *             "category": "sewing",
                     *             "minutes": 1800,
                     *             "items": 7
                     *           },
                     *           {
                     *             "category": null,
                     *             "minutes": 300,
                     *             "items": 1
                     *           }
                     *         ],
                     *         "truncated": false
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReportDigest"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReportDigestPage: {
        parameters: {
            query?: {
                /** @description Of the page. */
                format?: "html" | "text";
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description Of this team. */
                teamId?: components["schemas"]["Id"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
                /** @description Of this person. */
                userId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><html lang="en"><title>Dewi Lestari, 16 November 2026 – 20 November 2026</title></html> */
                    "text/html": string;
                    /** @example Dewi Lestari, 16 November 2026 – 20 November 2026 */
                    "text/plain": string;
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    prefillReport: {
        parameters: {
            query?: {
                /** @description The day; today where it is left out. */
                date?: components["schemas"]["LocalDate"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "date": "2026-11-20",
                     *         "reportId": null,
                     *         "from": {
                     *           "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *           "reportDate": "2026-11-18"
                     *         },
                     *         "planned": "Finish the order of blue shirts.",
                     *         "templateId": null,
                     *         "items": [
                     *           {
                     *             "title": "Collars, order 2211",
                     *             "detail": "",
                     *             "category": "sewing",
                     *             "status": "doing",
                     *             "progress": 60,
                     *             "minutes": 0,
                     *             "quantity": null,
                     *             "unit": "pcs",
                     *             "carriedFromId": "01JD2V6M7Q8R9S0T1V2W3X4Y64"
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Prefill"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    reviewReports: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of your own for one intention, a random UUID say. The request is carried out once, however often it is sent: for 24
                 *     hours the same person's same request gets the same answer, with `Idempotency-Replayed: true`. Another request with the key is
                 *     refused (RULE_REFUSED, `idempotencyKey`), and one that comes while the first is being worked on gets IN_PROGRESS. A request
                 *     that was refused has used no key up.
                 * @example 5f0c6f0e-7b0a-4d3c-9a54-0c9a2b6f4c11
                 */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "approve",
                 *       "note": null,
                 *       "reports": [
                 *         {
                 *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Z05",
                 *           "version": 2
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReviewBatch"];
            };
        };
        responses: {
            /** @description What came of each. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "results": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Z05",
                     *             "ok": true,
                     *             "state": "approved",
                     *             "version": 3,
                     *             "error": null
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ReviewResults"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["InProgress"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRoster: {
        parameters: {
            query: {
                /**
                 * @description The first day.
                 * @example 2026-12-01
                 */
                from: components["schemas"]["LocalDate"];
                /**
                 * @description The last day, at most 31 days with the first.
                 * @example 2026-12-31
                 */
                to: components["schemas"]["LocalDate"];
            };
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roster. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "from": "2026-12-01",
                     *         "to": "2026-12-31",
                     *         "days": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "date": "2026-12-01",
                     *             "shiftId": "01JD2V6M7Q8R9S0T1V2W3X4T04"
                     *           },
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "date": "2026-12-02",
                     *             "shiftId": null
                     *           }
                     *         ],
                     *         "shifts": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4T04",
                     *             "name": "Malam",
                     *             "divisionId": null,
                     *             "deadline": "07:00",
                     *             "dayOffset": 1,
                     *             "graceMinutes": 15,
                     *             "lateWindowDays": 3,
                     *             "remindMinutes": [
                     *               60
                     *             ],
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Roster"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    setRoster: {
        parameters: {
            query: {
                /**
                 * @description The first day.
                 * @example 2026-12-01
                 */
                from: components["schemas"]["LocalDate"];
                /**
                 * @description The last day, at most 31 days with the first.
                 * @example 2026-12-31
                 */
                to: components["schemas"]["LocalDate"];
            };
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "days": [
                 *         {
                 *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                 *           "date": "2026-12-01",
                 *           "shiftId": "01JD2V6M7Q8R9S0T1V2W3X4T04"
                 *         },
                 *         {
                 *           "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                 *           "date": "2026-12-02",
                 *           "shiftId": null
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SetRoster"];
            };
        };
        responses: {
            /** @description The roster as it is now. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "from": "2026-12-01",
                     *         "to": "2026-12-31",
                     *         "days": [
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "date": "2026-12-01",
                     *             "shiftId": "01JD2V6M7Q8R9S0T1V2W3X4T04"
                     *           },
                     *           {
                     *             "userId": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *             "date": "2026-12-02",
                     *             "shiftId": null
                     *           }
                     *         ],
                     *         "shifts": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4T04",
                     *             "name": "Malam",
                     *             "divisionId": null,
                     *             "deadline": "07:00",
                     *             "dayOffset": 1,
                     *             "graceMinutes": 15,
                     *             "lateWindowDays": 3,
                     *             "remindMinutes": [
                     *               60
                     *             ],
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Roster"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Of this kind only. */
                scope?: components["schemas"]["ScheduleScope"];
                /** @description Of this division, team or person only. */
                scopeId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of schedules. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
                     *             "scope": "division",
                     *             "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "effectiveFrom": "2026-12-20",
                     *             "effectiveTo": null,
                     *             "days": [
                     *               1,
                     *               2,
                     *               3,
                     *               4,
                     *               5,
                     *               6
                     *             ],
                     *             "deadline": "17:00",
                     *             "dayOffset": 0,
                     *             "graceMinutes": 15,
                     *             "lateWindowDays": 3,
                     *             "remindMinutes": [
                     *               60,
                     *               15
                     *             ],
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SchedulePage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSchedule: {
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
                 *       "scope": "division",
                 *       "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                 *       "effectiveFrom": "2026-12-01",
                 *       "days": [
                 *         1,
                 *         2,
                 *         3,
                 *         4,
                 *         5,
                 *         6
                 *       ],
                 *       "deadline": "02:00",
                 *       "dayOffset": 1,
                 *       "graceMinutes": 15
                 *     }
                 */
                "application/json": components["schemas"]["CreateSchedule"];
            };
        };
        responses: {
            /** @description The new schedule. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
                     *         "scope": "division",
                     *         "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "effectiveFrom": "2026-12-20",
                     *         "effectiveTo": null,
                     *         "days": [
                     *           1,
                     *           2,
                     *           3,
                     *           4,
                     *           5,
                     *           6
                     *         ],
                     *         "deadline": "17:00",
                     *         "dayOffset": 0,
                     *         "graceMinutes": 15,
                     *         "lateWindowDays": 3,
                     *         "remindMinutes": [
                     *           60,
                     *           15
                     *         ],
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Schedule"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSchedule: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; where it is left out, whichever it is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The schedule.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T01
                 */
                scheduleId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The schedule.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T01
                 */
                scheduleId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "deadline": "17:30",
                 *       "remindMinutes": [
                 *         30
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UpdateSchedule"];
            };
        };
        responses: {
            /** @description The changed schedule. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T01",
                     *         "scope": "division",
                     *         "scopeId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "effectiveFrom": "2026-12-20",
                     *         "effectiveTo": null,
                     *         "days": [
                     *           1,
                     *           2,
                     *           3,
                     *           4,
                     *           5,
                     *           6
                     *         ],
                     *         "deadline": "17:00",
                     *         "dayOffset": 0,
                     *         "graceMinutes": 15,
                     *         "lateWindowDays": 3,
                     *         "remindMinutes": [
                     *           60,
                     *           15
                     *         ],
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Schedule"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DuplicateOrStateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    search: {
        parameters: {
            query: {
                /**
                 * @description One to eight words, of which one has two letters or more.
                 * @example kerah
                 */
                q: components["schemas"]["SearchWords"];
                /** @description Of this kind only. */
                type?: components["schemas"]["SearchType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, by kind. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "type": "report",
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *             "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y68",
                     *             "title": "Sari Wulandari",
                     *             "excerpt": [
                     *               {
                     *                 "text": "Jahit ",
                     *                 "found": false
                     *               },
                     *               {
                     *                 "text": "kerah",
                     *                 "found": true
                     *               },
                     *               {
                     *                 "text": " pesanan 1042",
                     *                 "found": false
                     *               }
                     *             ],
                     *             "date": "2026-11-19"
                     *           }
                     *         ],
                     *         "truncated": false
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["SearchResults"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSettings: {
        parameters: {
            query?: {
                /**
                 * @description Whose: `user`, which is meant where it is left out, are one's own, `org` the organisation's.
                 * @example user
                 */
                scope?: components["schemas"]["SettingsScope"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "scope": "user",
                     *         "locale": null,
                     *         "theme": "system",
                     *         "weekStart": "monday",
                     *         "notifications": {
                     *           "report.submitted": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.approved": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.returned": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "report.reopened": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "report.filed": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.comment": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.mention": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "reminder.due": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "reminder.overdue": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "obligation.missed": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "obligation.excused": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "obligation.requested": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "team.digest": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "leave.requested": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "leave.decided": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "delegation": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "blocker": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "identity.refused": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "webhook.stopped": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           }
                     *         },
                     *         "mandatory": [
                     *           "report.returned",
                     *           "report.reopened",
                     *           "identity.refused"
                     *         ],
                     *         "quietHours": {
                     *           "enabled": false,
                     *           "from": "20:00",
                     *           "to": "06:00"
                     *         },
                     *         "digest": "off",
                     *         "digestAt": "17:00",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Settings"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateSettings: {
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
                 *       "scope": "user",
                 *       "version": 1,
                 *       "locale": "id",
                 *       "notifications": {
                 *         "report.approved": {
                 *           "email": true
                 *         }
                 *       },
                 *       "quietHours": {
                 *         "enabled": true
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpdateSettingsRequest"];
            };
        };
        responses: {
            /** @description The settings, changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "scope": "user",
                     *         "locale": null,
                     *         "theme": "system",
                     *         "weekStart": "monday",
                     *         "notifications": {
                     *           "report.submitted": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.approved": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.returned": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "report.reopened": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "report.filed": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.comment": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "report.mention": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "reminder.due": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "reminder.overdue": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "obligation.missed": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "obligation.excused": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "obligation.requested": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "team.digest": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "leave.requested": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "leave.decided": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "delegation": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           },
                     *           "blocker": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "identity.refused": {
                     *             "inApp": true,
                     *             "email": false,
                     *             "push": false
                     *           },
                     *           "webhook.stopped": {
                     *             "inApp": true,
                     *             "email": true,
                     *             "push": false
                     *           }
                     *         },
                     *         "mandatory": [
                     *           "report.returned",
                     *           "report.reopened",
                     *           "identity.refused"
                     *         ],
                     *         "quietHours": {
                     *           "enabled": false,
                     *           "from": "20:00",
                     *           "to": "06:00"
                     *         },
                     *         "digest": "off",
                     *         "digestAt": "17:00",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Settings"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listShifts: {
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
            /** @description A page of shifts. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4T03",
                     *             "name": "Pagi",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "deadline": "15:00",
                     *             "dayOffset": 0,
                     *             "graceMinutes": 15,
                     *             "lateWindowDays": 3,
                     *             "remindMinutes": [
                     *               60
                     *             ],
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ShiftPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createShift: {
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
                 *       "name": "Siang",
                 *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                 *       "deadline": "22:00",
                 *       "dayOffset": 0
                 *     }
                 */
                "application/json": components["schemas"]["CreateShift"];
            };
        };
        responses: {
            /** @description The new shift. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T03",
                     *         "name": "Pagi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "deadline": "15:00",
                     *         "dayOffset": 0,
                     *         "graceMinutes": 15,
                     *         "lateWindowDays": 3,
                     *         "remindMinutes": [
                     *           60
                     *         ],
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Shift"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteShift: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; where it is left out, whichever it is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The shift.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T03
                 */
                shiftId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateShift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The shift.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4T03
                 */
                shiftId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "deadline": "14:30"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateShift"];
            };
        };
        responses: {
            /** @description The changed shift. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4T03",
                     *         "name": "Pagi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "deadline": "15:00",
                     *         "dayOffset": 0,
                     *         "graceMinutes": 15,
                     *         "lateWindowDays": 3,
                     *         "remindMinutes": [
                     *           60
                     *         ],
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Shift"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DuplicateOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamNotifications: {
        parameters: {
            query?: {
                /** @description From `POST /api/v1/ws/ticket`. */
                ticket?: components["parameters"]["ticket"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimitedOrTooManyStreams"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTeams: {
        parameters: {
            query?: {
                /** @description Those that are archived, instead of those that are not. */
                archived?: boolean;
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description What each of them comes with. */
                include?: components["schemas"]["TeamInclude"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *                 "name": "Budi Santoso",
                     *                 "avatarUrl": null
                     *               }
                     *             ],
                     *             "archivedAt": null,
                     *             "version": 1
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
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTeam: {
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
                 *       "name": "Line 9",
                 *       "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60"
                 *     }
                 */
                "application/json": components["schemas"]["CreateTeamRequest"];
            };
        };
        responses: {
            /** @description The new team. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "Line 4",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "memberCount": 7,
                     *         "leads": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           }
                     *         ],
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Team"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "Line 4",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "memberCount": 7,
                     *         "leads": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           }
                     *         ],
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Team"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTeam: {
        parameters: {
            query?: {
                /** @description The one that the caller saw. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y76
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y76
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "name": "Line 8"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateTeamRequest"];
            };
        };
        responses: {
            /** @description The team, changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "Line 4",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "memberCount": 7,
                     *         "leads": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           }
                     *         ],
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Team"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["DuplicateOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y78
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team, archived. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "Line 4",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "memberCount": 7,
                     *         "leads": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           }
                     *         ],
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Team"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTeamMembers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Part of the name. */
                q?: components["schemas"]["SearchText"];
            };
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
                     *             "name": "Dewi Lestari",
                     *             "avatarUrl": null,
                     *             "role": "member",
                     *             "today": {
                     *               "date": "2026-11-20",
                     *               "reportId": "01JD2V6M7Q8R9S0T1V2W3X4Y63",
                     *               "reportState": "submitted",
                     *               "outcome": "on_time",
                     *               "reason": null
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
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    setTeamMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "lead"
                 *     }
                 */
                "application/json": components["schemas"]["SetTeamMemberRequest"];
            };
        };
        responses: {
            /** @description The member. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "role": "lead"
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Membership"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeTeamMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They have left it. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTeamMetrics: {
        parameters: {
            query?: {
                /** @description The first day. */
                from?: components["schemas"]["LocalDate"];
                /** @description The last day. */
                to?: components["schemas"]["LocalDate"];
            };
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y61
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures, and how today stands. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "from": "2026-10-22",
                     *         "to": "2026-11-20",
                     *         "figures": {
                     *           "expected": 126,
                     *           "onTime": 108,
                     *           "late": 9,
                     *           "missed": 6,
                     *           "due": 3,
                     *           "excused": 4,
                     *           "extra": 1,
                     *           "submissionRate": 0.9286,
                     *           "onTimeRate": 0.8571,
                     *           "punctuality": 0.9231,
                     *           "medianLateMinutes": 95.5,
                     *           "handedIn": 118,
                     *           "reviewed": 104,
                     *           "approved": 101,
                     *           "returned": 5,
                     *           "reviewRate": 0.8814,
                     *           "returnRate": 0.0481,
                     *           "medianReviewHours": 14.83,
                     *           "minutesTotal": 51320,
                     *           "itemsTotal": 377,
                     *           "itemsDone": 301,
                     *           "completionRate": 0.7984,
                     *           "blockersRaised": 12
                     *         },
                     *         "today": {
                     *           "date": "2026-11-20",
                     *           "members": 6,
                     *           "expected": 5,
                     *           "submitted": 3,
                     *           "late": 0,
                     *           "missing": 2,
                     *           "onLeave": 1,
                     *           "reviewQueue": 3,
                     *           "oldestReviewHours": 2.5
                     *         },
                     *         "people": [
                     *           {
                     *             "user": {
                     *               "id": "01JD2V6M7Q8R9S0T1V2W3X4Y5Z",
                     *               "name": "Dewi Lestari",
                     *               "avatarUrl": null
                     *             },
                     *             "figures": {
                     *               "expected": 126,
                     *               "onTime": 108,
                     *               "late": 9,
                     *               "missed": 6,
                     *               "due": 3,
                     *               "excused": 4,
                     *               "extra": 1,
                     *               "submissionRate": 0.9286,
                     *               "onTimeRate": 0.8571,
                     *               "punctuality": 0.9231,
                     *               "medianLateMinutes": 95.5,
                     *               "handedIn": 118,
                     *               "reviewed": 104,
                     *               "approved": 101,
                     *               "returned": 5,
                     *               "reviewRate": 0.8814,
                     *               "returnRate": 0.0481,
                     *               "medianReviewHours": 14.83,
                     *               "minutesTotal": 51320,
                     *               "itemsTotal": 377,
                     *               "itemsDone": 301,
                     *               "completionRate": 0.7984,
                     *               "blockersRaised": 12
                     *             }
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["TeamMetrics"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description It says what it said, to who sends its `ETag` back. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    ETag: components["headers"]["ETag"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The team.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y78
                 */
                teamId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The team. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "Line 4",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "memberCount": 7,
                     *         "leads": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y62",
                     *             "name": "Budi Santoso",
                     *             "avatarUrl": null
                     *           }
                     *         ],
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Team"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Those that are archived, instead of those that are not. */
                archived?: boolean;
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
            /** @description A page of templates. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *             "name": "Laporan produksi",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "required": false,
                     *             "fields": [
                     *               {
                     *                 "key": "shift",
                     *                 "label": "Shift",
                     *                 "type": "select",
                     *                 "required": true,
                     *                 "options": [
                     *                   "Pagi",
                     *                   "Siang",
                     *                   "Malam"
                     *                 ]
                     *               },
                     *               {
                     *                 "key": "pieces",
                     *                 "label": "Jumlah pcs",
                     *                 "type": "number",
                     *                 "required": false,
                     *                 "options": []
                     *               }
                     *             ],
                     *             "revision": 1,
                     *             "archivedAt": null,
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["TemplatePage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTemplate: {
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
                 *       "name": "Laporan harian",
                 *       "fields": [
                 *         {
                 *           "key": "overtime",
                 *           "label": "Lembur",
                 *           "type": "boolean",
                 *           "required": false
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description The new template. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *         "name": "Laporan produksi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "required": false,
                     *         "fields": [
                     *           {
                     *             "key": "shift",
                     *             "label": "Shift",
                     *             "type": "select",
                     *             "required": true,
                     *             "options": [
                     *               "Pagi",
                     *               "Siang",
                     *               "Malam"
                     *             ]
                     *           },
                     *           {
                     *             "key": "pieces",
                     *             "label": "Jumlah pcs",
                     *             "type": "number",
                     *             "required": false,
                     *             "options": []
                     *           }
                     *         ],
                     *         "revision": 1,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Template"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTemplate: {
        parameters: {
            query?: {
                /** @description As it was in this revision, which a report names (`templateRevision`); the present one where it is left out. */
                revision?: components["schemas"]["TemplateRevision"];
            };
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F01
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *         "name": "Laporan produksi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "required": false,
                     *         "fields": [
                     *           {
                     *             "key": "shift",
                     *             "label": "Shift",
                     *             "type": "select",
                     *             "required": true,
                     *             "options": [
                     *               "Pagi",
                     *               "Siang",
                     *               "Malam"
                     *             ]
                     *           },
                     *           {
                     *             "key": "pieces",
                     *             "label": "Jumlah pcs",
                     *             "type": "number",
                     *             "required": false,
                     *             "options": []
                     *           }
                     *         ],
                     *         "revision": 1,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Template"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTemplate: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; where it is left out, whichever it is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F01
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflictOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F01
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "name": "Laporan lini produksi"
                 *     }
                 */
                "application/json": components["schemas"]["TemplateChange"];
            };
        };
        responses: {
            /** @description The changed template. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *         "name": "Laporan produksi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "required": false,
                     *         "fields": [
                     *           {
                     *             "key": "shift",
                     *             "label": "Shift",
                     *             "type": "select",
                     *             "required": true,
                     *             "options": [
                     *               "Pagi",
                     *               "Siang",
                     *               "Malam"
                     *             ]
                     *           },
                     *           {
                     *             "key": "pieces",
                     *             "label": "Jumlah pcs",
                     *             "type": "number",
                     *             "required": false,
                     *             "options": []
                     *           }
                     *         ],
                     *         "revision": 1,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Template"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    archiveTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F02
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template, archived. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *         "name": "Laporan produksi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "required": false,
                     *         "fields": [
                     *           {
                     *             "key": "shift",
                     *             "label": "Shift",
                     *             "type": "select",
                     *             "required": true,
                     *             "options": [
                     *               "Pagi",
                     *               "Siang",
                     *               "Malam"
                     *             ]
                     *           },
                     *           {
                     *             "key": "pieces",
                     *             "label": "Jumlah pcs",
                     *             "type": "number",
                     *             "required": false,
                     *             "options": []
                     *           }
                     *         ],
                     *         "revision": 1,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Template"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The template.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4F02
                 */
                templateId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4F01",
                     *         "name": "Laporan produksi",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "required": false,
                     *         "fields": [
                     *           {
                     *             "key": "shift",
                     *             "label": "Shift",
                     *             "type": "select",
                     *             "required": true,
                     *             "options": [
                     *               "Pagi",
                     *               "Siang",
                     *               "Malam"
                     *             ]
                     *           },
                     *           {
                     *             "key": "pieces",
                     *             "label": "Jumlah pcs",
                     *             "type": "number",
                     *             "required": false,
                     *             "options": []
                     *           }
                     *         ],
                     *         "revision": 1,
                     *         "archivedAt": null,
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Template"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description Of this division only. */
                divisionId?: components["schemas"]["Id"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Part of the name or the address. */
                q?: components["schemas"]["SearchText"];
                /** @description With this role only. */
                role?: components["schemas"]["OrganisationRole"];
                /** @description In this state only. */
                state?: components["schemas"]["AccountState"];
                /** @description Of this team only. */
                teamId?: components["schemas"]["Id"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of people. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *             "email": "eko.prasetyo@workpulse.test",
                     *             "name": "Eko Prasetyo",
                     *             "role": "employee",
                     *             "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *             "teams": [
                     *               {
                     *                 "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *                 "name": "Line 4",
                     *                 "role": "member"
                     *               }
                     *             ],
                     *             "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
                     *             "disabledAt": null,
                     *             "hasPassword": true,
                     *             "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "title": "Operator jahit",
                     *             "employeeNo": "RA-0042",
                     *             "phone": null,
                     *             "joinedOn": "2024-02-01",
                     *             "leftOn": null,
                     *             "reportRequired": true,
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "updatedAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AccountPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createUser: {
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
                 *       "email": "new.colleague@workpulse.test",
                 *       "name": "New Colleague",
                 *       "role": "employee",
                 *       "teams": [
                 *         {
                 *           "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                 *           "role": "member"
                 *         }
                 *       ],
                 *       "title": "Operator jahit",
                 *       "joinedOn": "2026-11-20"
                 *     }
                 */
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description The new account. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "email": "eko.prasetyo@workpulse.test",
                     *         "name": "Eko Prasetyo",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
                     *         "disabledAt": null,
                     *         "hasPassword": true,
                     *         "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0042",
                     *         "phone": null,
                     *         "joinedOn": "2024-02-01",
                     *         "leftOn": null,
                     *         "reportRequired": true,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Duplicate"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "email": "eko.prasetyo@workpulse.test",
                     *         "name": "Eko Prasetyo",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
                     *         "disabledAt": null,
                     *         "hasPassword": true,
                     *         "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0042",
                     *         "phone": null,
                     *         "joinedOn": "2024-02-01",
                     *         "leftOn": null,
                     *         "reportRequired": true,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "role": "manager"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateUserRequest"];
            };
        };
        responses: {
            /** @description The account, changed. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "email": "eko.prasetyo@workpulse.test",
                     *         "name": "Eko Prasetyo",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
                     *         "disabledAt": null,
                     *         "hasPassword": true,
                     *         "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0042",
                     *         "phone": null,
                     *         "joinedOn": "2024-02-01",
                     *         "leftOn": null,
                     *         "reportRequired": true,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastAdminOrVersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAvatar: {
        parameters: {
            query?: {
                /** @description Which picture it was. */
                v?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y62
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    /** @description Of what is in it. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "image/gif": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            /** @description It is the one that the browser has. */
            304: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    /** @description Of what is in it. */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    disableUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account, disabled. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "email": "eko.prasetyo@workpulse.test",
                     *         "name": "Eko Prasetyo",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
                     *         "disabledAt": null,
                     *         "hasPassword": true,
                     *         "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0042",
                     *         "phone": null,
                     *         "joinedOn": "2024-02-01",
                     *         "leftOn": null,
                     *         "reportRequired": true,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["LastAdmin"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    enableUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account, enabled. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4Y69",
                     *         "email": "eko.prasetyo@workpulse.test",
                     *         "name": "Eko Prasetyo",
                     *         "role": "employee",
                     *         "divisionId": "01JD2V6M7Q8R9S0T1V2W3X4Y60",
                     *         "teams": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *             "name": "Line 4",
                     *             "role": "member"
                     *           }
                     *         ],
                     *         "emailVerifiedAt": "2026-11-20T01:02:03.000Z",
                     *         "disabledAt": null,
                     *         "hasPassword": true,
                     *         "primaryTeamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "title": "Operator jahit",
                     *         "employeeNo": "RA-0042",
                     *         "phone": null,
                     *         "joinedOn": "2024-02-01",
                     *         "leftOn": null,
                     *         "reportRequired": true,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUserIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4Y81",
                     *             "provider": "google",
                     *             "email": "eko@gmail.com",
                     *             "linkedAt": "2026-11-20T01:02:03.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["IdentityList"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlinkUserIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description One of the person’s.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y81
                 */
                identityId: components["schemas"]["Id"];
                /**
                 * @description The person.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4Y69
                 */
                userId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It signs nobody in any more. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    importUsers: {
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
                 *       "csv": "email;name;division;team;teamRole\nrini.astuti@workpulse.test;Rini Astuti;PRD;Line 7;member\n",
                 *       "dryRun": false
                 *     }
                 */
                "application/json": components["schemas"]["ImportPeopleRequest"];
            };
        };
        responses: {
            /** @description What was done, or would be. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "dryRun": false,
                     *         "rows": 1,
                     *         "created": 1,
                     *         "updated": 0,
                     *         "unchanged": 0,
                     *         "errors": []
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ImportResult"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            501: components["responses"]["NotConfigured"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhooks. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
                     *             "kind": "program",
                     *             "teamId": null,
                     *             "name": "Payroll",
                     *             "url": "https://payroll.example/hooks/workpulse",
                     *             "events": [
                     *               "report.submitted",
                     *               "report.updated"
                     *             ],
                     *             "active": true,
                     *             "state": "working",
                     *             "failingSince": null,
                     *             "waiting": 0,
                     *             "createdAt": "2026-11-20T01:02:03.000Z",
                     *             "updatedAt": "2026-11-20T01:02:03.000Z",
                     *             "version": 1
                     *           }
                     *         ]
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhooks"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhook: {
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
                 *       "name": "Payroll",
                 *       "url": "https://payroll.example/hooks/workpulse",
                 *       "events": [
                 *         "report.submitted",
                 *         "report.updated"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description The webhook, and its secret. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
                     *         "kind": "program",
                     *         "teamId": null,
                     *         "name": "Payroll",
                     *         "url": "https://payroll.example/hooks/workpulse",
                     *         "events": [
                     *           "report.submitted",
                     *           "report.updated"
                     *         ],
                     *         "active": true,
                     *         "state": "working",
                     *         "failingSince": null,
                     *         "waiting": 0,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1,
                     *         "secret": "whsec_bm90IGEgc2VjcmV0OyBqdXN0IGFuIGV4YW1wbGU="
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookWithSecret"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: {
                /** @description The version that the caller saw; where it is left out, whichever it is. */
                version?: components["schemas"]["Version"];
            };
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 1,
                 *       "active": false
                 *     }
                 */
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description The webhook as it is now. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
                     *         "kind": "program",
                     *         "teamId": null,
                     *         "name": "Payroll",
                     *         "url": "https://payroll.example/hooks/workpulse",
                     *         "events": [
                     *           "report.submitted",
                     *           "report.updated"
                     *         ],
                     *         "active": true,
                     *         "state": "working",
                     *         "failingSince": null,
                     *         "waiting": 0,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["VersionConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["cursor"];
                /** @description How many at most. */
                limit?: components["parameters"]["limit"];
                /** @description Those in this state only. */
                state?: components["schemas"]["WebhookDeliveryState"];
            };
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Realtime-Position": components["headers"]["X-Realtime-Position"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "01JD2V6M7Q8R9S0T1V2W3X4W02",
                     *             "type": "report.submitted",
                     *             "state": "delivered",
                     *             "attempts": 1,
                     *             "status": 204,
                     *             "problem": null,
                     *             "time": "2026-11-20T09:41:00.000Z",
                     *             "triedAt": "2026-11-20T09:41:00.412Z",
                     *             "nextTryAt": null
                     *           }
                     *         ],
                     *         "nextCursor": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookDeliveryPage"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    retryWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W02
                 */
                deliveryId: components["schemas"]["Id"];
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, which waits. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4W02",
                     *         "type": "report.submitted",
                     *         "state": "delivered",
                     *         "attempts": 1,
                     *         "status": 204,
                     *         "problem": null,
                     *         "time": "2026-11-20T09:41:00.000Z",
                     *         "triedAt": "2026-11-20T09:41:00.412Z",
                     *         "nextTryAt": null
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook, and its new secret. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4W01",
                     *         "kind": "program",
                     *         "teamId": null,
                     *         "name": "Payroll",
                     *         "url": "https://payroll.example/hooks/workpulse",
                     *         "events": [
                     *           "report.submitted",
                     *           "report.updated"
                     *         ],
                     *         "active": true,
                     *         "state": "working",
                     *         "failingSince": null,
                     *         "waiting": 0,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1,
                     *         "secret": "whsec_bm90IGEgc2VjcmV0OyBqdXN0IGFuIGV4YW1wbGU="
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookWithSecret"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["StateConflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook.
                 * @example 01JD2V6M7Q8R9S0T1V2W3X4W01
                 */
                webhookId: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "delivered": true,
                     *         "status": 204,
                     *         "problem": null,
                     *         "milliseconds": 41
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookTrial"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSlackWebhook: {
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
                 *       "name": "#line-4",
                 *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                 *       "webhookUrl": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"
                 *     }
                 */
                "application/json": components["schemas"]["NewSlackWebhook"];
            };
        };
        responses: {
            /** @description The webhook. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4W03",
                     *         "kind": "slack",
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "#line-4",
                     *         "url": null,
                     *         "events": [],
                     *         "active": true,
                     *         "state": "working",
                     *         "failingSince": null,
                     *         "waiting": 0,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTelegramWebhook: {
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
                 *       "name": "Line 4",
                 *       "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                 *       "token": "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                 *       "chatId": "-1001234567890"
                 *     }
                 */
                "application/json": components["schemas"]["NewTelegramWebhook"];
            };
        };
        responses: {
            /** @description The webhook. */
            201: {
                headers: {
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "id": "01JD2V6M7Q8R9S0T1V2W3X4W03",
                     *         "kind": "telegram",
                     *         "teamId": "01JD2V6M7Q8R9S0T1V2W3X4Y61",
                     *         "name": "Line 4",
                     *         "url": null,
                     *         "events": [],
                     *         "active": true,
                     *         "state": "working",
                     *         "failingSince": null,
                     *         "waiting": 0,
                     *         "createdAt": "2026-11-20T01:02:03.000Z",
                     *         "updatedAt": "2026-11-20T01:02:03.000Z",
                     *         "version": 1
                     *       },
                     *       "error": null
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        error: null;
                        /** @constant */
                        ok: true;
                    };
                };
            };
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleRefused"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    connectWebSocket: {
        parameters: {
            query?: {
                /** @description From `POST /api/v1/ws/ticket`. */
                ticket?: components["parameters"]["ticket"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["ValidationFailed"];
            403: components["responses"]["Forbidden"];
            426: components["responses"]["UpgradeRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
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
            400: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
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
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "data": {
                     *         "status": "ready",
                     *         "clockDifference": -12
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
            400: components["responses"]["ValidationFailed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
}
