import type { Line } from './line.ts'
import type { Downward, Question, Told } from './messages.ts'

/** What the members follow over the one socket. */
export interface Subscriptions {
  readonly isEmpty: boolean
  ask: (id: string, ref: string, question: Question) => void
  /** Who alone is told of a frame; undefined where everybody is. */
  askersOf: (frame: Told) => Set<string> | undefined
  /** A member is gone. */
  leave: (id: string) => void
  /** The socket is lost, and the server's knowledge of them with it. */
  lose: () => void
}

export interface SubscriptionsDeps {
  line: () => Line | undefined
  send: (message: Downward, to: string) => void
}

export function createSubscriptions ({ line, send }: SubscriptionsDeps): Subscriptions {
  /** Who follows a channel, and who waits for an answer about it. */
  const followers = new Map<string, Set<string>>()
  const asking = new Map<string, Set<string>>()

  /** Nobody is asked while others still follow the channel. */
  function drop (channel: string, id: string): void {
    const ids = followers.get(channel)
    if (!ids?.delete(id) || ids.size > 0) return
    followers.delete(channel)
    line()?.connection?.ask({ type: 'unsubscribe', channel }, () => {})
  }

  function subscribe (connection: NonNullable<Line['connection']>, id: string, ref: string, question: Question): void {
    const { channel } = question
    put(followers, channel, id)
    put(asking, channel, id)
    connection.ask(question, (answer) => {
      asking.get(channel)?.delete(id)
      if (answer.type === 'error' && answer.retryable) return line()?.comeBack()
      if (answer.type === 'error') followers.get(channel)?.delete(id)
      send({ kind: 'frame', frame: { ...answer, ref } }, id)
      if (connection.unanswered === 0) line()?.settled()
    })
  }

  return {
    get isEmpty () {
      return followers.size === 0
    },
    ask (id, ref, question) {
      const connection = line()?.connection
      if (!connection) return // It asks again once there is one.
      if (question.type === 'subscribe') return subscribe(connection, id, ref, question)
      drop(question.channel, id)
      send({ kind: 'frame', frame: { type: 'unsubscribed', ref, channel: question.channel } }, id)
    },
    // What cannot be replayed concerns whoever asked for it; that the log is another one concerns all.
    askersOf (frame) {
      const askers = frame.type === 'resync' && frame.reason !== 'epoch' ? asking.get(frame.channel) : undefined
      return askers?.size ? askers : undefined
    },
    leave (id) {
      for (const channel of [...followers.keys()]) drop(channel, id)
    },
    lose () {
      followers.clear()
      asking.clear()
    }
  }
}

function put (map: Map<string, Set<string>>, channel: string, id: string): void {
  const ids = map.get(channel)
  if (ids) ids.add(id)
  else map.set(channel, new Set([id]))
}
