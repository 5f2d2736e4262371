/** Connections to one of several servers that have the same data: the preferred one, as long as it serves. */
import type { Connection } from 'mysql2'
import type { Member } from '../member.ts'
import { failureOf, Pool, type PoolOptions } from '../pool.ts'
import { isDeadlock, isUnavailable } from '../../unavailable.ts'
import { createLookout, type Lookout } from './lookout.ts'

/** In milliseconds: for so long a server has to be whole before those leave another for it. */
const probation = 5000
/** What says nothing about the server. */
const ours = ['POOL_EXHAUSTED', 'POOL_CLOSED']

export interface PoolsOptions extends Omit<PoolOptions, 'connect'> {
  /** The preferred one first. */
  hosts: { name: string, connect: () => Connection }[]
  /** Another server is asked from now on. @param reason why the one before was left; undefined where a better one is back. */
  onMove?: ((name: string, reason: Error | undefined) => void) | undefined
}

interface Server {
  name: string
  pool: Pool
  lookout: Lookout
}

/** As a `Pool` of one server. Who asks for a connection gets one to a server that serves, wherever there is one. */
export class Pools {
  readonly #servers: Server[]
  readonly #homes = new WeakMap<Member, Server>()
  readonly #onMove: PoolsOptions['onMove']
  #current: Server | undefined

  constructor ({ hosts, onMove, ...options }: PoolsOptions) {
    this.#onMove = onMove
    this.#servers = hosts.map(({ name, connect }) => ({
      name,
      pool: new Pool({ ...options, connect }),
      lookout: createLookout(connect, () => this.#changed(name), options.openPatience)
    }))
  }

  /** @throws the error of the last server that was tried, or POOL_EXHAUSTED where the one that serves has none free in five seconds. */
  async acquire (): Promise<Member> {
    const tried = new Set<Server>()
    let refusal: unknown
    for (let server = await this.#choose(tried); server; server = await this.#choose(tried)) {
      try {
        const member = await server.pool.acquire()
        this.#homes.set(member, server)
        return member
      } catch (error) {
        if (!isUnavailable(error) || ours.includes((error as { code?: string }).code ?? '')) throw error
        refusal = error
        tried.add(server)
        await server.lookout.look()
      }
    }
    throw refusal ?? this.#servers[0].lookout.reason ?? failureOf('ECONNREFUSED', 'No database server serves')
  }

  release (member: Member): void {
    this.#homes.get(member)?.pool.release(member)
  }

  /** A statement on this connection failed. What a server may be to blame for has us look at it at once. */
  failed (member: Member, error: unknown): void {
    if (isUnavailable(error) && !isDeadlock(error)) void this.#homes.get(member)?.lookout.look()
  }

  /** Waits for what is under way, for five seconds at most. */
  async end (): Promise<void> {
    for (const { lookout } of this.#servers) lookout.end()
    await Promise.all(this.#servers.map(({ pool }) => pool.end()))
  }

  async #choose (tried: Set<Server>): Promise<Server | undefined> {
    if (tried.size === 0 && this.#current && this.#best() === this.#current) return this.#current
    // The first time, and no longer than one of them may take to answer.
    await Promise.all(this.#servers.filter(({ lookout }) => lookout.standing === undefined).map(({ lookout }) => lookout.look()))
    const server = this.#best(tried)
    if (server && tried.size === 0) this.#moveTo(server)
    return server
  }

  /** The whole one that is asked already, unless a preferred one has been whole for long enough; else the first of those that are left. */
  #best (tried = new Set<Server>()): Server | undefined {
    const now = performance.now()
    const left = this.#servers.filter((server) => !tried.has(server))
    const whole = left.filter(({ lookout }) => lookout.standing === 'whole')
    const back = whole.find((server) => server === this.#current || now - server.lookout.wholeSince >= probation)
    return back ?? whole[0] ?? left.find(({ lookout }) => lookout.standing === 'partial')
  }

  #changed (name: string): void {
    const server = this.#servers.find((one) => one.name === name)!
    if (server.lookout.standing === 'none') server.pool.abandon(server.lookout.reason!)
  }

  #moveTo (server: Server): void {
    const before = this.#current
    if (before === server) return
    this.#current = server
    before?.pool.retire()
    if (before || server !== this.#servers[0]) this.#onMove?.(server.name, (before ?? this.#servers[0]).lookout.reason)
  }
}
