/** What the service and its peer are both asked, and what of their answers has to be the same. */
import { isDeepStrictEqual } from 'node:util'
import { addDays } from '../../../src/rules/time/calendar.ts'
import type { Company } from '../company.ts'
import type { Contender } from './build.ts'

export interface Compared {
  name: string
  method: 'GET' | 'POST'
  path: string
  signedIn: boolean
  /** The service is asked whether what it said still holds; its peer, which has no such answer, for the whole. */
  unchanged?: boolean
  /** All the while this changes for everybody: what follows from it cannot be answered from what was answered before. */
  changed?: 'leave' | 'rows' | 'everything'
  /** At the least, by CPU per request. */
  goals: { fair: number, bare?: number }
  /** Of an answer, what two of the same database can differ in. */
  ownFields: RegExp
}

type Asked = Pick<Compared, 'method' | 'path' | 'signedIn' | 'ownFields'>

const notifications: Asked = { method: 'GET', path: '/api/v1/notifications', signedIn: true, ownFields: /^$/ }
const summary: Asked = { method: 'GET', path: '/api/v1/me/summary', signedIn: true, ownFields: /^serverTime$/ }
const ownWrites = /^(id|createdAt|updatedAt|reportDate)$/

export const compared: Compared[] = [
  { name: 'GET /notifications', ...notifications, goals: { fair: 1, bare: 0.9 } },
  { name: 'GET /notifications, read anew', ...notifications, changed: 'rows', goals: { fair: 1, bare: 0.9 } },
  { name: 'GET /notifications, unchanged', ...notifications, unchanged: true, goals: { fair: 3 } },
  { name: 'GET /me/summary', ...summary, goals: { fair: 1, bare: 0.9 } },
  { name: 'GET /me/summary, a leave changed', ...summary, changed: 'leave', goals: { fair: 1, bare: 0.9 } },
  { name: 'GET /me/summary, read anew', ...summary, changed: 'everything', goals: { fair: 1, bare: 0.9 } },
  { name: 'GET /me/summary, unchanged', ...summary, unchanged: true, goals: { fair: 1.3 } },
  { name: 'POST /reports', method: 'POST', path: '/api/v1/reports', signedIn: true, ownFields: ownWrites, goals: { fair: 1, bare: 0.9 } },
  { name: 'GET /healthz', method: 'GET', path: '/healthz', signedIn: false, ownFields: /^$/, goals: { fair: 0.8, bare: 0.8 } }
]

const report = (reportDate: string) => ({
  reportDate,
  summary: 'Attached 180 collars; the thread on machine 12 keeps breaking.',
  planNext: 'Finish the order of blue shirts.',
  mood: 4,
  fields: { shift: 'morning' },
  items: [
    { title: 'Collars, order 2211', category: 'sewing', status: 'done', progress: 100, minutes: 360, quantity: 180, unit: 'pcs' },
    { title: 'Cuffs, order 2212', category: 'sewing', status: 'doing', progress: 40, minutes: 90 }
  ]
})

/** Bodies for one person after the other, each of another date. */
export interface Bodies {
  /** The next ones for each. */
  take: (count: number) => string[]
  /** The last of them, which nobody was asked for. */
  giveBack: (count: number) => void
}

export function reportBodies ({ free }: Company): Bodies {
  let used = 0
  return {
    take (count) {
      if (used + count > free.days) throw new Error(`${free.days} days are not enough for so many reports: measure for fewer seconds`)
      return Array.from({ length: count }, () => JSON.stringify(report(addDays(free.newest, -used++))))
    },
    giveBack (count) {
      used -= Math.max(0, count)
    }
  }
}

interface Answer {
  status: number
  body: string
  etag: string | null
}

export async function ask (contender: Contender, { method, path }: Compared, token: string, body?: string): Promise<Answer> {
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) }
  const response = await fetch(contender.url + path, { method, headers, body, signal: AbortSignal.timeout(10_000) })
  return { status: response.status, body: await response.text(), etag: response.headers.get('etag') }
}

/** Asks each once. @throws Error where one answers otherwise than the first: then they are not doing the same. */
export async function checkSame (contenders: Contender[], operation: Compared, token: string, bodies: string[]): Promise<void> {
  const answers: { name: string, status: number, data: unknown }[] = []
  for (const [index, contender] of contenders.entries()) {
    const { status, body } = await ask(contender, operation, token, bodies[index])
    const data: unknown = JSON.parse(body, (key, value: unknown) => operation.ownFields.test(key) && key !== '' ? undefined : value)
    answers.push({ name: contender.name, status, data })
  }
  const [first, ...others] = answers
  for (const other of others) {
    if (other.status === first.status && other.status < 300 && isDeepStrictEqual(other.data, first.data)) continue
    const texts = [first, other].map((each) => `${each.name}: ${each.status} ${JSON.stringify(each.data).slice(0, 2000)}`)
    throw new Error(`${operation.name} is answered differently:\n${texts.join('\n')}`)
  }
}
