import type { Frames } from '../../../generated/sdk/frames.ts'
import type { Answer, Question, Told } from './messages.ts'
import { createPacing, type Pacing } from './pacing.ts'

export interface Connection {
  /** Resolves to the code it closed with. */
  readonly closed: Promise<number>
  /** How many questions are. */
  readonly unanswered: number
  /** Within the server's limits. `onAnswer` is not called at all when the connection is lost. */
  ask: (question: Question, onAnswer: (answer: Answer) => void) => void
  /** From now on it asks from time to time whether it is alive. */
  keepAlive: () => void
  /** Finds out at once, and closes if it is not. */
  probe: () => void
  close: (code: number, reason: string) => void
}

/** In milliseconds: a server that says nothing before the connection is ready. */
const handshakeTimeout = 15_000
/** How often it is asked, and how long the answer may take. */
const pingInterval = 20_000
const pongTimeout = 10_000
/** Where somebody has reason to doubt. */
const probeTimeout = 4000
/** The code of one that is not needed any more. */
const normal = 1000
/** The code of a connection that says nothing any more; its own, as it never comes from the server. */
export const silent = 4000

/** One WebSocket, from its making to its close. */
export function watchConnection (socket: WebSocket, onTold: (frame: Told) => void): Connection {
  const closed = Promise.withResolvers<number>()
  const questions = new Map<string, (answer: Answer) => void>()
  let refs = 0
  let pacing: Pacing | undefined
  let beats: ReturnType<typeof setInterval> | undefined
  let watchdog: ReturnType<typeof setTimeout> | undefined

  /** Whatever comes calls it back. */
  function watch (patience: number): void {
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
    // One that is not there yet is closed once it is: a browser takes the other for a failure, and says so in its console.
    if (code === normal && socket.readyState === socket.CONNECTING) socket.onopen = () => socket.close(code, reason)
    else socket.close(code, reason)
  }

  /** While it is being closed it takes nothing more, and a browser would write that into its console. */
  function send (text: string): void {
    if (socket.readyState === socket.OPEN) socket.send(text)
  }

  function ping (patience: number): void {
    pacing?.enqueue(() => send('{"type":"ping"}'))
    watch(patience)
  }

  function receive (frame: Told | Frames['pong']): void {
    if (frame.type === 'pong') return
    if (frame.type === 'hello') pacing = createPacing(frame.limits)
    const ref = 'ref' in frame ? frame.ref : undefined
    const onAnswer = ref === undefined ? undefined : questions.get(ref)
    if (!onAnswer) return onTold(frame)
    questions.delete(ref!)
    onAnswer(frame as Answer)
  }

  socket.onmessage = ({ data }) => {
    if (beats === undefined) watch(handshakeTimeout)
    else clearTimeout(watchdog)
    receive(JSON.parse(String(data)))
  }
  socket.onclose = ({ code }) => end(code)
  socket.onerror = () => {} // `close` follows and says more.
  watch(handshakeTimeout)

  return {
    closed: closed.promise,
    get unanswered () {
      return questions.size
    },
    ask (question, onAnswer) {
      const ref = String(++refs)
      questions.set(ref, onAnswer)
      pacing?.enqueue(() => send(JSON.stringify({ ...question, ref })))
    },
    keepAlive () {
      clearTimeout(watchdog)
      beats ??= setInterval(() => ping(pongTimeout), pingInterval)
    },
    probe: () => ping(probeTimeout),
    close
  }
}
