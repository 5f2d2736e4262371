/** Requests that are derived from the document alone, and what is due to each: which rules it breaks, or that it is taken. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { newSecret } from '../../../src/database/secret.ts'
import * as identities from '../../../src/repositories/identity/identities.ts'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as linkTokens from '../../../src/repositories/identity/link-tokens.ts'
import type { ErrorDetail } from '../../../generated/schemas.ts'
import { today, type TestApp } from '../../support/app.ts'
import { bytesTypeOf, takesFile } from '../../support/document.ts'
import { picture } from '../../support/files.ts'
import type { Operation } from '../../support/judge.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { emailOf, line4, line7, password, people, production } from '../../support/people.ts'
import type { RawAnswer, RawRequest } from '../../support/raw.ts'
import {
  isRaw,
  parsed,
  pointerOf,
  removed,
  type Breakage,
  type Change,
  type Path,
  type Schema,
  type Values
} from '../../support/schema-values.ts'
import { validatorAt } from '../../support/validators.ts'

export const openapi = JSON.parse(readFileSync(new URL('../../../generated/openapi.json', import.meta.url), 'utf8'))
/** Another one looks further: `DERIVED_SEED=$RANDOM npm test -- --every test/contract/derived-taken.test.ts`. */
export const seed = Number(process.env.DERIVED_SEED ?? 20_261_120)
/** By chance, of each operation. */
export const randomRuns = 20
/** Each of these costs a password hash. */
export const randomSignIns = 6
const newPassword = 'five orders of blue collars'
/** Where no provider is set up: reached is what says so. */
export const notConfigured = 501

/** What a request says: `body` is missing where none is sent; a query key with several values is sent several times. */
export interface Said {
  params: Record<string, string>
  query: Record<string, string | string[]>
  body?: unknown
}

interface Parameter {
  name: string
  in: 'query' | 'path'
  required?: boolean
  schema: Schema
}

const allParametersOf = ({ path, document }: Operation): Parameter[] =>
  [...(openapi.paths[path].parameters ?? []), ...(document.parameters ?? [])]
    .map((parameter) => parameter.$ref ? openapi.components.parameters[parameter.$ref.split('/').at(-1)] : parameter)
/** An object stands for whatever other keys there are. */
const isOpenQuery = (parameter: Parameter) => parameter.in === 'query' && parameter.schema.type === 'object'
const parametersOf = (operation: Operation, place: Parameter['in']): Parameter[] =>
  allParametersOf(operation).filter((parameter) => parameter.in === place && !isOpenQuery(parameter))
const takesAnyQuery = (operation: Operation) => allParametersOf(operation).some(isOpenQuery)

const bodyOf = ({ document }: Operation): Schema | undefined => document.requestBody?.content['application/json']?.schema
export const hasInput = (operation: Operation) =>
  bodyOf(operation) !== undefined || parametersOf(operation, 'path').length > 0 || parametersOf(operation, 'query').length > 0

/** With every key of the body, and no query. */
export function sampleOf (operation: Operation, values: Values): Said {
  const body = bodyOf(operation)
  const needed = parametersOf(operation, 'query').filter(({ required }) => required)
  const said = (parameters: Parameter[]) =>
    Object.fromEntries(parameters.map(({ name, schema }) => [name, values.textual.sample(schema, name)]))
  return { params: said(parametersOf(operation, 'path')), query: said(needed), ...(body && { body: values.sample(body) }) }
}

/** Parameters that may be any text. */
const readAsWritten = ['q', 'name']

