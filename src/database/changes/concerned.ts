/**
 * Whom a statement concerns. Each transaction that changes rows raises a number for each person, team and division that those are of,
 * or one for everybody; whoever reads the numbers of all that an answer is made of knows whether it still holds. It is the driver that
 * looks, so that nobody who writes can forget it: see `watched.ts`.
 */
import {
  type BinaryOperationNode,
  type ColumnNode,
  ColumnUpdateNode,
  DeleteQueryNode,
  InsertQueryNode,
  type OperationNode,
  ReferenceNode,
  type RootOperationNode,
  TableNode,
  UpdateQueryNode,
  ValueNode,
  ValuesNode
} from 'kysely'
import { type BoundQuery, valueIn, type Values } from '../placeholder.ts'

/** The number of everybody: what it is raised for is placed with nobody. Beside it that of the table is raised. */
export const everybody = 'org'
/** The number of all who have rows of their own, where it is not known whose were changed. */
export const anybody = 'any'
export const ofUser = (id: string) => `user:${id}`
export const ofTeam = (id: string) => `team:${id}`
export const ofDivision = (id: string) => `division:${id}`
/** What the names of divisions begin with. */
export const divisions = ofDivision('')
/** What the names of days of divisions begin with, by which the rows of a day are counted that have the division's id. */
export const ofDays = 'day:'
export const ofDay = (date: string, divisionId: string) => `${ofDays}${date}:${divisionId}`
/** The number of all days of all divisions, where it is not known which were changed. */
export const anyDay = 'days'
/** What goes with the row of another table, when that is deleted, has the number of that table. */
const goesWith: Record<string, string> = { leave_days: 'leaves', template_revisions: 'templates' }
export const ofTable = (name: string) => `table:${goesWith[name] ?? name}`
/** What the names of tables begin with, and the number of all of them. */
export const tables = ofTable('')

const work = { user_id: ofUser, team_id: ofTeam, division_id: ofDivision }

/** Of tables whose rows are of a day, and of the division in `division_id`: together they name the day's number. */
const dayIn: Record<string, string> = { reports: 'report_date', obligations: 'work_date' }

/** The columns that say whom a row concerns. Of what is in no list a change concerns everybody, by the number of its table too. */
export const placed: Record<string, Record<string, (id: string) => string>> = {
  reports: { ...work, reviewer_id: ofUser },
  obligations: work,
  blockers: { ...work, owner_id: ofUser },
  notices: { user_id: ofUser },
  user_settings: { id: ofUser }
}

/** Those that change together with the report or notice that they are of, which is raised for. */
export const attached = ['report_items', 'report_history', 'report_revisions', 'notice_reports']

/** Those that no answer with a validator is made of; a test holds that. */
export const aside = [
  'api_tokens',
  'attempts',
  'audit_entries',
  'audit_head',
  'calendar_feeds',
  'change_numbers',
  'event_channels',
  'event_clock',
  'events',
  'file_quotas',
  'files',
  'idempotency_keys',
  'identities',
  'invitations',
  'jobs',
  'ledger_days',
  'link_tokens',
  'push_subscriptions',
  'report_comments',
  'report_reactions',
  'report_reads',
  'sessions',
  'sign_in_flows',
  'webhook_deliveries',
  'webhooks',
  'ws_tickets'
]

const unwatched = new Set([...attached, ...aside])
/** For more than so many people at once it is said for anybody. */
const mostNames = 60
/** For more than so many days of divisions it is said for all. */
const mostDays = 60

/** A statement that changes rows that answers are made of. */
export interface Change {
  table: string
  /** Those whom it concerns by what stands in it. */
  named: string[]
  /** Which rows it changes; undefined where it makes new ones, or where it cannot be asked first. */
  where: UpdateQueryNode | DeleteQueryNode | undefined
  /** Whom the rows concern that are changed, by what they were and by what they will be. Of no row nothing is known. */
  concerned: (before: Row[]) => string[]
}

/** What can be told of a statement from its text. */
interface Form {
  table: string
  /** By whose values it is known whom it concerns, and undefined for a row of which nothing is; by its table alone where it is left out. */
  rows?: (Row | undefined)[]
  /** Whom it concerns whatever its rows are. */
  named?: string[]
  where?: Change['where']
  /** What the rows of `where` will have. */
  updates?: Row
}

/** Of statements that are compiled once; null of what changes nothing that answers are made of. */
const forms = new WeakMap<RootOperationNode, Form | null>()

/** What a statement changes; undefined where nothing that answers are made of. */
export function changeOf (statement: BoundQuery): Change | undefined {
  const { query, values } = statement
  let form = values && forms.get(query)
  if (form === undefined) {
    form = formOf(statement) ?? null
    if (values) forms.set(query, form)
  }
  if (form === null) return undefined
  const { table, rows, where, updates = new Map<string, unknown>() } = form
  return {
    table,
    named: form.named ?? (rows ? namesOf(table, rows, values) : namesOfTable(table)),
    where,
    concerned: (before) =>
      before.length === 0
        ? namesOfTable(table)
        : [...namesOf(table, before), ...namesOf(table, before.map((row) => new Map([...row, ...updates])), values)]
  }
}

function namesOfTable (table: string): string[] {
  if (table === unknown) return [everybody, anybody, anyDay, tables]
  if (!(table in placed)) return [everybody, ofTable(table)]
  return table in dayIn ? [anybody, anyDay] : [anybody]
}

