/** Clients of the soak, in a process of their own: they follow one team, are cut off now and then, and come back with `since`. */
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'

export interface Setup {
  urls: string[]
  tokens: string[][]
  channel: string
  count: number
  secondsBetweenCuts: number
}

/** What all of them have seen by now, and how far the first and the last of them are. */
export interface Tally {
  open: number
  events: number
  repeated: number
  gaps: number
  reconnects: number
  resyncs: number
  slowest: number
  lowest: number
  highest: number
}

const tally = { events: 0, repeated: 0, gaps: 0, reconnects: 0, resyncs: 0, slowest: 0 }

class Client {
  readonly #setup: Setup
  readonly #index: number
  #socket: WebSocket | undefined
  #turn: number
  seq = 0
  position: number | undefined
  isOpen = false

  constructor (setup: Setup, index: number) {
    this.#setup = setup
    this.#index = index
    this.#turn = index
  }

  async run (): Promise<void> {
    for (let first = true;; first = false) {
      if (!first) tally.reconnects++
      await this.#connect()
      this.isOpen = false
      await delay(100 + Math.random() * 900)
    }
  }

  cut (): void {
    this.#socket?.terminate()
  }

  #connect (): Promise<void> {
    const { urls, tokens, channel } = this.#setup
    const replica = this.#turn++ % urls.length
    const socket = this.#socket = new WebSocket(`${urls[replica].replace('http', 'ws')}/api/v1/ws`, ['workpulse.v1'], {
      perMessageDeflate: false
    })
    socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token: tokens[replica][this.#index % tokens[replica].length] })))
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)), socket, channel))
    socket.on('error', () => {})
    return new Promise((resolve) => socket.on('close', () => resolve()))
  }

  #receive (frame: any, socket: WebSocket, channel: string): void {
    if (frame.type === 'subscribed' && frame.channel !== channel) {
      return socket.send(JSON.stringify({ type: 'subscribe', channel, ...(this.position !== undefined && { since: this.position }) }))
    }
    if (frame.type === 'subscribed') {
      this.isOpen = true
      this.position ??= frame.head
    }
    if (frame.type === 'resync') {
      tally.resyncs++
      this.seq = 0
      this.position = frame.head
    }
    if (frame.channel !== channel || frame.seq === undefined) return
    tally.events++
    if (frame.position <= this.position!) tally.repeated++
    else if (this.seq !== 0 && frame.seq !== this.seq + 1) tally.gaps++
    this.seq = frame.seq
    this.position = frame.position
    tally.slowest = Math.max(tally.slowest, Date.now() - Date.parse(frame.time))
  }
}

let clients: Client[] = []

let setup: Setup

process.on('message', (message: Setup | Pick<Setup, 'tokens'> | 'tally') => {
  if (message === 'tally') {
    const positions = clients.map(({ position }) => position ?? 0)
    process.send!(
      {
        open: clients.filter(({ isOpen }) => isOpen).length,
        ...tally,
        lowest: Math.min(...positions),
        highest: Math.max(...positions)
      } satisfies Tally
    )
    tally.slowest = 0
    return
  }
  if (!('urls' in message)) {
    setup.tokens = message.tokens
    return
  }
  setup = message
  clients = Array.from({ length: message.count }, (_, index) => new Client(setup, index))
  clients.forEach((client, index) => setTimeout(() => client.run(), index * 5))
  setInterval(() => {
    // A tenth of them each time: a bad network somewhere.
    for (const client of clients) if (Math.random() < 0.1) client.cut()
  }, message.secondsBetweenCuts * 1000)
})
