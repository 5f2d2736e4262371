// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import { Type, type Static } from '@sinclair/typebox'

export const Id = Type.String({"pattern":"^[0-9A-Za-z_-]{1,36}$"})
export type Id = Static<typeof Id>

export const OrganisationRole = Type.Unsafe<"employee" | "manager" | "hr" | "admin">({"type":"string","enum":["employee","manager","hr","admin"]})
export type OrganisationRole = Static<typeof OrganisationRole>

export const NullableId = Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})
export type NullableId = Static<typeof NullableId>

export const TeamRole = Type.Unsafe<"member" | "lead">({"type":"string","enum":["member","lead"]})
export type TeamRole = Static<typeof TeamRole>

export const UserTeam = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "role": TeamRole }, {"additionalProperties":false})
export type UserTeam = Static<typeof UserTeam>

export const NullableTimestamp = Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":30})
export type NullableTimestamp = Static<typeof NullableTimestamp>

export const PrimaryTeamId = Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})
export type PrimaryTeamId = Static<typeof PrimaryTeamId>

export const Title = Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":120,"pattern":"^[^\\s\\u0000-\\u001f\\u007f\\ud800-\\udfff][^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$"})
export type Title = Static<typeof Title>

export const EmployeeNo = Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":40,"pattern":"^[^\\s\\u0000-\\u001f\\u007f\\ud800-\\udfff][^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$"})
export type EmployeeNo = Static<typeof EmployeeNo>

export const Phone = Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9+(][0-9 ()+./-]{2,39}$"})
export type Phone = Static<typeof Phone>

export const JoinedOn = Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})
export type JoinedOn = Static<typeof JoinedOn>

export const LeftOn = Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})
export type LeftOn = Static<typeof LeftOn>

export const Timestamp = Type.String({"format":"date-time","maxLength":30})
export type Timestamp = Static<typeof Timestamp>

export const Version = Type.Integer({"minimum":1,"maximum":2147483647})
export type Version = Static<typeof Version>

export const Account = Type.Object({ "id": Id, "email": Type.String({"maxLength":254}), "name": Type.String({"maxLength":120}), "role": OrganisationRole, "divisionId": NullableId, "teams": Type.Array(UserTeam, {"maxItems":10}), "emailVerifiedAt": NullableTimestamp, "disabledAt": NullableTimestamp, "hasPassword": Type.Boolean(), "primaryTeamId": PrimaryTeamId, "title": Title, "employeeNo": EmployeeNo, "phone": Phone, "joinedOn": JoinedOn, "leftOn": LeftOn, "reportRequired": Type.Boolean(), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Account = Static<typeof Account>

export const NextCursor = Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,1024}$"})
export type NextCursor = Static<typeof NextCursor>

export const AccountPage = Type.Object({ "items": Type.Array(Account, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type AccountPage = Static<typeof AccountPage>

export const AccountState = Type.Unsafe<"active" | "disabled">({"type":"string","enum":["active","disabled"]})
export type AccountState = Static<typeof AccountState>

export const AllNotificationsRead = Type.Object({ "ok": Type.Literal(true) }, {"additionalProperties":false})
export type AllNotificationsRead = Static<typeof AllNotificationsRead>

export const LocalDate = Type.String({"format":"date"})
export type LocalDate = Static<typeof LocalDate>

export const AvatarUrl = Type.Unsafe<string | null>({"type":["string","null"],"maxLength":300})
export type AvatarUrl = Static<typeof AvatarUrl>

export const Person = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "avatarUrl": AvatarUrl }, {"additionalProperties":false})
export type Person = Static<typeof Person>

export const HeatmapCell = Type.Unsafe<"due" | "on_time" | "late" | "missed" | "excused" | "extra" | null>({"type":["string","null"],"enum":["due","on_time","late","missed","excused","extra",null]})
export type HeatmapCell = Static<typeof HeatmapCell>

export const HeatmapRow = Type.Object({ "user": Person, "cells": Type.Array(HeatmapCell, {"maxItems":92}) }, {"additionalProperties":false})
export type HeatmapRow = Static<typeof HeatmapRow>

export const AnalyticsHeatmap = Type.Object({ "from": LocalDate, "to": LocalDate, "days": Type.Array(LocalDate, {"maxItems":92}), "items": Type.Array(HeatmapRow, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type AnalyticsHeatmap = Static<typeof AnalyticsHeatmap>

export const Figures = Type.Object({ "expected": Type.Integer({"minimum":0,"maximum":9007199254740991}), "onTime": Type.Integer({"minimum":0,"maximum":9007199254740991}), "late": Type.Integer({"minimum":0,"maximum":9007199254740991}), "missed": Type.Integer({"minimum":0,"maximum":9007199254740991}), "due": Type.Integer({"minimum":0,"maximum":9007199254740991}), "excused": Type.Integer({"minimum":0,"maximum":9007199254740991}), "extra": Type.Integer({"minimum":0,"maximum":9007199254740991}), "submissionRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "onTimeRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "punctuality": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "medianLateMinutes": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":2147483647}), "handedIn": Type.Integer({"minimum":0,"maximum":9007199254740991}), "reviewed": Type.Integer({"minimum":0,"maximum":9007199254740991}), "approved": Type.Integer({"minimum":0,"maximum":9007199254740991}), "returned": Type.Integer({"minimum":0,"maximum":9007199254740991}), "reviewRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "returnRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "medianReviewHours": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":2147483647}), "minutesTotal": Type.Integer({"minimum":0,"maximum":9007199254740991}), "itemsTotal": Type.Integer({"minimum":0,"maximum":9007199254740991}), "itemsDone": Type.Integer({"minimum":0,"maximum":9007199254740991}), "completionRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "blockersRaised": Type.Integer({"minimum":0,"maximum":9007199254740991}) }, {"additionalProperties":false})
export type Figures = Static<typeof Figures>

export const FiguresBefore = Type.Object({ "from": LocalDate, "to": LocalDate, "figures": Figures }, {"additionalProperties":false})
export type FiguresBefore = Static<typeof FiguresBefore>

export const FiguresDelta = Type.Object({ "expected": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "onTime": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "late": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "missed": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "due": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "excused": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "extra": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "submissionRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-1,"maximum":1}), "onTimeRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-1,"maximum":1}), "punctuality": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-1,"maximum":1}), "medianLateMinutes": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-2147483647,"maximum":2147483647}), "handedIn": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "reviewed": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "approved": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "returned": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "reviewRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-1,"maximum":1}), "returnRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-1,"maximum":1}), "medianReviewHours": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-2147483647,"maximum":2147483647}), "minutesTotal": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "itemsTotal": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "itemsDone": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}), "completionRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":-1,"maximum":1}), "blockersRaised": Type.Integer({"minimum":-9007199254740991,"maximum":9007199254740991}) }, {"additionalProperties":false})
export type FiguresDelta = Static<typeof FiguresDelta>

export const DivisionFigures = Type.Object({ "divisionId": Id, "name": Type.String({"maxLength":120}), "figures": Figures }, {"additionalProperties":false})
export type DivisionFigures = Static<typeof DivisionFigures>

export const CategoryMinutes = Type.Object({ "category": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":40}), "minutes": Type.Integer({"minimum":0,"maximum":9007199254740991}), "items": Type.Integer({"minimum":0,"maximum":9007199254740991}) }, {"additionalProperties":false})
export type CategoryMinutes = Static<typeof CategoryMinutes>

export const TeamFigures = Type.Object({ "teamId": Id, "name": Type.String({"maxLength":120}), "figures": Figures }, {"additionalProperties":false})
export type TeamFigures = Static<typeof TeamFigures>

export const FiguresOfTeams = Type.Array(TeamFigures)
export type FiguresOfTeams = Static<typeof FiguresOfTeams>

export const PersonFigures = Type.Object({ "user": Person, "figures": Figures }, {"additionalProperties":false})
export type PersonFigures = Static<typeof PersonFigures>

export const FiguresOfPeople = Type.Array(PersonFigures)
export type FiguresOfPeople = Static<typeof FiguresOfPeople>

export const AnalyticsSummary = Type.Object({ "from": LocalDate, "to": LocalDate, "figures": Figures, "previous": FiguresBefore, "delta": FiguresDelta, "byDivision": Type.Array(DivisionFigures), "byCategory": Type.Array(CategoryMinutes), "byTeam": Type.Union([FiguresOfTeams, Type.Null()]), "byPerson": Type.Union([FiguresOfPeople, Type.Null()]) }, {"additionalProperties":false})
export type AnalyticsSummary = Static<typeof AnalyticsSummary>

export const TrendPoint = Type.Object({ "key": Type.String({"maxLength":10}), "from": LocalDate, "to": LocalDate, "expected": Type.Integer({"minimum":0,"maximum":9007199254740991}), "onTime": Type.Integer({"minimum":0,"maximum":9007199254740991}), "late": Type.Integer({"minimum":0,"maximum":9007199254740991}), "missed": Type.Integer({"minimum":0,"maximum":9007199254740991}), "due": Type.Integer({"minimum":0,"maximum":9007199254740991}), "excused": Type.Integer({"minimum":0,"maximum":9007199254740991}), "extra": Type.Integer({"minimum":0,"maximum":9007199254740991}), "submissionRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "onTimeRate": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "punctuality": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1}), "medianLateMinutes": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":2147483647}), "handedIn": Type.Integer({"minimum":0,"maximum":9007199254740991}), "minutesTotal": Type.Integer({"minimum":0,"maximum":9007199254740991}) }, {"additionalProperties":false})
export type TrendPoint = Static<typeof TrendPoint>

export const AnalyticsTrends = Type.Object({ "bucket": Type.Unsafe<"day" | "week" | "month">({"type":"string","enum":["day","week","month"]}), "from": LocalDate, "to": LocalDate, "points": Type.Array(TrendPoint, {"maxItems":366}) }, {"additionalProperties":false})
export type AnalyticsTrends = Static<typeof AnalyticsTrends>

export const ApiTokenScope = Type.Unsafe<"reports:read" | "reports:write" | "analytics:read" | "calendar:read" | "directory:read">({"type":"string","enum":["reports:read","reports:write","analytics:read","calendar:read","directory:read"]})
export type ApiTokenScope = Static<typeof ApiTokenScope>

export const ApiToken = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "scopes": Type.Array(ApiTokenScope, {"maxItems":20}), "createdAt": Timestamp, "expiresAt": Timestamp, "lastUsedAt": Type.Unsafe<Static<typeof Timestamp> | null>({"type":["string","null"],"format":"date-time","maxLength":30}) }, {"additionalProperties":false})
export type ApiToken = Static<typeof ApiToken>

export const ApiTokenWithSecret = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "scopes": Type.Array(ApiTokenScope, {"maxItems":20}), "createdAt": Timestamp, "expiresAt": Timestamp, "lastUsedAt": Type.Unsafe<Static<typeof Timestamp> | null>({"type":["string","null"],"format":"date-time","maxLength":30}), "token": Type.String({"maxLength":100}) }, {"additionalProperties":false})
export type ApiTokenWithSecret = Static<typeof ApiTokenWithSecret>

export const ApiTokens = Type.Object({ "items": Type.Array(ApiToken, {"maxItems":20}) }, {"additionalProperties":false})
export type ApiTokens = Static<typeof ApiTokens>

export const ApproveLeave = Type.Object({ "version": Version, "note": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})) }, {"additionalProperties":false})
export type ApproveLeave = Static<typeof ApproveLeave>

export const ApproveReport = Type.Object({ "version": Version, "note": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})) }, {"additionalProperties":false})
export type ApproveReport = Static<typeof ApproveReport>

export const AttachFileRequest = Type.Object({ "reportId": Id }, {"additionalProperties":false})
export type AttachFileRequest = Static<typeof AttachFileRequest>

