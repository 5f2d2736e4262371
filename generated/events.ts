// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

import { Type, type Static } from '@sinclair/typebox'
import type { Exactly } from './exactly.ts'
import { CalendarKind, ErrorCode, Id, InboxItem, LocalDate, NullableTimestamp, Report, ReportState, ReportTiming, Timestamp, Version } from './schemas.ts'

export const CalendarChange = Type.Object({ "id": Id, "kind": CalendarKind, "action": Type.Unsafe<"created" | "updated" | "deleted">({"type":"string","enum":["created","updated","deleted"]}), "from": LocalDate, "to": LocalDate, "version": Version }, {"additionalProperties":false})
export type CalendarChange = Static<typeof CalendarChange>

export const Cause = Type.String({"maxLength":36})
export type Cause = Static<typeof Cause>

export const ChannelName = Type.String({"minLength":1,"maxLength":80})
export type ChannelName = Static<typeof ChannelName>

export const DeletedReport = Type.Object({ "id": Id }, {"additionalProperties":false})
export type DeletedReport = Static<typeof DeletedReport>

export const Epoch = Type.String({"maxLength":36})
export type Epoch = Static<typeof Epoch>

export const EventId = Type.String({"maxLength":36})
export type EventId = Static<typeof EventId>

export const EventVersion = Type.Literal(1)
export type EventVersion = Static<typeof EventVersion>

export const Limits = Type.Object({ "frameBytes": Type.Integer({"minimum":1}), "messagesPerSecond": Type.Integer({"minimum":1}), "burst": Type.Integer({"minimum":1}), "channels": Type.Integer({"minimum":1}), "connections": Type.Integer({"minimum":1}), "replayed": Type.Integer({"minimum":1}) }, {"additionalProperties":false})
export type Limits = Static<typeof Limits>

export const OrganisationStatsRefresh = Type.Object({ "teamId": Type.Null(), "position": Type.Integer({"minimum":0}) }, {"additionalProperties":false})
export type OrganisationStatsRefresh = Static<typeof OrganisationStatsRefresh>

export const Position = Type.Integer({"minimum":0})
export type Position = Static<typeof Position>

export const Ref = Type.String({"minLength":1,"maxLength":64})
export type Ref = Static<typeof Ref>

export const ReportActivity = Type.Object({ "reportId": Id, "kind": Type.Unsafe<"comment" | "reaction" | "read" | "file" | "blocker">({"type":"string","enum":["comment","reaction","read","file","blocker"]}), "action": Type.Unsafe<"created" | "edited" | "deleted">({"type":"string","enum":["created","edited","deleted"]}), "id": Id, "commentsCount": Type.Integer({"minimum":0}), "filesCount": Type.Integer({"minimum":0}) }, {"additionalProperties":false})
export type ReportActivity = Static<typeof ReportActivity>

export const ResyncReason = Type.Unsafe<"too_many" | "too_old" | "epoch">({"type":"string","enum":["too_many","too_old","epoch"]})
export type ResyncReason = Static<typeof ResyncReason>

export const Seq = Type.Integer({"minimum":1})
export type Seq = Static<typeof Seq>

export const StatsRefresh = Type.Object({ "teamId": Id, "position": Type.Integer({"minimum":0}) }, {"additionalProperties":false})
export type StatsRefresh = Static<typeof StatsRefresh>

export const TeamPresence = Type.Object({ "online": Type.Integer({"minimum":0}), "users": Type.Optional(Type.Array(Id, {"maxItems":100})), "joined": Type.Array(Id), "left": Type.Array(Id) }, {"additionalProperties":false})
export type TeamPresence = Static<typeof TeamPresence>

export const TeamReport = Type.Object({ "id": Id, "userId": Id, "reportDate": LocalDate, "teamId": Id, "divisionId": Id, "state": ReportState, "timing": Type.Unsafe<Static<typeof ReportTiming> | null>({"type":["string","null"],"enum":["on_time","late","extra",null]}), "submittedAt": NullableTimestamp, "version": Version }, {"additionalProperties":false})
export type TeamReport = Static<typeof TeamReport>

export const UnreadCount = Type.Object({ "count": Type.Integer({"minimum":0}) }, {"additionalProperties":false})
export type UnreadCount = Static<typeof UnreadCount>

export const HelloFrame = Type.Object({ "type": Type.Literal("hello"), "conn": Type.String({"maxLength":36}), "epoch": Epoch, "heartbeat": Type.Integer({"minimum":1}), "limits": Limits }, {"additionalProperties":false})
export type HelloFrame = Static<typeof HelloFrame>

export const SubscribedFrame = Type.Object({ "type": Type.Literal("subscribed"), "ref": Type.Optional(Ref), "channel": ChannelName, "epoch": Epoch, "head": Position, "recovered": Type.Boolean(), "replayed": Type.Integer({"minimum":0}) }, {"additionalProperties":false})
export type SubscribedFrame = Static<typeof SubscribedFrame>

