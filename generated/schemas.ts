// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import { Type, type Static } from '@sinclair/typebox'

export const AllNotificationsRead = Type.Object({ "ok": Type.Literal(true) }, {"additionalProperties":false})
export type AllNotificationsRead = Static<typeof AllNotificationsRead>

export const LocalDate = Type.String({"format":"date"})
export type LocalDate = Static<typeof LocalDate>

export const ReportFields = Type.Unsafe<Record<string, unknown>>({"type":"object","additionalProperties":true,"maxProperties":200})
export type ReportFields = Static<typeof ReportFields>

export const ReportItemStatus = Type.Unsafe<"todo" | "doing" | "done" | "blocked">({"type":"string","enum":["todo","doing","done","blocked"]})
export type ReportItemStatus = Static<typeof ReportItemStatus>

export const ReportItemInput = Type.Object({ "title": Type.String({"minLength":1,"maxLength":200,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "detail": Type.Optional(Type.String({"maxLength":2000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "category": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":40,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "status": Type.Optional(ReportItemStatus), "progress": Type.Optional(Type.Integer({"minimum":0,"maximum":100})), "minutes": Type.Optional(Type.Integer({"minimum":0,"maximum":1440})), "quantity": Type.Optional(Type.Unsafe<number | null>({"type":["number","null"],"minimum":0,"maximum":1000000000})), "unit": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"minLength":1,"maxLength":20,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "carriedFromId": Type.Optional(Type.Unsafe<string | null>({"type":["string","null"],"pattern":"^[0-9A-Za-z_-]{1,36}$"})) }, {"additionalProperties":false})
export type ReportItemInput = Static<typeof ReportItemInput>

export const CreateReport = Type.Object({ "reportDate": LocalDate, "summary": Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"}), "planNext": Type.Optional(Type.String({"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "mood": Type.Optional(Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5})), "fields": Type.Optional(ReportFields), "items": Type.Optional(Type.Array(ReportItemInput, {"maxItems":50})), "submit": Type.Optional(Type.Boolean()) }, {"additionalProperties":false})
export type CreateReport = Static<typeof CreateReport>

export const Cursor = Type.String({"pattern":"^[0-9A-Za-z_-]{1,1024}$"})
export type Cursor = Static<typeof Cursor>

export const ErrorCode = Type.Unsafe<"VALIDATION_FAILED" | "UNAUTHENTICATED" | "INVALID_CREDENTIALS" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "STATE_CONFLICT" | "DUPLICATE" | "VERSION_CONFLICT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RULE_REFUSED" | "UPGRADE_REQUIRED" | "INTERNAL" | "UNAVAILABLE">({"type":"string","enum":["VALIDATION_FAILED","UNAUTHENTICATED","INVALID_CREDENTIALS","FORBIDDEN","NOT_FOUND","METHOD_NOT_ALLOWED","STATE_CONFLICT","DUPLICATE","VERSION_CONFLICT","PAYLOAD_TOO_LARGE","UNSUPPORTED_MEDIA_TYPE","RULE_REFUSED","UPGRADE_REQUIRED","INTERNAL","UNAVAILABLE"]})
export type ErrorCode = Static<typeof ErrorCode>

export const ErrorDetail = Type.Object({ "path": Type.String(), "rule": Type.String(), "message": Type.String() }, {"additionalProperties":false})
export type ErrorDetail = Static<typeof ErrorDetail>

export const Id = Type.String({"pattern":"^[0-9A-Za-z_-]{1,36}$"})
export type Id = Static<typeof Id>

export const ErrorMeta = Type.Object({ "reportId": Type.Optional(Id), "currentVersion": Type.Optional(Type.Integer({"minimum":1})) }, {"additionalProperties":false})
export type ErrorMeta = Static<typeof ErrorMeta>

export const ErrorBody = Type.Object({ "code": ErrorCode, "message": Type.String(), "details": Type.Optional(Type.Array(ErrorDetail)), "meta": Type.Optional(ErrorMeta), "requestId": Type.String() }, {"additionalProperties":false})
export type ErrorBody = Static<typeof ErrorBody>

export const ErrorEnvelope = Type.Object({ "ok": Type.Literal(false), "data": Type.Null(), "error": ErrorBody }, {"additionalProperties":false})
export type ErrorEnvelope = Static<typeof ErrorEnvelope>

export const Health = Type.Object({ "status": Type.Unsafe<"ok">({"type":"string","enum":["ok"]}) }, {"additionalProperties":false})
export type Health = Static<typeof Health>

export const TokenDelivery = Type.Unsafe<"cookie" | "body">({"type":"string","enum":["cookie","body"]})
export type TokenDelivery = Static<typeof TokenDelivery>

export const LoginRequest = Type.Object({ "email": Type.String({"format":"email","maxLength":254}), "password": Type.String({"minLength":1,"maxLength":256,"format":"password"}), "tokenDelivery": Type.Optional(TokenDelivery) }, {"additionalProperties":false})
export type LoginRequest = Static<typeof LoginRequest>

export const RefreshToken = Type.String({"minLength":1,"maxLength":512})
export type RefreshToken = Static<typeof RefreshToken>

export const LogoutRequest = Type.Object({ "refreshToken": Type.Optional(RefreshToken) }, {"additionalProperties":false})
export type LogoutRequest = Static<typeof LogoutRequest>

export const OrganisationRole = Type.Unsafe<"employee" | "manager" | "hr" | "admin">({"type":"string","enum":["employee","manager","hr","admin"]})
export type OrganisationRole = Static<typeof OrganisationRole>

export const TeamRole = Type.Unsafe<"member" | "lead">({"type":"string","enum":["member","lead"]})
export type TeamRole = Static<typeof TeamRole>

export const UserTeam = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "role": TeamRole }, {"additionalProperties":false})
export type UserTeam = Static<typeof UserTeam>

export const User = Type.Object({ "id": Id, "email": Type.String({"maxLength":254}), "name": Type.String({"maxLength":120}), "role": OrganisationRole, "divisionId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "teams": Type.Array(UserTeam) }, {"additionalProperties":false})
export type User = Static<typeof User>

export const ReportState = Type.Unsafe<"draft" | "submitted" | "returned" | "approved">({"type":"string","enum":["draft","submitted","returned","approved"]})
export type ReportState = Static<typeof ReportState>

export const Today = Type.Object({ "date": LocalDate, "reportId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "reportState": Type.Unsafe<Static<typeof ReportState> | null>({"type":["string","null"],"enum":["draft","submitted","returned","approved",null]}) }, {"additionalProperties":false})
export type Today = Static<typeof Today>

export const Timestamp = Type.String({"format":"date-time","maxLength":30})
export type Timestamp = Static<typeof Timestamp>

export const MySummary = Type.Object({ "user": User, "notificationsUnread": Type.Integer({"minimum":0}), "today": Today, "serverTime": Timestamp, "timezone": Type.String({"maxLength":64}) }, {"additionalProperties":false})
export type MySummary = Static<typeof MySummary>

export const Notification = Type.Object({ "id": Id, "title": Type.String({"maxLength":200}), "body": Type.String({"maxLength":2000}), "createdAt": Timestamp, "read": Type.Boolean(), "readAt": Type.Optional(Type.String({"format":"date-time","maxLength":30})) }, {"additionalProperties":false})
export type Notification = Static<typeof Notification>

export const NotificationRead = Type.Object({ "updated": Type.Boolean() }, {"additionalProperties":false})
export type NotificationRead = Static<typeof NotificationRead>

export const Person = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}) }, {"additionalProperties":false})
export type Person = Static<typeof Person>

export const Readiness = Type.Object({ "status": Type.Unsafe<"ready">({"type":"string","enum":["ready"]}) }, {"additionalProperties":false})
export type Readiness = Static<typeof Readiness>

export const RefreshRequest = Type.Object({ "refreshToken": Type.Optional(RefreshToken), "tokenDelivery": Type.Optional(TokenDelivery) }, {"additionalProperties":false})
export type RefreshRequest = Static<typeof RefreshRequest>

export const ReportTiming = Type.Unsafe<"on_time" | "late" | "extra">({"type":"string","enum":["on_time","late","extra"]})
export type ReportTiming = Static<typeof ReportTiming>

export const ReportItem = Type.Object({ "id": Id, "title": Type.String({"maxLength":200}), "detail": Type.String({"maxLength":2000}), "category": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":40}), "status": ReportItemStatus, "progress": Type.Integer({"minimum":0,"maximum":100}), "minutes": Type.Integer({"minimum":0,"maximum":1440}), "quantity": Type.Unsafe<number | null>({"type":["number","null"]}), "unit": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":20}), "carriedFromId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}) }, {"additionalProperties":false})
export type ReportItem = Static<typeof ReportItem>

export const Version = Type.Integer({"minimum":1,"maximum":2147483647})
export type Version = Static<typeof Version>

export const Report = Type.Object({ "id": Id, "userId": Id, "author": Person, "teamId": Id, "divisionId": Id, "reviewerId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "reportDate": LocalDate, "state": ReportState, "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "summary": Type.String({"maxLength":4000}), "planNext": Type.String({"maxLength":4000}), "mood": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5}), "templateId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "fields": ReportFields, "items": Type.Array(ReportItem, {"maxItems":50}), "submittedAt": Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":30}), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version }, {"additionalProperties":false})
export type Report = Static<typeof Report>