export const AuditAction = Type.Unsafe<"session.created" | "session.revoked" | "sign_in.paused" | "password.changed" | "password.reset" | "email_change.requested" | "email_change.cancelled" | "email.changed" | "identity.linked" | "identity.refused" | "identity.unlinked" | "user.created" | "user.registered" | "user.updated" | "user.disabled" | "user.enabled" | "users.imported" | "invitation.created" | "invitation.revoked" | "settings.updated" | "report.deleted" | "file.deleted" | "schedule.created" | "schedule.updated" | "schedule.deleted" | "shift.created" | "shift.updated" | "shift.deleted" | "roster.set" | "holiday.created" | "holiday.updated" | "holiday.deleted" | "holidays.imported" | "division.created" | "division.updated" | "division.archived" | "division.restored" | "division.deleted" | "team.created" | "team.updated" | "team.archived" | "team.restored" | "team.deleted" | "team.member_set" | "team.member_removed" | "template.created" | "template.updated" | "template.archived" | "template.restored" | "template.deleted" | "delegation.created" | "delegation.ended" | "analytics.exported" | "obligations.excused" | "obligations.restored" | "obligations.extended" | "leave.approved" | "leave.rejected" | "leave.cancelled" | "token.created" | "token.revoked" | "webhook.created" | "webhook.updated" | "webhook.deleted" | "webhook.secret_rotated" | "webhook.stopped">({"type":"string","enum":["session.created","session.revoked","sign_in.paused","password.changed","password.reset","email_change.requested","email_change.cancelled","email.changed","identity.linked","identity.refused","identity.unlinked","user.created","user.registered","user.updated","user.disabled","user.enabled","users.imported","invitation.created","invitation.revoked","settings.updated","report.deleted","file.deleted","schedule.created","schedule.updated","schedule.deleted","shift.created","shift.updated","shift.deleted","roster.set","holiday.created","holiday.updated","holiday.deleted","holidays.imported","division.created","division.updated","division.archived","division.restored","division.deleted","team.created","team.updated","team.archived","team.restored","team.deleted","team.member_set","team.member_removed","template.created","template.updated","template.archived","template.restored","template.deleted","delegation.created","delegation.ended","analytics.exported","obligations.excused","obligations.restored","obligations.extended","leave.approved","leave.rejected","leave.cancelled","token.created","token.revoked","webhook.created","webhook.updated","webhook.deleted","webhook.secret_rotated","webhook.stopped"]})
export type AuditAction = Static<typeof AuditAction>

export const AuditDetails = Type.Unsafe<Record<string, unknown>>({"type":"object","additionalProperties":true})
export type AuditDetails = Static<typeof AuditDetails>

export const AuditTargetType = Type.Unsafe<"user" | "session" | "invitation" | "organisation" | "report" | "file" | "schedule" | "shift" | "holiday" | "division" | "team" | "delegation" | "leave" | "template" | "webhook" | "token">({"type":"string","enum":["user","session","invitation","organisation","report","file","schedule","shift","holiday","division","team","delegation","leave","template","webhook","token"]})
export type AuditTargetType = Static<typeof AuditTargetType>

export const AuditEntry = Type.Object({ "id": Type.Integer({"minimum":1,"maximum":9007199254740991}), "time": Timestamp, "actor": Type.Union([Person, Type.Null()]), "action": AuditAction, "targetType": AuditTargetType, "targetId": NullableId, "before": Type.Union([AuditDetails, Type.Null()]), "after": Type.Union([AuditDetails, Type.Null()]), "address": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":64}), "requestId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "hash": Type.String({"pattern":"^[0-9a-f]{64}$"}) }, {"additionalProperties":false})
export type AuditEntry = Static<typeof AuditEntry>

export const AuditPage = Type.Object({ "items": Type.Array(AuditEntry, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type AuditPage = Static<typeof AuditPage>

export const BlockedItem = Type.Object({ "id": Id, "title": Type.String({"maxLength":200}) }, {"additionalProperties":false})
export type BlockedItem = Static<typeof BlockedItem>

export const BlockerTeam = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}) }, {"additionalProperties":false})
export type BlockerTeam = Static<typeof BlockerTeam>

export const BlockerStatus = Type.Unsafe<"open" | "resolved" | "dismissed">({"type":"string","enum":["open","resolved","dismissed"]})
export type BlockerStatus = Static<typeof BlockerStatus>

export const Blocker = Type.Object({ "id": Id, "item": BlockedItem, "reportId": Id, "author": Person, "team": BlockerTeam, "owner": Type.Union([Person, Type.Null()]), "status": BlockerStatus, "note": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "openedAt": Timestamp, "resolvedAt": NullableTimestamp, "ageDays": Type.Integer({"minimum":0,"maximum":36600}), "version": Version }, {"additionalProperties":false})
export type Blocker = Static<typeof Blocker>

export const BlockerChange = Type.Object({ "version": Version, "status": Type.Optional(BlockerStatus), "ownerId": Type.Optional(NullableId), "note": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})) }, {"additionalProperties":false,"minProperties":2})
export type BlockerChange = Static<typeof BlockerChange>

