import type { Connection } from 'mysql2'
import { cut, memberOf, type Member } from './member.ts'
import { isCrowded } from '../unavailable.ts'

/** All in milliseconds. */
const patience = 5000
const usualOpenPatience = 4000
/** A connection that was used within this time is taken to be there. */
const fresh = 5000
const retryInterval = 100
const endPatience = 5000
/** Of those who wait for a connection; whoever comes then is told at once. */
const longestQueue = 10_000

export interface PoolOptions {
  /** Begins a connection. */
  connect: () => Connection
  /** Statements that set up each connection. */
  setUp: string[]
  /** Connections at most. */
  size: number
  /** For connecting, in milliseconds; 4000 by default. */
  openPatience?: number | undefined
  /** Hears of everybody who had to wait, once they need not any more: for how long, in milliseconds. */
  onWait?: ((milliseconds: number) => void) | undefined
}

interface Waiter {
  resolve: (member: Member) => void
  reject: (error: unknown) => void
  timer: NodeJS.Timeout
}

/**
 * Connections to a server that may be away, at its limit, or behind a network that says nothing. Whoever asks for one gets it, or an
 * error, within seconds. Where the server takes no more, those that there are go round. One that does not answer is thrown away,
 * and with it the others that have said nothing since it was asked.
 */
export class Pool {
  readonly #options: PoolOptions
  readonly #members = new Set<Member>()
  readonly #opening = new Set<Connection>()
  /** The last is the one that was used last. */
  readonly #idle: Member[] = []
  readonly #waiting: Waiter[] = []
  /** Who has said nothing since is not trusted. */
  #suspectedAt = -Infinity
  #refusal: unknown
  #retry: NodeJS.Timeout | undefined
  #ended = false
  /** Connections of an earlier one are not used again. */
  #generation = 0
  readonly #generations = new WeakMap<Member, number>()
  #emptied: (() => void) | undefined

  constructor (options: PoolOptions) {
    this.#options = options
  }

  /** @throws the server's error where it cannot be reached, or POOL_EXHAUSTED after five seconds. */
  async acquire (): Promise<Member> {
    for (let member = this.#idle.pop(); member; member = this.#idle.pop()) {
      if (performance.now() - member.heardAt < fresh || await member.ping()) return member
    }
    if (this.#ended) throw failureOf('POOL_CLOSED', 'The connections to the database are closed')
    if (this.#waiting.length >= longestQueue) throw failureOf('POOL_EXHAUSTED', `${longestQueue} others wait for a connection`)
    const began = performance.now()
    return new Promise<Member>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(this.#refusal ?? failureOf('POOL_EXHAUSTED', `No connection to the database was free for ${patience} ms`))
      }, patience)
      const waiter = { resolve, reject, timer }
      this.#waiting.push(waiter)
      this.#openMore()
    }).finally(() => this.#options.onWait?.(performance.now() - began))
  }

  release (member: Member): void {
    if (this.#ended || this.#generations.get(member) !== this.#generation) return void member.close()
    if (member.heardAt < this.#suspectedAt) member.destroy()
    if (!member.failure) this.#give(member)
  }

  /** What is under way goes on; nobody is given these connections any more. */
  retire (): void {
    this.#generation++
    for (const member of this.#idle.splice(0)) void member.close()
  }

  /** The server does not serve: whoever waits for it, or is in the middle of something, hears so at once. */
  abandon (reason: Error): void {
    this.#generation++
    this.#refuseAll(reason)
    for (const connection of this.#opening) cut(connection)
    this.#opening.clear()
    for (const member of this.#members) member.destroy(reason)
  }

  /** Waits for what is under way, for five seconds at most. */
  async end (): Promise<void> {
    this.#ended = true
    clearTimeout(this.#retry)
    this.#refuseAll(failureOf('POOL_CLOSED', 'The connections to the database are closed'))
    for (const connection of this.#opening) cut(connection)
    for (const member of this.#idle.splice(0)) void member.close()
    if (this.#members.size === 0) return
    await new Promise<void>((resolve) => {
      this.#emptied = resolve
      setTimeout(resolve, endPatience).unref()
    })
    for (const member of this.#members) member.destroy()
  }

  #give (member: Member): void {
    const waiter = this.#waiting.shift()
    if (!waiter) return void this.#idle.push(member)
    clearTimeout(waiter.timer)
    waiter.resolve(member)
  }

  /** As many as there are people waiting, and as the pool may have. */
  #openMore (): void {
    while (
      !this.#ended && !this.#retry && this.#waiting.length > this.#opening.size &&
      this.#members.size + this.#opening.size < this.#options.size
    ) {
      void this.#open()
    }
  }

  async #open (): Promise<void> {
    const connection = this.#options.connect()
    const generation = this.#generation
    this.#opening.add(connection)
    try {
      const member = await this.#prepare(connection)
      this.#opening.delete(connection)
      this.#refusal = undefined
      this.#members.add(member)
      this.#generations.set(member, generation)
      if (this.#ended || generation !== this.#generation) void member.close()
      else this.#give(member)
    } catch (error) {
      this.#opening.delete(connection)
      // Of one that was given up whoever waited has heard already.
      if (generation === this.#generation) this.#refused(error)
      else this.#openMore()
    }
  }

  /** Connects and sets up. */
  async #prepare (connection: Connection): Promise<Member> {
    const { openPatience = usualOpenPatience, setUp } = this.#options
    let ready = false
    const member = memberOf(connection, (member, askedAt) => {
      if (ready) this.#failed(member, askedAt)
    })
    const timer = setTimeout(
      () => member.destroy(failureOf('ETIMEDOUT', `The database took no connection within ${openPatience} ms`)),
      openPatience
    )
    try {
      // What is asked before it is connected waits for that, and fails with it.
      for (const statement of setUp) {
        await new Promise<void>((resolve, reject) => member.query(statement, [], (error) => error ? reject(error) : resolve()))
      }
    } catch (error) {
      member.destroy()
      throw error
    } finally {
      clearTimeout(timer)
    }
    ready = true
    return member
  }

  /** Where others serve, whoever waits goes on waiting for those. */
  #refused (error: unknown): void {
    this.#refusal = error
    if (!isCrowded(error) && this.#members.size === 0) this.#refuseAll(error)
    if (this.#ended || this.#waiting.length === 0) return
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      this.#openMore()
    }, retryInterval)
  }

  #refuseAll (error: unknown): void {
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer)
      reject(error)
    }
  }

  #failed (member: Member, askedAt: number | undefined): void {
    this.#members.delete(member)
    const place = this.#idle.indexOf(member)
    if (place !== -1) this.#idle.splice(place, 1)
    if (askedAt !== undefined) this.#suspect(askedAt)
    if (this.#ended && this.#members.size === 0) this.#emptied?.()
    this.#openMore()
  }

  /** Its siblings went through the same network. Those in use are looked at when they come back. */
  #suspect (askedAt: number): void {
    this.#suspectedAt = Math.max(this.#suspectedAt, askedAt)
    for (const sibling of this.#idle.filter(({ heardAt }) => heardAt < askedAt)) sibling.destroy()
  }
}

export function failureOf (code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
