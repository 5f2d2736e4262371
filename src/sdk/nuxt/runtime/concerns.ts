import type { EventFrames } from '../../../../generated/sdk/frames.ts'

/** What an event does to what was read: nothing, or it shows what is now, or it can only be read anew. */
export type Effect<T> = { kind: 'none' } | { kind: 'apply', answer: T } | { kind: 'refresh' }

const none = { kind: 'none' } as const
const refresh = { kind: 'refresh' } as const

type Thing = Record<string, unknown> & { id: string }
interface Page {
  items: Thing[]
}

/** Which events concern an operation, by what its name is about; all, where that is several things. */
const subjects: [RegExp, EventFrames['type'][]][] = [
  [/Report|Comment|Reaction|Review/, ['report.created', 'report.updated', 'report.submitted', 'report.activity', 'report.deleted']],
  [/Notification|Inbox/, ['notification.new', 'notification.unread']],
  [/Calendar|Holiday|Leave/, ['calendar.changed']]
]
/** Who is there, and how many notices are unread, says nothing of anything else; each connection begins with both. */
const silent: EventFrames['type'][] = ['team.presence', 'notification.unread']

export function concerns (operation: string, type: EventFrames['type']): boolean {
  const subject = subjects.find(([name]) => name.test(operation))
  return subject ? subject[1].includes(type) : !silent.includes(type)
}

/** @param query of the call: what a list is of. */
export function effectOf<T> (event: EventFrames, answer: T, query: Record<string, unknown>): Effect<T> {
  const { type } = event
  const data = event.data as unknown as Record<string, unknown>
  // Taken back: whether it is still seen is for the API to say.
  if (data.state === 'draft' && event.channel.startsWith('team:')) return isPage(answer) && !find(answer, data) ? none : refresh
  if (isPage(answer)) return effectOnPage(type, data, answer, query) as Effect<T>
  if (!isThing(answer)) return refresh
  const id = data.reportId ?? data.id
  // What concerns another one of the kind does not concern this one.
  return id === answer.id ? refresh : type.startsWith('report.') ? none : refresh
}

function effectOnPage (type: EventFrames['type'], data: Record<string, unknown>, page: Page, query: Record<string, unknown>): Effect<Page> {
  const present = find(page, data)
  if (type === 'report.deleted') return present ? { kind: 'apply', answer: without(page, present) } : none
  if (type === 'report.activity') return present ? replace(page, present, data) : none
  if (!type.startsWith('report.')) return refresh
  if (!belongs(data, query)) return present ? refresh : none
  if (!present) return refresh
  const isOlder = typeof data.version === 'number' && typeof present.version === 'number' && data.version <= present.version
  return isOlder ? none : replace(page, present, data)
}

function find (page: Page, data: Record<string, unknown>): Thing | undefined {
  const id = data.reportId ?? data.id
  return page.items.find((item) => item.id === id)
}

const without = (page: Page, gone: Thing): Page => ({ ...page, items: page.items.filter((item) => item !== gone) })

/** What the item has and the event knows; the rest stays. */
function replace (page: Page, present: Thing, data: Record<string, unknown>): Effect<Page> {
  const known = Object.fromEntries(Object.entries(data).filter(([key]) => key in present && key !== 'id'))
  return { kind: 'apply', answer: { ...page, items: page.items.map((item) => item === present ? { ...item, ...known } : item) } }
}

/** Does the list still have it? As far as what was asked for is a key of it. */
function belongs (data: Record<string, unknown>, query: Record<string, unknown>): boolean {
  return Object.entries(query).every(([key, value]) => value === undefined || !(key in data) || data[key] === value)
}

const isPage = (answer: unknown): answer is Page => Array.isArray((answer as Partial<Page> | null)?.items)
const isThing = (answer: unknown): answer is Thing => typeof (answer as Partial<Thing> | null)?.id === 'string'
