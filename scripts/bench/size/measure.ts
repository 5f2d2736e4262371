/** How long answers take, of a small company and of a large one by turns: what else the machine does meanwhile, both feel. */
import { sql } from 'kysely'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { everybody, ofDay } from '../../../src/database/changes/concerned.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import type { Database } from '../../../src/database/tables.ts'
import { median } from '../../median.ts'
import type { BenchDatabase } from '../databases.ts'
import { accessToken } from '../realtime/sockets.ts'
import { say } from '../report.ts'
import type { Service } from '../service.ts'
import { examples, people, questionsOf, type Found, type Question } from './questions.ts'
import { divisionId, personId, sessionId } from './rows.ts'

const rounds = 9
/** In milliseconds: a question that takes long is asked less often. */
const budget = 3_000
/** Questions take this long at most. */
const longest = 60_000
const page = 20

export interface Asked {
  service: Service
  database: BenchDatabase
}

/** Of one of the two. */
export interface Answer {
  /** The median, in milliseconds, and the first one, for which more has to be read. */
  p50: number
  first: number
  /** Rows that the database has read for it, those of scans of whole tables among them, and rows that it has sorted; medians. */
  read: number
  scanned: number
  sorted: number
  /** How often it was given up: a statement may take five seconds. */
  refused: number
  /** Which page it is, of a list: the last one where there are not as many. */
  page?: number
}

/** One of them. */
interface Once extends Omit<Answer, 'p50' | 'first' | 'page'> {
  milliseconds: number
}

export interface Answered {
  name: string
  small: Answer
  large: Answer
}

/**
 * @param operations what names have in them of those that are asked; empty for all.
 * @returns what was answered; who may not ask, or asks wrongly, makes it throw.
 */
export async function measureQuestions (
  small: Asked,
  large: Asked,
  today: string,
  operations: string,
  signal: AbortSignal
): Promise<Answered[]> {
  const both = [new Company(small, today, signal), new Company(large, today, signal)] as const
  try {
    for (const company of both) await company.find()
    const answered: Answered[] = []
    const questions = questionsOf().filter(({ name }) => name.includes(operations))
    if (questions.length === 0) throw new Error(`No question has ${operations} in its name`)
    for (const question of questions) {
      say(`asking: ${question.name}`, true)
      const first = both.map((company) => question.path(today, company.found))
      answered.push({ ...await measured(both, question.who, first), name: question.paged ? `${question.name}, first page` : question.name })
      if (!question.paged) continue
      const last = [await both[0].lastPage(question.who, first[0]), await both[1].lastPage(question.who, first[1])]
      // Of one page alone there is nothing else to say.
      if (last[1].page === 1) continue
      const { small, large } = await measured(both, question.who, last.map(({ path }) => path))
      answered.push({
        name: `${question.name}, ${last[1].page}th page`,
        small: { ...small, page: last[0].page },
        large: { ...large, page: last[1].page }
      })
    }
    return answered
  } finally {
    for (const company of both) await company.close()
  }
}

async function measured (
  both: readonly [Company, Company],
  who: Question['who'],
  paths: string[]
): Promise<{ small: Answer, large: Answer }> {
  const began = performance.now()
  const answers: [Once[], Once[]] = [[], []]
  const firsts: Once[] = []
  // The first reads what is not in memory yet, and is told by itself.
  for (let round = 0; round <= rounds && (round < 4 || performance.now() - began < budget); round++) {
    for (const which of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const answer = await both[which].measure(who, paths[which])
      if (round > 0) answers[which].push(answer)
      else firsts[which] = answer
    }
  }
  const [small, large] = answers.map((those, which): Answer => {
    const of = (key: 'milliseconds' | 'read' | 'scanned' | 'sorted') => median(those.map((answer) => answer[key]))
    return {
      p50: of('milliseconds'),
      first: firsts[which].milliseconds,
      read: of('read'),
      scanned: of('scanned'),
      sorted: of('sorted'),
      refused: those.reduce((sum, { refused }) => sum + refused, 0)
    }
  })
  return { small, large }
}

class Company {
  readonly service: Service
  readonly #db: Database
  readonly #today: string
  readonly #signal: AbortSignal
  found = {} as Found

  constructor ({ service, database }: Asked, today: string, signal: AbortSignal) {
    this.service = service
    this.#today = today
    this.#db = openDatabase(parseDsn(database.dsn))
    this.#signal = signal
  }

  async find (): Promise<void> {
    for (const [what, { who, path }] of Object.entries(examples)) {
      const { data } = await this.#ask<{ id: string }[] | { items: { id: string }[] }>(who, path(this.#today))
      const [first] = Array.isArray(data) ? data : data.items
      if (!first) throw new Error(`There is no ${what} to ask for`)
      this.found[what as keyof Found] = first.id
    }
  }

  /** One answer, which is made anew. */
  async measure (who: Question['who'], path: string): Promise<Once> {
    // As if something had changed for everybody, and somebody of a division had handed in.
    await sql`insert into change_numbers (name, number) values (${everybody}, 1), (${ofDay(this.#today, divisionId(0))}, 1)
      on duplicate key update number = number + 1`.execute(this.#db)
    const before = await this.#counts()
    const started = performance.now()
    const { status } = await this.#ask(who, path, true)
    const milliseconds = performance.now() - started
    const after = await this.#counts()
    const of = (pattern: RegExp) =>
      Object.entries(after).reduce((sum, [name, value]) => pattern.test(name) ? sum + value - before[name] : sum, 0)
    return {
      milliseconds,
      read: of(/^Handler_read_/),
      scanned: of(/^Handler_read_rnd_next$/),
      sorted: of(/^Sort_rows$/),
      refused: status === 503 ? 1 : 0
    }
  }

  async #counts (): Promise<Record<string, number>> {
    const { rows } = await sql<{ Variable_name: string, Value: string }>`
      show global status where Variable_name like 'Handler_read%' or Variable_name = 'Sort_rows'`.execute(this.#db)
    return Object.fromEntries(rows.map(({ Variable_name: name, Value: value }) => [name, Number(value)]))
  }

  async lastPage (who: Question['who'], first: string): Promise<{ path: string, page: number }> {
    let [path, last] = [first, 1]
    for (; last < page; last++) {
      const { data } = await this.#ask<{ nextCursor?: string | null } | null>(who, path, true)
      if (!data?.nextCursor) break
      path = `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(data.nextCursor)}`
    }
    return { path, page: last }
  }

  /** @returns `data`; nothing of what is no JSON. @throws Error where it is no success: nothing was measured then. */
  async #ask<Data> (who: Question['who'], path: string, mayTakeLong = false): Promise<{ status: number, data: Data }> {
    const response = await fetch(`${this.service.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${tokenOf(this.service, people[who])}` },
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(longest)])
    })
    const text = await response.text()
    if (!response.ok && !(mayTakeLong && response.status === 503)) {
      throw new Error(`GET ${path} answered ${response.status}: ${text}\n${this.service.readLog()}`)
    }
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, data: isJson ? JSON.parse(text).data : undefined }
  }

  async close (): Promise<void> {
    await this.#db.destroy()
  }
}

const tokens = new Map<string, { token: string, until: number }>()

/** @param index the person's. Tokens live ten minutes. */
export function tokenOf ({ url }: Service, index: number): string {
  const known = tokens.get(`${url} ${index}`)
  if (known && known.until > Date.now()) return known.token
  const token = accessToken(url, { userId: personId(index), sessionId: sessionId(index) })
  tokens.set(`${url} ${index}`, { token, until: Date.now() + 300_000 })
  return token
}