function formOf ({ query, sql }: BoundQuery): Form | undefined {
  const table = tableOf(query, sql)
  if (table === undefined || unwatched.has(table)) return undefined
  if (!placed[table]) return { table }
  if (InsertQueryNode.is(query)) return { table, rows: insertedBy(query, placesOf(table)) }
  if (!UpdateQueryNode.is(query) && !DeleteQueryNode.is(query)) return { table }
  if (query.joins || query.with || query.limit || !query.where) return { table }
  // What goes with a report is of others too, and nothing of that is of another day.
  if (DeleteQueryNode.is(query) && table === 'reports') return { table, named: [anybody], where: query }
  const updates = 'updates' in query ? updatedBy(query) : new Map<string, unknown>()
  const { where } = query.where
  const pinned = new Map(placesOf(table).map((column) => [column, askedFor(where, column)]))
  if (![...pinned.values()].includes(undefined)) return { table, rows: [pinned, new Map([...pinned, ...updates])] }
  return { table, named: [], where: query, updates }
}

/** The columns that say whom a row of this table concerns, and which day. */
export function placesOf (table: string): string[] {
  return [...Object.keys(placed[table]), ...table in dayIn ? [dayIn[table]] : []]
}

/** Names of rows, by their columns. @returns those of all where a value is none. */
function namesOf (table: string, rows: (Row | undefined)[], values?: Values): string[] {
  const names = new Set<string>()
  const day = dayIn[table]
  for (const row of rows) {
    if (row === undefined) return namesOfTable(table)
    for (const [column, nameOf] of Object.entries(placed[table])) {
      const id = valueIn(row.get(column), values)
      if (typeof id === 'string') names.add(nameOf(id))
      else if (id !== undefined && id !== null) return namesOfTable(table)
    }
    if (!day) continue
    const [date, divisionId] = [valueIn(row.get(day), values), valueIn(row.get('division_id'), values)]
    if (typeof date !== 'string' || typeof divisionId !== 'string') return namesOfTable(table)
    names.add(ofDay(date, divisionId))
  }
  return [...names]
}

/** Sorted, so that two transactions that raise the same ones wait for each other in one order. */
export function raised (names: Iterable<string>): string[] {
  const all = new Set(names)
  const days = [...all].filter((name) => name.startsWith(ofDays))
  const others = [...all].filter((name) => !name.startsWith(ofDays) && name !== anyDay)
  return [
    ...all.has(anyDay) || days.length > mostDays ? [anyDay] : days,
    ...others.length > mostNames ? [...others.filter((name) => !name.startsWith('user:')), anybody] : others
  ].sort()
}

const writes = /^\s*(?:\/\*.*?\*\/\s*)?(?:insert\s+(?:ignore\s+|or\s+\w+\s+)?into|replace\s+into|update|delete\s+from)\s+[`"]?(\w+)/is

function tableOf (query: RootOperationNode, sql: string): string | undefined {
  if (InsertQueryNode.is(query)) return nameOf(query.into)
  if (UpdateQueryNode.is(query)) return nameOf(query.table)
  if (DeleteQueryNode.is(query)) return nameOf(query.from.froms[0])
  return query.kind === 'SelectQueryNode' ? undefined : writes.exec(sql)?.[1].toLowerCase()
}

/** What no table is called: it is not one table that is changed. */
const unknown = '?'

function nameOf (node: OperationNode | undefined): string {
  return node && TableNode.is(node) ? node.table.identifier.name : unknown
}

type Row = Map<string, unknown>

/** @returns undefined for a row that is not known from the statement. */
function insertedBy ({ columns = [], values }: InsertQueryNode, places: string[]): (Row | undefined)[] {
  if (!values || !ValuesNode.is(values)) return [undefined]
  const placedAt = columns.flatMap(({ column }: ColumnNode, index) => places.includes(column.name) ? [[column.name, index] as const] : [])
  return values.values.map((list) => {
    const cells = list.values as readonly unknown[]
    return new Map(placedAt.map(([name, index]) => [name, valueOf(cells[index])]))
  })
}

function updatedBy ({ updates = [] }: UpdateQueryNode): Row {
  return new Map(updates.flatMap((update) => {
    if (!ColumnUpdateNode.is(update) || update.column.kind !== 'ColumnNode') return []
    return [[(update.column as ColumnNode).column.name, valueOf(update.value)]]
  }))
}

/** Of a list of values, or the value that a node holds; an object where it is an expression. */
function valueOf (value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return value
  return ValueNode.is(value as OperationNode) ? (value as ValueNode).value : value
}

/** What the column has to be in every row that the condition meets; undefined where it may be anything. */
function askedFor (node: OperationNode, column: string): unknown {
  if (node.kind === 'AndNode') {
    const { left, right } = node as unknown as { left: OperationNode, right: OperationNode }
    return askedFor(left, column) ?? askedFor(right, column)
  }
  if (node.kind === 'ParensNode') return askedFor((node as unknown as { node: OperationNode }).node, column)
  if (node.kind !== 'BinaryOperationNode') return undefined
  const { leftOperand, operator, rightOperand } = node as BinaryOperationNode
  const isEqual = operator.kind === 'OperatorNode' && (operator as unknown as { operator: string }).operator === '='
  if (!isEqual || !ReferenceNode.is(leftOperand) || leftOperand.column.kind !== 'ColumnNode') return undefined
  const { name } = (leftOperand.column as ColumnNode).column
  return name === column && ValueNode.is(rightOperand) ? rightOperand.value : undefined
}
