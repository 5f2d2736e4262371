/** What people do while a release goes on: requests on connections that stay open, reports that are handed in and returned, live events. */
import { Agent } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, type Client, type Tokens } from '../../../generated/sdk/dist/src/sdk/index.js'
import { demoPassword, employeeEmail } from '../../../src/cli/demo/people.ts'
import { ask } from './client.ts'
import { host } from './shared-server.ts'

export interface Load {
  /** Ends it. @returns what came of it. */
  end: () => Promise<Outcome>
}

export interface Outcome {
  /** How often each status was answered. */
  statuses: Record<string, number>
  /** What failed, in words. */
  failures: string[]
  /** The longest that a request took, in milliseconds. */
  longest: number
  /** The version of the report that the changes began with. */
  from: number
  changes: number
  /** Of the changes, which came over the socket, in their order. */
  seen: string[]
  made: string[]
  /** How often the realtime connection came back. */
  reconnections: number
  resyncs: number
}

/** In milliseconds, between the requests of one client. */
const pause = 30

export async function startLoad (port: string, clients = 8): Promise<Load> {
  const baseUrl = `https://${host}:${port}`
  let tokens: Tokens | undefined
  const employee = createClient({
    baseUrl,
    mode: 'bearer',
    onTokens: (theirs) => {
      tokens = theirs
    }
  })
  const lead = createClient({ baseUrl, mode: 'bearer' })
  await employee.login({ email: employeeEmail, password: demoPassword })
  const { user } = await lead.login({ email: employeeEmail.replace(/^[^@]+/, 'lead'), password: demoPassword })
  const outcome: Outcome = {
    statuses: {},
    failures: [],
    longest: 0,
    from: Infinity,
    changes: 0,
    seen: [],
    made: [],
    reconnections: -1,
    resyncs: 0
  }
  const ending = new AbortController()
  const realtime = await listen(lead, user.teams[0].id, outcome)
  const authorization = () => ({ authorization: `Bearer ${tokens!.accessToken}` })
  const work = [
    ...Array.from({ length: clients }, (_, index) => keepAsking(port, index % 4 === 0, authorization, outcome, ending.signal)),
    keepChanging(employee, lead, outcome, ending.signal)
  ]
  return {
    async end () {
      ending.abort()
      try {
        await Promise.all(work)
        const deadline = Date.now() + 10_000
        while (outcome.seen.length < outcome.made.length && Date.now() < deadline) await delay(50)
        return outcome
      } finally {
        // It would keep the process alive.
        realtime.close()
      }
    }
  }
}

async function listen (lead: Client, teamId: string, outcome: Outcome) {
  const realtime = lead.connect()
  for (const type of ['report.submitted', 'report.updated'] as const) {
    realtime.on(type, ({ data }) => {
      if (data.version > outcome.from) outcome.seen.push(`${type} ${data.version}`)
    })
  }
  realtime.onResync(() => {
    outcome.resyncs++
  })
  realtime.onState((state) => {
    if (state === 'open') outcome.reconnections++
  })
  await realtime.followTeam(teamId)
  return realtime
}

async function keepAsking (port: string, writes: boolean, headers: () => Record<string, string>, outcome: Outcome, signal: AbortSignal) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const request = writes ? { method: 'POST', path: '/api/v1/ws/ticket' } : { path: '/api/v1/me/summary' }
  while (!signal.aborted) {
    const began = performance.now()
    try {
      const { status, text } = await ask(port, { ...request, headers: headers(), agent })
      outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1
      if (status >= 400) outcome.failures.push(`${request.path} ${status} ${text.slice(0, 100)}`)
    } catch (error) {
      outcome.failures.push(`${request.path} ${(error as Error).message}`)
    }
    outcome.longest = Math.max(outcome.longest, Math.round(performance.now() - began))
    await delay(pause)
  }
  agent.destroy()
}

/** Hands in and returns one report again and again; each is to come over the lead's socket, once and in order. */
async function keepChanging (employee: Client, lead: Client, outcome: Outcome, signal: AbortSignal) {
  const { today } = await employee.getMySummary()
  let report = today.reportId === null
    ? await employee.createReport({ reportDate: today.date, summary: 'Collars', submit: true })
    : await employee.getReport(today.reportId)
  outcome.from = report.version
  while (!signal.aborted) {
    try {
      const returned = report.state === 'submitted'
      report = returned
        ? await lead.returnReport(report.id, { version: report.version, note: 'Which collars?' })
        : await employee.submitReport(report.id, { version: report.version })
      outcome.changes++
      outcome.made.push(`${returned ? 'report.updated' : 'report.submitted'} ${report.version}`)
    } catch (error) {
      outcome.failures.push(`a change: ${(error as Error).message}`)
      report = await employee.getReport(report.id)
    }
    await delay(100)
  }
}