export const BlockerPage = Type.Object({ "items": Type.Array(Blocker, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type BlockerPage = Static<typeof BlockerPage>

export const CalendarAbilities = Type.Object({ "edit": Type.Boolean() }, {"additionalProperties":false})
export type CalendarAbilities = Static<typeof CalendarAbilities>

export const CalendarKind = Type.Unsafe<"event" | "holiday" | "joint_leave" | "workday" | "leave" | "deadline" | "report">({"type":"string","enum":["event","holiday","joint_leave","workday","leave","deadline","report"]})
export type CalendarKind = Static<typeof CalendarKind>

export const CalendarScope = Type.Unsafe<"personal" | "team" | "division" | "org">({"type":"string","enum":["personal","team","division","org"]})
export type CalendarScope = Static<typeof CalendarScope>

export const CalendarEntry = Type.Object({ "id": Type.String({"pattern":"^[0-9A-Za-z_:-]{1,47}$"}), "kind": CalendarKind, "title": Type.String({"maxLength":200}), "scope": CalendarScope, "divisionId": NullableId, "teamId": NullableId, "userId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "allDay": Type.Boolean(), "date": LocalDate, "endDate": Type.String({"format":"date"}), "startsAt": Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":30}), "endsAt": Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":30}), "location": Type.String({"maxLength":200}), "description": Type.String({"maxLength":2000}), "version": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "can": CalendarAbilities }, {"additionalProperties":false})
export type CalendarEntry = Static<typeof CalendarEntry>

export const CalendarFeed = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "include": Type.Array(CalendarKind, {"maxItems":7}), "createdAt": Timestamp, "lastUsedAt": NullableTimestamp }, {"additionalProperties":false})
export type CalendarFeed = Static<typeof CalendarFeed>

export const CalendarFeeds = Type.Object({ "items": Type.Array(CalendarFeed, {"maxItems":10}) }, {"additionalProperties":false})
export type CalendarFeeds = Static<typeof CalendarFeeds>

export const CalendarPage = Type.Object({ "items": Type.Array(CalendarEntry, {"maxItems":500}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type CalendarPage = Static<typeof CalendarPage>

export const Category = Type.Object({ "name": Type.String({"maxLength":40}), "uses": Type.Integer({"minimum":1,"maximum":2147483647}) }, {"additionalProperties":false})
export type Category = Static<typeof Category>

export const CategoryList = Type.Object({ "items": Type.Array(Category, {"maxItems":50}) }, {"additionalProperties":false})
export type CategoryList = Static<typeof CategoryList>

export const NewPassword = Type.String({"format":"password","minLength":12,"maxLength":256})
export type NewPassword = Static<typeof NewPassword>

export const ChangePasswordRequest = Type.Object({ "currentPassword": Type.String({"minLength":1,"maxLength":256,"format":"password"}), "newPassword": NewPassword }, {"additionalProperties":false})
export type ChangePasswordRequest = Static<typeof ChangePasswordRequest>

export const ChangedChannels = Type.Object({ "inApp": Type.Optional(Type.Boolean()), "email": Type.Optional(Type.Boolean()), "push": Type.Optional(Type.Boolean()) }, {"additionalProperties":false,"minProperties":1})
export type ChangedChannels = Static<typeof ChangedChannels>

export const ChangedNotifications = Type.Object({ "report.submitted": Type.Optional(ChangedChannels), "report.approved": Type.Optional(ChangedChannels), "report.returned": Type.Optional(ChangedChannels), "report.reopened": Type.Optional(ChangedChannels), "report.filed": Type.Optional(ChangedChannels), "report.comment": Type.Optional(ChangedChannels), "report.mention": Type.Optional(ChangedChannels), "reminder.due": Type.Optional(ChangedChannels), "reminder.overdue": Type.Optional(ChangedChannels), "obligation.missed": Type.Optional(ChangedChannels), "obligation.excused": Type.Optional(ChangedChannels), "obligation.requested": Type.Optional(ChangedChannels), "team.digest": Type.Optional(ChangedChannels), "leave.requested": Type.Optional(ChangedChannels), "leave.decided": Type.Optional(ChangedChannels), "delegation": Type.Optional(ChangedChannels), "blocker": Type.Optional(ChangedChannels), "identity.refused": Type.Optional(ChangedChannels), "webhook.stopped": Type.Optional(ChangedChannels) }, {"additionalProperties":false,"minProperties":1})
export type ChangedNotifications = Static<typeof ChangedNotifications>

export const LocalTime = Type.String({"pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$"})
export type LocalTime = Static<typeof LocalTime>

export const ChangedQuietHours = Type.Object({ "enabled": Type.Optional(Type.Boolean()), "from": Type.Optional(LocalTime), "to": Type.Optional(LocalTime) }, {"additionalProperties":false,"minProperties":1})
export type ChangedQuietHours = Static<typeof ChangedQuietHours>

export const Colleague = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "title": Title, "avatarUrl": AvatarUrl, "teams": Type.Array(UserTeam, {"maxItems":10}), "divisionId": NullableId, "active": Type.Boolean() }, {"additionalProperties":false})
export type Colleague = Static<typeof Colleague>

export const ColleaguePage = Type.Object({ "items": Type.Array(Colleague, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ColleaguePage = Static<typeof ColleaguePage>

export const Comment = Type.Object({ "id": Id, "reportId": Id, "author": Person, "body": Type.String({"maxLength":4000}), "mentions": Type.Array(Id, {"maxItems":20}), "createdAt": Timestamp, "editedAt": NullableTimestamp, "deletedAt": NullableTimestamp, "version": Version }, {"additionalProperties":false})
export type Comment = Static<typeof Comment>

export const CommentChange = Type.Object({ "version": Version, "body": Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "mentions": Type.Optional(Type.Array(Id, {"maxItems":20})) }, {"additionalProperties":false})
export type CommentChange = Static<typeof CommentChange>

export const CommentPage = Type.Object({ "items": Type.Array(Comment, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type CommentPage = Static<typeof CommentPage>

export const LinkToken = Type.String({"pattern":"^[0-9A-Za-z_-]{1,128}$"})
export type LinkToken = Static<typeof LinkToken>

export const ConfirmEmailRequest = Type.Object({ "token": LinkToken }, {"additionalProperties":false})
export type ConfirmEmailRequest = Static<typeof ConfirmEmailRequest>

export const ConflictReason = Type.Unsafe<"archived" | "disabled" | "division" | "members" | "people" | "referredTo" | "rosters" | "teams">({"type":"string","enum":["archived","disabled","division","members","people","referredTo","rosters","teams"]})
export type ConflictReason = Static<typeof ConflictReason>

export const Country = Type.String({"pattern":"^[A-Z]{2}$","minLength":2,"maxLength":2})
export type Country = Static<typeof Country>

export const CreateCalendarEvent = Type.Object({ "scope": CalendarScope, "scopeId": Type.Optional(NullableId), "title": Type.String({"minLength":1,"maxLength":200,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "description": Type.Optional(Type.String({"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "location": Type.Optional(Type.String({"maxLength":200,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "allDay": Type.Boolean(), "date": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})), "endDate": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})), "startsAt": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":40})), "endsAt": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":40})) }, {"additionalProperties":false})
export type CreateCalendarEvent = Static<typeof CreateCalendarEvent>

export const CreateCalendarFeed = Type.Object({ "name": Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "include": Type.Optional(Type.Array(CalendarKind, {"minItems":1,"maxItems":7})) }, {"additionalProperties":false})
export type CreateCalendarFeed = Static<typeof CreateCalendarFeed>

export const PersonName = Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\s\\u0300-\\u036f\\u0000-\\u001f\\u007f\\ud800-\\udfff\\u00ad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u200c\\u200d][^\\u0000-\\u001f\\u007f\\ud800-\\udfff\\u00ad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]*$"})
export type PersonName = Static<typeof PersonName>

export const DivisionCode = Type.String({"minLength":1,"maxLength":24,"pattern":"^[A-Z0-9][A-Z0-9._-]*$"})
export type DivisionCode = Static<typeof DivisionCode>

export const CreateDivisionRequest = Type.Object({ "name": PersonName, "code": DivisionCode }, {"additionalProperties":false})
export type CreateDivisionRequest = Static<typeof CreateDivisionRequest>

export const HolidayName = Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\s\\u0000-\\u001f\\u007f\\ud800-\\udfff][^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$"})
export type HolidayName = Static<typeof HolidayName>

export const HolidayKind = Type.Unsafe<"national" | "joint_leave" | "company" | "workday">({"type":"string","enum":["national","joint_leave","company","workday"]})
export type HolidayKind = Static<typeof HolidayKind>

export const CreateHoliday = Type.Object({ "date": LocalDate, "name": HolidayName, "kind": HolidayKind, "divisionId": Type.Optional(NullableId) }, {"additionalProperties":false})
export type CreateHoliday = Static<typeof CreateHoliday>

export const Email = Type.String({"format":"email","maxLength":254})
export type Email = Static<typeof Email>

export const Membership = Type.Object({ "id": Id, "role": TeamRole }, {"additionalProperties":false})
export type Membership = Static<typeof Membership>

export const Memberships = Type.Array(Membership, {"maxItems":10})
export type Memberships = Static<typeof Memberships>

export const CreateInvitationRequest = Type.Object({ "email": Email, "role": Type.Optional(OrganisationRole), "divisionId": Type.Optional(NullableId), "teams": Type.Optional(Memberships) }, {"additionalProperties":false})
export type CreateInvitationRequest = Static<typeof CreateInvitationRequest>

export const LeaveKind = Type.Unsafe<"annual" | "sick" | "permit" | "maternity" | "unpaid" | "other">({"type":"string","enum":["annual","sick","permit","maternity","unpaid","other"]})
export type LeaveKind = Static<typeof LeaveKind>

export const LeavePart = Type.Unsafe<"full" | "am" | "pm">({"type":"string","enum":["full","am","pm"]})
export type LeavePart = Static<typeof LeavePart>

export const LeaveNote = Type.String({"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})
export type LeaveNote = Static<typeof LeaveNote>

export const CreateLeave = Type.Object({ "kind": LeaveKind, "startDate": LocalDate, "endDate": Type.String({"format":"date"}), "part": Type.Optional(LeavePart), "note": Type.Optional(LeaveNote), "userId": Type.Optional(Id), "substituteId": Type.Optional(Id) }, {"additionalProperties":false})
export type CreateLeave = Static<typeof CreateLeave>

export const ObligationRequestKind = Type.Unsafe<"extend" | "excuse">({"type":"string","enum":["extend","excuse"]})
export type ObligationRequestKind = Static<typeof ObligationRequestKind>

export const ObligationNote = Type.String({"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})
export type ObligationNote = Static<typeof ObligationNote>

export const CreateObligationRequest = Type.Object({ "workDate": LocalDate, "kind": ObligationRequestKind, "note": ObligationNote }, {"additionalProperties":false})
export type CreateObligationRequest = Static<typeof CreateObligationRequest>

export const ReportFields = Type.Unsafe<Record<string, unknown>>({"type":"object","additionalProperties":true,"maxProperties":200})
export type ReportFields = Static<typeof ReportFields>

export const ReportItemStatus = Type.Unsafe<"todo" | "doing" | "done" | "blocked">({"type":"string","enum":["todo","doing","done","blocked"]})
export type ReportItemStatus = Static<typeof ReportItemStatus>

export const ReportItemInput = Type.Object({ "id": Type.Optional(Type.String({"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "title": Type.String({"minLength":1,"maxLength":200,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "detail": Type.Optional(Type.String({"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "category": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":40,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "status": Type.Optional(ReportItemStatus), "progress": Type.Optional(Type.Integer({"minimum":0,"maximum":100})), "minutes": Type.Optional(Type.Integer({"minimum":0,"maximum":1440})), "quantity": Type.Optional(Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1000000000})), "unit": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":20,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "carriedFromId": Type.Optional(NullableId) }, {"additionalProperties":false})
export type ReportItemInput = Static<typeof ReportItemInput>

export const CreateReport = Type.Object({ "userId": Type.Optional(Type.String({"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "reportDate": LocalDate, "summary": Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "planNext": Type.Optional(Type.String({"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "mood": Type.Optional(Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5})), "templateId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "fields": Type.Optional(ReportFields), "items": Type.Optional(Type.Array(ReportItemInput, {"maxItems":50})), "submit": Type.Optional(Type.Boolean()) }, {"additionalProperties":false})
export type CreateReport = Static<typeof CreateReport>

export const ScheduleScope = Type.Unsafe<"org" | "division" | "team" | "user">({"type":"string","enum":["org","division","team","user"]})
export type ScheduleScope = Static<typeof ScheduleScope>

export const Weekdays = Type.Array(Type.Integer({"minimum":1,"maximum":7}), {"minItems":1,"maxItems":7,"uniqueItems":true})
export type Weekdays = Static<typeof Weekdays>

export const RemindMinutes = Type.Array(Type.Integer({"minimum":1,"maximum":1440}), {"maxItems":4,"uniqueItems":true})
export type RemindMinutes = Static<typeof RemindMinutes>

export const CreateSchedule = Type.Object({ "scope": ScheduleScope, "scopeId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "effectiveFrom": LocalDate, "effectiveTo": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})), "days": Type.Optional(Weekdays), "deadline": Type.Optional(LocalTime), "dayOffset": Type.Optional(Type.Integer({"minimum":0,"maximum":1})), "graceMinutes": Type.Optional(Type.Integer({"minimum":0,"maximum":240})), "lateWindowDays": Type.Optional(Type.Integer({"minimum":0,"maximum":31})), "remindMinutes": Type.Optional(RemindMinutes) }, {"additionalProperties":false})
export type CreateSchedule = Static<typeof CreateSchedule>

export const CreateShift = Type.Object({ "name": PersonName, "divisionId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "deadline": LocalTime, "dayOffset": Type.Optional(Type.Integer({"minimum":0,"maximum":1})), "graceMinutes": Type.Optional(Type.Integer({"minimum":0,"maximum":240})), "lateWindowDays": Type.Optional(Type.Integer({"minimum":0,"maximum":31})), "remindMinutes": Type.Optional(RemindMinutes) }, {"additionalProperties":false})
export type CreateShift = Static<typeof CreateShift>

export const CreateTeamRequest = Type.Object({ "name": PersonName, "divisionId": Id }, {"additionalProperties":false})
export type CreateTeamRequest = Static<typeof CreateTeamRequest>

export const CreateUserRequest = Type.Object({ "email": Type.Optional(Email), "name": PersonName, "role": Type.Optional(OrganisationRole), "divisionId": Type.Optional(NullableId), "teams": Type.Optional(Memberships), "title": Type.Optional(Title), "employeeNo": Type.Optional(EmployeeNo), "phone": Type.Optional(Phone), "joinedOn": Type.Optional(JoinedOn), "leftOn": Type.Optional(LeftOn), "reportRequired": Type.Optional(Type.Boolean()) }, {"additionalProperties":false})
export type CreateUserRequest = Static<typeof CreateUserRequest>

export const User = Type.Object({ "id": Id, "email": Type.String({"maxLength":254}), "name": Type.String({"maxLength":120}), "role": OrganisationRole, "divisionId": NullableId, "teams": Type.Array(UserTeam, {"maxItems":10}) }, {"additionalProperties":false})
export type User = Static<typeof User>

export const CurrentSession = Type.Object({ "user": Type.Union([User, Type.Null()]), "refreshable": Type.Boolean() }, {"additionalProperties":false})
export type CurrentSession = Static<typeof CurrentSession>

export const DecisionAction = Type.Unsafe<"approved" | "auto_approved" | "returned" | "reopened">({"type":"string","enum":["approved","auto_approved","returned","reopened"]})
export type DecisionAction = Static<typeof DecisionAction>

export const Decision = Type.Object({ "action": DecisionAction, "actor": Type.Union([Person, Type.Null()]), "onBehalfOf": Type.Union([Person, Type.Null()]), "note": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "at": Timestamp }, {"additionalProperties":false})
export type Decision = Static<typeof Decision>

export const DeclineObligationRequest = Type.Object({ "version": Version, "note": ObligationNote }, {"additionalProperties":false})
export type DeclineObligationRequest = Static<typeof DeclineObligationRequest>

export const DelegationState = Type.Unsafe<"planned" | "active" | "ended">({"type":"string","enum":["planned","active","ended"]})
export type DelegationState = Static<typeof DelegationState>

export const Delegation = Type.Object({ "id": Id, "from": Person, "to": Person, "startsOn": LocalDate, "endsOn": LocalDate, "note": Type.String({"maxLength":2000}), "state": DelegationState, "endedAt": NullableTimestamp, "createdAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Delegation = Static<typeof Delegation>

export const DelegationPage = Type.Object({ "items": Type.Array(Delegation, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type DelegationPage = Static<typeof DelegationPage>

export const Digest = Type.Unsafe<"off" | "daily" | "weekly">({"type":"string","enum":["off","daily","weekly"]})
export type Digest = Static<typeof Digest>

export const DigestBlocker = Type.Object({ "id": Id, "title": Type.String({"maxLength":200}), "author": Person, "owner": Type.Union([Person, Type.Null()]), "status": BlockerStatus, "note": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "openedAt": Timestamp, "resolvedAt": NullableTimestamp }, {"additionalProperties":false})
export type DigestBlocker = Static<typeof DigestBlocker>

export const ReportTiming = Type.Unsafe<"on_time" | "late" | "extra">({"type":"string","enum":["on_time","late","extra"]})
export type ReportTiming = Static<typeof ReportTiming>

export const DigestDay = Type.Object({ "date": LocalDate, "reportId": Id, "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "summary": Type.String({"maxLength":4000}), "planNext": Type.String({"maxLength":4000}) }, {"additionalProperties":false})
export type DigestDay = Static<typeof DigestDay>

export const DigestItem = Type.Object({ "id": Id, "reportId": Id, "title": Type.String({"maxLength":200}), "category": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":40}), "status": ReportItemStatus, "progress": Type.Integer({"minimum":0,"maximum":100}), "minutes": Type.Integer({"minimum":0,"maximum":9007199254740991}), "quantity": Type.Unsafe<number | null>({"type":["number","null"]}), "unit": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":20}), "from": LocalDate, "to": LocalDate, "reports": Type.Integer({"minimum":1,"maximum":31}) }, {"additionalProperties":false})
export type DigestItem = Static<typeof DigestItem>

export const DigestPerson = Type.Object({ "user": Person, "minutes": Type.Integer({"minimum":0,"maximum":9007199254740991}), "items": Type.Array(DigestItem, {"maxItems":1550}), "days": Type.Array(DigestDay, {"maxItems":31}) }, {"additionalProperties":false})
export type DigestPerson = Static<typeof DigestPerson>

export const Division = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "code": Type.String({"maxLength":24}), "teamCount": Type.Integer({"minimum":0,"maximum":2147483647}), "archivedAt": NullableTimestamp, "version": Version }, {"additionalProperties":false})
export type Division = Static<typeof Division>

export const DivisionPage = Type.Object({ "items": Type.Array(Division, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type DivisionPage = Static<typeof DivisionPage>

export const EmailChangeRequest = Type.Object({ "email": Email, "password": Type.String({"minLength":1,"maxLength":256,"format":"password"}) }, {"additionalProperties":false})
export type EmailChangeRequest = Static<typeof EmailChangeRequest>

export const EmailDomains = Type.Array(Type.String({"maxLength":190,"pattern":"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"}), {"maxItems":20,"uniqueItems":true})
export type EmailDomains = Static<typeof EmailDomains>

export const ErrorCode = Type.Unsafe<"VALIDATION_FAILED" | "UNAUTHENTICATED" | "REFRESH_SUPERSEDED" | "INVALID_CREDENTIALS" | "INVALID_TOKEN" | "PASSWORD_REQUIRED" | "FORBIDDEN" | "REGISTRATION_CLOSED" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "STATE_CONFLICT" | "DUPLICATE" | "VERSION_CONFLICT" | "LAST_ADMIN" | "IN_PROGRESS" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RULE_REFUSED" | "UPGRADE_REQUIRED" | "RATE_LIMITED" | "TOO_MANY_STREAMS" | "INTERNAL" | "NOT_CONFIGURED" | "UNAVAILABLE">({"type":"string","enum":["VALIDATION_FAILED","UNAUTHENTICATED","REFRESH_SUPERSEDED","INVALID_CREDENTIALS","INVALID_TOKEN","PASSWORD_REQUIRED","FORBIDDEN","REGISTRATION_CLOSED","NOT_FOUND","METHOD_NOT_ALLOWED","REQUEST_TIMEOUT","STATE_CONFLICT","DUPLICATE","VERSION_CONFLICT","LAST_ADMIN","IN_PROGRESS","PAYLOAD_TOO_LARGE","UNSUPPORTED_MEDIA_TYPE","RULE_REFUSED","UPGRADE_REQUIRED","RATE_LIMITED","TOO_MANY_STREAMS","INTERNAL","NOT_CONFIGURED","UNAVAILABLE"]})
export type ErrorCode = Static<typeof ErrorCode>

export const ErrorDetail = Type.Object({ "path": Type.String({"maxLength":2097152}), "rule": Type.String({"maxLength":100}), "message": Type.String({"maxLength":1000}) }, {"additionalProperties":false})
export type ErrorDetail = Static<typeof ErrorDetail>

export const ReportState = Type.Unsafe<"draft" | "submitted" | "returned" | "approved">({"type":"string","enum":["draft","submitted","returned","approved"]})
export type ReportState = Static<typeof ReportState>

export const ErrorMeta = Type.Object({ "reportId": Type.Optional(Id), "currentVersion": Type.Optional(Type.Integer({"minimum":1,"maximum":2147483647})), "userId": Type.Optional(Id), "invitationId": Type.Optional(Id), "state": Type.Optional(ReportState), "action": Type.Optional(DecisionAction), "actor": Type.Optional(Type.Union([Person, Type.Null()])), "at": Type.Optional(Timestamp), "reason": Type.Optional(ConflictReason) }, {"additionalProperties":false})
export type ErrorMeta = Static<typeof ErrorMeta>

export const ErrorBody = Type.Object({ "code": ErrorCode, "message": Type.String({"maxLength":500}), "details": Type.Optional(Type.Array(ErrorDetail, {"maxItems":20})), "meta": Type.Optional(ErrorMeta), "requestId": Type.String({"maxLength":36}) }, {"additionalProperties":false})
export type ErrorBody = Static<typeof ErrorBody>

export const ErrorEnvelope = Type.Object({ "ok": Type.Literal(false), "data": Type.Null(), "error": ErrorBody }, {"additionalProperties":false})
export type ErrorEnvelope = Static<typeof ErrorEnvelope>

export const ExcuseError = Type.Object({ "code": Type.Unsafe<"NOT_FOUND" | "FORBIDDEN" | "STATE_CONFLICT" | "RULE_REFUSED">({"type":"string","enum":["NOT_FOUND","FORBIDDEN","STATE_CONFLICT","RULE_REFUSED"]}), "rule": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":100}) }, {"additionalProperties":false})
export type ExcuseError = Static<typeof ExcuseError>

export const ExcuseItem = Type.Object({ "userId": Id, "workDate": LocalDate }, {"additionalProperties":false})
export type ExcuseItem = Static<typeof ExcuseItem>

export const ExcuseReason = Type.Unsafe<"leave" | "manual" | "inactive">({"type":"string","enum":["leave","manual","inactive"]})
export type ExcuseReason = Static<typeof ExcuseReason>

export const ExcuseRequest = Type.Object({ "items": Type.Array(ExcuseItem, {"minItems":1,"maxItems":200}), "note": ObligationNote }, {"additionalProperties":false})
export type ExcuseRequest = Static<typeof ExcuseRequest>

export const ExcuseResult = Type.Object({ "userId": Id, "workDate": LocalDate, "ok": Type.Boolean(), "error": Type.Union([ExcuseError, Type.Null()]) }, {"additionalProperties":false})
export type ExcuseResult = Static<typeof ExcuseResult>

export const ExcuseResults = Type.Object({ "results": Type.Array(ExcuseResult, {"maxItems":200}) }, {"additionalProperties":false})
export type ExcuseResults = Static<typeof ExcuseResults>

export const ExplainedExcuse = Type.Object({ "by": Type.Union([Person, Type.Null()]), "onBehalfOf": Type.Union([Person, Type.Null()]), "at": Timestamp, "note": Type.String({"maxLength":20000}) }, {"additionalProperties":false})
export type ExplainedExcuse = Static<typeof ExplainedExcuse>

export const ExplainedHoliday = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "kind": HolidayKind }, {"additionalProperties":false})
export type ExplainedHoliday = Static<typeof ExplainedHoliday>

export const ExplainedLeave = Type.Object({ "part": LeavePart, "kind": Type.Unsafe<Static<typeof LeaveKind> | null>({"type":["string","null"],"enum":["annual","sick","permit","maternity","unpaid","other",null]}) }, {"additionalProperties":false})
export type ExplainedLeave = Static<typeof ExplainedLeave>

export const ExplainedShift = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}) }, {"additionalProperties":false})
export type ExplainedShift = Static<typeof ExplainedShift>

export const ExplainedRoster = Type.Object({ "teamId": Id, "shift": Type.Union([ExplainedShift, Type.Null()]) }, {"additionalProperties":false})
export type ExplainedRoster = Static<typeof ExplainedRoster>

export const ExplainedSchedule = Type.Object({ "id": Id, "scope": ScheduleScope, "over": Type.Array(ScheduleScope, {"maxItems":100}) }, {"additionalProperties":false})
export type ExplainedSchedule = Static<typeof ExplainedSchedule>

export const ExplainedStep = Type.Object({ "rule": Type.Unsafe<"person" | "roster" | "schedule" | "holiday" | "workday" | "leave" | "excuse" | "deadline" | "extension" | "handIn" | "outcome">({"type":"string","enum":["person","roster","schedule","holiday","workday","leave","excuse","deadline","extension","handIn","outcome"]}), "result": Type.String({"maxLength":40}), "text": Type.String({"maxLength":1000}) }, {"additionalProperties":false})
export type ExplainedStep = Static<typeof ExplainedStep>

export const Outcome = Type.Unsafe<"due" | "on_time" | "late" | "missed" | "excused">({"type":"string","enum":["due","on_time","late","missed","excused"]})
export type Outcome = Static<typeof Outcome>

export const Explanation = Type.Object({ "userId": Id, "date": LocalDate, "owed": Type.Boolean(), "outcome": Type.Unsafe<Static<typeof Outcome> | null>({"type":["string","null"],"enum":["due","on_time","late","missed","excused",null]}), "reason": Type.Unsafe<Static<typeof ExcuseReason> | null>({"type":["string","null"],"enum":["leave","manual","inactive",null]}), "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "timezone": Type.String({"maxLength":64}), "schedule": Type.Union([ExplainedSchedule, Type.Null()]), "roster": Type.Union([ExplainedRoster, Type.Null()]), "holiday": Type.Union([ExplainedHoliday, Type.Null()]), "leave": Type.Union([ExplainedLeave, Type.Null()]), "excuse": Type.Union([ExplainedExcuse, Type.Null()]), "extension": Type.Union([ExplainedExcuse, Type.Null()]), "deadlineAt": NullableTimestamp, "graceUntil": NullableTimestamp, "closesAt": NullableTimestamp, "firstSubmittedAt": NullableTimestamp, "lateMinutes": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":0,"maximum":2147483647}), "forecast": Type.Boolean(), "steps": Type.Array(ExplainedStep, {"maxItems":20}) }, {"additionalProperties":false})
export type Explanation = Static<typeof Explanation>

export const ExtendRequest = Type.Object({ "items": Type.Array(ExcuseItem, {"minItems":1,"maxItems":200}), "until": LocalDate, "note": ObligationNote }, {"additionalProperties":false})
export type ExtendRequest = Static<typeof ExtendRequest>

export const FileKind = Type.Unsafe<"image/png" | "image/jpeg" | "image/webp" | "image/gif" | "application/pdf" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "text/plain" | "text/csv">({"type":"string","enum":["image/png","image/jpeg","image/webp","image/gif","application/pdf","application/vnd.openxmlformats-officedocument.wordprocessingml.document","application/vnd.openxmlformats-officedocument.spreadsheetml.sheet","application/vnd.openxmlformats-officedocument.presentationml.presentation","text/plain","text/csv"]})
export type FileKind = Static<typeof FileKind>

export const File = Type.Object({ "id": Id, "name": Type.String({"maxLength":255}), "type": FileKind, "size": Type.Integer({"minimum":1,"maximum":10485760}), "sha256": Type.String({"pattern":"^[0-9a-f]{64}$"}), "reportId": NullableId, "owner": Person, "createdAt": Timestamp }, {"additionalProperties":false})
export type File = Static<typeof File>

export const FileName = Type.String({"minLength":1,"maxLength":255,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})
export type FileName = Static<typeof FileName>

export const FilePage = Type.Object({ "items": Type.Array(File, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type FilePage = Static<typeof FilePage>

export const ForgotPasswordRequest = Type.Object({ "email": Email }, {"additionalProperties":false})
export type ForgotPasswordRequest = Static<typeof ForgotPasswordRequest>

export const GoogleRedirect = Type.Object({ "url": Type.String({"maxLength":4096}) }, {"additionalProperties":false})
export type GoogleRedirect = Static<typeof GoogleRedirect>

export const GoogleSignInError = Type.Unsafe<"google_cancelled" | "google_expired" | "google_failed" | "google_unavailable" | "google_email_unverified" | "google_domain" | "google_not_invited" | "google_disabled" | "google_other_identity">({"type":"string","enum":["google_cancelled","google_expired","google_failed","google_unavailable","google_email_unverified","google_domain","google_not_invited","google_disabled","google_other_identity"]})
export type GoogleSignInError = Static<typeof GoogleSignInError>

export const Health = Type.Object({ "status": Type.Unsafe<"ok">({"type":"string","enum":["ok"]}) }, {"additionalProperties":false})
export type Health = Static<typeof Health>

export const HistoryAction = Type.Unsafe<"created" | "edited" | "submitted" | "withdrawn" | "approved" | "auto_approved" | "returned" | "reopened">({"type":"string","enum":["created","edited","submitted","withdrawn","approved","auto_approved","returned","reopened"]})
export type HistoryAction = Static<typeof HistoryAction>

export const HistoryChange = Type.Object({ "path": Type.String({"maxLength":60}), "before": Type.Optional(Type.Unsafe<string | number | Record<string, unknown> | null>({"type":["string","integer","object","null"],"minimum":1,"maximum":5,"maxLength":4000,"additionalProperties":true})), "after": Type.Optional(Type.Unsafe<string | number | Record<string, unknown> | null>({"type":["string","integer","object","null"],"minimum":1,"maximum":5,"maxLength":4000,"additionalProperties":true})) }, {"additionalProperties":false})
export type HistoryChange = Static<typeof HistoryChange>

export const HistoryEntry = Type.Object({ "id": Id, "time": Timestamp, "actor": Type.Union([Person, Type.Null()]), "onBehalfOf": Type.Union([Person, Type.Null()]), "action": HistoryAction, "fromState": Type.Unsafe<Static<typeof ReportState> | null>({"type":["string","null"],"enum":["draft","submitted","returned","approved",null]}), "toState": ReportState, "note": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "version": Version, "revision": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "changed": Type.Array(HistoryChange, {"maxItems":200}) }, {"additionalProperties":false})
export type HistoryEntry = Static<typeof HistoryEntry>

export const HistoryPage = Type.Object({ "items": Type.Array(HistoryEntry, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type HistoryPage = Static<typeof HistoryPage>

export const Holiday = Type.Object({ "id": Id, "date": LocalDate, "name": Type.String({"maxLength":120}), "kind": HolidayKind, "divisionId": NullableId, "version": Version }, {"additionalProperties":false})
export type Holiday = Static<typeof Holiday>

export const HolidayPage = Type.Object({ "items": Type.Array(Holiday, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type HolidayPage = Static<typeof HolidayPage>

export const HolidaySuggestion = Type.Object({ "date": LocalDate, "name": Type.String({"maxLength":200}), "known": Type.Boolean() }, {"additionalProperties":false})
export type HolidaySuggestion = Static<typeof HolidaySuggestion>

export const HolidaySuggestions = Type.Object({ "country": Type.String({"pattern":"^[A-Z]{2}$"}), "year": Type.Integer({"minimum":2000,"maximum":2100}), "items": Type.Array(HolidaySuggestion, {"maxItems":100}) }, {"additionalProperties":false})
export type HolidaySuggestions = Static<typeof HolidaySuggestions>

export const Identity = Type.Object({ "id": Id, "provider": Type.Unsafe<"google">({"type":"string","enum":["google"]}), "email": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":254}), "linkedAt": Timestamp }, {"additionalProperties":false})
export type Identity = Static<typeof Identity>

export const IdentityList = Type.Object({ "items": Type.Array(Identity, {"maxItems":100}) }, {"additionalProperties":false})
export type IdentityList = Static<typeof IdentityList>

export const ImportError = Type.Object({ "line": Type.Integer({"minimum":1,"maximum":524288}), "column": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":120}), "rule": Type.String({"maxLength":100}), "message": Type.String({"maxLength":1000}) }, {"additionalProperties":false})
export type ImportError = Static<typeof ImportError>

export const ImportPeopleRequest = Type.Object({ "csv": Type.String({"minLength":1,"maxLength":524288,"pattern":"^[^\\ud800-\\udfff]*$"}), "dryRun": Type.Optional(Type.Boolean()), "welcome": Type.Optional(Type.Boolean()) }, {"additionalProperties":false})
export type ImportPeopleRequest = Static<typeof ImportPeopleRequest>

export const ImportRequest = Type.Object({ "csv": Type.String({"minLength":1,"maxLength":524288,"pattern":"^[^\\ud800-\\udfff]*$"}), "dryRun": Type.Optional(Type.Boolean()) }, {"additionalProperties":false})
export type ImportRequest = Static<typeof ImportRequest>

export const ImportResult = Type.Object({ "dryRun": Type.Boolean(), "rows": Type.Integer({"minimum":0,"maximum":524288}), "created": Type.Integer({"minimum":0,"maximum":2000}), "updated": Type.Integer({"minimum":0,"maximum":2000}), "unchanged": Type.Integer({"minimum":0,"maximum":2000}), "errors": Type.Array(ImportError, {"maxItems":100}) }, {"additionalProperties":false})
export type ImportResult = Static<typeof ImportResult>

export const NotificationType = Type.Unsafe<"report.submitted" | "report.approved" | "report.returned" | "report.reopened" | "report.filed" | "report.comment" | "report.mention" | "reminder.due" | "reminder.overdue" | "obligation.missed" | "obligation.excused" | "obligation.requested" | "team.digest" | "leave.requested" | "leave.decided" | "delegation" | "blocker" | "identity.refused" | "webhook.stopped">({"type":"string","enum":["report.submitted","report.approved","report.returned","report.reopened","report.filed","report.comment","report.mention","reminder.due","reminder.overdue","obligation.missed","obligation.excused","obligation.requested","team.digest","leave.requested","leave.decided","delegation","blocker","identity.refused","webhook.stopped"]})
export type NotificationType = Static<typeof NotificationType>

export const NotificationTarget = Type.Object({ "kind": Type.Unsafe<"report" | "leave" | "team" | "event" | "blocker">({"type":"string","enum":["report","leave","team","event","blocker"]}), "id": Id }, {"additionalProperties":false})
export type NotificationTarget = Static<typeof NotificationTarget>

export const InboxItem = Type.Object({ "id": Id, "type": NotificationType, "title": Type.String({"maxLength":200}), "body": Type.String({"maxLength":2000}), "target": Type.Union([NotificationTarget, Type.Null()]), "actor": Type.Union([Person, Type.Null()]), "createdAt": Timestamp, "read": Type.Boolean(), "readAt": Type.Optional(Type.String({"format":"date-time","maxLength":30})) }, {"additionalProperties":false})
export type InboxItem = Static<typeof InboxItem>

export const InboxPage = Type.Object({ "items": Type.Array(InboxItem, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type InboxPage = Static<typeof InboxPage>

export const InvitationState = Type.Unsafe<"pending" | "accepted" | "revoked" | "expired">({"type":"string","enum":["pending","accepted","revoked","expired"]})
export type InvitationState = Static<typeof InvitationState>

export const Invitation = Type.Object({ "id": Id, "email": Type.String({"maxLength":254}), "role": OrganisationRole, "divisionId": NullableId, "teams": Type.Array(Membership, {"maxItems":10}), "state": InvitationState, "invitedBy": Person, "createdAt": Timestamp, "expiresAt": Timestamp }, {"additionalProperties":false})
export type Invitation = Static<typeof Invitation>

export const InvitationPage = Type.Object({ "items": Type.Array(Invitation, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type InvitationPage = Static<typeof InvitationPage>

export const LeaveDays = Type.Number({"minimum":0,"maximum":366})
export type LeaveDays = Static<typeof LeaveDays>

export const LeaveStatus = Type.Unsafe<"pending" | "approved" | "rejected" | "cancelled">({"type":"string","enum":["pending","approved","rejected","cancelled"]})
export type LeaveStatus = Static<typeof LeaveStatus>

export const LeaveAbilities = Type.Object({ "decide": Type.Boolean(), "cancel": Type.Boolean() }, {"additionalProperties":false})
export type LeaveAbilities = Static<typeof LeaveAbilities>

export const Leave = Type.Object({ "id": Id, "person": Person, "teamId": NullableId, "kind": Type.Unsafe<Static<typeof LeaveKind> | null>({"type":["string","null"],"enum":["annual","sick","permit","maternity","unpaid","other",null]}), "startDate": LocalDate, "endDate": Type.String({"format":"date"}), "part": LeavePart, "workingDays": LeaveDays, "status": LeaveStatus, "note": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "substitute": Type.Union([Person, Type.Null()]), "decidedBy": Type.Union([Person, Type.Null()]), "onBehalfOf": Type.Union([Person, Type.Null()]), "decidedAt": NullableTimestamp, "decisionNote": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "createdAt": Timestamp, "version": Version, "can": LeaveAbilities }, {"additionalProperties":false})
export type Leave = Static<typeof Leave>

export const LeaveKindDays = Type.Object({ "kind": LeaveKind, "approved": LeaveDays, "pending": LeaveDays }, {"additionalProperties":false})
export type LeaveKindDays = Static<typeof LeaveKindDays>

export const LeavePage = Type.Object({ "items": Type.Array(Leave, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type LeavePage = Static<typeof LeavePage>

export const LeaveSummary = Type.Object({ "year": Type.Integer({"minimum":1900,"maximum":2099}), "kinds": Type.Array(LeaveKindDays, {"maxItems":6}) }, {"additionalProperties":false})
export type LeaveSummary = Static<typeof LeaveSummary>

export const Locale = Type.Unsafe<"en" | "id">({"type":"string","enum":["en","id"]})
export type Locale = Static<typeof Locale>

export const TokenDelivery = Type.Unsafe<"cookie" | "body">({"type":"string","enum":["cookie","body"]})
export type TokenDelivery = Static<typeof TokenDelivery>

export const LoginRequest = Type.Object({ "email": Email, "password": Type.String({"minLength":1,"maxLength":256,"format":"password"}), "tokenDelivery": Type.Optional(TokenDelivery) }, {"additionalProperties":false})
export type LoginRequest = Static<typeof LoginRequest>

export const RefreshToken = Type.String({"minLength":1,"maxLength":512})
export type RefreshToken = Static<typeof RefreshToken>

export const LogoutRequest = Type.Object({ "refreshToken": Type.Optional(RefreshToken) }, {"additionalProperties":false})
export type LogoutRequest = Static<typeof LogoutRequest>

export const Permission = Type.Unsafe<"reports.review" | "obligations.remind" | "leaves.decide" | "people.manage" | "organisation.manage" | "analytics.export" | "audit.read">({"type":"string","enum":["reports.review","obligations.remind","leaves.decide","people.manage","organisation.manage","analytics.export","audit.read"]})
export type Permission = Static<typeof Permission>

export const MyToday = Type.Object({ "date": LocalDate, "reportId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "reportState": Type.Unsafe<Static<typeof ReportState> | null>({"type":["string","null"],"enum":["draft","submitted","returned","approved",null]}), "templateId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "owed": Type.Boolean(), "outcome": Type.Unsafe<Static<typeof Outcome> | null>({"type":["string","null"],"enum":["due","on_time","late","missed","excused",null]}), "deadlineAt": NullableTimestamp, "closesAt": NullableTimestamp, "holiday": Type.Union([ExplainedHoliday, Type.Null()]), "leave": Type.Union([ExplainedLeave, Type.Null()]) }, {"additionalProperties":false})
export type MyToday = Static<typeof MyToday>

export const MyWeek = Type.Object({ "from": LocalDate, "to": LocalDate, "expected": Type.Integer({"minimum":0,"maximum":7}), "onTime": Type.Integer({"minimum":0,"maximum":7}), "late": Type.Integer({"minimum":0,"maximum":7}), "missed": Type.Integer({"minimum":0,"maximum":7}), "excused": Type.Integer({"minimum":0,"maximum":7}), "minutes": Type.Integer({"minimum":0,"maximum":10080}) }, {"additionalProperties":false})
export type MyWeek = Static<typeof MyWeek>

export const Streak = Type.Object({ "current": Type.Integer({"minimum":0,"maximum":2147483647}), "best": Type.Integer({"minimum":0,"maximum":2147483647}) }, {"additionalProperties":false})
export type Streak = Static<typeof Streak>

export const NeededActionType = Type.Unsafe<"report.due" | "report.returned" | "report.review" | "leave.decide">({"type":"string","enum":["report.due","report.returned","report.review","leave.decide"]})
export type NeededActionType = Static<typeof NeededActionType>

export const NeededAction = Type.Object({ "type": NeededActionType, "id": Id, "title": Type.String({"maxLength":400}), "dueAt": NullableTimestamp }, {"additionalProperties":false})
export type NeededAction = Static<typeof NeededAction>

export const RecentActivityType = Type.Unsafe<"submitted" | "withdrawn" | "approved" | "auto_approved" | "returned" | "reopened">({"type":"string","enum":["submitted","withdrawn","approved","auto_approved","returned","reopened"]})
export type RecentActivityType = Static<typeof RecentActivityType>

export const RecentActivity = Type.Object({ "time": Timestamp, "type": RecentActivityType, "actor": Type.Union([Person, Type.Null()]), "reportId": Id, "title": Type.String({"maxLength":400}) }, {"additionalProperties":false})
export type RecentActivity = Static<typeof RecentActivity>

export const TeamDay = Type.Object({ "date": LocalDate, "members": Type.Integer({"minimum":0,"maximum":2147483647}), "expected": Type.Integer({"minimum":0,"maximum":2147483647}), "submitted": Type.Integer({"minimum":0,"maximum":2147483647}), "late": Type.Integer({"minimum":0,"maximum":2147483647}), "missing": Type.Integer({"minimum":0,"maximum":2147483647}), "onLeave": Type.Integer({"minimum":0,"maximum":2147483647}), "reviewQueue": Type.Integer({"minimum":0,"maximum":2147483647}), "oldestReviewHours": Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":2147483647}) }, {"additionalProperties":false})
export type TeamDay = Static<typeof TeamDay>

export const MySummary = Type.Object({ "user": User, "permissions": Type.Array(Permission, {"maxItems":7}), "notificationsUnread": Type.Integer({"minimum":0,"maximum":2147483647}), "today": MyToday, "week": MyWeek, "streak": Streak, "needsAction": Type.Array(NeededAction, {"maxItems":10}), "openBlockers": Type.Integer({"minimum":0,"maximum":2147483647}), "upcoming": Type.Array(CalendarEntry, {"maxItems":5}), "recentActivity": Type.Array(RecentActivity, {"maxItems":10}), "team": Type.Union([TeamDay, Type.Null()]), "serverTime": Timestamp, "timezone": Type.String({"maxLength":64}) }, {"additionalProperties":false})
export type MySummary = Static<typeof MySummary>

export const NewApiToken = Type.Object({ "name": Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "scopes": Type.Array(ApiTokenScope, {"minItems":1,"maxItems":20,"uniqueItems":true}), "expiresAt": Type.String({"format":"date-time","maxLength":40}) }, {"additionalProperties":false})
export type NewApiToken = Static<typeof NewApiToken>

export const NewCalendarFeed = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "include": Type.Array(CalendarKind, {"maxItems":7}), "createdAt": Timestamp, "lastUsedAt": NullableTimestamp, "url": Type.String({"maxLength":1000}) }, {"additionalProperties":false})
export type NewCalendarFeed = Static<typeof NewCalendarFeed>

export const NewComment = Type.Object({ "body": Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "mentions": Type.Optional(Type.Array(Id, {"maxItems":20})) }, {"additionalProperties":false})
export type NewComment = Static<typeof NewComment>

export const NewDelegation = Type.Object({ "fromUserId": Type.Optional(Type.String({"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "toUserId": Id, "startsOn": LocalDate, "endsOn": LocalDate, "note": Type.Optional(Type.String({"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})) }, {"additionalProperties":false})
export type NewDelegation = Static<typeof NewDelegation>

export const NewPushSubscription = Type.Object({ "endpoint": Type.String({"minLength":1,"maxLength":2000,"pattern":"^https?://[A-Za-z0-9._:\\[\\]-]+([/?][!\"$-~]*)?$"}), "keys": Type.Object({ "p256dh": Type.String({"minLength":87,"maxLength":87,"pattern":"^B[A-Za-z0-9_-]{86}$"}), "auth": Type.String({"minLength":22,"maxLength":22,"pattern":"^[A-Za-z0-9_-]{22}$"}) }, {"additionalProperties":false}) }, {"additionalProperties":false})
export type NewPushSubscription = Static<typeof NewPushSubscription>

export const WebhookUrl = Type.String({"minLength":10,"maxLength":1000,"pattern":"^https?://[A-Za-z0-9._:\\[\\]-]+([/?][!\"$-~]*)?$"})
export type WebhookUrl = Static<typeof WebhookUrl>

export const NewSlackWebhook = Type.Object({ "name": Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "teamId": Id, "webhookUrl": WebhookUrl }, {"additionalProperties":false})
export type NewSlackWebhook = Static<typeof NewSlackWebhook>

export const NewTelegramWebhook = Type.Object({ "name": Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "teamId": Id, "token": Type.String({"minLength":20,"maxLength":100,"pattern":"^[0-9]{5,20}:[A-Za-z0-9_-]+$"}), "chatId": Type.String({"minLength":1,"maxLength":33,"pattern":"^(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31})$"}) }, {"additionalProperties":false})
export type NewTelegramWebhook = Static<typeof NewTelegramWebhook>

export const TemplateKey = Type.String({"pattern":"^[a-z][A-Za-z0-9_]{0,39}$"})
export type TemplateKey = Static<typeof TemplateKey>

export const TemplateFieldType = Type.Unsafe<"text" | "number" | "boolean" | "select" | "date">({"type":"string","enum":["text","number","boolean","select","date"]})
export type TemplateFieldType = Static<typeof TemplateFieldType>

export const TemplateFieldInput = Type.Object({ "key": TemplateKey, "label": Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "type": TemplateFieldType, "required": Type.Optional(Type.Boolean()), "options": Type.Optional(Type.Array(Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), {"maxItems":50,"uniqueItems":true})) }, {"additionalProperties":false})
export type TemplateFieldInput = Static<typeof TemplateFieldInput>

export const NewTemplate = Type.Object({ "name": PersonName, "divisionId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "required": Type.Optional(Type.Boolean()), "fields": Type.Array(TemplateFieldInput, {"maxItems":30}) }, {"additionalProperties":false})
export type NewTemplate = Static<typeof NewTemplate>

export const WebhookEventType = Type.Unsafe<"report.submitted" | "report.updated" | "calendar.changed">({"type":"string","enum":["report.submitted","report.updated","calendar.changed"]})
export type WebhookEventType = Static<typeof WebhookEventType>

export const NewWebhook = Type.Object({ "name": Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "url": WebhookUrl, "events": Type.Array(WebhookEventType, {"minItems":1,"maxItems":20,"uniqueItems":true}) }, {"additionalProperties":false})
export type NewWebhook = Static<typeof NewWebhook>

export const Notification = Type.Object({ "id": Id, "title": Type.String({"maxLength":200}), "body": Type.String({"maxLength":2000}), "createdAt": Timestamp, "read": Type.Boolean(), "readAt": Type.Optional(Type.String({"format":"date-time","maxLength":30})) }, {"additionalProperties":false})
export type Notification = Static<typeof Notification>

export const NotificationChannels = Type.Object({ "inApp": Type.Boolean(), "email": Type.Boolean(), "push": Type.Boolean() }, {"additionalProperties":false})
export type NotificationChannels = Static<typeof NotificationChannels>

export const NotificationRead = Type.Object({ "updated": Type.Boolean() }, {"additionalProperties":false})
export type NotificationRead = Static<typeof NotificationRead>

export const NotificationSettings = Type.Object({ "report.submitted": NotificationChannels, "report.approved": NotificationChannels, "report.returned": NotificationChannels, "report.reopened": NotificationChannels, "report.filed": NotificationChannels, "report.comment": NotificationChannels, "report.mention": NotificationChannels, "reminder.due": NotificationChannels, "reminder.overdue": NotificationChannels, "obligation.missed": NotificationChannels, "obligation.excused": NotificationChannels, "obligation.requested": NotificationChannels, "team.digest": NotificationChannels, "leave.requested": NotificationChannels, "leave.decided": NotificationChannels, "delegation": NotificationChannels, "blocker": NotificationChannels, "identity.refused": NotificationChannels, "webhook.stopped": NotificationChannels }, {"additionalProperties":false})
export type NotificationSettings = Static<typeof NotificationSettings>

export const Obligation = Type.Object({ "userId": Id, "person": Person, "workDate": LocalDate, "teamId": Id, "divisionId": Id, "deadlineAt": Timestamp, "graceUntil": Timestamp, "closesAt": Timestamp, "outcome": Outcome, "reason": Type.Unsafe<Static<typeof ExcuseReason> | null>({"type":["string","null"],"enum":["leave","manual","inactive",null]}), "reportId": NullableId, "reportState": Type.Unsafe<Static<typeof ReportState> | null>({"type":["string","null"],"enum":["draft","submitted","returned","approved",null]}), "firstSubmittedAt": NullableTimestamp, "lateMinutes": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":0,"maximum":2147483647}), "remindedAt": NullableTimestamp }, {"additionalProperties":false})
export type Obligation = Static<typeof Obligation>

export const ObligationPage = Type.Object({ "items": Type.Array(Obligation, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ObligationPage = Static<typeof ObligationPage>

export const ObligationRequestStatus = Type.Unsafe<"open" | "granted" | "declined" | "withdrawn">({"type":"string","enum":["open","granted","declined","withdrawn"]})
export type ObligationRequestStatus = Static<typeof ObligationRequestStatus>

export const ObligationRequestAbilities = Type.Object({ "decide": Type.Boolean() }, {"additionalProperties":false})
export type ObligationRequestAbilities = Static<typeof ObligationRequestAbilities>

export const ObligationRequest = Type.Object({ "id": Id, "person": Person, "workDate": LocalDate, "teamId": Id, "kind": ObligationRequestKind, "note": Type.String({"maxLength":2000}), "status": ObligationRequestStatus, "decidedBy": Type.Union([Person, Type.Null()]), "decidedAt": NullableTimestamp, "decisionNote": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":2000}), "createdAt": Timestamp, "version": Version, "can": ObligationRequestAbilities }, {"additionalProperties":false})
export type ObligationRequest = Static<typeof ObligationRequest>

export const ObligationRequestPage = Type.Object({ "items": Type.Array(ObligationRequest, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ObligationRequestPage = Static<typeof ObligationRequestPage>

export const Timezone = Type.String({"minLength":1,"maxLength":64,"pattern":"^[A-Za-z0-9_+/-]+$"})
export type Timezone = Static<typeof Timezone>

export const PendingTimezone = Type.Object({ "zone": Timezone, "from": Timestamp }, {"additionalProperties":false})
export type PendingTimezone = Static<typeof PendingTimezone>

export const RegistrationMode = Type.Unsafe<"invitation" | "open" | "closed">({"type":"string","enum":["invitation","open","closed"]})
export type RegistrationMode = Static<typeof RegistrationMode>

export const OrganisationSettings = Type.Object({ "scope": Type.Literal("org"), "name": Type.String({"minLength":1,"maxLength":120}), "timezone": Timezone, "pendingTimezone": Type.Union([PendingTimezone, Type.Null()]), "country": Country, "defaultLocale": Locale, "autoApproveDays": Type.Integer({"minimum":0,"maximum":30}), "reviewRequired": Type.Boolean(), "backdateDays": Type.Integer({"minimum":0,"maximum":31}), "observeJointLeave": Type.Boolean(), "registrationMode": RegistrationMode, "allowedEmailDomains": EmailDomains, "version": Version }, {"additionalProperties":false})
export type OrganisationSettings = Static<typeof OrganisationSettings>

export const PageCursor = Type.String({"pattern":"^[0-9A-Za-z_-]{1,1024}$"})
export type PageCursor = Static<typeof PageCursor>

export const PendingEmail = Type.Object({ "pendingEmail": Type.String({"maxLength":254}), "expiresAt": Timestamp }, {"additionalProperties":false})
export type PendingEmail = Static<typeof PendingEmail>

export const PickedFor = Type.Unsafe<"member" | "delegate" | "mention" | "owner">({"type":"string","enum":["member","delegate","mention","owner"]})
export type PickedFor = Static<typeof PickedFor>

export const PrefillSource = Type.Object({ "reportId": Id, "reportDate": LocalDate }, {"additionalProperties":false})
export type PrefillSource = Static<typeof PrefillSource>

export const PrefillItem = Type.Object({ "title": Type.String({"maxLength":200}), "detail": Type.String({"maxLength":2000}), "category": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":40}), "status": ReportItemStatus, "progress": Type.Integer({"minimum":0,"maximum":100}), "minutes": Type.Integer({"minimum":0,"maximum":1440}), "quantity": Type.Unsafe<number | null>({"type":["number","null"]}), "unit": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":20}), "carriedFromId": Id }, {"additionalProperties":false})
export type PrefillItem = Static<typeof PrefillItem>

export const Prefill = Type.Object({ "date": LocalDate, "reportId": NullableId, "from": Type.Union([PrefillSource, Type.Null()]), "planned": Type.String({"maxLength":4000}), "templateId": NullableId, "items": Type.Array(PrefillItem, {"maxItems":50}) }, {"additionalProperties":false})
export type Prefill = Static<typeof Prefill>

export const Profile = Type.Object({ "id": Id, "email": Type.String({"maxLength":254}), "pendingEmail": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":254}), "name": Type.String({"maxLength":120}), "phone": Phone, "title": Title, "employeeNo": EmployeeNo, "role": OrganisationRole, "divisionId": NullableId, "teams": Type.Array(UserTeam, {"maxItems":10}), "avatarUrl": AvatarUrl, "hasPassword": Type.Boolean(), "version": Version }, {"additionalProperties":false})
export type Profile = Static<typeof Profile>

export const PushKey = Type.Object({ "publicKey": Type.String({"maxLength":87}) }, {"additionalProperties":false})
export type PushKey = Static<typeof PushKey>

export const PushSubscription = Type.Object({ "id": Id, "device": Type.String({"maxLength":255}), "current": Type.Boolean(), "createdAt": Timestamp, "lastUsedAt": Type.Unsafe<Static<typeof Timestamp> | null>({"type":["string","null"],"format":"date-time","maxLength":30}) }, {"additionalProperties":false})
export type PushSubscription = Static<typeof PushSubscription>

export const PushSubscriptions = Type.Object({ "items": Type.Array(PushSubscription, {"maxItems":10}) }, {"additionalProperties":false})
export type PushSubscriptions = Static<typeof PushSubscriptions>

export const QuietHours = Type.Object({ "enabled": Type.Boolean(), "from": LocalTime, "to": LocalTime }, {"additionalProperties":false})
export type QuietHours = Static<typeof QuietHours>

export const ReactionKind = Type.Unsafe<"like" | "thanks" | "celebrate" | "support">({"type":"string","enum":["like","thanks","celebrate","support"]})
export type ReactionKind = Static<typeof ReactionKind>

export const Reaction = Type.Object({ "id": Id, "kind": ReactionKind, "person": Person, "createdAt": Timestamp }, {"additionalProperties":false})
export type Reaction = Static<typeof Reaction>

export const ReactionPage = Type.Object({ "items": Type.Array(Reaction, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ReactionPage = Static<typeof ReactionPage>

export const Readiness = Type.Object({ "status": Type.Unsafe<"ready">({"type":"string","enum":["ready"]}), "clockDifference": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":-9007199254740991,"maximum":9007199254740991}) }, {"additionalProperties":false})
export type Readiness = Static<typeof Readiness>

export const RefreshRequest = Type.Object({ "refreshToken": Type.Optional(RefreshToken), "tokenDelivery": Type.Optional(TokenDelivery) }, {"additionalProperties":false})
export type RefreshRequest = Static<typeof RefreshRequest>

export const RegisterRequest = Type.Object({ "email": Email, "name": PersonName, "password": NewPassword, "invitation": Type.Optional(LinkToken) }, {"additionalProperties":false})
export type RegisterRequest = Static<typeof RegisterRequest>

export const Registration = Type.Object({ "next": Type.Unsafe<"signIn" | "verifyEmail">({"type":"string","enum":["signIn","verifyEmail"]}) }, {"additionalProperties":false})
export type Registration = Static<typeof Registration>

export const RejectLeave = Type.Object({ "version": Version, "note": Type.String({"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}) }, {"additionalProperties":false})
export type RejectLeave = Static<typeof RejectLeave>

export const RemindRequest = Type.Object({ "date": LocalDate, "teamId": Type.Optional(Id), "divisionId": Type.Optional(Id), "userIds": Type.Optional(Type.Array(Id, {"minItems":1,"maxItems":200,"uniqueItems":true})), "message": Type.Optional(Type.String({"maxLength":280,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})) }, {"additionalProperties":false})
export type RemindRequest = Static<typeof RemindRequest>

export const SkippedReminder = Type.Object({ "userId": Id, "reason": Type.Unsafe<"notOwed" | "excused" | "handedIn" | "closed" | "recent">({"type":"string","enum":["notOwed","excused","handedIn","closed","recent"]}) }, {"additionalProperties":false})
export type SkippedReminder = Static<typeof SkippedReminder>

export const RemindResult = Type.Object({ "reminded": Type.Integer({"minimum":0,"maximum":100000}), "skipped": Type.Array(SkippedReminder, {"maxItems":100000}) }, {"additionalProperties":false})
export type RemindResult = Static<typeof RemindResult>

export const TemplateRevision = Type.Integer({"minimum":1,"maximum":2147483647})
export type TemplateRevision = Static<typeof TemplateRevision>

export const ReportItem = Type.Object({ "id": Id, "title": Type.String({"maxLength":200}), "detail": Type.String({"maxLength":2000}), "category": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":40}), "status": ReportItemStatus, "progress": Type.Integer({"minimum":0,"maximum":100}), "minutes": Type.Integer({"minimum":0,"maximum":1440}), "quantity": Type.Unsafe<number | null>({"type":["number","null"]}), "unit": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":20}), "carriedFromId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}) }, {"additionalProperties":false})
export type ReportItem = Static<typeof ReportItem>

export const Report = Type.Object({ "id": Id, "userId": Id, "author": Person, "teamId": Id, "divisionId": Id, "reviewerId": NullableId, "filedBy": Type.Union([Person, Type.Null()]), "reportDate": LocalDate, "state": ReportState, "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "summary": Type.String({"maxLength":4000}), "planNext": Type.String({"maxLength":4000}), "mood": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5}), "templateId": NullableId, "templateRevision": Type.Unsafe<Static<typeof TemplateRevision> | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "fields": ReportFields, "items": Type.Array(ReportItem, {"maxItems":50}), "submittedAt": NullableTimestamp, "lastDecision": Type.Union([Decision, Type.Null()]), "commentsCount": Type.Integer({"minimum":0,"maximum":2147483647}), "filesCount": Type.Integer({"minimum":0,"maximum":20}), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Report = Static<typeof Report>

export const ReportAbilities = Type.Object({ "edit": Type.Boolean(), "submit": Type.Boolean(), "withdraw": Type.Boolean(), "delete": Type.Boolean(), "review": Type.Boolean(), "reopen": Type.Boolean() }, {"additionalProperties":false})
export type ReportAbilities = Static<typeof ReportAbilities>

export const ReportAsSeen = Type.Object({ "id": Id, "version": Version }, {"additionalProperties":false})
export type ReportAsSeen = Static<typeof ReportAsSeen>

export const ReportContent = Type.Object({ "summary": Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "planNext": Type.Optional(Type.String({"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "mood": Type.Optional(Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5})), "templateId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "fields": Type.Optional(ReportFields), "items": Type.Optional(Type.Array(ReportItemInput, {"maxItems":50})) }, {"additionalProperties":false})
export type ReportContent = Static<typeof ReportContent>

export const ReportDetail = Type.Object({ "id": Id, "userId": Id, "author": Person, "teamId": Id, "divisionId": Id, "reviewerId": NullableId, "filedBy": Type.Union([Person, Type.Null()]), "reportDate": LocalDate, "state": ReportState, "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "summary": Type.String({"maxLength":4000}), "planNext": Type.String({"maxLength":4000}), "mood": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5}), "templateId": NullableId, "templateRevision": Type.Unsafe<Static<typeof TemplateRevision> | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "fields": ReportFields, "items": Type.Array(ReportItem, {"maxItems":50}), "submittedAt": NullableTimestamp, "lastDecision": Type.Union([Decision, Type.Null()]), "commentsCount": Type.Integer({"minimum":0,"maximum":2147483647}), "filesCount": Type.Integer({"minimum":0,"maximum":20}), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version, "can": ReportAbilities }, {"additionalProperties":false})
export type ReportDetail = Static<typeof ReportDetail>

export const ReportDigest = Type.Object({ "from": LocalDate, "to": LocalDate, "user": Type.Union([Person, Type.Null()]), "team": Type.Union([BlockerTeam, Type.Null()]), "figures": Figures, "people": Type.Array(DigestPerson, {"maxItems":2000}), "blockers": Type.Array(DigestBlocker, {"maxItems":200}), "byCategory": Type.Array(CategoryMinutes), "truncated": Type.Boolean() }, {"additionalProperties":false})
export type ReportDigest = Static<typeof ReportDigest>

export const ReportPage = Type.Object({ "items": Type.Array(Report, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ReportPage = Static<typeof ReportPage>

export const ReportRead = Type.Object({ "person": Person, "version": Version, "readAt": Timestamp }, {"additionalProperties":false})
export type ReportRead = Static<typeof ReportRead>

export const ReportReadPage = Type.Object({ "items": Type.Array(ReportRead, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ReportReadPage = Static<typeof ReportReadPage>

export const RevisionContent = Type.Object({ "summary": Type.String({"maxLength":4000}), "planNext": Type.String({"maxLength":4000}), "mood": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5}), "templateId": NullableId, "templateRevision": Type.Unsafe<Static<typeof TemplateRevision> | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "fields": ReportFields, "items": Type.Array(ReportItem, {"maxItems":50}) }, {"additionalProperties":false})
export type RevisionContent = Static<typeof RevisionContent>

export const ReportRevision = Type.Object({ "reportId": Id, "number": Type.Integer({"minimum":1,"maximum":2147483647}), "version": Version, "handedInAt": Timestamp, "content": RevisionContent, "changed": Type.Array(HistoryChange, {"maxItems":200}) }, {"additionalProperties":false})
export type ReportRevision = Static<typeof ReportRevision>

export const ReportView = Type.Unsafe<"mine" | "review" | "scope">({"type":"string","enum":["mine","review","scope"]})
export type ReportView = Static<typeof ReportView>

export const ResetPasswordRequest = Type.Object({ "token": LinkToken, "password": NewPassword }, {"additionalProperties":false})
export type ResetPasswordRequest = Static<typeof ResetPasswordRequest>

export const ReturnPath = Type.String({"maxLength":500,"pattern":"^/([0-9A-Za-z_~-]+(/[0-9A-Za-z_~-]+)*/?)?(\\?[0-9A-Za-z_.~=&%-]*)?$"})
export type ReturnPath = Static<typeof ReturnPath>

export const ReturnReport = Type.Object({ "version": Version, "note": Type.String({"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}) }, {"additionalProperties":false})
export type ReturnReport = Static<typeof ReturnReport>

export const ReviewBatch = Type.Object({ "action": Type.Unsafe<"approve" | "return">({"type":"string","enum":["approve","return"]}), "note": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "reports": Type.Array(ReportAsSeen, {"minItems":1,"maxItems":100}) }, {"additionalProperties":false})
export type ReviewBatch = Static<typeof ReviewBatch>

export const ReviewError = Type.Object({ "code": ErrorCode, "meta": Type.Union([ErrorMeta, Type.Null()]) }, {"additionalProperties":false})
export type ReviewError = Static<typeof ReviewError>

export const ReviewResult = Type.Object({ "id": Id, "ok": Type.Boolean(), "state": Type.Unsafe<Static<typeof ReportState> | null>({"type":["string","null"],"enum":["draft","submitted","returned","approved",null]}), "version": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "error": Type.Union([ReviewError, Type.Null()]) }, {"additionalProperties":false})
export type ReviewResult = Static<typeof ReviewResult>

export const ReviewResults = Type.Object({ "results": Type.Array(ReviewResult, {"maxItems":100}) }, {"additionalProperties":false})
export type ReviewResults = Static<typeof ReviewResults>

export const RevokedApiTokens = Type.Object({ "revoked": Type.Integer({"minimum":0,"maximum":1000}) }, {"additionalProperties":false})
export type RevokedApiTokens = Static<typeof RevokedApiTokens>

export const RevokedSessions = Type.Object({ "revoked": Type.Integer({"minimum":0,"maximum":2147483647}) }, {"additionalProperties":false})
export type RevokedSessions = Static<typeof RevokedSessions>

export const RosterDay = Type.Object({ "userId": Id, "date": LocalDate, "shiftId": Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"}) }, {"additionalProperties":false})
export type RosterDay = Static<typeof RosterDay>

export const Shift = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "divisionId": Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"}), "deadline": LocalTime, "dayOffset": Type.Integer({"minimum":0,"maximum":1}), "graceMinutes": Type.Integer({"minimum":0,"maximum":240}), "lateWindowDays": Type.Integer({"minimum":0,"maximum":31}), "remindMinutes": RemindMinutes, "createdAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Shift = Static<typeof Shift>

export const Roster = Type.Object({ "teamId": Id, "from": LocalDate, "to": LocalDate, "days": Type.Array(RosterDay, {"maxItems":100000}), "shifts": Type.Array(Shift, {"maxItems":1000}) }, {"additionalProperties":false})
export type Roster = Static<typeof Roster>

export const Schedule = Type.Object({ "id": Id, "scope": ScheduleScope, "scopeId": NullableId, "effectiveFrom": LocalDate, "effectiveTo": Type.Unsafe<string | null>({"type":["string","null"],"format":"date"}), "days": Weekdays, "deadline": LocalTime, "dayOffset": Type.Integer({"minimum":0,"maximum":1}), "graceMinutes": Type.Integer({"minimum":0,"maximum":240}), "lateWindowDays": Type.Integer({"minimum":0,"maximum":31}), "remindMinutes": RemindMinutes, "createdAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Schedule = Static<typeof Schedule>

export const SchedulePage = Type.Object({ "items": Type.Array(Schedule, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type SchedulePage = Static<typeof SchedulePage>

export const SearchExcerptPart = Type.Object({ "text": Type.String({"maxLength":1000}), "found": Type.Boolean() }, {"additionalProperties":false})
export type SearchExcerptPart = Static<typeof SearchExcerptPart>

export const SearchType = Type.Unsafe<"person" | "team" | "event" | "report" | "comment">({"type":"string","enum":["person","team","event","report","comment"]})
export type SearchType = Static<typeof SearchType>

export const SearchHit = Type.Object({ "type": SearchType, "id": Id, "reportId": Type.Unsafe<Static<typeof Id> | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"}), "title": Type.String({"maxLength":200}), "excerpt": Type.Array(SearchExcerptPart, {"maxItems":200}), "date": Type.Unsafe<string | null>({"type":["string","null"],"format":"date","maxLength":10}) }, {"additionalProperties":false})
export type SearchHit = Static<typeof SearchHit>

export const SearchResults = Type.Object({ "items": Type.Array(SearchHit, {"maxItems":250}), "truncated": Type.Boolean() }, {"additionalProperties":false})
export type SearchResults = Static<typeof SearchResults>

export const SearchText = Type.String({"minLength":1,"maxLength":100,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})
export type SearchText = Static<typeof SearchText>

export const SearchWords = Type.String({"minLength":2,"maxLength":100,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})
export type SearchWords = Static<typeof SearchWords>

export const Session = Type.Object({ "id": Id, "current": Type.Boolean(), "userAgent": Type.String({"maxLength":255}), "device": Type.String({"maxLength":255}), "address": Type.String({"maxLength":64}), "createdAt": Timestamp, "lastUsedAt": Timestamp, "expiresAt": Timestamp }, {"additionalProperties":false})
export type Session = Static<typeof Session>

export const SessionList = Type.Object({ "items": Type.Array(Session) }, {"additionalProperties":false})
export type SessionList = Static<typeof SessionList>

export const SetRoster = Type.Object({ "days": Type.Array(RosterDay, {"maxItems":8000}) }, {"additionalProperties":false})
export type SetRoster = Static<typeof SetRoster>

export const SetTeamMemberRequest = Type.Object({ "role": TeamRole }, {"additionalProperties":false})
export type SetTeamMemberRequest = Static<typeof SetTeamMemberRequest>

export const Theme = Type.Unsafe<"system" | "light" | "dark">({"type":"string","enum":["system","light","dark"]})
export type Theme = Static<typeof Theme>

export const WeekStart = Type.Unsafe<"monday" | "saturday" | "sunday">({"type":"string","enum":["monday","saturday","sunday"]})
export type WeekStart = Static<typeof WeekStart>

export const UserSettings = Type.Object({ "scope": Type.Literal("user"), "locale": Type.Unsafe<Static<typeof Locale> | null>({"type":["string","null"],"enum":["en","id",null]}), "theme": Theme, "weekStart": WeekStart, "notifications": NotificationSettings, "mandatory": Type.Array(NotificationType, {"maxItems":50}), "quietHours": QuietHours, "digest": Digest, "digestAt": LocalTime, "version": Version }, {"additionalProperties":false})
export type UserSettings = Static<typeof UserSettings>

export const Settings = Type.Union([UserSettings, OrganisationSettings])
export type Settings = Static<typeof Settings>

export const SettingsScope = Type.Unsafe<"user" | "org">({"type":"string","enum":["user","org"]})
export type SettingsScope = Static<typeof SettingsScope>

export const ShiftPage = Type.Object({ "items": Type.Array(Shift, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type ShiftPage = Static<typeof ShiftPage>

export const SignedIn = Type.Object({ "accessToken": Type.String({"maxLength":4096}), "expiresIn": Type.Integer({"minimum":1,"maximum":86400}), "refreshToken": Type.Optional(Type.String({"maxLength":512})), "user": User }, {"additionalProperties":false})
export type SignedIn = Static<typeof SignedIn>

export const SubmitReport = Type.Object({ "version": Version }, {"additionalProperties":false})
export type SubmitReport = Static<typeof SubmitReport>

export const Team = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "divisionId": Id, "memberCount": Type.Integer({"minimum":0,"maximum":2147483647}), "leads": Type.Array(Person), "archivedAt": NullableTimestamp, "version": Version, "today": Type.Optional(TeamDay) }, {"additionalProperties":false})
export type Team = Static<typeof Team>

export const TeamInclude = Type.Unsafe<"today">({"type":"string","enum":["today"]})
export type TeamInclude = Static<typeof TeamInclude>

export const Today = Type.Object({ "date": LocalDate, "reportId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "reportState": Type.Unsafe<Static<typeof ReportState> | null>({"type":["string","null"],"enum":["draft","submitted","returned","approved",null]}), "outcome": Type.Unsafe<Static<typeof Outcome> | null>({"type":["string","null"],"enum":["due","on_time","late","missed","excused",null]}), "reason": Type.Unsafe<Static<typeof ExcuseReason> | null>({"type":["string","null"],"enum":["leave","manual","inactive",null]}) }, {"additionalProperties":false})
export type Today = Static<typeof Today>

export const TeamMember = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "avatarUrl": AvatarUrl, "role": TeamRole, "today": Today }, {"additionalProperties":false})
export type TeamMember = Static<typeof TeamMember>

export const TeamMemberPage = Type.Object({ "items": Type.Array(TeamMember, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type TeamMemberPage = Static<typeof TeamMemberPage>

export const TeamMetrics = Type.Object({ "teamId": Id, "from": LocalDate, "to": LocalDate, "figures": Figures, "today": TeamDay, "people": Type.Union([FiguresOfPeople, Type.Null()]) }, {"additionalProperties":false})
export type TeamMetrics = Static<typeof TeamMetrics>

export const TeamPage = Type.Object({ "items": Type.Array(Team, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type TeamPage = Static<typeof TeamPage>

export const TemplateField = Type.Object({ "key": TemplateKey, "label": Type.String({"maxLength":120}), "type": TemplateFieldType, "required": Type.Boolean(), "options": Type.Array(Type.String({"maxLength":120}), {"maxItems":50}) }, {"additionalProperties":false})
export type TemplateField = Static<typeof TemplateField>

export const Template = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "divisionId": NullableId, "required": Type.Boolean(), "fields": Type.Array(TemplateField, {"maxItems":30}), "revision": TemplateRevision, "archivedAt": NullableTimestamp, "version": Version }, {"additionalProperties":false})
export type Template = Static<typeof Template>

export const TemplateChange = Type.Object({ "version": Version, "name": Type.Optional(PersonName), "required": Type.Optional(Type.Boolean()), "fields": Type.Optional(Type.Array(TemplateFieldInput, {"maxItems":30})) }, {"additionalProperties":false,"minProperties":2})
export type TemplateChange = Static<typeof TemplateChange>

export const TemplatePage = Type.Object({ "items": Type.Array(Template, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type TemplatePage = Static<typeof TemplatePage>

export const UpdateCalendarEvent = Type.Object({ "version": Version, "title": Type.Optional(Type.String({"minLength":1,"maxLength":200,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "description": Type.Optional(Type.String({"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "location": Type.Optional(Type.String({"maxLength":200,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "allDay": Type.Optional(Type.Boolean()), "date": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})), "endDate": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})), "startsAt": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":40})), "endsAt": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":40})) }, {"additionalProperties":false,"minProperties":2})
export type UpdateCalendarEvent = Static<typeof UpdateCalendarEvent>

export const UpdateDivisionRequest = Type.Object({ "version": Version, "name": Type.Optional(PersonName), "code": Type.Optional(DivisionCode) }, {"additionalProperties":false,"minProperties":2})
export type UpdateDivisionRequest = Static<typeof UpdateDivisionRequest>

export const UpdateHoliday = Type.Object({ "version": Version, "date": Type.Optional(LocalDate), "name": Type.Optional(HolidayName), "kind": Type.Optional(HolidayKind), "divisionId": Type.Optional(NullableId) }, {"additionalProperties":false,"minProperties":2})
export type UpdateHoliday = Static<typeof UpdateHoliday>

export const UpdateProfileRequest = Type.Object({ "version": Version, "name": Type.Optional(PersonName), "phone": Type.Optional(Phone), "title": Type.Optional(Title) }, {"additionalProperties":false,"minProperties":2})
export type UpdateProfileRequest = Static<typeof UpdateProfileRequest>

export const UpdateReport = Type.Object({ "version": Version, "summary": Type.Optional(Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "planNext": Type.Optional(Type.String({"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "mood": Type.Optional(Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5})), "templateId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})), "fields": Type.Optional(ReportFields), "items": Type.Optional(Type.Array(ReportItemInput, {"maxItems":50})) }, {"additionalProperties":false,"minProperties":2})
export type UpdateReport = Static<typeof UpdateReport>

export const UpdateSchedule = Type.Object({ "version": Version, "effectiveFrom": Type.Optional(LocalDate), "effectiveTo": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"format":"date"})), "days": Type.Optional(Weekdays), "deadline": Type.Optional(LocalTime), "dayOffset": Type.Optional(Type.Integer({"minimum":0,"maximum":1})), "graceMinutes": Type.Optional(Type.Integer({"minimum":0,"maximum":240})), "lateWindowDays": Type.Optional(Type.Integer({"minimum":0,"maximum":31})), "remindMinutes": Type.Optional(RemindMinutes) }, {"additionalProperties":false,"minProperties":2})
export type UpdateSchedule = Static<typeof UpdateSchedule>

export const UpdateSettingsRequest = Type.Object({ "scope": Type.Optional(SettingsScope), "version": Version, "locale": Type.Optional(Type.Unsafe<"en" | "id" | null>({"type":["string","null"],"enum":["en","id",null]})), "theme": Type.Optional(Theme), "weekStart": Type.Optional(WeekStart), "notifications": Type.Optional(ChangedNotifications), "quietHours": Type.Optional(ChangedQuietHours), "digest": Type.Optional(Digest), "digestAt": Type.Optional(LocalTime), "name": Type.Optional(PersonName), "timezone": Type.Optional(Timezone), "country": Type.Optional(Country), "defaultLocale": Type.Optional(Locale), "autoApproveDays": Type.Optional(Type.Integer({"minimum":0,"maximum":30})), "reviewRequired": Type.Optional(Type.Boolean()), "backdateDays": Type.Optional(Type.Integer({"minimum":0,"maximum":31})), "observeJointLeave": Type.Optional(Type.Boolean()), "registrationMode": Type.Optional(RegistrationMode), "allowedEmailDomains": Type.Optional(EmailDomains) }, {"additionalProperties":false,"minProperties":2})
export type UpdateSettingsRequest = Static<typeof UpdateSettingsRequest>

export const UpdateShift = Type.Object({ "version": Version, "name": Type.Optional(PersonName), "deadline": Type.Optional(LocalTime), "dayOffset": Type.Optional(Type.Integer({"minimum":0,"maximum":1})), "graceMinutes": Type.Optional(Type.Integer({"minimum":0,"maximum":240})), "lateWindowDays": Type.Optional(Type.Integer({"minimum":0,"maximum":31})), "remindMinutes": Type.Optional(RemindMinutes) }, {"additionalProperties":false,"minProperties":2})
export type UpdateShift = Static<typeof UpdateShift>

export const UpdateTeamRequest = Type.Object({ "version": Version, "name": Type.Optional(PersonName), "divisionId": Type.Optional(Id) }, {"additionalProperties":false,"minProperties":2})
export type UpdateTeamRequest = Static<typeof UpdateTeamRequest>

export const UpdateUserRequest = Type.Object({ "version": Version, "name": Type.Optional(PersonName), "role": Type.Optional(OrganisationRole), "divisionId": Type.Optional(NullableId), "teams": Type.Optional(Memberships), "primaryTeamId": Type.Optional(Id), "title": Type.Optional(Title), "employeeNo": Type.Optional(EmployeeNo), "phone": Type.Optional(Phone), "joinedOn": Type.Optional(JoinedOn), "leftOn": Type.Optional(LeftOn), "reportRequired": Type.Optional(Type.Boolean()) }, {"additionalProperties":false,"minProperties":2})
export type UpdateUserRequest = Static<typeof UpdateUserRequest>

export const UpsertReport = Type.Object({ "baseVersion": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":2147483647}), "content": ReportContent }, {"additionalProperties":false})
export type UpsertReport = Static<typeof UpsertReport>

export const UpsertedReport = Type.Object({ "created": Type.Boolean(), "report": ReportDetail }, {"additionalProperties":false})
export type UpsertedReport = Static<typeof UpsertedReport>

export const VerifyEmailRequest = Type.Object({ "token": LinkToken, "password": Type.Optional(Type.String({"minLength":1,"maxLength":256,"format":"password"})) }, {"additionalProperties":false})
export type VerifyEmailRequest = Static<typeof VerifyEmailRequest>

export const WebhookKind = Type.Unsafe<"program" | "slack" | "telegram">({"type":"string","enum":["program","slack","telegram"]})
export type WebhookKind = Static<typeof WebhookKind>

export const WebhookState = Type.Unsafe<"working" | "failing" | "off" | "given_up" | "gone">({"type":"string","enum":["working","failing","off","given_up","gone"]})
export type WebhookState = Static<typeof WebhookState>

export const Webhook = Type.Object({ "id": Id, "kind": WebhookKind, "teamId": Type.Unsafe<Static<typeof Id> | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"}), "name": Type.String({"maxLength":120}), "url": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":1000}), "events": Type.Array(WebhookEventType, {"maxItems":20}), "active": Type.Boolean(), "state": WebhookState, "failingSince": NullableTimestamp, "waiting": Type.Integer({"minimum":0,"maximum":9007199254740991}), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Webhook = Static<typeof Webhook>

export const WebhookDeliveryType = Type.Unsafe<"report.submitted" | "report.updated" | "calendar.changed" | "team.digest">({"type":"string","enum":["report.submitted","report.updated","calendar.changed","team.digest"]})
export type WebhookDeliveryType = Static<typeof WebhookDeliveryType>

export const WebhookDeliveryState = Type.Unsafe<"waiting" | "delivered" | "failed">({"type":"string","enum":["waiting","delivered","failed"]})
export type WebhookDeliveryState = Static<typeof WebhookDeliveryState>

export const WebhookProblem = Type.Unsafe<"status" | "redirect" | "timeout" | "connection" | "certificate" | "name" | "privateAddress">({"type":"string","enum":["status","redirect","timeout","connection","certificate","name","privateAddress"]})
export type WebhookProblem = Static<typeof WebhookProblem>

export const WebhookDelivery = Type.Object({ "id": Id, "type": WebhookDeliveryType, "state": WebhookDeliveryState, "attempts": Type.Integer({"minimum":0,"maximum":1000}), "status": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":100,"maximum":999}), "problem": Type.Unsafe<Static<typeof WebhookProblem> | null>({"type":["string","null"],"enum":["status","redirect","timeout","connection","certificate","name","privateAddress",null]}), "time": Timestamp, "triedAt": NullableTimestamp, "nextTryAt": NullableTimestamp }, {"additionalProperties":false})
export type WebhookDelivery = Static<typeof WebhookDelivery>

export const WebhookDeliveryPage = Type.Object({ "items": Type.Array(WebhookDelivery, {"maxItems":100}), "nextCursor": NextCursor }, {"additionalProperties":false})
export type WebhookDeliveryPage = Static<typeof WebhookDeliveryPage>

export const WebhookPatch = Type.Object({ "version": Version, "name": Type.Optional(Type.String({"minLength":1,"maxLength":120,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "url": Type.Optional(WebhookUrl), "events": Type.Optional(Type.Array(WebhookEventType, {"minItems":1,"maxItems":20,"uniqueItems":true})), "active": Type.Optional(Type.Boolean()) }, {"additionalProperties":false,"minProperties":2})
export type WebhookPatch = Static<typeof WebhookPatch>

export const WebhookTrial = Type.Object({ "delivered": Type.Boolean(), "status": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":100,"maximum":999}), "problem": Type.Unsafe<Static<typeof WebhookProblem> | null>({"type":["string","null"],"enum":["status","redirect","timeout","connection","certificate","name","privateAddress",null]}), "milliseconds": Type.Integer({"minimum":0,"maximum":3600000}) }, {"additionalProperties":false})
export type WebhookTrial = Static<typeof WebhookTrial>

export const WebhookWithSecret = Type.Object({ "id": Id, "kind": WebhookKind, "teamId": Type.Unsafe<Static<typeof Id> | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"}), "name": Type.String({"maxLength":120}), "url": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":1000}), "events": Type.Array(WebhookEventType, {"maxItems":20}), "active": Type.Boolean(), "state": WebhookState, "failingSince": NullableTimestamp, "waiting": Type.Integer({"minimum":0,"maximum":9007199254740991}), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version, "secret": Type.String({"maxLength":100}) }, {"additionalProperties":false})
export type WebhookWithSecret = Static<typeof WebhookWithSecret>

export const Webhooks = Type.Object({ "items": Type.Array(Webhook, {"maxItems":100}) }, {"additionalProperties":false})
export type Webhooks = Static<typeof Webhooks>

export const WsTicket = Type.Object({ "ticket": Type.String({"maxLength":128}), "expiresIn": Type.Integer({"minimum":1,"maximum":86400}) }, {"additionalProperties":false})
export type WsTicket = Static<typeof WsTicket>
