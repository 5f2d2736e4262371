import type {
  ChangedNotifications,
  NotificationChannels,
  NotificationSettings,
  OrganisationSettings,
  UpdateSettingsRequest,
  UserSettings
} from '../../../generated/schemas.ts'
import type { NoticeType } from '../../texts/notices.ts'
import { addDays, localDate } from '../time/calendar.ts'
import { instantOf, localTime, startOfDay, weekdayOf } from '../time/zone.ts'

const inApp: NotificationChannels = { inApp: true, email: false, push: false }
const mailed: NotificationChannels = { ...inApp, email: true }

/** Where notifications go until somebody decides. */
const usualNotifications: Record<NoticeType, NotificationChannels> & NotificationSettings = {
  'report.submitted': inApp,
  'report.approved': inApp,
  'report.returned': mailed,
  'report.reopened': mailed,
  'report.filed': inApp,
  'report.comment': inApp,
  'report.mention': inApp,
  'reminder.due': inApp,
  'reminder.overdue': mailed,
  'obligation.missed': inApp,
  'obligation.excused': inApp,
  'obligation.requested': inApp,
  'team.digest': inApp,
  'leave.requested': mailed,
  'leave.decided': mailed,
  delegation: mailed,
  blocker: inApp,
  'identity.refused': inApp,
  'webhook.stopped': mailed
}

/** What cannot be switched off inside the app: work waits for its reader, or somebody wants into an account. */
const mandatory: NoticeType[] = ['report.returned', 'report.reopened', 'identity.refused']

/** What somebody has chosen. Of notifications what is otherwise than usual. */
export interface ChosenSettings extends Omit<UserSettings, 'scope' | 'notifications' | 'mandatory'> {
  notifications: ChangedNotifications
}

export const usualSettings: ChosenSettings = {
  locale: null,
  theme: 'system',
  weekStart: 'monday',
  notifications: {},
  quietHours: { enabled: false, from: '20:00', to: '06:00' },
  digest: 'off',
  digestAt: '17:00',
  version: 1
}

/** As a person reads them. */
export function userSettingsOf (chosen: ChosenSettings = usualSettings): UserSettings {
  return {
    scope: 'user',
    ...chosen,
    notifications: withChanges(usualNotifications, chosen.notifications) as NotificationSettings,
    mandatory
  }
}

/** Type by type, channel by channel. */
function withChanges (present: ChangedNotifications, change: ChangedNotifications): ChangedNotifications {
  const types = new Set([...Object.keys(present), ...Object.keys(change)] as NoticeType[])
  return Object.fromEntries([...types].map((type) => [type, { ...present[type], ...change[type] }]))
}

export type UserChange = Pick<
  UpdateSettingsRequest,
  'locale' | 'theme' | 'weekStart' | 'notifications' | 'quietHours' | 'digest' | 'digestAt'
>
export type OrganisationChange = Omit<UpdateSettingsRequest, keyof UserChange | 'scope' | 'version'>

/** What somebody has chosen once they have changed it: what is left out stays. */
export function withChange (chosen: ChosenSettings, { notifications, quietHours, ...change }: UserChange): ChosenSettings {
  return {
    ...chosen,
    ...change,
    notifications: withChanges(chosen.notifications, notifications ?? {}),
    quietHours: { ...chosen.quietHours, ...quietHours }
  }
}

/** Of which scope each key is; one that is missing here does not compile. */
const scopes: Record<keyof Omit<UpdateSettingsRequest, 'scope' | 'version'>, 'user' | 'org'> = {
  locale: 'user',
  theme: 'user',
  weekStart: 'user',
  notifications: 'user',
  quietHours: 'user',
  digest: 'user',
  digestAt: 'user',
  name: 'org',
  timezone: 'org',
  country: 'org',
  defaultLocale: 'org',
  autoApproveDays: 'org',
  reviewRequired: 'org',
  backdateDays: 'org',
  observeJointLeave: 'org',
  registrationMode: 'org',
  allowedEmailDomains: 'org'
}

/** Those of a change that are of another scope. */
export function keysOfOther (scope: 'user' | 'org', change: object): string[] {
  return Object.keys(change).filter((key) => scopes[key as keyof typeof scopes] !== scope)
}

/** Types that a change switches off inside the app, and that cannot be. */
export function switchedOff ({ notifications = {} }: UserChange): NoticeType[] {
  return mandatory.filter((type) => notifications[type]?.inApp === false)
}

/** Is there such a time zone? */
export function isTimezone (zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

let countries: Intl.DisplayNames | undefined
/** Codes that have a name and are no country's. */
const noCountries = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])

export function isCountry (code: string): boolean {
  countries ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return !noCountries.has(code) && countries.of(code) !== undefined
}

/**
 * When another time zone is in force: at its first midnight after `now` whose date has not begun in the present one. So no date is
 * begun twice, and what the ledger has of a day stays.
 */
export function zoneInForceFrom (zone: string, { timezone }: Pick<OrganisationSettings, 'timezone'>, now: Date): Date {
  const today = localDate(now, timezone)
  let date = addDays(localDate(now, zone), 1)
  while (date <= today) date = addDays(date, 1)
  return new Date(startOfDay(date, zone))
}

/** When quiet hours are over; `now` outside of them. Where they begin after they end, they go over midnight. */
export function quietUntil (now: Date, { from, to }: { from: string, to: string }, timeZone: string): Date {
  const time = localTime(now, timeZone)
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to
  if (!isQuiet) return now
  const today = localDate(now, timeZone)
  return new Date(instantOf(time < to ? today : addDays(today, 1), to, timeZone))
}

/** In minutes: a digest that could not be sent when it was due is sent within them. */
const patience = 180

/** Which digests are due: of which kinds, wanted at a time of the day from when to when, and of which day they are. */
export function digestsDue (now: Date, timeZone: string): { date: string, kinds: ('daily' | 'weekly')[], from: string, to: string } {
  const date = localDate(now, timeZone)
  const to = localTime(now, timeZone)
  const minutes = Math.max(0, Number(to.slice(0, 2)) * 60 + Number(to.slice(3)) - patience)
  const from = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return { date, kinds: weekdayOf(date) === 1 ? ['daily', 'weekly'] : ['daily'], from, to }
}
