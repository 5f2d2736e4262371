/** Follows the events of one person over whichever replica is there, and holds them against what they ought to be. */
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { accessToken, type Team } from '../../bench/realtime/sockets.ts'
import type { Tally } from './tally.ts'

interface Frame {
  type: string
  channel?: string
  seq?: number
  position: number
  head: number
  data?: { version?: number }
}

export class Listener {
  /** Of the report, by the last event. */
  version = 0
  readonly #person: Team['people'][number]
  readonly #urls: string[]
  readonly #tally: Tally
  readonly #channel: string
  #turn: number
  #position: number | undefined
  #seq = 0
  #socket: WebSocket | undefined
  #ended = false

  constructor (person: Team['people'][number], urls: string[], tally: Tally, index: number) {
    this.#person = person
    this.#urls = urls
    this.#tally = tally
    this.#turn = index
    this.#channel = `user:${person.userId}`
  }

  get isFollowing (): boolean {
    return this.#position !== undefined
  }

  async run (): Promise<void> {
    while (!this.#ended) {
      await this.#connect()
      await delay(100 + Math.random() * 400)
    }
  }

  end (): void {
    this.#ended = true
    this.#socket?.terminate()
  }

  #connect (): Promise<void> {
    const url = this.#urls[this.#turn++ % this.#urls.length]
    const socket = this.#socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws`, ['workpulse.v1'], { handshakeTimeout: 5000 })
    /** What came before all that was missed has come; undefined from then on. */
    let early: Frame[] | undefined = []
    let subscribed = 0
    socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token: accessToken(this.#urls[0], this.#person) })))
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      if (frame.channel !== this.#channel) return
      if (frame.type === 'resync') this.#resync(frame)
      else if (frame.seq !== undefined) {
        if (early) early.push(frame)
        else this.#take(frame)
      } else if (frame.type === 'subscribed') {
        const since = this.#position
        if (++subscribed === 1 && since !== undefined) {
          return socket.send(JSON.stringify({ type: 'subscribe', channel: this.#channel, since }))
        }
        this.#position ??= frame.head
        for (const each of (early ?? []).sort((one, other) => one.position - other.position)) this.#take(each, true)
        early = undefined
      }
    })
    // A replica that was frozen or killed says nothing any more.
    const silence = setInterval(() => socket.readyState === WebSocket.OPEN && socket.ping(), 5000)
    socket.on('error', () => {})
    return new Promise((resolve) =>
      socket.on('close', () => {
        clearInterval(silence)
        resolve()
      })
    )
  }

  #resync ({ head }: Frame): void {
    this.#tally.resyncs++
    this.#position = head
    this.#seq = 0
    this.version = 0
  }

  /** @param mayBeKnown of those that came while others were sent again. */
  #take ({ position, seq, type, data }: Frame, mayBeKnown = false): void {
    if (position <= this.#position!) {
      if (!mayBeKnown) this.#tally.repeated.push(`event ${position} of ${this.#channel}`)
      return
    }
    if (this.#seq !== 0 && seq !== this.#seq + 1) this.#tally.disordered.push(`${this.#channel}: ${seq} came after ${this.#seq}`)
    this.#seq = seq!
    this.#position = position
    this.#tally.events++
    if (!type.startsWith('report.') || data?.version === undefined) return
    if (this.version !== 0 && data.version !== this.version + 1) {
      this.#tally.disordered.push(`${this.#channel}: version ${data.version} came after ${this.version}`)
    }
    this.version = data.version
  }
}
