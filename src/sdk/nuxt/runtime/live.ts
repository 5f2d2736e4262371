import { type AsyncData, type NuxtApp, useAsyncData } from '#imports'
import { type MaybeRefOrGetter, type Ref, computed, shallowRef, toValue, watch } from 'vue'
import type { EventFrames } from '../../../../generated/sdk/frames.ts'
import { calls, type Methods } from '../../../../generated/sdk/operations.ts'
import type { Client } from '../../client.ts'
import { apiErrorOf, type SdkError } from '../../errors.ts'
import type { ConnectionState } from '../../live/realtime.ts'
import type { CallOptions } from '../../options.ts'
import { type ChannelName, openChannel } from './channel.ts'
import { useWorkPulse } from './client.ts'
import { useSession } from './session.ts'

/** What reads: `getReport`, `listReports`. */
export type LiveOperation = Extract<keyof Methods, `get${string}` | `list${string}` | 'explainObligation'>

type WithoutOptions<A extends unknown[]> = A extends [...infer First, CallOptions?] ? First : A
/** What the operation takes before its options: one as it is, several as a list. */
type Input<O extends LiveOperation> = WithoutOptions<Required<Parameters<Methods[O]>>> extends infer A extends unknown[]
  ? A extends [infer Only] ? Only : Readonly<A>
  : never
/** By operation. */
type Inputs = { [O in LiveOperation]: Input<O> }
type Answer<O extends LiveOperation> = Awaited<ReturnType<Methods[O]>>

export interface LiveData<T> {
  data: Readonly<Ref<T | undefined>>
  /** Why there is nothing to show, or nothing newer. */
  error: Readonly<Ref<SdkError | undefined>>
  pending: Readonly<Ref<boolean>>
  /** Of the connection that brings what changes. */
  state: Readonly<Ref<ConnectionState>>
  refresh: () => Promise<void>
}

export interface LiveOptions {
  /** Whose events to follow beside one's own: by default those of the team that is asked for, or that the answer is of. */
  channel?: MaybeRefOrGetter<ChannelName | ChannelName[] | undefined>
}

/** What is being read may be older than the reason to read it. */
const anew = { dedupe: 'cancel' } as const

/** In milliseconds: events that come together are one reason to read anew. */
const gathering = 300
/** In milliseconds, about: how often a page that is seen reads where no connection tells what changes, or where reading failed. */
const pollInterval = 30_000

/**
 * Reads, and keeps what was read as it is at the API: what an event tells is shown at once, and what it does not tell is read anew.
 * Reads again when the input changes; for `undefined` nothing is read. What happens after the reading is not missed. What was read
 * stays when reading it again fails, which is tried as soon as there is a connection.
 */
export function useLive<O extends LiveOperation, const I extends Inputs[O] = Inputs[O]> (
  operation: O,
  // `state: 'submitted'` in a function is more than some text.
  input?: Inputs[O] | Ref<Inputs[O] | undefined> | (() => I | undefined),
  options: LiveOptions = {}
): LiveData<Answer<O>> & Promise<LiveData<Answer<O>>> {
  const client = useWorkPulse()
  const { user, status } = useSession()
  const state = shallowRef<ConnectionState>('connecting')
  const given = computed(() => toValue(input as MaybeRefOrGetter<unknown>))
  const args = computed(() => argumentsOf(operation, given.value))
  // Of somebody, who may have to sign in again meanwhile.
  const wanted = computed(() => {
    const isAsked = input === undefined || given.value !== undefined
    return user.value && isAsked ? user.value.id + JSON.stringify(args.value) : ''
  })
  const read: AsyncData<Read<Answer<O>> | null> & Promise<unknown> = useAsyncData(
    `workpulse:${operation}:${JSON.stringify(args.value)}`,
    async function readIt (): Promise<Read<Answer<O>> | null> {
      const of = wanted.value
      if (!of) return null
      const found = await reading<Answer<O>>(client, operation, args.value).catch((error: unknown) => ({ error }))
      if (of !== wanted.value) return readIt()
      if (!('error' in found)) return { of, ...found }
      const known = read.data.value
      if (known?.of !== of) throw found.error
      return { ...known, error: found.error }
    },
    // Components that begin together ask once; who comes while it is asked has the answer to what is wanted by then.
    {
      watch: [wanted],
      deep: false,
      dedupe: 'defer',
      // There a page begins when its layout has read the same already.
      ...(import.meta.server && { getCachedData: (key: string, app: NuxtApp) => app.payload.data[key] as Read<Answer<O>> ?? undefined })
    }
  )
  const error = computed(() => errorOf(read.error.value ?? read.data.value?.error))
  if (import.meta.client) {
    const channels = computed(() => {
      if (status.value !== 'in' || !wanted.value || !(read.data.value ?? error.value)) return ''
      const others = [toValue(options.channel) ?? teamOf(operation, args.value, read.data.value?.answer)].flat()
      return [...new Set(['me', ...others])].filter(Boolean).join(' ')
    })
    follow(client, operation, { args, channels, state, read, error })
  }
  const live: LiveData<Answer<O>> = {
    data: computed(() => read.data.value?.answer),
    error,
    pending: read.pending,
    state,
    refresh: () => read.refresh(anew)
  }
  return Object.assign(read.then(() => live), live)
}

