import { type Call, calls, type Methods } from '../../generated/sdk/operations.ts'
import type { components } from '../../generated/types.ts'
import { ApiError } from './errors.ts'
import type { Connections } from './live/connections.ts'
import { connectionsLater } from './live/later.ts'
import type { Realtime, RealtimeOptions } from './live/realtime.ts'
import type { UnreadListeners } from './live/unread.ts'
import type { CallOptions, ClientOptions } from './options.ts'
import type { Request } from './sending.ts'
import { createTransport, type Transport } from './transport.ts'

export type User = components['schemas']['User']

type Schemas = components['schemas']

/** Whose settings they are decides what they are. */
interface SettingsMethods {
  getSettings: {
    (query: { scope: 'org' }, options?: CallOptions): Promise<Schemas['OrganisationSettings']>,
    (query?: { scope?: 'user' }, options?: CallOptions): Promise<Schemas['UserSettings']>
  }
  updateSettings: {
    (body: Schemas['UpdateSettingsRequest'] & { scope: 'org' }, options?: CallOptions): Promise<Schemas['OrganisationSettings']>,
    (body: Schemas['UpdateSettingsRequest'] & { scope?: 'user' }, options?: CallOptions): Promise<Schemas['UserSettings']>
  }
}

/** Of one report of a batch: `ok` tells which it is. */
export type Reviewed =
  | { id: string, ok: true, state: Schemas['ReportState'], version: number, error: null }
  /** `state` and `version` are those that it has, where the viewer may see it. */
  | { id: string, ok: false, state: Schemas['ReportState'] | null, version: number | null, error: Schemas['ReviewError'] }

/** What the document says of an answer is said more exactly here. */
interface ExactMethods extends SettingsMethods {
  reviewReports: (body: Schemas['ReviewBatch'], options?: CallOptions) => Promise<{ results: Reviewed[] }>
}

/** The API: a method per operation, and its two live connections. */
export interface Client extends Omit<Methods, keyof ExactMethods>, ExactMethods {
  /** Who is signed in, for when a page loads; undefined when nobody is. @throws ApiError or ConnectionError when the API cannot tell. */
  restoreSession: (options?: CallOptions) => Promise<User | undefined>
  /** Somebody else knows who is signed in, as the server that rendered the page does: nobody has to be asked. */
  adopt: (user: Pick<User, 'id'>) => void
  /** Follows the number of unread notifications. @returns a function that ends it. */
  followUnread: (listeners: UnreadListeners) => () => void
  /** The realtime connection, which lives until its `close()`. The tabs of a browser share one socket. */
  connect: (options?: RealtimeOptions) => Realtime
}

/** Outside a page two clients share nothing, so that a server can render for many people at once. */
export function createClient (given: ClientOptions): Client {
  if (!given.baseUrl && given.baseUrl !== '') throw new TypeError('createClient: baseUrl is missing, the address of the API')
  const options = 'apiToken' in given ? ofProgram(given) : given
  const transport = createTransport(options)
  const methods = Object.fromEntries(Object.entries(calls).map(([id, call]) => [id, methodFor(transport, call)])) as unknown as Methods
  const live = liveOf(options, transport, methods)
  transport.onSignIn(live.renew)
  return {
    ...methods as Omit<Methods, keyof ExactMethods> & ExactMethods,
    restoreSession: (calling) => options.mode === 'bearer' ? currentUser(transport, calling) : restoreSession(transport, calling),
    adopt: ({ id }) => transport.adopt(id),
    followUnread: live.followUnread,
    connect: live.connect
  }
}

/** A token is sent as access tokens are, and nothing comes after it. */
function ofProgram ({ apiToken, ...options }: ClientOptions): ClientOptions {
  const strange = (['mode', 'tokens', 'storage', 'cookies'] as const).find((name) => options[name] !== undefined)
  if (strange) throw new TypeError(`createClient: apiToken stands alone, without ${strange}`)
  if (!apiToken) throw new TypeError('createClient: apiToken is empty: is it in the environment of the program?')
  return { ...options, mode: 'bearer', tokens: { accessToken: apiToken } }
}

/** In milliseconds: a ticket is small, and a connection that lets it wait is soon to be given up. */
const ticketTimeout = 6000

function liveOf (options: ClientOptions, transport: Transport, methods: Methods): Connections {
  const base = options.baseUrl.replace(/\/+$/, '')
  const address = `${(options.realtimeUrl ?? base).replace(/\/+$/, '').replace(/^http/, 'ws')}/api/v1/ws`
  return connectionsLater({
    name: transport.name === undefined ? undefined : `${transport.name}|${base}|live`,
    person: transport.person,
    createSocket: (protocols) => new (options.WebSocket ?? globalThis.WebSocket)(address, protocols),
    createTicket: (signal) => methods.createWsTicket({ signal, timeout: ticketTimeout }),
    openStream: (signal) => transport.open({ method: 'GET', path: '/api/v1/stream/notifications', signal }),
    clearConnections: transport.clearConnections,
    refresh: () => methods.refreshSession()
  }, transport.onEnd)
}

/** With cookies: asks what answers 200 either way, since a browser writes a red line for each 401. */
async function restoreSession (transport: Transport, options?: CallOptions): Promise<User | undefined> {
  try {
    const { user, refreshable } = await transport.call({ ...calls.getSession, ...options }) as Schemas['CurrentSession']
    if (user) {
      transport.adopt(user.id)
      return user
    }
    if (!refreshable || !await transport.renew()) {
      transport.lose()
      return undefined
    }
  } catch (error) {
    // An API before 0.3 is asked as it was then.
    if (!(error instanceof ApiError && error.code === 'NOT_FOUND')) throw error
  }
  return currentUser(transport, options)
}

async function currentUser (transport: Transport, options?: CallOptions): Promise<User | undefined> {
  try {
    return await transport.call({ ...calls.getMe, quiet: true, ...options } satisfies Request) as User
  } catch (error) {
    if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') return undefined
    throw error
  }
}

/** Takes the path's parameters in their order, then the body and the query where there are, then the options. */
function methodFor (transport: Transport, { method, path, input, withQuery, idempotent, sends, answers }: Call) {
  return (...given: unknown[]) => {
    const address = path.replace(/\{\w+\}/g, () => encodeURIComponent(String(given.shift())))
    const payload = input && given.shift()
    const search = input === 'query' ? payload : withQuery ? given.shift() : undefined
    const options = given.shift() as CallOptions | undefined
    return transport.call({
      method,
      path: address,
      ...(search !== undefined && { query: search as Record<string, unknown> }),
      ...(input === 'body' && { body: payload }),
      ...(sends && { sends }),
      ...(answers && { answers }),
      ...options,
      // Elsewhere it would promise what nobody keeps.
      idempotencyKey: idempotent ? options?.idempotencyKey ?? newKey() : undefined
    })
  }
}

/** 128 random bits. `randomUUID` is for secure pages only. */
function newKey (): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Every item of a list, page after page: `for await (const report of pages(client.listReports, { teamId }))`.
 */
export async function* pages<Q extends object, T> (
  list: (query: NoInfer<Q> & { cursor?: string }, options?: CallOptions) => Promise<{ items: T[], nextCursor: string | null }>,
  query: Q,
  options?: CallOptions
): AsyncGenerator<T> {
  let cursor: string | null = null
  do {
    const page = await list({ ...query, ...(cursor && { cursor }) }, options)
    yield* page.items
    cursor = page.nextCursor
  } while (cursor)
}
