/** Rules that schemas cannot say, of the operations that have any. */
import { openapi } from '../../support/document.ts'
import type { Operation } from '../../support/judge.ts'
import { parsed } from '../../support/values/changes.ts'
import type { Said } from './requests.ts'

/** In days, where they are not 92. */
const longestRanges: Record<string, number> = {
  listHolidays: 366,
  listLeaves: 366,
  getAnalyticsSummary: 366,
  getAnalyticsTrends: 366,
  exportAnalytics: 366,
  getTeamMetrics: 366,
  getReportDigest: 31,
  getReportDigestPage: 31,
  getRoster: 31,
  setRoster: 31
}

/** What of a report has rules that schemas cannot say. */
interface Content {
  items?: { minutes?: number }[]
  fields?: object
}

/**
 * Rules that schemas cannot say, and what they say of a request: `path rule`, sorted. Nothing else may refuse a request whose
 * form is valid.
 */
export function unsaid ({ query, body }: Said, { id }: Operation): string[] {
  const { date, from, to, cursor, q, for: pickedFor, reportId } = query as Record<string, string | undefined>
  const { content, ...said } = parsed(body ?? {}) as Content & { content?: Content }
  const { items, fields } = content ?? said
  const at = content ? '/body/content' : '/body'
  const { scope, scopeId, effectiveFrom, effectiveTo, reports = [], action, note } = said as {
    scope?: string,
    scopeId?: string | null,
    effectiveFrom?: string,
    effectiveTo?: string | null,
    reports?: { id: string }[],
    action?: string,
    note?: string | null
  }
  const excused = ['excuseObligations', 'extendObligations', 'restoreObligations'].includes(id) ? (said as ExcuseBody).items : []
  const excusedTwice = excused.flatMap((item, index) =>
    excused.findIndex(({ userId, workDate }) => userId === item.userId && workDate === item.workDate) < index ? [index] : []
  )
  const repeated = reports.flatMap(({ id }, index) => reports.findIndex((report) => report.id === id) < index ? [index] : [])
  const targets = ['teamId', 'divisionId', 'userIds'].filter((key) => Object.hasOwn(parsed(body ?? {}) as object, key))
  const days = from !== undefined && to !== undefined ? (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1 : 1
  const rules = {
    '/query/date exclusive': date !== undefined && (from ?? to) !== undefined,
    '/query/to order': date === undefined && days < 1,
    '/query/to maxDays': date === undefined && days > (longestRanges[id] ?? 92),
    // A real one is only had from the list itself.
    '/query/q maxWords': id === 'search' && wordsOf(q).length > 8,
    '/query/q shortWords': id === 'search' && wordsOf(q).length <= 8 && !wordsOf(q).some((word) => [...word].length > 1),
    '/query/cursor cursor': cursor !== undefined,
    '/body/scopeId empty': id === 'createSchedule' && scope === 'org' && !!scopeId,
    '/body/scopeId required': id === 'createSchedule' && scope !== 'org' && !scopeId,
    '/body/effectiveTo order': !!effectiveFrom && !!effectiveTo && effectiveTo < effectiveFrom,
    '/query/reportId required': id === 'listPeople' && (pickedFor === 'mention' || pickedFor === 'owner') && reportId === undefined,
    '/body oneTarget': id === 'remindObligations' && targets.length > 1,
    '/body/teamId required': id === 'remindObligations' && targets.length === 0,
    '/body/note required': id === 'reviewReports' && action === 'return' && (note ?? null) === null,
    [`${at}/items maxMinutes`]: (items ?? []).reduce((sum, { minutes = 0 }) => sum + minutes, 0) > 24 * 60
  }
  return [
    ...Object.entries(rules).filter(([, broken]) => broken).map(([rule]) => rule),
    ...repeated.map((index) => `/body/reports/${index}/id unique`),
    ...(id === 'updateSettings' ? unsaidOfSettings(parsed(body ?? {})) : []),
    ...excusedTwice.map((index) => `/body/items/${index} unique`),
    ...(id === 'setRoster' && days >= 1 && days <= 31 ? unsaidOfRoster(said as RosterBody, from!, to!) : []),
    ...(id.endsWith('Template') ? unsaidOfTemplate(said as { fields?: TemplateBody[] }) : []),
    ...(id === 'createDelegation' ? unsaidOfDelegation(said as { startsOn: string, endsOn: string }) : []),
    ...(fields && !id.endsWith('Template') ? unsaidOfFields(fields, `${at}/fields`) : []),
    ...(id === 'createLeave' ? unsaidOfLeave(parsed(body ?? {})) : []),
    ...(id.endsWith('CalendarEvent') ? unsaidOfEvents(parsed(body ?? {})) : [])
  ].sort()
}

const wordsOf = (q = ''): string[] => q.normalize('NFC').split(/\s+/).filter((word) => word !== '')

export const settingKeys = {
  user: Object.keys(openapi.components.schemas.UserSettings.properties),
  org: Object.keys(openapi.components.schemas.OrganisationSettings.properties)
}

export interface SettingsBody {
  scope?: keyof typeof settingKeys
  version?: number
}

/** All settings of a change are of one scope. */
function unsaidOfSettings ({ scope = 'user', version: _, ...settings }: SettingsBody): string[] {
  const keys = Object.keys(settings)
  if (keys.length === 0) return ['/body nothingChanged']
  return keys.filter((key) => !settingKeys[scope].includes(key)).map((key) => `/body/${key} otherScope`)
}

interface RosterBody {
  days: { userId: string, date: string }[]
}

/** Each day of each person once, and within the range. */
function unsaidOfRoster ({ days }: RosterBody, from: string, to: string): string[] {
  return days.flatMap(({ userId, date }, index) => {
    if (date < from || date > to) return [`/body/days/${index}/date outside`]
    const isFirst = days.findIndex((day) => day.userId === userId && day.date === date) === index
    return isFirst ? [] : [`/body/days/${index}/date unique`]
  })
}

interface TemplateBody {
  key: string
  type: string
  options?: string[]
}

/** Each key once; options where something is chosen, and nowhere else. */
function unsaidOfTemplate ({ fields = [] }: { fields?: TemplateBody[] }): string[] {
  return fields.flatMap(({ key, type, options = [] }, index) => [
    ...(fields.findIndex((field) => field.key === key) < index ? [`/body/fields/${index}/key unique`] : []),
    ...(type === 'select' && options.length === 0 ? [`/body/fields/${index}/options required`] : []),
    ...(type !== 'select' && options.length > 0 ? [`/body/fields/${index}/options empty`] : [])
  ])
}

function unsaidOfDelegation ({ startsOn, endsOn }: { startsOn: string, endsOn: string }): string[] {
  const days = (Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000 + 1
  if (days < 1) return ['/body/endsOn order']
  return days > 92 ? ['/body/endsOn maxDays'] : []
}

interface LeaveBody {
  startDate: string
  endDate: string
  part?: string
}

/** Of leave: in order, a year at most, and a half is of one day. */
function unsaidOfLeave ({ startDate, endDate, part = 'full' }: LeaveBody): string[] {
  if (endDate < startDate) return ['/body/endDate order']
  if ((Date.parse(endDate) - Date.parse(startDate)) / 86_400_000 + 1 > 366) return ['/body/endDate maxDays']
  return part !== 'full' && startDate !== endDate ? ['/body/part part'] : []
}

interface ExcuseBody {
  items: { userId: string, workDate: string }[]
}

export type EventBody = Partial<Record<'scope' | 'scopeId' | 'date' | 'endDate' | 'startsAt' | 'endsAt', string | null>> & {
  allDay?: boolean
}

/** Of an event in the calendar: all day long it has two days, else two times, of these centuries, in order and not far from each other. */
function unsaidOfEvents ({ allDay, scope, scopeId, ...times }: EventBody): string[] {
  const [days, instants] = [['date', 'endDate'] as const, ['startsAt', 'endsAt'] as const]
  const isSaid = (key: keyof typeof times) => (times[key] ?? null) !== null
  if (allDay === undefined) return [...days, ...instants].some(isSaid) ? ['/body/allDay required'] : []
  const [wanted, others] = allDay ? [days, instants] : [instants, days]
  const faults = [
    ...wanted.filter((key) => !isSaid(key)).map((key) => `/body/${key} required`),
    ...wanted.filter((key) => isSaid(key) && !/^(19|20)/.test(times[key]!)).map((key) => `/body/${key} calendarYears`),
    ...others.filter(isSaid).map((key) => `/body/${key} empty`)
  ]
  const [from, to] = wanted.map((key) => times[key]!)
  if (faults.length === 0 && Date.parse(to) < Date.parse(from)) faults.push(`/body/${wanted[1]} order`)
  else if (faults.length === 0 && Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10)) > 91 * 86_400_000) {
    faults.push(`/body/${wanted[1]} maxDays`)
  }
  const isNamed = (scopeId ?? null) !== null
  if (scope !== undefined && isNamed !== ['team', 'division'].includes(scope!)) {
    faults.push(`/body/scopeId ${isNamed ? 'empty' : 'required'}`)
  }
  return faults
}

function unsaidOfFields (fields: object, at: string): string[] {
  const levels = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levels)) : 0
  const isText = (text: string) => text.isWellFormed() && !text.includes('\u0000')
  const allText = (value: unknown): boolean =>
    typeof value === 'string' ?
      isText(value)
      : typeof value !== 'object' || value === null || Object.entries(value).every(([key, inner]) => isText(key) && allText(inner))
  if (levels(fields) > 32) return [`${at} maxDepth`]
  if (!allText(fields)) return [`${at} text`]
  return Buffer.byteLength(JSON.stringify(fields)) > 32 * 1024 ? [`${at} maxBytes`] : []
}