/** Every change that breaks the sample. */
export function breakagesOf (operation: Operation, values: Values): Breakage[] {
  const body = bodyOf(operation)
  const strange = ['other', ' ', 'a/b~1c', '0', '😀', '\u0000', 'valueOf', 'limit[]', 'LIMIT']
  return [
    ...parametersOf(operation, 'path').flatMap(({ name, schema }) =>
      values.textual.breakages(schema)
        // An address that is no UTF-8 is refused before it is read; `.` and `/` at its end are other addresses.
        .filter(({ value }) => value.isWellFormed() && value !== '' && !/^\.+$/.test(value))
        .map(({ value, rules }) => ({ path: ['params', name], value, rules }))
    ),
    ...parametersOf(operation, 'query').flatMap(({ name, schema, required }) => [
      ...(required ? [{ path: ['query', name], value: removed, rules: ['required'] }] : []),
      // What is no UTF-8 is read as it is written, and that may be valid.
      ...values.textual.breakages(schema).filter(({ value }) => fits(value) && (value.isWellFormed() || !readAsWritten.includes(name))).map(
        (
          { value, rules }
        ) => ({ path: ['query', name], value, rules })
      ),
      { path: ['query', name], value: [values.textual.sample(schema, name), values.textual.sample(schema, name)], rules: ['type'] }
    ]),
    ...(takesAnyQuery(operation) ? [] : strange).map((name) => ({ path: ['query', name], value: '1', rules: ['additionalProperties'] })),
    ...(body && operation.document.requestBody.required ? [{ path: ['body'], value: removed, rules: ['required'] }] : []),
    ...(body ? values.breakages(body).map((breakage) => ({ ...breakage, path: ['body', ...breakage.path] })) : [])
  ]
}

/** Every change that keeps the sample valid, as far as schemas say. */
export function variantsOf (operation: Operation, values: Values): Change[] {
  const body = bodyOf(operation)
  return [
    { path: [], value: sampleOf(operation, values) },
    ...parametersOf(operation, 'path').flatMap(({ name, schema }) =>
      values.textual.variants(schema, name).map((value) => ({ path: ['params', name], value }))
    ),
    ...parametersOf(operation, 'query').flatMap(({ name, schema }) =>
      values.textual.variants(schema, name).filter(fits).map((value) => ({ path: ['query', name], value }))
    ),
    ...(takesAnyQuery(operation) ? ['other', ' ', 'a/b~1c', '0', '😀', 'valueOf', '__proto__', 'limit[]'] : []).map((name) => ({
      path: ['query', name],
      value: '1'
    })),
    ...(body && !operation.document.requestBody.required ? [{ path: ['body'], value: removed }] : []),
    ...(body ? values.variants(body).map((variant) => ({ ...variant, path: ['body', ...variant.path] })) : [])
  ]
}

export function randomOf (operation: Operation, values: Values): fc.Arbitrary<Said> {
  const body = bodyOf(operation)
  const said = (parameters: Parameter[]) =>
    fc.record(Object.fromEntries(parameters.map(({ name, schema }) => [name, values.textual.random(schema, name).filter(fits)])), {
      requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true
    })
  return fc.record({
    params: said(parametersOf(operation, 'path')),
    query: said(parametersOf(operation, 'query')),
    ...(body && { body: operation.id === 'updateSettings' ? oftenOfOneScope(values.random(body)) : values.random(body) })
  }, {
    requiredKeys: ['params', 'query', ...(body && operation.document.requestBody.required ? ['body' as const] : [])],
    noNullPrototype: true
  }) as fc.Arbitrary<Said>
}

/** Node takes 16 KiB of address and headers. */
const fits = (value: string) => encode(value).length <= 5000

/** Half a character is sent as the bytes that it would have. */
const encode = (text: string) =>
  text.split(/([\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])(?![\udc00-\udfff]))/).map((part) =>
    part.isWellFormed()
      ? encodeURIComponent(part)
      : `%ED%${(0x80 | part.charCodeAt(0) >> 6 & 0x3f).toString(16)}%${(0x80 | part.charCodeAt(0) & 0x3f).toString(16)}`
  ).join('')

export function requestOf (operation: Operation, { params, query, body }: Said, authorization: string | undefined): RawRequest {
  const { method, path } = operation
  const file = takesFile(operation)
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => `${encode(name)}=${encode(value)}`))
  return {
    method: method.toUpperCase(),
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(params[name])) + (pairs.length > 0 ? `?${pairs.join('&')}` : ''),
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(file && { 'content-type': bytesTypeOf(operation) })
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(file && { body: picture })
  }
}