export const ReportAbilities = Type.Object({ "edit": Type.Boolean(), "submit": Type.Boolean(), "review": Type.Boolean() }, {"additionalProperties":false})
export type ReportAbilities = Static<typeof ReportAbilities>

export const ReportDetail = Type.Object({ "id": Id, "userId": Id, "author": Person, "teamId": Id, "divisionId": Id, "reviewerId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "reportDate": LocalDate, "state": ReportState, "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "summary": Type.String({"maxLength":4000}), "planNext": Type.String({"maxLength":4000}), "mood": Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5}), "templateId": Type.Unsafe<string | null>({"type":["string","null"],"maxLength":36}), "fields": ReportFields, "items": Type.Array(ReportItem, {"maxItems":50}), "submittedAt": Type.Unsafe<string | null>({"type":["string","null"],"format":"date-time","maxLength":30}), "createdAt": Timestamp, "updatedAt": Timestamp, "version": Version, "can": ReportAbilities }, {"additionalProperties":false})
export type ReportDetail = Static<typeof ReportDetail>

export const ReportPage = Type.Object({ "items": Type.Array(Report), "nextCursor": Type.Unsafe<string | null>({"type":["string","null"]}) }, {"additionalProperties":false})
export type ReportPage = Static<typeof ReportPage>

export const SignedIn = Type.Object({ "accessToken": Type.String(), "expiresIn": Type.Integer({"minimum":1}), "refreshToken": Type.Optional(Type.String()), "user": User }, {"additionalProperties":false})
export type SignedIn = Static<typeof SignedIn>

