import type { WebSocket } from 'ws'
import type { Corkable } from './corks.ts'

/** A text message as one unmasked frame, bytes and all (RFC 6455, section 5.2), to be made once for many sockets. */
export function frameBytes (text: string): Buffer {
  const payload = Buffer.from(text)
  return Buffer.concat([header(payload.length), payload])
}

const finalText = 0x81

function header (length: number): Buffer {
  if (length < 126) return Buffer.from([finalText, length])
  const bytes = Buffer.alloc(length < 65_536 ? 4 : 10)
  bytes[0] = finalText
  bytes[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) bytes.writeUInt16BE(length, 2)
  else bytes.writeBigUInt64BE(BigInt(length), 2)
  return bytes
}

/** What `ws` shows nobody. */
interface Inside {
  _sender: { sendFrame: (list: Buffer[]) => void }
  _socket: Corkable
}

const insideOf = (socket: WebSocket) => socket as unknown as Inside

/**
 * Sends such a frame. `ws` has no public way to send one: its own would make a header for each socket, which halves how many
 * a second leave. Without compression nothing waits in its sender, so the order is kept.
 */
export function sendPrebuilt (socket: WebSocket, bytes: Buffer): void {
  insideOf(socket)._sender.sendFrame([bytes])
}

/** What it is written to. */
export function streamOf (socket: WebSocket): Corkable {
  return insideOf(socket)._socket
}
