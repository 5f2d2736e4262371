/** One who changes a report of their own again and again, reads it at whichever replica, and follows what is told of it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { accessToken, type Team } from '../../bench/realtime/sockets.ts'
import type { Tally } from './tally.ts'

/** In milliseconds: longer than all bounds of the service together. */
const patience = 20_000
/** For one answer, from whomever. */
const utmost = 120_000

interface Answer {
  /** 0 where there was none. */
  status: number
  data?: { id: string, version: number, planNext: string | null }
  code?: string
  /** Of an error, as the service says it. */
  details?: unknown
}

export class Writer {
  /** When a change was acknowledged last, as `performance.now()` counts. */
  acknowledgedAt = performance.now()
  readonly #person: Team['people'][number]
  readonly #urls: string[]
  readonly #tally: Tally
  /** The replica that is asked; any of them where it is undefined. */
  #only: number | undefined
  #id = ''
  /** What is acknowledged, or was found. */
  #version = 0
  #plan: string | null = null
  #count = 0
  /** What was asked for from this version on without an answer. */
  #doubts: string[] = []

  constructor (person: Team['people'][number], urls: string[], tally: Tally) {
    this.#person = person
    this.#urls = urls
    this.#tally = tally
  }

  get userId (): string {
    return this.#person.userId
  }

  get version (): number {
    return this.#version
  }

  /** Makes the report, once, also where an answer is lost. @throws Error where nobody makes it in time. */
  async begin (): Promise<void> {
    const [key, deadline] = [randomUUID(), performance.now() + utmost]
    const ask = () =>
      this.#call('POST', '/reports', { reportDate: new Date().toISOString().slice(0, 10), summary: 'Soak' }, { 'idempotency-key': key })
    let answer = await ask()
    while ((answer.status === 0 || answer.status === 503 || answer.code === 'IN_PROGRESS') && performance.now() < deadline) {
      await delay(200)
      answer = await ask()
    }
    const { status, data, code, details } = answer
    if (status !== 201) throw new Error(`The report could not be made: ${status} ${code} ${JSON.stringify(details)}`)
    this.#id = data!.id
    this.#version = data!.version
    this.#plan = data!.planNext
    this.acknowledgedAt = performance.now()
  }

  async run (signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#change()
      await this.#look()
      await delay(20 + Math.random() * 60)
    }
  }

  /** As it is in the end, at the replica of that number. */
  async check (replica: number): Promise<void> {
    this.#only = replica
    await this.#settle()
  }

  async #change (): Promise<void> {
    const plan = `${this.#version}.${++this.#count}`
    const answer = await this.#call('PATCH', `/reports/${this.#id}`, { version: this.#version, planNext: plan })
    if (answer.status === 200) return this.#acknowledge(answer.data!, plan)
    if (answer.status === 409) {
      if (this.#doubts.length === 0) this.#tally.stale++
      return this.#settle()
    }
    if (answer.status !== 503 && answer.status !== 0) return void this.#tally.wrong.push(`PATCH ${answer.status} ${answer.code}`)
    this.#doubts.push(plan)
    await this.#settle()
  }

  #acknowledge ({ version }: { version: number }, plan: string): void {
    if (version !== this.#version + 1) this.#tally.repeated.push(`${this.#id} went from ${this.#version} to ${version}`)
    this.#tally.acknowledged++
    this.#tally.foundUnmade += this.#doubts.length
    this.#become(version, plan)
    this.acknowledgedAt = performance.now()
  }

  #become (version: number, plan: string | null): void {
    this.#version = version
    this.#plan = plan
    this.#doubts = []
  }

  /** Reads until somebody answers, and compares. */
  async #settle (): Promise<void> {
    const deadline = performance.now() + utmost
    for (let attempt = 0; performance.now() < deadline; attempt++) {
      if (await this.#look()) return
      await delay(Math.min(1000, 50 * 2 ** attempt) * Math.random())
    }
    this.#tally.wrong.push(`GET ${this.#id}: no answer in ${utmost / 1000} s`)
  }

  /** @returns whether anybody answered. */
  async #look (): Promise<boolean> {
    const { status, data, code } = await this.#call('GET', `/reports/${this.#id}`)
    if (status === 0 || status === 503) return false
    if (status !== 200) {
      this.#tally.wrong.push(`GET ${status} ${code}`)
      return true
    }
    const { version, planNext } = data!
    if (version === this.#version && planNext === this.#plan) return true
    if (version === this.#version + 1 && this.#doubts.includes(planNext!)) {
      this.#tally.foundMade++
      this.#tally.foundUnmade += this.#doubts.length - 1
      this.#become(version, planNext)
    } else if (version < this.#version) {
      this.#tally.stale++
      // It is lost where it stays so.
      if (this.#isFinal) this.#tally.lost.push(`${this.#id} is at ${version}, ${this.#version} was acknowledged`)
    } else this.#tally.lost.push(`${this.#id} is at ${version} (${planNext}), not at ${this.#version} (${this.#plan})`)
    return true
  }

  #isFinal = false
  ends (): void {
    this.#isFinal = true
  }

  /** At any replica: in turn, one that is away could be met by every change and by no question. */
  async #call (method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer> {
    const url = this.#urls[this.#only ?? Math.floor(Math.random() * this.#urls.length)]
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${accessToken(this.#urls[0], this.#person)}`,
          ...(body && { 'content-type': 'application/json' }),
          ...headers
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience)
      })
      const { data, error } = await response.json() as { data: Answer['data'], error: { code: string, details?: unknown } | null }
      const { status } = response
      this.#tally.statuses.set(status, (this.#tally.statuses.get(status) ?? 0) + 1)
      if (status >= 500 && (status !== 503 || !response.headers.has('retry-after'))) {
        this.#tally.wrong.push(`${method} ${path}: ${status} ${error?.code}`)
      }
      return { status, data, code: error?.code, details: error?.details }
    } catch (error) {
      const { name, cause } = error as Error & { cause?: { code?: string } }
      const code = cause?.code ?? name
      this.#tally.unanswered++
      this.#tally.silences.set(code, (this.#tally.silences.get(code) ?? 0) + 1)
      return { status: 0, code }
    }
  }
}