export const UnsubscribedFrame = Type.Object({ "type": Type.Literal("unsubscribed"), "ref": Type.Optional(Ref), "channel": ChannelName }, {"additionalProperties":false})
export type UnsubscribedFrame = Static<typeof UnsubscribedFrame>

export const PongFrame = Type.Object({ "type": Type.Literal("pong") }, {"additionalProperties":false})
export type PongFrame = Static<typeof PongFrame>

export const ErrorFrame = Type.Object({ "type": Type.Literal("error"), "ref": Type.Optional(Ref), "code": ErrorCode, "message": Type.String(), "retryable": Type.Boolean() }, {"additionalProperties":false})
export type ErrorFrame = Static<typeof ErrorFrame>

export const ResyncFrame = Type.Object({ "type": Type.Literal("resync"), "channel": ChannelName, "reason": ResyncReason, "head": Position }, {"additionalProperties":false})
export type ResyncFrame = Static<typeof ResyncFrame>

export const AuthExpiringFrame = Type.Object({ "type": Type.Literal("auth.expiring"), "expiresAt": Timestamp }, {"additionalProperties":false})
export type AuthExpiringFrame = Static<typeof AuthExpiringFrame>

export const ByeFrame = Type.Object({ "type": Type.Literal("bye"), "code": Type.Integer({"minimum":1000,"maximum":4999}), "reconnectAfterMs": Type.Integer({"minimum":0}) }, {"additionalProperties":false})
export type ByeFrame = Static<typeof ByeFrame>

export const AuthFrame = Type.Object({ "type": Type.Literal("auth"), "token": Type.String({"minLength":1,"maxLength":4096}) }, {"additionalProperties":false})
export type AuthFrame = Static<typeof AuthFrame>

export const PingFrame = Type.Object({ "type": Type.Literal("ping") }, {"additionalProperties":false})
export type PingFrame = Static<typeof PingFrame>

export const SubscribeFrame = Type.Object({ "type": Type.Literal("subscribe"), "ref": Type.Optional(Ref), "channel": ChannelName, "since": Type.Optional(Type.Integer({"minimum":0,"maximum":9007199254740991})) }, {"additionalProperties":false})
export type SubscribeFrame = Static<typeof SubscribeFrame>

export const UnsubscribeFrame = Type.Object({ "type": Type.Literal("unsubscribe"), "ref": Type.Optional(Ref), "channel": ChannelName }, {"additionalProperties":false})
export type UnsubscribeFrame = Static<typeof UnsubscribeFrame>

export const UserReportCreatedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.created"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": Report }, {"additionalProperties":false})
export type UserReportCreatedFrame = Static<typeof UserReportCreatedFrame>

export const UserReportUpdatedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.updated"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": Report }, {"additionalProperties":false})
export type UserReportUpdatedFrame = Static<typeof UserReportUpdatedFrame>

export const UserReportSubmittedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.submitted"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": Report }, {"additionalProperties":false})
export type UserReportSubmittedFrame = Static<typeof UserReportSubmittedFrame>

export const UserReportActivityFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.activity"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": ReportActivity }, {"additionalProperties":false})
export type UserReportActivityFrame = Static<typeof UserReportActivityFrame>

export const UserReportDeletedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.deleted"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": DeletedReport }, {"additionalProperties":false})
export type UserReportDeletedFrame = Static<typeof UserReportDeletedFrame>

export const NotificationNewFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("notification.new"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": InboxItem }, {"additionalProperties":false})
export type NotificationNewFrame = Static<typeof NotificationNewFrame>

export const NotificationUnreadFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("notification.unread"), "channel": ChannelName, "time": Timestamp, "data": UnreadCount }, {"additionalProperties":false})
export type NotificationUnreadFrame = Static<typeof NotificationUnreadFrame>

export const UserCalendarChangedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("calendar.changed"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": CalendarChange }, {"additionalProperties":false})
export type UserCalendarChangedFrame = Static<typeof UserCalendarChangedFrame>

export const TeamReportSubmittedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.submitted"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": TeamReport }, {"additionalProperties":false})
export type TeamReportSubmittedFrame = Static<typeof TeamReportSubmittedFrame>

export const TeamReportUpdatedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("report.updated"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": TeamReport }, {"additionalProperties":false})
export type TeamReportUpdatedFrame = Static<typeof TeamReportUpdatedFrame>

export const TeamPresenceFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("team.presence"), "channel": ChannelName, "time": Timestamp, "data": TeamPresence }, {"additionalProperties":false})
export type TeamPresenceFrame = Static<typeof TeamPresenceFrame>

export const DashboardStatsRefreshFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("dashboard.stats_refresh"), "channel": ChannelName, "time": Timestamp, "data": StatsRefresh }, {"additionalProperties":false})
export type DashboardStatsRefreshFrame = Static<typeof DashboardStatsRefreshFrame>

