import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'
import { until } from './until.ts'

export interface TestSocket {
  raw: WebSocket
  /** Everything received, oldest first. */
  frames: any[]
  send: (frame: unknown) => void
  /** Waits for the first frame of a type that `matches`. */
  frame: (type: string, matches?: (frame: any) => boolean) => Promise<any>
  /** Waits for the close; answers its code. */
  closed: () => Promise<number>
}

/** A WebSocket spoken by hand, for what the SDK would never say. */
export function openSocket (url: string, protocols: string[] = ['workpulse.v1'], options: ClientOptions = {}): TestSocket {
  const raw = new WebSocket(url.replace('http', 'ws'), protocols, options)
  const frames: any[] = []
  let code: number | undefined
  raw.on('message', (data) => frames.push(JSON.parse(String(data))))
  raw.on('close', (closeCode) => {
    code = closeCode
  })
  raw.on('error', () => {})
  return {
    raw,
    frames,
    send (frame) {
      const text = typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)
      if (raw.readyState === raw.OPEN) raw.send(text)
      else raw.once('open', () => raw.send(text))
    },
    frame: (type, matches = () => true) =>
      until(`a frame ${type} comes`, () => frames.find((frame) => frame.type === type && matches(frame))),
    closed: () => until('the socket closes', () => code)
  }
}

/** The status of a refused upgrade. */
export async function refusedUpgrade (url: string, options: ClientOptions): Promise<number> {
  const socket = new WebSocket(url.replace('http', 'ws'), ['workpulse.v1'], options)
  socket.on('error', () => {})
  const [, response] = await once(socket, 'unexpected-response')
  response.resume()
  socket.terminate()
  return response.statusCode
}
