/** `Idempotency-Key`: a request is carried out once, however often it is sent. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Handlers, Kept } from '../../generated/operations.ts'
import { routes } from '../../generated/routes.ts'
import { newId } from '../database/id.ts'
import type { Database } from '../database/tables.ts'
import type { Deps } from '../deps.ts'
import * as keys from '../repositories/platform/idempotency.ts'
import type { SessionViewer } from '../rules/identity/viewer.ts'
import { inProgress, invalid, ruleRefused } from './errors.ts'

/** In milliseconds. Longer than any request takes. */
const leaseTime = 60_000
const day = 86_400_000
/** How long an answer is kept, in milliseconds. */
const answersKept = day
const path = '/headers/Idempotency-Key'
const attempts = 5

export interface Idempotency {
  /** The same handlers; those of operations that take a key carry a request out once, and answer it again as it was answered. */
  around: (handlers: Handlers<SessionViewer>) => Handlers<SessionViewer>
  /**
   * The one transaction of an operation that takes a key. What `work` resolves to is the operation's answer: it is kept in that
   * transaction, so that no crash comes between the effect and what is known of it.
   */
  once: <Answer>(request: FastifyRequest, work: (tx: Database) => Promise<Answer>) => Promise<Kept<Answer>>
  /**
   * The transactions of an operation that does several things and takes a key, one for each, in their order. What is done is kept with
   * it: a request that broke off goes on behind it.
   * @param refused what comes of one that is refused; others go on.
   */
  onceEach: <Thing, Result, Answer>(
    request: FastifyRequest,
    things: Thing[],
    work: (tx: Database, thing: Thing) => Promise<Result>,
    refused: (thing: Thing, error: unknown) => Promise<Result>,
    answer: (results: Result[]) => Answer
  ) => Promise<Kept<Answer>>
}

/** What of a handler's context tells two requests apart, and who sends them. */
interface Context {
  params: unknown
  query: unknown
  body: unknown
  viewer: SessionViewer
  request: FastifyRequest
  reply: FastifyReply
}

type AnyHandler = (context: Context) => Promise<unknown>

interface Held extends keys.KeyedRequest {
  holder: string
  /** JSON: what is done of it; null for nothing. */
  done: string | null
  completed: boolean
}

export function createIdempotency ({ db, clock, transaction }: Pick<Deps, 'db' | 'clock' | 'transaction'>): Idempotency {
  const held = new WeakMap<FastifyRequest, Held>()

  async function claim (request: keys.KeyedRequest, holder: string): Promise<keys.Claim> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const now = clock.now()
      const lease = { holder, now, until: new Date(now.getTime() + leaseTime), forgotten: new Date(now.getTime() - answersKept) }
      const claimed = await keys.claim(db, request, lease)
      if (claimed) return claimed
    }
    return { kind: 'underWay' }
  }

  async function giveUp (mine: Held): Promise<void> {
    if (mine.done === null) await keys.release(db, mine, mine.holder)
    else await keys.letGo(db, mine, mine.holder, clock.now())
  }

  async function carryOut (request: FastifyRequest, mine: Held, handle: () => Promise<unknown>): Promise<unknown> {
    held.set(request, mine)
    try {
      const answer = await handle()
      if (!mine.completed) throw new Error(`${mine.operation} takes an Idempotency-Key and kept no answer: its transaction is \`once\``)
      return answer
    } catch (error) {
      // A refusal changed nothing, so it uses no key up; where even this fails, the lease runs out.
      if (!mine.completed) await giveUp(mine).catch(() => {})
      throw error
    }
  }

  const keyed = (operation: string, handler: AnyHandler): AnyHandler => async (context) => {
    const { params, query, body, viewer, request, reply } = context
    const key = request.headers['idempotency-key']
    if (key === undefined) return handler(context)
    if (typeof key !== 'string' || !/^[!-~]{1,255}$/.test(key)) throw invalid(path, 'keyForm')
    const asked = { userId: viewer.id, operation, keyHash: hashOf(key), requestHash: hashOf(canonical({ params, query, body })) }
    const holder = newId()
    const claimed = await claim(asked, holder)
    switch (claimed.kind) {
      case 'mine':
        return carryOut(request, { ...asked, holder, done: claimed.done, completed: false }, () => handler(context))
      case 'answered':
        reply.header('idempotency-replayed', 'true')
        return JSON.parse(claimed.answer)
      case 'underWay':
        throw inProgress()
      case 'other':
        throw ruleRefused(path, 'idempotencyKey')
    }
  }

  return {
    around (handlers) {
      const tags = copyOf(handlers)
      for (const [operation, { tag, idempotent }] of Object.entries(routes)) {
        if (idempotent) tags[tag][operation] = keyed(operation, tags[tag][operation])
      }
      return tags as unknown as Handlers<SessionViewer>
    },

    async onceEach (request, things, work, refused, answer) {
      type Result = Awaited<ReturnType<typeof work>>
      const mine = held.get(request)
      const results = JSON.parse(mine?.done ?? '[]') as Result[]
      for (const thing of things.slice(results.length)) {
        const result = await transaction(async (tx) => {
          const result = await work(tx, thing)
          if (!mine) return result
          const until = new Date(clock.now().getTime() + leaseTime)
          const done = JSON.stringify([...results, result])
          if (!await keys.progress(tx, mine, mine.holder, done, until)) throw inProgress()
          return result
        }).catch((error: unknown) => refused(thing, error))
        results.push(result)
        if (mine) mine.done = JSON.stringify(results)
      }
      const answered = answer(results)
      if (mine && !await keys.complete(db, mine, mine.holder, JSON.stringify(answered), clock.now())) throw inProgress()
      if (mine) mine.completed = true
      return answered as Kept<typeof answered>
    },

    async once (request, work) {
      const mine = held.get(request)
      const answer = await transaction(async (tx) => {
        const answer = await work(tx)
        // Somebody took over what took too long: then theirs counts, and this one is undone.
        if (mine && !await keys.complete(tx, mine, mine.holder, JSON.stringify(answer), clock.now())) throw inProgress()
        return answer
      })
      if (mine) mine.completed = true
      return answer as Kept<typeof answer>
    }
  }
}

/** Two levels deep: the tags, and their handlers. */
function copyOf (handlers: Handlers<SessionViewer>): Record<string, Record<string, AnyHandler>> {
  return Object.fromEntries(Object.entries(handlers).map(([tag, those]) => [tag, { ...those as object as Record<string, AnyHandler> }]))
}

function hashOf (text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The same text for the same JSON, in whichever order its keys are. */
function canonical (value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1))
      : inner)
}