export const TeamCalendarChangedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("calendar.changed"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": CalendarChange }, {"additionalProperties":false})
export type TeamCalendarChangedFrame = Static<typeof TeamCalendarChangedFrame>

export const OrgCalendarChangedFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("calendar.changed"), "id": EventId, "channel": ChannelName, "seq": Seq, "position": Position, "time": Timestamp, "cause": Type.Optional(Cause), "data": CalendarChange }, {"additionalProperties":false})
export type OrgCalendarChangedFrame = Static<typeof OrgCalendarChangedFrame>

export const OrgStatsRefreshFrame = Type.Object({ "v": EventVersion, "type": Type.Literal("dashboard.stats_refresh"), "channel": ChannelName, "time": Timestamp, "data": OrganisationStatsRefresh }, {"additionalProperties":false})
export type OrgStatsRefreshFrame = Static<typeof OrgStatsRefreshFrame>

/** What the server says about the connection. */
export type ServerFrame =
  | HelloFrame
  | SubscribedFrame
  | UnsubscribedFrame
  | PongFrame
  | ErrorFrame
  | ResyncFrame
  | AuthExpiringFrame
  | ByeFrame

/** What a client says. */
export type ClientFrame =
  | AuthFrame
  | PingFrame
  | SubscribeFrame
  | UnsubscribeFrame

/** An event, whichever its channel. */
export type EventFrame =
  | UserReportCreatedFrame
  | UserReportUpdatedFrame
  | UserReportSubmittedFrame
  | UserReportActivityFrame
  | UserReportDeletedFrame
  | NotificationNewFrame
  | NotificationUnreadFrame
  | UserCalendarChangedFrame
  | TeamReportSubmittedFrame
  | TeamReportUpdatedFrame
  | TeamPresenceFrame
  | DashboardStatsRefreshFrame
  | TeamCalendarChangedFrame
  | OrgCalendarChangedFrame
  | OrgStatsRefreshFrame

/** By type. */
export const serverFrames = {
  "hello": HelloFrame,
  "subscribed": SubscribedFrame,
  "unsubscribed": UnsubscribedFrame,
  "pong": PongFrame,
  "error": ErrorFrame,
  "resync": ResyncFrame,
  "auth.expiring": AuthExpiringFrame,
  "bye": ByeFrame
}

/** By type. */
export const clientFrames = {
  "auth": AuthFrame,
  "ping": PingFrame,
  "subscribe": SubscribeFrame,
  "unsubscribe": UnsubscribeFrame
}

/** What is sent and not kept: the latest counts. */
export type EphemeralFrame =
  | NotificationUnreadFrame
  | TeamPresenceFrame
  | DashboardStatsRefreshFrame
  | OrgStatsRefreshFrame

/** The frames of each kind of channel, by event type. */
export const eventFrames = {
  user: {
    "report.created": UserReportCreatedFrame,
    "report.updated": UserReportUpdatedFrame,
    "report.submitted": UserReportSubmittedFrame,
    "report.activity": UserReportActivityFrame,
    "report.deleted": UserReportDeletedFrame,
    "notification.new": NotificationNewFrame,
    "calendar.changed": UserCalendarChangedFrame
  },
  team: {
    "report.submitted": TeamReportSubmittedFrame,
    "report.updated": TeamReportUpdatedFrame,
    "calendar.changed": TeamCalendarChangedFrame
  },
  org: {
    "calendar.changed": OrgCalendarChangedFrame
  }
}

/** The data of each kind of channel's events, by event type. */
export interface ChannelEvents {
  user: {
    "report.created": UserReportCreatedFrame['data']
    "report.updated": UserReportUpdatedFrame['data']
    "report.submitted": UserReportSubmittedFrame['data']
    "report.activity": UserReportActivityFrame['data']
    "report.deleted": UserReportDeletedFrame['data']
    "notification.new": NotificationNewFrame['data']
    "calendar.changed": UserCalendarChangedFrame['data']
  }
  team: {
    "report.submitted": TeamReportSubmittedFrame['data']
    "report.updated": TeamReportUpdatedFrame['data']
    "calendar.changed": TeamCalendarChangedFrame['data']
  }
  org: {
    "calendar.changed": OrgCalendarChangedFrame['data']
  }
}

export type ChannelKind = keyof ChannelEvents

/** The name of a channel, which knows what the channel carries. */
export type Channel<K extends ChannelKind> = string & { readonly kind: K }

/** The names of channels. */
export const channels = {
  user: (userId: string): Channel<'user'> => `user:${userId}` as Channel<'user'>,
  team: (teamId: string): Channel<'team'> => `team:${teamId}` as Channel<'team'>,
  org: (): Channel<'org'> => `org` as Channel<'org'>
}

/** An event on its way into the log. */
export interface NewEvent { channel: string, type: string, data: unknown }

/** An event of a channel. One that the channel does not carry does not compile, nor does data with a key too few or too many. */
export function event<K extends ChannelKind, T extends keyof ChannelEvents[K] & string, D extends ChannelEvents[K][T]> (
  channel: Channel<K>,
  type: T,
  data: D & Exactly<ChannelEvents[K][T], D>
): NewEvent {
  return { channel, type, data }
}
