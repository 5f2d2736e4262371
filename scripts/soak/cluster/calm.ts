/** What it costs while nothing is wrong. */
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import { cpuTime } from '../../bench/processes.ts'
import type { Service } from '../../bench/service.ts'
import { causalRead } from '../../../src/database/connection/causality.ts'
import { database, type Galera } from './galera.ts'
import type { Tally } from './tally.ts'

const reads = 300

export interface Calm {
  /** Requests in a second, over all replicas. */
  rate: number
  /** Of a processor, in milliseconds for each request: of the replicas together, and of the nodes. */
  replicas: number
  nodes: number
  /** In milliseconds, p50 and p99 of one question of a node: as it is, and one that waits for all that is committed. */
  plain: [number, number]
  causal: [number, number]
}

/** @param duration in milliseconds. */
export async function measureCalm (galera: Galera, services: Service[], tally: Tally, duration: number): Promise<Calm> {
  const requests = () => [...tally.statuses.values()].reduce((sum, count) => sum + count, 0)
  const spent = (pids: number[]) => pids.reduce((sum, pid) => sum + (cpuTime(pid) ?? 0), 0)
  const [servicePids, nodePids] = [services.map(({ pid }) => pid), galera.nodes.map(({ pid }) => pid)]
  const [before, service, node, since] = [requests(), spent(servicePids), spent(nodePids), performance.now()]
  await delay(duration)
  const made = requests() - before
  const rate = made / (performance.now() - since) * 1000
  const [replicas, nodes] = [(spent(servicePids) - service) / made, (spent(nodePids) - node) / made]
  const { port } = galera.nodes[0]
  return { rate, replicas, nodes, plain: await timesOf(port, 'select 1'), causal: await timesOf(port, causalRead) }
}

async function timesOf (port: number, statement: string): Promise<[number, number]> {
  const connection = await createConnection({ host: '127.0.0.1', port, user: 'bench', password: 'bench', database })
  try {
    const times: number[] = []
    for (let count = 0; count < reads; count++) {
      const began = performance.now()
      await connection.query(statement)
      times.push(performance.now() - began)
      await delay(2)
    }
    const sorted = times.toSorted((one, other) => one - other)
    return [sorted[Math.floor(reads * 0.5)], sorted[Math.floor(reads * 0.99)]]
  } finally {
    await connection.end()
  }
}

export function lineOfCalm ({ rate, replicas, nodes, plain, causal }: Calm): string {
  const times = ([median, worst]: [number, number]) => `${median.toFixed(2)} / ${worst.toFixed(2)} ms`
  return `Nothing wrong: ${rate.toFixed(0)} requests a second, CPU per request ${replicas.toFixed(2)} ms of the replicas and ${
    nodes.toFixed(2)
  } ms of the three nodes; a question of a node p50 / p99 ${times(plain)}, one that waits for the cluster ${times(causal)}`
}
