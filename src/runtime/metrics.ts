import type { AddressInfo } from 'node:net'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { createServer } from './http.ts'

/** What the service tells Prometheus of itself; with the default ones (event-loop delay, memory, CPU) in one registry. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics () {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 })
  return {
    registry,
    requests: new Histogram({
      name: 'workpulse_request_seconds',
      help: 'From the arrival of a request to the end of its answer, by operation and class of status; without streams and sockets',
      labelNames: ['operation', 'status'],
      registers,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    }),
    errors: new Counter({ name: 'workpulse_errors_total', help: 'Requests that were refused or failed', labelNames: ['code'], registers }),
    poolWaits: new Histogram({
      name: 'workpulse_database_pool_wait_seconds',
      help: 'How long requests waited for a connection to the database that had none at once, whether they got one or not',
      registers,
      buckets: [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
    }),
    delivery: new Histogram({
      name: 'workpulse_event_delivery_seconds',
      help: 'From the making of an event to its delivery to the hub of this replica',
      registers,
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10]
    }),
    lag: new Gauge({ name: 'workpulse_event_lag', help: 'How many events this replica was behind the log when it looked', registers }),
    repaired: new Counter({
      name: 'workpulse_events_repaired_total',
      help: 'Events that were read from the table because the bus had not brought them when the replica looked',
      registers
    }),
    resyncs: new Counter({
      name: 'workpulse_resyncs_total',
      help: 'Subscriptions that could not be replayed',
      labelNames: ['reason'],
      registers
    }),
    conflicts: new Counter({
      name: 'workpulse_database_conflicts_total',
      help: "Statements that lost to another transaction: deadlocks, waits for locks, and conflicts of Galera's certification",
      registers
    }),
    streams: new Gauge({ name: 'workpulse_event_streams', help: 'Open event streams', registers }),
    drops: new Counter({
      name: 'workpulse_websocket_drops_total',
      help: 'What clients that read too slowly did not get: passing news, or the connection itself',
      labelNames: ['what'],
      registers
    }),
    closes: new Counter({ name: 'workpulse_websocket_closes_total', help: 'Closed WebSockets', labelNames: ['code'], registers }),
    reaps: new Counter({
      name: 'workpulse_presence_reaps_total',
      help: 'People whose replica died and who were taken out of presence',
      registers
    }),
    /** Gauges that are asked when they are read. A database that is away leaves the last as it was. */
    observe (readings: { connections: () => number, buffered: () => number, unsequencedFor: () => Promise<number> }) {
      for (
        const [name, help, read] of [
          ['workpulse_websocket_connections', 'Open WebSockets', readings.connections],
          ['workpulse_websocket_buffered_bytes', 'Bytes that clients have not read yet', readings.buffered],
          ['workpulse_outbox_seconds', 'How long the event has waited that waits longest for its place in the log', readings.unsequencedFor]
        ] as const
      ) {
        const gauge: Gauge = new Gauge({
          name,
          help,
          registers,
          async collect () {
            const value = await Promise.resolve(read()).catch(() => undefined)
            if (value !== undefined) gauge.set(value)
          }
        })
      }
    }
  }
}

/** Serves them on a listener of their own: behind a proxy everything looks like loopback. @returns where, and a function that stops it. */
export async function serveMetrics (
  { registry }: Metrics,
  { host, port }: { host: string, port: number }
): Promise<{ url: string, close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end()
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const { address, family, port: actual } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
