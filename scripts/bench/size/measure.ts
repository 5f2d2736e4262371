/** How long answers take, one after the other, on the real server. */
import { accessToken } from '../realtime/sockets.ts'
import { say } from '../report.ts'
import type { Service } from '../service.ts'
import { personId, sessionId } from './fill.ts'
import { lists, people, questions, type Question } from './questions.ts'

const rounds = 15
/** In milliseconds: a question that takes long is asked less often. */
const budget = 15_000
const page = 50

export interface Answered {
  name: string
  /** The median, in milliseconds. */
  p50: number
  /** Which page it is, of a list: the last one where there are not as many. */
  page?: number
}

export async function measureQuestions (service: Service, today: string, signal: AbortSignal): Promise<Answered[]> {
  const answered: Answered[] = []
  for (const question of questions) {
    say(`asking: ${question.name}`, true)
    answered.push({ name: question.name, p50: await medianOf(service, question.who, (round) => question.path(today, round), signal) })
  }
  for (const list of lists) answered.push(...await measureList(service, list, today, signal))
  return answered
}

async function measureList (service: Service, { name, who, path }: Question, today: string, signal: AbortSignal): Promise<Answered[]> {
  say(`asking: ${name}`, true)
  const first = path(today, 0)
  const p50 = await medianOf(service, who, () => first, signal)
  let [last, address] = [1, first]
  for (; last < page; last++) {
    const { nextCursor } = await ask<{ nextCursor?: string | null }>(service, who, address, signal)
    if (!nextCursor) break
    address = `${first}${first.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(nextCursor)}`
  }
  const firstPage = { name: `${name}, first page`, p50, page: 1 }
  return last === 1
    ? [firstPage]
    : [firstPage, { name: `${name}, ${page}th page`, p50: await medianOf(service, who, () => address, signal), page: last }]
}

async function medianOf (service: Service, who: Question['who'], path: (round: number) => string, signal: AbortSignal): Promise<number> {
  const [times, began] = [[] as number[], performance.now()]
  // The first reads what is not in memory yet, and is not counted.
  for (let round = 0; round <= rounds && (round < 3 || performance.now() - began < budget); round++) {
    const started = performance.now()
    await ask(service, who, path(round), signal)
    if (round > 0) times.push(performance.now() - started)
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)]
}

/** @returns `data`. @throws Error where it is no success: nothing was measured then. */
async function ask<Data> (service: Service, who: Question['who'], path: string, signal: AbortSignal): Promise<Data> {
  const response = await fetch(`${service.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${tokenOf(service, people[who])}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)])
  })
  const { data, error } = await response.json() as { data: Data, error: unknown }
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${JSON.stringify(error)}\n${service.readLog()}`)
  return data
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
