/** Looks into a process that was started with `--inspect`, from outside. */
import { once } from 'node:events'
import { WebSocket } from 'ws'

export interface Inspector {
  /** Has all garbage collected. */
  collect: () => Promise<void>
  close: () => void
}

const rounds = 3

/** @param port of `--inspect`, on loopback. */
export async function inspect (port: number): Promise<Inspector> {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json() as { webSocketDebuggerUrl: string }[]
  const socket = new WebSocket(webSocketDebuggerUrl, { perMessageDeflate: false })
  await once(socket, 'open')
  const answers = new Map<number, PromiseWithResolvers<void>>()
  let asked = 0
  socket.on('message', (data) => {
    const { id, error } = JSON.parse(String(data))
    const answer = answers.get(id)
    answers.delete(id)
    if (error) answer?.reject(new Error(error.message))
    else answer?.resolve()
  })
  socket.on('close', () => {
    for (const { reject } of answers.values()) reject(new Error('The process that was looked into has ended'))
  })
  const send = (method: string): Promise<void> => {
    const answer = Promise.withResolvers<void>()
    answers.set(++asked, answer)
    socket.send(JSON.stringify({ id: asked, method }))
    return answer.promise
  }
  return {
    async collect () {
      for (let round = 0; round < rounds; round++) await send('HeapProfiler.collectGarbage')
    },
    close: () => socket.close()
  }
}
