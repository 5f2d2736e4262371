/** What it costs to read what the cluster has committed, and not only what the node has: the same request with and without, in turn. */
import { median } from '../../median.ts'
import { accessToken, type Team } from '../../bench/realtime/sockets.ts'
import { cpuTime } from '../../bench/processes.ts'
import type { Service } from '../../bench/service.ts'
import type { GaleraNode } from './galera.ts'

const rounds = 10
const requests = 60

/** In microseconds of a processor for each request, one after the other: nobody shares a question. */
interface Cost {
  service: number
  node: number
}

/**
 * @param waiting at `node`, and knows of others, so that it asks at each request.
 * @param alone at the same one, and knows of no other.
 */
export async function measureWaiting (
  [waiting, alone]: [Service, Service],
  node: GaleraNode,
  [person]: Team['people']
): Promise<string> {
  const headers = { authorization: `Bearer ${accessToken(waiting.url, person)}` }
  const costs = { waiting: [] as Cost[], alone: [] as Cost[] }
  const measure = async (service: Service): Promise<Cost> => {
    const [before, nodeBefore] = [cpuTime(service.pid)!, cpuTime(node.pid)!]
    for (let count = 0; count < requests; count++) {
      const response = await fetch(`${service.url}/api/v1/me/summary`, { headers })
      if (!response.ok) throw new Error(`The summary: ${response.status}`)
      await response.arrayBuffer()
    }
    const each = (spent: number) => spent / requests * 1000
    return { service: each(cpuTime(service.pid)! - before), node: each(cpuTime(node.pid)! - nodeBefore) }
  }
  for (const service of [waiting, alone]) await measure(service)
  for (let round = 0; round < rounds; round++) {
    costs.waiting.push(await measure(waiting))
    costs.alone.push(await measure(alone))
  }
  const of = (name: keyof typeof costs, part: keyof Cost) => median(costs[name].map((cost) => cost[part]))
  const line = (part: keyof Cost, what: string) =>
    `${of('alone', part).toFixed(0)} µs of ${what}, ${of('waiting', part).toFixed(0)} with it`
  return `Waiting for the cluster, of a processor for each summary: ${line('service', 'the replica')}; ${line('node', 'its node')}`
}
