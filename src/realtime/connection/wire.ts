import { setTimeout as delay } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { ResyncReason, ServerFrame } from '../../../generated/events.ts'
import type { Locale } from '../../texts/locale.ts'
import { limits } from '../limits.ts'
import type { Delivery } from '../log/delivery.ts'
import type { Corks } from './corks.ts'
import { closeCodes, type CloseReason } from './frames.ts'
import { frameBytes, sendPrebuilt, streamOf } from './prebuilt.ts'

/** In milliseconds: how long a client that did wrong may take to answer the close. */
const closeTimeout = 1000

export interface WireDeps {
  corks: Corks
  onResync: (reason: ResyncReason) => void
  /** A client that reads too slowly did not get what would only have grown: news that pass, or the connection. */
  onDrop: (what: 'news' | 'connection') => void
}

/** What is said over one socket, and how it is ended. */
export class Wire {
  readonly #socket: WebSocket
  readonly #deps: WireDeps
  /** In which the reader reads. */
  locale: Locale
  /** The code that it was closed with from here. */
  closedWith: number | undefined
  #owed: string | undefined

  constructor (socket: WebSocket, locale: Locale, deps: WireDeps) {
    this.#socket = socket
    this.#deps = deps
    this.locale = locale
  }

  get isOpen (): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** Bytes that the client has not read yet. */
  get buffered (): number {
    return this.#socket.bufferedAmount
  }

  send (frame: ServerFrame): void {
    if (frame.type === 'resync') this.#deps.onResync(frame.reason)
    this.#write(frameBytes(JSON.stringify(frame)))
  }

  /** Only the latest counts: a client that reads slowly does without. */
  sendEphemeral (frame: Buffer): void {
    if (this.buffered <= limits.ephemeralBuffer) this.#write(frame)
    else this.#deps.onDrop('news')
  }

  /** Of this too; but the latest is sent once the client has caught up. */
  sendLatest (text: string): void {
    if (this.#owed !== undefined) this.#deps.onDrop('news')
    this.#owed = text
    this.catchUp()
  }

  /** What is owed, if the client has caught up. */
  catchUp (): void {
    if (this.#owed === undefined || this.buffered > limits.ephemeralBuffer) return
    const text = this.#owed
    this.#owed = undefined
    this.#write(frameBytes(text))
  }

  deliver (delivery: Delivery): void {
    this.#write(delivery.frame(this.locale))
  }

  /** Resolves once the client has read most of what it was sent. */
  async drained (): Promise<void> {
    while (this.isOpen && this.buffered > limits.ephemeralBuffer) await delay(10)
  }

  close (reason: CloseReason): void {
    this.closedWith ??= closeCodes[reason]
    this.#socket.close(closeCodes[reason], reason)
  }

  /** Closes, and does not wait for the client at all. */
  giveUp (reason: CloseReason): void {
    if (reason === 'tooSlow' && this.isOpen) this.#deps.onDrop('connection')
    this.close(reason)
    this.#socket.terminate()
  }

  /** Closes, and does not wait for somebody who may not stop sending. */
  giveUpSoon (reason: CloseReason): void {
    this.close(reason)
    setTimeout(() => this.#socket.terminate(), closeTimeout).unref()
  }

  #write (frame: Buffer): void {
    if (!this.isOpen) return
    // It would only grow: the client comes back and has what it missed replayed.
    if (this.buffered > limits.largestBuffer) return this.giveUp('tooSlow')
    this.#deps.corks.hold(streamOf(this.#socket))
    sendPrebuilt(this.#socket, frame)
  }
}
