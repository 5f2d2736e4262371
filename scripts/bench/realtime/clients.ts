/** The sockets of the realtime benchmark, in a process of their own, told what to do by messages from the benchmark. */
import { setImmediate as turn } from 'node:timers/promises'
import { WebSocket } from 'ws'

export type Command =
  | { do: 'open', url: string, tokens: string[], team: string | null, count: number }
  | { do: 'expect', frames: number }
  | { do: 'close' }

export type Report =
  | { is: 'opened', milliseconds: number }
  | { is: 'received', frames: number, bytes: number, firstToLast: number, latencies: number[] }
  | { is: 'closed' }

const openAtOnce = 50
/** Where `{"v":1,"type":"report.…` has them. */
const [comma, report] = [',', 'r'].map((letter) => letter.charCodeAt(0))
let sockets: WebSocket[] = []
let expected = Infinity
let [frames, bytes, first, last] = [0, 0, 0, 0]
let latencies: number[] = []

const tell = (report: Report) => process.send!(report)

function receive (data: Buffer): void {
  const now = performance.now()
  if (frames++ === 0) first = now
  last = now
  bytes += data.length
  // Of a sample: reading every frame would measure the reader.
  if (frames % 97 === 1) latencies.push(Date.now() - Date.parse(/"time":"([^"]+)"/.exec(data.toString())![1]))
  if (frames === expected) {
    tell({ is: 'received', frames, bytes, firstToLast: last - first, latencies })
    ;[frames, bytes, expected, latencies] = [0, 0, Infinity, []]
  }
}

/** Resolves when the socket follows what it should; a plain server says nothing of that. */
function open (url: string, token: string | undefined, team: string | null): Promise<WebSocket> {
  const socket = new WebSocket(url, ['workpulse.v1'], { perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', (code) => reject(new Error(`closed with ${code}`)))
    socket.on('open', () => {
      if (token === undefined) resolve(socket)
      else socket.send(JSON.stringify({ type: 'auth', token }))
    })
    let subscribed = 0
    socket.on('message', (data: Buffer) => {
      // Of an event of the burst: presence and figures begin with other letters.
      if (data[15] === report && data[6] === comma) return receive(data)
      if (!data.includes('"subscribed"')) return
      if (++subscribed === 1 && team !== null) return socket.send(JSON.stringify({ type: 'subscribe', channel: `team:${team}` }))
      resolve(socket)
    })
  })
}

process.on('message', async (command: Command) => {
  if (command.do === 'open') {
    const started = performance.now()
    for (let index = 0; index < command.count; index += openAtOnce) {
      const chunk = Array.from(
        { length: Math.min(openAtOnce, command.count - index) },
        (_, offset) => open(command.url, command.tokens[(index + offset) % command.tokens.length], command.team)
      )
      sockets.push(...await Promise.all(chunk))
    }
    tell({ is: 'opened', milliseconds: performance.now() - started })
  }
  if (command.do === 'expect') expected = command.frames
  if (command.do === 'close') {
    for (const socket of sockets) {
      socket.removeAllListeners('close')
      socket.terminate()
    }
    sockets = []
    await turn()
    tell({ is: 'closed' })
  }
})