export const SubmitReport = Type.Object({ "version": Version }, {"additionalProperties":false})
export type SubmitReport = Static<typeof SubmitReport>

export const Team = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "divisionId": Id, "memberCount": Type.Integer({"minimum":0}), "leads": Type.Array(Person) }, {"additionalProperties":false})
export type Team = Static<typeof Team>

export const TeamMember = Type.Object({ "id": Id, "name": Type.String({"maxLength":120}), "role": TeamRole, "today": Today }, {"additionalProperties":false})
export type TeamMember = Static<typeof TeamMember>

export const TeamMemberPage = Type.Object({ "items": Type.Array(TeamMember), "nextCursor": Type.Unsafe<string | null>({"type":["string","null"]}) }, {"additionalProperties":false})
export type TeamMemberPage = Static<typeof TeamMemberPage>

export const TeamPage = Type.Object({ "items": Type.Array(Team), "nextCursor": Type.Unsafe<string | null>({"type":["string","null"]}) }, {"additionalProperties":false})
export type TeamPage = Static<typeof TeamPage>

export const UpdateReport = Type.Object({ "version": Version, "summary": Type.Optional(Type.String({"minLength":1,"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "planNext": Type.Optional(Type.String({"maxLength":4000,"pattern":"^[^\\u0000\\ud800-\\udfff]*$"})), "mood": Type.Optional(Type.Unsafe<number | null>({"type":["integer","null"],"minimum":1,"maximum":5})), "fields": Type.Optional(ReportFields), "items": Type.Optional(Type.Array(ReportItemInput, {"maxItems":50})) }, {"additionalProperties":false,"minProperties":2})
export type UpdateReport = Static<typeof UpdateReport>

export const WsTicket = Type.Object({ "ticket": Type.String({"maxLength":128}), "expiresIn": Type.Integer({"minimum":1}) }, {"additionalProperties":false})
export type WsTicket = Static<typeof WsTicket>