export const short = (text: string) => text.length > 600 ? `${text.slice(0, 400)} … ${text.slice(-150)}` : text
/** For a person to read. */
export const written = ({ method, path, body }: RawRequest, answer: RawAnswer) =>
  `${method} ${short(path)} ${short(String(body ?? ''))} → ${answer.status} ${short(answer.text)}`

/** In days, where they are not 92. */
const longestRanges: Record<string, number> = {
  listHolidays: 366,
  listLeaves: 366,
  getAnalyticsSummary: 366,
  getAnalyticsTrends: 366,
  exportAnalytics: 366,
  getTeamMetrics: 366
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
function unsaid ({ query, body }: Said, { id }: Operation): string[] {
  const { date, from, to, cursor, for: pickedFor, reportId } = query as Record<string, string | undefined>
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
  const excused = ['excuseObligations', 'restoreObligations'].includes(id) ? (said as ExcuseBody).items : []
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
    '/query/cursor cursor': cursor !== undefined,
    '/body/scopeId empty': id === 'createSchedule' && scope === 'org' && !!scopeId,
    '/body/scopeId required': id === 'createSchedule' && scope !== 'org' && !scopeId,
    '/body/effectiveTo order': !!effectiveFrom && !!effectiveTo && effectiveTo < effectiveFrom,
    '/query/reportId required': id === 'listPeople' && pickedFor === 'mention' && reportId === undefined,
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
    ...(id.endsWith('Template') ? unsaidOfTemplate(said as { fields?: TemplateBody[] }) : []),
    ...(id === 'createDelegation' ? unsaidOfDelegation(said as { startsOn: string, endsOn: string }) : []),
    ...(fields && !id.endsWith('Template') ? unsaidOfFields(fields, `${at}/fields`) : []),
    ...(id === 'createLeave' ? unsaidOfLeave(parsed(body ?? {})) : []),
    ...(id.endsWith('CalendarEvent') ? unsaidOfEvents(parsed(body ?? {})) : [])
  ].sort()
}

const settingKeys = {
  user: Object.keys(openapi.components.schemas.UserSettings.properties),
  org: Object.keys(openapi.components.schemas.OrganisationSettings.properties)
}

/** By chance alone they seldom would be. */
const oftenOfOneScope = (random: fc.Arbitrary<SettingsBody>): fc.Arbitrary<SettingsBody> =>
  fc.oneof(
    random,
    random.map((settings) => {
      const keys = ['version', ...settingKeys[settings.scope ?? 'user']]
      return Object.fromEntries(Object.entries(settings).filter(([key]) => keys.includes(key))) as SettingsBody
    })
  )

interface SettingsBody {
  scope?: keyof typeof settingKeys
  version?: number
}

