/** How long an event takes to a client: from its making, which is before the commit, and from the answer to its change, which is after. */
import { setTimeout as delay } from 'node:timers/promises'
import { say } from '../report.ts'
import type { Service } from '../service.ts'
import { accessToken, type RealtimeFigures, type RealtimeRow, type Team } from './sockets.ts'

const deliveries = 200

/** From the making of an event on one replica to its arrival at a client of another, or of the same. */
export async function delivery (what: string, from: Service, to: Service, team: Team, figures: RealtimeFigures): Promise<RealtimeRow[]> {
  say(`realtime: ${what}`)
  const [person] = team.people
  const token = accessToken(from.url, person)
  const socket = new WebSocket(to.url.replace('http', 'ws') + '/api/v1/ws', ['workpulse.v1'])
  const latencies: number[] = []
  /** When each version came, and when the change that made it was answered. */
  const came = new Map<number, number>()
  const answered = new Map<number, number>()
  const subscribed = Promise.withResolvers<void>()
  socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: accessToken(to.url, person) }))
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data as string)
    if (frame.type === 'subscribed') subscribed.resolve()
    if (frame.v !== 1 || !frame.seq) return
    latencies.push(Date.now() - Date.parse(frame.time))
    came.set(frame.data.version, performance.now())
  }
  await subscribed.promise
  const call = async (method: string, path: string, body: object) => {
    const response = await fetch(`${from.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    const { ok, data, error } = await response.json() as { ok: boolean, data: any, error: unknown }
    if (!ok) throw new Error(`${method} ${path}: ${JSON.stringify(error)}`)
    return data
  }
  const reportDate = new Date().toISOString().slice(0, 10)
  await team.db.deleteFrom('reports').execute()
  let report = await call('POST', '/reports', { reportDate, summary: 'Bench' })
  for (let index = 0; index < deliveries; index++) {
    report = await call('PATCH', `/reports/${report.id}`, { version: report.version, planNext: `Plan ${index}` })
    answered.set(report.version, performance.now())
    await delay(Math.random() * 20)
  }
  for (let waited = 0; latencies.length < deliveries && waited < 5000; waited += 50) await delay(50)
  socket.close()
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  const afterwards = [...answered].filter(([version]) => came.has(version)).map(([version, at]) => came.get(version)! - at)
  figures.deliveries.push({ what, p50, p99 })
  return [
    { what: `${what}: event made, to it received, p50 / p99`, value: `${p50} / ${p99} ms, of ${latencies.length}` },
    {
      what: `${what}: its change answered, to it received`,
      value: `${percentile(afterwards, 0.5).toFixed(1)} / ${percentile(afterwards, 0.99).toFixed(1)} ms`
    }
  ]
}

function percentile (values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]
}
