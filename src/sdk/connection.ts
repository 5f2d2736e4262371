import type { EventFrames, Frames } from '../../generated/sdk/frames.ts'
import { createPacing, type Pacing } from './pacing.ts'

export type Answer = Frames['subscribed'] | Frames['unsubscribed'] | Frames['error']
/** What comes unasked. */
export type Told = Answer | Frames['hello'] | Frames['resync'] | Frames['bye'] | Frames['auth.expiring'] | EventFrames
type Question = { type: 'subscribe', channel: string, since?: number } | { type: 'unsubscribe', channel: string }

export interface Connection {
  /** Resolves to the code it closed with. */
  readonly closed: Promise<number>
  /** How many questions are. */
  readonly unanswered: number
  /** Within the server's limits: `question` is called when its turn has come, `onAnswer` not at all when the connection is lost. */
  ask: (question: () => Question, onAnswer: (answer: Answer) => void) => void
  /** From now on it is the heartbeat that tells whether it is alive. */
  keepAlive: () => void
  close: (code: number, reason: string) => void
}

/** In milliseconds: a server that says nothing before the connection is ready. */
const handshakeTimeout = 30_000
/** A connection that is silent for longer is dead. */
const silentHeartbeats = 3
const silent = 4000

/** One WebSocket, from its making to its close. */
export function watchConnection (socket: WebSocket, onTold: (frame: Told) => void): Connection {
  const closed = Promise.withResolvers<number>()
  const questions = new Map<string, (answer: Answer) => void>()
  let refs = 0
  let patience = handshakeTimeout
  let heartbeat = handshakeTimeout
  let pacing: Pacing | undefined
  let beats: ReturnType<typeof setInterval> | undefined
  let watchdog: ReturnType<typeof setTimeout> | undefined

  function watch (): void {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => close(silent, 'silent'), patience)
  }

  function end (code: number): void {
    clearTimeout(watchdog)
    clearInterval(beats)
    pacing?.stop()
    pacing = undefined
    questions.clear()
    socket.onmessage = null
    closed.resolve(code)
  }

  /** Does not wait for the other side, which may be gone. */
  function close (code: number, reason: string): void {
    end(code)
    socket.close(code, reason)
  }

  function receive (frame: Told | Frames['pong']): void {
    if (frame.type === 'pong') return
    if (frame.type === 'hello') {
      pacing = createPacing(frame.limits)
      heartbeat = frame.heartbeat * 1000
    }
    const ref = 'ref' in frame ? frame.ref : undefined
    const onAnswer = ref === undefined ? undefined : questions.get(ref)
    if (!onAnswer) return onTold(frame)
    questions.delete(ref!)
    onAnswer(frame as Answer)
  }

  socket.onmessage = ({ data }) => {
    watch()
    receive(JSON.parse(String(data)))
  }
  socket.onclose = ({ code }) => end(code)
  socket.onerror = () => {} // `close` follows and says more.
  watch()

  return {
    closed: closed.promise,
    get unanswered () {
      return questions.size
    },
    ask (question, onAnswer) {
      const ref = String(++refs)
      questions.set(ref, onAnswer)
      pacing?.enqueue(() => socket.send(JSON.stringify({ ...question(), ref })))
    },
    keepAlive () {
      patience = heartbeat * silentHeartbeats
      watch()
      beats = setInterval(() => pacing?.enqueue(() => socket.send('{"type":"ping"}')), heartbeat)
    },
    close
  }
}
