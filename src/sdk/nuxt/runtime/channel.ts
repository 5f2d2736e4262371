import { type MaybeRefOrGetter, type Ref, ref, shallowRef, toValue, watch } from 'vue'
import { type EventFrames, eventTypes } from '../../../../generated/sdk/frames.ts'
import type { Client } from '../../client.ts'
import type { SdkError } from '../../errors.ts'
import type { ConnectionState, EventOf, Realtime, Resync } from '../../live/realtime.ts'
import { useWorkPulse } from './client.ts'
import { useSession } from './session.ts'

/** One's own; what concerns everybody; a team. */
export type ChannelName = 'me' | 'org' | `team:${string}`

/** By the type of the event; `resync` when something was missed that cannot be told any more: read again. */
export type ChannelHandlers =
  & { [T in EventFrames['type']]?: (event: EventOf<T>) => void }
  & { resync?: (missed: Resync) => void }

export interface Channel {
  state: Readonly<Ref<ConnectionState>>
  /**
   * Why it is not open: a ConnectionError of the kind `refused` where sockets do not get through, an ApiError NOT_FOUND for a team that
   * one may not see.
   */
  reason: Readonly<Ref<SdkError | undefined>>
  /** The ids of who of a team is online; empty where they are more than 100. */
  online: Readonly<Ref<string[]>>
}

/** What a channel's listeners are told. */
interface Heard {
  onEvent: (event: EventFrames) => void
  onResync: (missed: Resync) => void
  onState: (state: ConnectionState, reason?: SdkError) => void
}

/** Follows a channel while somebody is signed in, for as long as the component is there; on the server nothing happens. */
export function useChannel (name: MaybeRefOrGetter<ChannelName | undefined>, handlers: ChannelHandlers = {}): Channel {
  const state = ref<ConnectionState>('connecting')
  const reason = shallowRef<SdkError>()
  const online = ref<string[]>([])
  if (import.meta.client) {
    const { status } = useSession()
    const client = useWorkPulse()
    watch([() => toValue(name), status], ([channel, now], _before, onCleanup) => {
      online.value = []
      if (channel === undefined || now !== 'in') return
      onCleanup(openChannel(client, channel, undefined, {
        onEvent (event) {
          if (event.type === 'team.presence') online.value = event.data.users ?? []
          ;(handlers[event.type] as ((event: EventFrames) => void) | undefined)?.(event)
        },
        onResync: (missed) => handlers.resync?.(missed),
        onState (next, why) {
          state.value = next
          reason.value = why
        }
      }))
    }, { immediate: true })
  }
  return { state, reason, online }
}

/** @param since its events after this position come first. @returns a function that ends it. */
export function openChannel (client: Client, name: ChannelName, since: number | undefined, heard: Heard): () => void {
  const realtime = client.connect(name === 'me' && since !== undefined ? { since } : {})
  const isOwn = (channel: string) => name === 'me' ? channel.startsWith('user:') : channel === name
  for (const type of eventTypes) {
    realtime.on(type, (event) => {
      if (isOwn(event.channel)) heard.onEvent(event)
    })
  }
  realtime.onResync((missed) => {
    if (isOwn(missed.channel)) heard.onResync(missed)
  })
  realtime.onState(heard.onState)
  follow(realtime, name, since)?.catch((error: unknown) => heard.onState(realtime.state, error as SdkError))
  return () => realtime.close()
}

function follow (realtime: Realtime, name: ChannelName, since: number | undefined): Promise<unknown> | undefined {
  const options = since === undefined ? {} : { since }
  if (name === 'me') return undefined
  return name === 'org' ? realtime.followOrganisation(options) : realtime.followTeam(name.slice('team:'.length), options)
}
