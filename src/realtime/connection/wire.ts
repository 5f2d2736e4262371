import { setTimeout as delay } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { ResyncReason, ServerFrame } from '../../../generated/events.ts'
import type { Locale } from '../../texts/locale.ts'
import { limits } from '../limits.ts'
import type { Listener } from '../log/hub.ts'
import { closeCodes, type CloseReason } from './frames.ts'
import { sendPrebuilt } from './prebuilt.ts'

/** In milliseconds: how long a client that did wrong may take to answer the close. */
const closeTimeout = 1000

/** What is said over one socket, and how it is ended. */
export interface Wire {
  readonly isOpen: boolean
  /** Bytes that the client has not read yet. */
  readonly buffered: number
  /** The code that it was closed with from here. */
  readonly closedWith: number | undefined
  send: (frame: ServerFrame) => void
  /** Only the latest counts: a client that reads slowly does without. */
  sendEphemeral: (text: string) => void
  /** Of this too; but the latest is sent once the client has caught up. */
  sendLatest: (text: string) => void
  /** What is owed, if the client has caught up. */
  catchUp: () => void
  deliver: Listener
  /** Resolves once the client has read most of what it was sent. */
  drained: () => Promise<void>
  close: (reason: CloseReason) => void
  /** Closes, and does not wait for the client at all. */
  giveUp: (reason: CloseReason) => void
  /** Closes, and does not wait for somebody who may not stop sending. */
  giveUpSoon: (reason: CloseReason) => void
}

export interface WireOptions {
  /** In which the reader reads. */
  language: () => Locale
  onResync: (reason: ResyncReason) => void
  /** A client that reads too slowly did not get what would only have grown: news that pass, or the connection. */
  onDrop: (what: 'news' | 'connection') => void
}

export function createWire (socket: WebSocket, { language, onResync, onDrop }: WireOptions): Wire {
  let closedWith: number | undefined
  let owed: string | undefined
  const isOpen = () => socket.readyState === socket.OPEN

  function close (reason: CloseReason): void {
    closedWith ??= closeCodes[reason]
    socket.close(closeCodes[reason], reason)
  }

  function giveUp (reason: CloseReason): void {
    if (reason === 'tooSlow' && isOpen()) onDrop('connection')
    close(reason)
    socket.terminate()
  }

  function write (frame: Buffer | string): void {
    if (!isOpen()) return
    // It would only grow: the client comes back and has what it missed replayed.
    if (socket.bufferedAmount > limits.largestBuffer) return giveUp('tooSlow')
    if (typeof frame === 'string') socket.send(frame)
    else sendPrebuilt(socket, frame)
  }

  function pay (): void {
    if (owed === undefined || socket.bufferedAmount > limits.ephemeralBuffer) return
    const text = owed
    owed = undefined
    write(text)
  }

  return {
    get isOpen () {
      return isOpen()
    },
    get buffered () {
      return socket.bufferedAmount
    },
    get closedWith () {
      return closedWith
    },
    send (frame) {
      if (frame.type === 'resync') onResync(frame.reason)
      write(JSON.stringify(frame))
    },
    sendEphemeral (text) {
      if (socket.bufferedAmount <= limits.ephemeralBuffer) write(text)
      else onDrop('news')
    },
    sendLatest (text) {
      if (owed !== undefined) onDrop('news')
      owed = text
      pay()
    },
    catchUp: pay,
    deliver: (delivery) => write(delivery.frame(language())),
    async drained () {
      while (isOpen() && socket.bufferedAmount > limits.ephemeralBuffer) await delay(10)
    },
    close,
    giveUp,
    giveUpSoon (reason) {
      close(reason)
      setTimeout(() => socket.terminate(), closeTimeout).unref()
    }
  }
}
