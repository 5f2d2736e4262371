import { type Call, calls, type Methods } from '../../generated/sdk/operations.ts'
import type { components } from '../../generated/types.ts'
import { ApiError } from './errors.ts'
import type { CallOptions, ClientOptions } from './options.ts'
import { connectRealtime, type Realtime } from './realtime.ts'
import { followUnread, type UnreadListeners } from './stream.ts'
import { createTransport, type Request, type Transport } from './transport.ts'

export type User = components['schemas']['User']

/** The API: a method per operation, and its two live connections. */
export interface Client extends Methods {
  /** Who is signed in, for when a page loads; undefined when nobody is. @throws ApiError or ConnectionError when the API cannot tell. */
  restoreSession: (options?: CallOptions) => Promise<User | undefined>
  /** Follows the number of unread notifications. @returns a function that ends it. */
  followUnread: (listeners: UnreadListeners) => () => void
  /** Opens the realtime connection, which lives until its `close()`. `since`: one's own events after this position come first. */
  connect: (options?: { since?: number }) => Realtime
}

/** Outside a page two clients share nothing, so that a server can render for many people at once. */
export function createClient (options: ClientOptions): Client {
  const transport = createTransport(options)
  const methods = Object.fromEntries(Object.entries(calls).map(([id, call]) => [id, methodFor(transport, call)])) as unknown as Methods
  return {
    ...methods,
    restoreSession: (options) => restoreSession(transport, options),
    followUnread: (listeners) => followUnread(transport, listeners),
    connect: ({ since } = {}) =>
      connectRealtime(options, {
        createTicket: () => methods.createWsTicket(),
        refresh: () => methods.refreshSession(),
        onSessionEnd: transport.onEnd,
        since
      })
  }
}

async function restoreSession (transport: Transport, options?: CallOptions): Promise<User | undefined> {
  try {
    return await transport.call({ ...calls.getMe, quiet: true, ...options } satisfies Request) as User
  } catch (error) {
    if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') return undefined
    throw error
  }
}

/** Takes the path's parameters in their order, then the query or the body where there is one, then the options. */
function methodFor (transport: Transport, { method, path, params, input, sends, answers }: Call) {
  return (...given: unknown[]) => {
    const values = params.map((name) => [name, given.shift()] as const)
    const payload = input === null ? undefined : given.shift()
    const options = given.shift() as CallOptions | undefined
    return transport.call({
      method,
      path: values.reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))), path),
      ...(input === 'query' && { query: payload as Record<string, unknown> }),
      ...(input === 'body' && { body: payload }),
      ...(sends && { sends }),
      ...(answers && { answers }),
      ...options
    })
  }
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
