/** What is measured, and that its answers are what a measurement is worth. */
import type { Request } from 'autocannon'
import { addDays } from '../../src/rules/time/calendar.ts'
import type { Company, Person } from './company.ts'
import { password } from './service.ts'

export interface Endpoint {
  name: string
  method: 'GET' | 'POST'
  path: string
  mostConnections?: number
  /** Who asks. */
  people: (company: Company) => Person[]
  needsToken: boolean
  /** Makes the next body. */
  bodies?: (company: Company, people: Person[]) => (person: number) => string
  /** Is `data` all that the measurement claims? */
  expect: (data: any) => boolean
}

const callers = 40

/** Employees of all the teams. */
const employees = ({ people }: Company) => people.filter((person) => person.role === 'employee' && !person.isLead).slice(0, callers)
const leaders = ({ people }: Company) => people.filter((person) => person.role !== 'employee')

export const endpoints: Endpoint[] = [
  // The two differ in finding out who asks, and in nothing else that counts.
  { name: 'GET /healthz', method: 'GET', path: '/healthz', people: employees, needsToken: false, expect: (data) => data.status === 'ok' },
  {
    name: 'GET /auth/me',
    method: 'GET',
    path: '/api/v1/auth/me',
    people: employees,
    needsToken: true,
    expect: (data) => typeof data.id === 'string'
  },
  {
    name: 'POST /auth/login',
    method: 'POST',
    path: '/api/v1/auth/login',
    // Two are hashed at once and 32 wait; a fifth measures the queue.
    mostConnections: 4,
    people: employees,
    needsToken: false,
    bodies: (_company, people) => (index) => loginBody(people[index]),
    expect: (data) => typeof data.accessToken === 'string'
  },
  {
    name: 'GET /notifications',
    method: 'GET',
    path: '/api/v1/notifications',
    people: employees,
    needsToken: true,
    expect: (data) => data.length === 100
  },
  {
    name: 'GET /me/summary',
    method: 'GET',
    path: '/api/v1/me/summary',
    people: employees,
    needsToken: true,
    expect: (data) => data.notificationsUnread > 0 && data.today.reportId !== null
  },
  {
    name: 'GET /reports',
    method: 'GET',
    path: '/api/v1/reports',
    people: leaders,
    needsToken: true,
    expect: (data) => data.items.length === 30 && data.items[0].items.length > 0
  },
  {
    name: 'POST /reports',
    method: 'POST',
    path: '/api/v1/reports',
    people: employees,
    needsToken: true,
    bodies: newReports,
    expect: (data) => data.state === 'draft' && data.items.length === 2
  }
]

export function loginBody ({ email }: Person): string {
  return JSON.stringify({ email, password })
}

/** A date for each person that none of their reports has: none is ever made twice. */
function newReports ({ free }: Company, people: Person[]): (person: number) => string {
  const made = people.map(() => 0)
  return (person) =>
    JSON.stringify({
      reportDate: addDays(free.newest, -(made[person]++ % free.days)),
      summary: 'Attached 180 collars; the thread on machine 12 keeps breaking.',
      planNext: 'Finish the order of blue shirts.',
      mood: 4,
      fields: { shift: 'morning' },
      items: [
        { title: 'Collars, order 2211', category: 'sewing', status: 'done', progress: 100, minutes: 360, quantity: 180, unit: 'pcs' },
        { title: 'Cuffs, order 2212', category: 'sewing', status: 'doing', progress: 40, minutes: 90 }
      ]
    })
}

/** A round of requests, one of each person, beginning with another person for each connection. */
export function roundOf (
  { method, path }: Endpoint,
  tokens: string[],
  body: ((person: number) => string) | undefined,
  connection: number
): Request[] {
  const round = tokens.map((token, person): Request => ({
    method,
    path,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { setupRequest: (request) => ({ ...request, body: body(person) }) })
  }))
  const first = connection % round.length
  return [...round.slice(first), ...round.slice(0, first)]
}
