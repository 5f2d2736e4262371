import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'

/** What the server does at a step of the conversation: answers this, says nothing, or hangs up. */
export type Answer = string | 'silence' | 'hang up'

/** A step is a verb (`EHLO`, `AUTH`, `MAIL`, `RCPT`, `DATA`), `connect`, or `message` for the end of the text. */
export type Script = Record<string, Answer | ((times: number) => Answer)>

export interface ScriptedServer {
  url: string
  /** The texts that it answered 250 to. */
  taken: string[]
  /** The texts that were sent to it, whatever it answered. */
  texts: string[]
  /** The steps of all connections, in order. */
  steps: string[]
  script: Script
  /** Connections that are open. */
  open: () => number
}

const usual: Record<string, string> = {
  connect: '220 ready',
  EHLO: '250-here\r\n250 AUTH PLAIN LOGIN',
  AUTH: '235 in',
  MAIL: '250 yes',
  RCPT: '250 yes',
  DATA: '354 go on',
  message: '250 taken',
  QUIT: '221 bye'
}

/** A mail server on loopback that does at each step what its script says, and what is usual where that says nothing. */
export async function startScriptedServer (t: Test, script: Script = {}, port = 0): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    converse(socket)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const times = new Map<string, number>()
  const scripted: ScriptedServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: [],
    texts: [],
    steps: [],
    script,
    open: () => sockets.size
  }

  function step (socket: Socket, name: string): string {
    scripted.steps.push(name)
    times.set(name, (times.get(name) ?? 0) + 1)
    const wanted = scripted.script[name]
    const answer = (typeof wanted === 'function' ? wanted(times.get(name)!) : wanted) ?? usual[name] ?? '500 what?'
    if (answer === 'hang up') socket.destroy()
    else if (answer !== 'silence') socket.write(`${answer}\r\n`)
    return answer
  }

  function converse (socket: Socket): void {
    let [received, text] = ['', false]
    step(socket, 'connect')
    socket.on('data', (bytes) => {
      received += bytes.toString()
      for (let end = received.indexOf(text ? '\r\n.\r\n' : '\r\n'); end !== -1; end = received.indexOf(text ? '\r\n.\r\n' : '\r\n')) {
        const part = received.slice(0, end)
        received = received.slice(end + (text ? 5 : 2))
        if (text) {
          scripted.texts.push(part)
          if (step(socket, 'message').startsWith('250')) scripted.taken.push(part)
          text = false
        } else text = step(socket, part.slice(0, 4).toUpperCase()).startsWith('354')
      }
    })
  }
  return scripted
}

export const messageIdOf = (text: string): string => /^Message-ID: (.*)$/im.exec(text)![1].trim()
