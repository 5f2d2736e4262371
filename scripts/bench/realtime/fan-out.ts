/** Idle sockets, then bursts of events to all of them: from the service and, in turn, from a server that only does the fan-out. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { append } from '../../../src/repositories/platform/events.ts'
import { median } from '../../median.ts'
import { cpuTime } from '../processes.ts'
import { say } from '../report.ts'
import type { Service } from '../service.ts'
import { Clients } from './driver.ts'
import { inspect } from './inspector.ts'
import { accessToken, residentMemory, type RealtimeFigures, type RealtimeRow, type Team } from './sockets.ts'

const events = 100
const rounds = 5
/** With these the process has made what it makes once; they are not counted. */
const warmUp = 100
const payload = {
  id: 'REPORT',
  userId: 'USER',
  reportDate: '2026-11-20',
  teamId: 'TEAM',
  divisionId: 'DIVISION',
  state: 'submitted',
  timing: null,
  submittedAt: '2026-11-20T09:41:00.000Z',
  version: 2
}

/** Thousands of frames per second, and microseconds of the server's processor per frame. */
interface Burst {
  rate: number
  cpu: number
}

/** @param port of the service's inspector. */
export async function fanOut (
  service: Service,
  port: number,
  team: Team,
  sockets: number,
  figures: RealtimeFigures
): Promise<RealtimeRow[]> {
  say(`realtime: ${sockets} sockets`)
  const clients = new Clients()
  const plain = await startPlain(sockets)
  try {
    const { milliseconds, kilobytes } = await fill(service, port, team, sockets, clients)
    await stall(service)
    const [ours, theirs]: [Burst[], Burst[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      ours.push(await burst(clients, service.pid, sockets, () => tell(team)))
      theirs.push(await plain.burst(round * events))
    }
    const worst = await stall(service)
    const [rate, plainRate] = [median(ours.map((each) => each.rate)), median(theirs.map((each) => each.rate))]
    const [cpu, plainCpu] = [median(ours.map((each) => each.cpu)), median(theirs.map((each) => each.cpu))]
    figures.fanOut.push({ sockets, rate, plain: plainRate, kilobytes })
    const row = (what: string, value: string) => ({ what: `${sockets} sockets: ${what}`, value })
    return [
      row('opened, signed in and subscribed, per second', (sockets / milliseconds * 1000).toFixed(0)),
      row('resident memory per idle connection, without garbage', `${kilobytes.toFixed(1)} KB`),
      row(`frames per second, ${events} events to all, ${rounds} times`, `${rate.toFixed(0)} k`),
      row('the same from a plain ws server', `${plainRate.toFixed(0)} k (ratio ${(rate / plainRate).toFixed(2)})`),
      row('processor per frame', `${cpu.toFixed(2)} µs`),
      row('the same of a plain ws server', `${plainCpu.toFixed(2)} µs (ratio ${(plainCpu / cpu).toFixed(2)})`),
      row('worst event-loop stall during it', `${worst.toFixed(0)} ms`)
    ]
  } finally {
    clients.stop()
    plain.stop()
  }
}

/** Opens the sockets. @returns how long that took, and what each keeps in memory. */
async function fill (service: Service, port: number, { people, teamId }: Team, sockets: number, clients: Clients) {
  const inspector = await inspect(port)
  try {
    const tokens = people.map((person) => accessToken(service.url, person))
    const url = service.url.replace('http', 'ws') + '/api/v1/ws'
    const first = Math.min(warmUp, Math.floor(sockets / 2))
    await clients.open(url, tokens, teamId, first)
    const memory = async () => {
      await delay(2000)
      await inspector.collect()
      return residentMemory(service.pid)
    }
    const before = await memory()
    // Each person has as many as the others.
    const { milliseconds } = await clients.open(url, [...tokens.slice(first), ...tokens.slice(0, first)], teamId, sockets - first)
    return { milliseconds, kilobytes: (await memory() - before) / (sockets - first) / 1024 }
  } finally {
    inspector.close()
  }
}

const tell = ({ db, teamId }: Team) =>
  append(
    db,
    new Date(),
    'bench',
    Array.from({ length: events }, () => ({ channel: `team:${teamId}`, type: 'report.submitted', data: payload }))
  )

async function burst (clients: Clients, pid: number, sockets: number, begin: () => Promise<void> | void): Promise<Burst> {
  const before = cpuTime(pid) ?? NaN
  const received = clients.expect(events * sockets)
  await begin()
  const { frames, firstToLast } = await received
  return { rate: frames / firstToLast, cpu: ((cpuTime(pid) ?? NaN) - before) * 1000 / frames }
}

async function startPlain (sockets: number) {
  const server = fork(join(import.meta.dirname, 'plain.ts'))
  const clients = new Clients()
  const [{ port }] = await once(server, 'message') as [{ port: number }]
  await clients.open(`ws://127.0.0.1:${port}`, [], null, sockets)
  const frame = (seq: number) =>
    JSON.stringify({
      v: 1,
      type: 'report.submitted',
      id: String(seq),
      channel: 'team:01JD2V6M7Q8R9S0T1V2W3X4Y61',
      seq,
      position: seq,
      time: new Date().toISOString(),
      cause: 'bench',
      data: payload
    })
  return {
    burst: (before: number) =>
      burst(clients, server.pid!, sockets, () => {
        server.send(Array.from({ length: events }, (_, index) => frame(before + index + 1)))
      }),
    stop () {
      clients.stop()
      server.kill()
    }
  }
}

async function stall (service: Service): Promise<number> {
  const text = await (await fetch(service.metricsUrl)).text()
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)![1]) * 1000
}