/** With its position in the event log, so that what follows comes after it. */
interface Read<T> {
  /** Whose it is, and what was asked for. */
  of: string
  answer: T
  position: number | undefined
  /** Why there is nothing newer. */
  error?: unknown
}

async function reading<T> (client: Client, operation: LiveOperation, args: unknown[]): Promise<Pick<Read<T>, 'answer' | 'position'>> {
  let position: number | undefined
  const call = client[operation] as (...given: unknown[]) => Promise<T>
  const answer = await call(...args, {
    onPosition (at: number) {
      position = at
    }
  })
  return { answer, position }
}

interface Following<T> {
  args: Ref<unknown[]>
  /** Their names, with spaces between. */
  channels: Ref<string>
  state: Ref<ConnectionState>
  read: AsyncData<Read<T> | null>
  error: Ref<SdkError | undefined>
}

function follow<T> (client: Client, operation: LiveOperation, { args, channels, state, read, error }: Following<T>): void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function again (): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void read.refresh(anew)
    }, gathering)
  }

  // What an event means is loaded beside the page: where that does not come, each is a reason to read anew.
  const meaning = import('./concerns.ts')
  const hear = (event: EventFrames) =>
    void meaning.then(({ concerns, effectOf }) => {
      const known = read.data.value
      if (!concerns(operation, event.type)) return
      // What is being read may be older than the event.
      if (!known || read.pending.value) return again()
      const effect = effectOf(event, known.answer, queryOf(args.value))
      if (effect.kind === 'refresh') again()
      if (effect.kind === 'apply') read.data.value = { ...known, answer: effect.answer }
    }, again)

  watch(channels, (names, _before, onCleanup) => {
    if (!names) return
    const since = read.data.value?.position
    const ends = names.split(' ').map((name) =>
      openChannel(client, name as ChannelName, since, {
        onEvent: hear,
        onResync: again,
        onState (next) {
          state.value = next
          if (next === 'open' && error.value) again()
        }
      })
    )
    const poll = setInterval(() => {
      if (!document.hidden && (state.value !== 'open' || error.value)) again()
    }, pollInterval * (0.75 + Math.random() / 2))
    onCleanup(() => {
      clearInterval(poll)
      clearTimeout(timer)
      timer = undefined
      for (const end of ends) end()
    })
  }, { immediate: true })
}

/** As many as the operation takes before its options. */
function argumentsOf (operation: LiveOperation, input: unknown): unknown[] {
  const { path, input: kind } = calls[operation]
  const length = path.split('{').length - 1 + (kind === undefined ? 0 : 1)
  const args = length > 1 && Array.isArray(input) ? input : [input]
  return Array.from({ length }, (_, index) => args[index])
}

function queryOf (args: unknown[]): Record<string, unknown> {
  const last = args.at(-1)
  return typeof last === 'object' && last !== null ? last as Record<string, unknown> : {}
}

/** The team whose events say what changes, where there is one. */
function teamOf (operation: LiveOperation, args: unknown[], answer: unknown): ChannelName | undefined {
  if (/Calendar|Holiday/.test(operation)) return 'org'
  const [first] = args
  const id = queryOf(args).teamId ??
    (/Team/.test(operation) && typeof first === 'string' ? first : (answer as { teamId?: unknown })?.teamId)
  return typeof id === 'string' ? `team:${id}` : undefined
}

function errorOf (error: unknown): SdkError | undefined {
  return error === undefined || error === null ? undefined : apiErrorOf(error) ?? error as SdkError
}
