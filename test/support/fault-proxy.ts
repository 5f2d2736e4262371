import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Test } from 'tap'

export interface FaultProxy {
  port: number
  /** Ends every connection and refuses new ones. */
  cut: () => Promise<void>
  /** Takes connections and bytes, and passes nothing on: nobody is told that anything is wrong. */
  swallow: () => void
  /** Passes nothing on any more over the connections that there are; new ones are good. */
  strand: () => void
  /** Answers what is asked for over HTTP itself: each request of which this makes a text. Counted in `answered`. */
  answer: (respond: ((request: string) => string | undefined) | undefined) => void
  readonly answered: number
  /** Passes other bytes on than came, as many: what this makes of them. */
  alter: (change: (text: string) => string) => void
  /** Passes everything on so many milliseconds later. */
  delay: (milliseconds: number) => void
  /** Passes everything on again, also what waited. */
  heal: () => Promise<void>
  /** New connections lead to another port. */
  lead: (target: number) => void
  /** How many connections there are. */
  readonly connections: number
  /** How many the service holds: of each of these only its own half. */
  readonly clients: number
}

/** Stands between the service and a server of its, and does to their connections what networks do. */
export async function createFaultProxy (t: Test, target: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  const clients = new Set<Socket>()
  let waiting: (() => void)[] = []
  let swallowing = false
  let lateness = 0
  const stranded = new WeakSet<Socket>()
  let respond: ((request: string) => string | undefined) | undefined
  let answered = 0
  let change: ((text: string) => string) | undefined

  function pass (work: () => void): void {
    if (swallowing) waiting.push(work)
    else if (lateness > 0) setTimeout(work, lateness)
    else work()
  }

  function pipe (from: Socket, to: Socket): void {
    sockets.add(from)
    from.on('data', (data) => {
      if (stranded.has(from)) return
      const text = respond?.(data.toString('latin1'))
      if (text !== undefined) {
        answered++
        return from.end(text)
      }
      const passed = change === undefined ? data : Buffer.from(change(data.toString('latin1')), 'latin1')
      pass(() => {
        if (to.writable) to.write(passed)
      })
    })
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      if (!stranded.has(from)) pass(() => to.destroy())
    })
  }

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1').setNoDelay()
    clients.add(client)
    client.setNoDelay().on('close', () => clients.delete(client))
    pipe(client, upstream)
    pipe(upstream, client)
  })
  await listen(server, 0)
  const { port } = server.address() as AddressInfo

  async function cut (): Promise<void> {
    const closed = server.listening && once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  t.teardown(async () => {
    swallowing = false
    waiting = []
    await cut()
  })

  return {
    port,
    cut,
    lead (port) {
      target = port
    },
    swallow () {
      swallowing = true
    },
    strand () {
      for (const socket of sockets) stranded.add(socket)
    },
    answer (next) {
      respond = next
      answered = 0
    },
    get answered () {
      return answered
    },
    alter (next) {
      change = next
    },
    delay (milliseconds) {
      lateness = milliseconds
    },
    async heal () {
      lateness = 0
      swallowing = false
      for (const work of waiting.splice(0)) work()
      if (!server.listening) await listen(server, port)
    },
    get connections () {
      return sockets.size / 2
    },
    get clients () {
      return clients.size
    }
  }
}

async function listen (server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

/** An address with another port in it. */
export function through ({ port }: { port: number }, address: string): string {
  const url = new URL(address)
  url.port = String(port)
  return url.href
}