/** All settings of a change are of one scope. */
function unsaidOfSettings ({ scope = 'user', version: _, ...settings }: SettingsBody): string[] {
  const keys = Object.keys(settings)
  if (keys.length === 0) return ['/body nothingChanged']
  return keys.filter((key) => !settingKeys[scope].includes(key)).map((key) => `/body/${key} otherScope`)
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

type EventBody = Partial<Record<'scope' | 'scopeId' | 'date' | 'endDate' | 'startsAt' | 'endsAt', string | null>> & { allDay?: boolean }

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

/** Letters of four bytes may be too many for the body before they are for the schema. */
const isTooLarge = ({ document }: Operation, { body }: Said) =>
  body !== undefined && Buffer.byteLength(JSON.stringify(body)) > (document['x-body-limit'] ?? 65_536)
const complaintOfSize = (status: number, text: string): string | undefined =>
  status === 413 && JSON.parse(text).error.code === 'PAYLOAD_TOO_LARGE' ? undefined : `a status of ${status} for a body that is too large`

/** What is wrong with the answer to a broken request, if anything is. */
export function complaintOfRefusal (
  { status, text }: RawAnswer,
  breakages: Breakage[],
  operation: Operation,
  said: Said
): string | undefined {
  const { document } = operation
  if (isTooLarge(operation, said)) return complaintOfSize(status, text)
  if (status !== 400) return `a status of ${status}, not 400`
  const { ok, data, error } = JSON.parse(text)
  if (ok !== false || data !== null || error?.code !== 'VALIDATION_FAILED') return 'no VALIDATION_FAILED in the envelope'
  if (!document['x-errors'][400]?.includes(error.code)) return 'a code that the document does not declare'
  const details: ErrorDetail[] = error.details ?? []
  const lost = breakages.filter(({ path, value }) => path[0] === 'body' && isRaw(value))
  // What JSON cannot give back is refused before anything else is looked at.
  if (lost.length > 0) {
    const [told, due] = [details.map(({ path, rule }) => `${path} ${rule}`), lost.map(({ path }) => `${pointerOf(path)} number`)]
    return told.sort().join() === due.sort().join() ? undefined : `[${told}], where [${due}] was due`
  }
  for (const { path, rules } of breakages) {
    const at = details.filter((detail) => detail.path === pointerOf(path)).map(({ rule }) => rule)
    const missing = at.length === 0 ? ['any rule'] : rules.filter((rule) => !at.includes(rule))
    if (missing.length > 0) return `no detail at ${pointerOf(path)} that says ${missing.join(' and ')}`
  }
  const stray = details.find((detail) =>
    !breakages.some(({ path }) =>
      detail.path === pointerOf(path) || detail.path.startsWith(`${pointerOf(path)}/`) ||
      (/^(min|max)Properties$/.test(detail.rule) && detail.path === pointerOf(path.slice(0, -1)))
    )
  )
  if (stray) return `a detail about ${stray.path}, where nothing is wrong`
  if (details.some(({ message }) => !message)) return 'a detail without a message'
  const [told, due] = [
    details.filter(({ path }) => /^\/body(\/|$)/.test(path)).map(({ path, rule }) => `${path} ${rule}`),
    faultsOfBody(operation, said)
  ]
  const differs = due && (details.length === mostFaults
    ? !told.every((fault) => due.includes(fault))
    : [...new Set(told)].sort().join() !== [...new Set(due)].sort().join())
  if (differs) return `[${told}] about the body, where [${due}] was due`
}

/** Of many faults the first are told. */
const mostFaults = openapi.components.schemas.ErrorBody.properties.details.maxItems

/** Every fault of the body, as another validator finds them by the document; undefined where there is no body to look at. */
function faultsOfBody (operation: Operation, { body }: Said): string[] | undefined {
  if (body === undefined || !bodyOf(operation)) return undefined
  const validate = validatorAt('openapi', 'paths', operation.path, operation.method, 'requestBody', 'content', 'application/json', 'schema')
  if (validate(parsed(body))) return []
  return validate.errors!.map(({ instancePath, keyword, params }) => {
    const key = keyword === 'required' ? params.missingProperty : keyword === 'additionalProperties' ? params.additionalProperty : undefined
    return `/body${instancePath}${key === undefined ? '' : pointerOf([key])} ${keyword}`
  })
}

/** Everybody may ask; who leads nothing is refused, and so is who administers nothing. */
export const leadsOnly = [
  'updateBlocker',
  'approveLeave',
  'rejectLeave',
  'createDelegation',
  'deleteDelegation',
  'approveReport',
  'returnReport',
  'reopenReport',
  'reviewReports',
  'markReportRead',
  'remindObligations',
  'excuseObligations',
  'restoreObligations'
]
export const adminsOnly = ['getSettings', 'updateSettings']

/** The service has its own idea of these. */
const ownKeys = ['version', 'refreshToken', 'startsAt', 'endsAt']

/** What the samples of some operations are best about, beside what those of all are. */
export interface Live {
  all: Record<string, unknown>
  of: Record<string, Record<string, unknown>>
}

/** A company with everything in it that an operation can be about. */
export async function populate ({ deps: { db, clock, passwords }, signIn }: TestApp): Promise<Live> {
  const [employee, colleague, lead] = [await signIn('employee'), await signIn('colleague'), await signIn('lead')]
  const draft = await employee.createReport({ reportDate: '2026-11-19', summary: 'Collars' })
  const handIn = (client: typeof employee, reportDate: string) => client.createReport({ reportDate, summary: 'Collars', submit: true })
  const [submitted, waiting, decided] = [
    await handIn(employee, '2026-11-18'),
    await handIn(colleague, '2026-11-18'),
    await handIn(colleague, '2026-11-17')
  ]
  await employee.createReport({
    reportDate: '2026-11-17',
    summary: 'Collars',
    submit: true,
    items: [{ title: 'Thread', status: 'blocked' }]
  })
  const { items: [{ id: blockerId }] } = await lead.listBlockers()
  await lead.approveReport(decided.id, { version: 2 })
  const { id: commentId } = await employee.createComment(submitted.id, { body: 'Collars' })
  let refreshToken = ''
  await signIn('hr', {
    onTokens: (signedIn) => {
      refreshToken = signedIn?.refreshToken ?? refreshToken
    }
  })
  const later = new Date(clock.now().getTime() + 86_400_000)
  const hr = await signIn('hr')
  const schedule = await hr.createSchedule({ scope: 'division', scopeId: production.id, effectiveFrom: '2026-12-01' })
  const emptyDivision = await hr.createDivision({ name: 'Samples', code: 'SMP' })
  const emptyTeam = await hr.createTeam({ name: 'Line 9', divisionId: production.id })
  const delegation = await lead.createDelegation({ toUserId: people.colleague.id, startsOn: '2026-12-01', endsOn: '2026-12-04' })
  const template = await hr.createTemplate({ name: 'Lines', divisionId: production.id, fields: [] })
  const former = await hr.createTemplate({ name: 'Once', fields: [] })
  await hr.archiveTemplate(former.id)
  await everyWorkingDay(db)
  const leave = await employee.createLeave({ kind: 'sick', startDate: '2026-11-23', endDate: '2026-11-24', note: 'Flu' })
  const holiday = await hr.createHoliday({ date: '2026-12-25', name: 'Natal', kind: 'national' })
  const invite = async (id: string, email: string) => {
    const secret = newSecret()
    await invitations.insert(db, {
      id,
      email,
      role: 'manager',
      divisionId: null,
      teams: [],
      secret,
      invitedBy: people.admin.id,
      now: clock.now(),
      expiresAt: later
    })
    return secret
  }
  await db.updateTable('organisation').set({ registration_mode: 'open' }).execute()
  const [invited, newcomer] = ['invited@workpulse.test', 'newcomer@workpulse.test']
  const invitation = await invite('INVITATION0000000000000001', invited)
  await invite('INVITATION0000000000000002', 'another@workpulse.test')
  const registration = await linkTokens.insertRegistration(db, {
    email: 'registered@workpulse.test',
    name: people.disabled.name,
    passwordHash: await passwords.hash(newPassword)
  }, later)
  const reset = await linkTokens.insertReset(db, people.otherManager.id, later)
  const identified = async (userId: string) => {
    await identities.insert(db, { issuer: 'https://accounts.google.com', subject: userId }, userId, clock.now())
    return (await identities.listOf(db, userId))[0].id
  }
  const sent = async (reportId?: string) =>
    (await employee.uploadFile(new Blob([new Uint8Array(picture)]), { name: 'a.png', ...(reportId && { reportId }) })).id
  const attached = await sent(draft.id)
  await employee.setAvatar(new Blob([new Uint8Array(picture)], { type: 'image/png' }))
  const emailChange = await linkTokens.insertEmailChange(
    db,
    { userId: people.lead.id, email: 'new@workpulse.test', sessionId: null },
    later
  )
  const [{ id: sessionId }] = (await (await signIn('employee')).listSessions()).items
  const calendarEvent = await (await signIn('employee')).createCalendarEvent({
    scope: 'personal',
    title: 'Dentist',
    allDay: true,
    date: today,
    endDate: today
  })
  const { id: feedId, url: feedUrl } = await (await signIn('employee')).createCalendarFeed({ name: 'Phone' })
  const eventTime = { allDay: true, date: today, endDate: today, startsAt: null, endsAt: null }
  const live = {
    all: {
      eventId: calendarEvent.id,
      feedId,
      email: emailOf('employee'),
      password,
      refreshToken,
      teamId: line4.id,
      divisionId: production.id,
      userId: people.other.id,
      actorId: people.admin.id,
      reportId: draft.id,
      invitationId: 'INVITATION0000000000000002',
      sessionId,
      scheduleId: schedule.id,
      holidayId: holiday.id,
      effectiveFrom: '2026-12-02',
      workDate: today,
      effectiveTo: null,
      reportDate: today,
      version: 1,
      carriedFromId: null,
      teams: [{ id: line4.id, role: 'member' }, { id: line7.id, role: 'lead' }],
      currentPassword: password,
      newPassword
    },
    of: {
      register: { email: invited, password: newPassword, invitation },
      verifyEmail: { token: registration, password: newPassword },
      resetPassword: { token: reset, password: newPassword },
      getAvatar: { userId: people.employee.id },
      uploadFile: { reportId: draft.id },
      attachFile: { fileId: await sent(), reportId: draft.id },
      ...Object.fromEntries(['downloadFile', 'deleteFile'].map((id) => [id, { fileId: attached }])),
      unlinkIdentity: { identityId: await identified(people.employee.id) },
      unlinkUserIdentity: { identityId: await identified(people.other.id) },
      confirmEmailChange: { token: emailChange },
      requestEmailChange: { email: newcomer },
      createUser: { email: newcomer },
      createInvitation: { email: newcomer },
      createSchedule: { scope: 'division', scopeId: production.id },
      importHolidays: { csv: 'date,name,kind\n2027-01-01,Tahun Baru,national\n' },
      listInvitations: { state: 'pending' },
      getPerson: { userId: people.colleague.id },
      explainObligation: { userId: people.employee.id, date: today },
      ...Object.fromEntries(['archiveDivision', 'deleteDivision'].map((id) => [id, { divisionId: emptyDivision.id }])),
      ...Object.fromEntries(['archiveTeam', 'deleteTeam'].map((id) => [id, { teamId: emptyTeam.id }])),
      removeTeamMember: { userId: people.colleague.id },
      ...Object.fromEntries(
        ['listComments', 'createComment', 'updateComment', 'deleteComment'].map((
          id
        ) => [id, { reportId: submitted.id, commentId, mentions: [people.lead.id, people.hr.id] }])
      ),
      ...Object.fromEntries(
        ['listReactions', 'addReaction', 'removeReaction', 'listReportReads'].map((id) => [id, { reportId: submitted.id }])
      ),
      ...Object.fromEntries(['getBlocker', 'updateBlocker'].map((id) => [id, { blockerId, ownerId: people.manager.id }])),
      ...Object.fromEntries(['getLeave', 'approveLeave', 'rejectLeave', 'cancelLeave'].map((id) => [id, { leaveId: leave.id }])),
      createLeave: { userId: people.employee.id },
      createDelegation: { fromUserId: people.lead.id, toUserId: people.employee.id, startsOn: '2026-12-07', endsOn: '2026-12-11' },
      deleteDelegation: { delegationId: delegation.id },
      ...Object.fromEntries(
        ['getTemplate', 'updateTemplate', 'deleteTemplate', 'archiveTemplate'].map((id) => [id, { templateId: template.id }])
      ),
      restoreTemplate: { templateId: former.id },
      createReport: { userId: people.employee.id },
      getReportRevision: { reportId: submitted.id, number: '1' },
      markReportRead: { reportId: waiting.id },
      upsertReportByDate: { date: today, baseVersion: null },
      withdrawReport: { reportId: submitted.id, version: 2 },
      approveReport: { reportId: waiting.id, version: 2 },
      returnReport: { reportId: waiting.id, version: 2 },
      reopenReport: { reportId: decided.id, version: 3 },
      reviewReports: { note: 'Minutes?', reports: [waiting, decided].map(({ id }) => ({ id, version: 2 })) },
      createCalendarEvent: { scope: 'personal', scopeId: null, ...eventTime },
      updateCalendarEvent: eventTime,
      readCalendarFeed: { token: new URL(feedUrl).searchParams.get('token') }
    }
  }
  return live
}

/**
 * Where an answer holds another value than was sent, if anywhere. A key of the body that the answer does not have at all is not
 * about the object.
 */
/** The note of a decision on a leave is told apart from that of the leave. */
function asAnswered ({ id }: Operation, sent: unknown): unknown {
  if (!['approveLeave', 'rejectLeave', 'cancelLeave'].includes(id)) return sent
  const { note, ...others } = sent as { note?: unknown }
  return note === undefined ? others : { ...others, decisionNote: note }
}

function alteredIn (sent: unknown, answered: unknown, path: Path = []): Path | undefined {
  if (typeof sent !== 'object' || typeof answered !== 'object' || sent === null || answered === null) {
    // Names have one spelling for letters that can be composed in two ways.
    return sent === answered || (path.at(-1) === 'name' && (sent as string).normalize() === answered)
      ? undefined
      : path
  }
  if (Array.isArray(sent) && sent.length !== (answered as unknown[]).length) return path
  for (const [key, value] of Object.entries(sent)) {
    if (path.length === 0 && (!Object.hasOwn(answered, key) || ownKeys.includes(key))) continue
    const altered = alteredIn(value, answered[key as never], [...path, key])
    if (altered) return altered
  }
}

/** What is wrong with the answer to a valid request, if anything is. */
export function complaintOfSuccess ({ status, text }: RawAnswer, said: Said, operation: Operation): string | undefined {
  const { document } = operation
  if (isTooLarge(operation, said)) return complaintOfSize(status, text)
  // A file or a feed as it is.
  if (status < 300 && document['x-answer'] === 'bytes') return undefined
  // A redirect says nothing more, and what a stream says comes later.
  if (text === '') {
    const { content } = document.responses[status] ?? {}
    return status < 400 && (content === undefined || content['text/event-stream']) ? undefined : `no body with a status of ${status}`
  }
  const { ok, data, error } = JSON.parse(text)
  const expected = unsaid(said, operation)
  if (expected.length > 0 || error?.code === 'VALIDATION_FAILED') {
    const told = (error?.details ?? []).map(({ path, rule }: ErrorDetail) => `${path} ${rule}`).sort()
    const isWhole = told.length === mostFaults ? told.every((fault: string) => expected.includes(fault)) : told.join() === expected.join()
    return status === 400 && isWhole
      ? undefined
      : `[${told}] where [${expected}] was due: is a rule that schemas cannot say not in unsaid()?`
  }
  if (ok === true && status < 300) {
    const altered = alteredIn(asAnswered(operation, parsed(said.body ?? {})), data ?? {})
    return altered && `another value at ${pointerOf(altered)} than was sent`
  }
  // For whom it is is in the body, and only of some one may.
  const { userId, fromUserId } = parsed(said.body ?? {}) as { userId?: string | null, fromUserId?: string | null }
  const ofOther = (operation.id === 'createLeave' && userId !== people.employee.id) ||
    (operation.id === 'createReport' && userId !== undefined && userId !== people.employee.id) ||
    (operation.id === 'createDelegation' && fromUserId !== people.lead.id)
  if (ofOther && status === 403 && error.code === 'FORBIDDEN') return undefined
  // For all it is one of HR who may, and that is in the body.
  if (operation.id === 'createCalendarEvent' && (parsed(said.body) as EventBody).scope === 'org' && error.code === 'FORBIDDEN') {
    return undefined
  }
  // Of the state: no such thing, not now, not with these credentials or this link, not by this protocol, not set up.
  const ofState = document['x-access'] === 'public' ? [400, 401, 403, 404, 409, 422, 426, notConfigured] : [404, 409, 422]
  if (!ofState.includes(status) || error.code === 'FORBIDDEN') return `a status of ${status} for what is valid`
  if (!document['x-errors'][status]?.includes(error.code)) return 'a code that the document does not declare'
}
