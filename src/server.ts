import { buildApp } from './app.ts'
import { loadConfig, supervisionOf } from './config.ts'
import { ConfigError } from './runtime/environment.ts'
import { auditIsChangeable, mayChangeAudit } from './database/server/audit-grants.ts'
import { explainDatabaseError, notMigrated } from './database/explain.ts'
import { migrateToLatest, pendingMigrations, RefusedDatabaseError } from './database/migration/migrate.ts'
import { refuseUnsafeDatabase } from './database/server/safety.ts'
import { isUnavailable } from './database/unavailable.ts'
import { openDeps } from './deps.ts'
import { watchCertificate } from './runtime/certificate.ts'
import { collectWhatStartLeft } from './runtime/collection.ts'
import { grace } from './http/shutdown.ts'
import { limits } from './realtime/limits.ts'
import { createLog } from './runtime/log.ts'
import { serveMetrics } from './runtime/metrics.ts'
import { createSupervisor } from './runtime/supervisor.ts'

/** Behind deploy/apache, which asks each second whether we stay, and whose connections have a `ttl` of one. */
const linger = { least: 2500, quiet: 1000, most: 8000 }
/**
 * In milliseconds: what is not done by then is not waited for. It has room for all that waits, one after the other: the goodbyes
 * beside those who still come, then requests that are under way, then the database. deploy/ waits longer before it kills.
 */
const longestStop = Math.max(limits.drain + limits.goodbye, linger.most) + grace + 1000

/** In milliseconds after the start: what begins with it has begun. */
const settled = 5000

async function main (): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.logLevel, undefined, isUnavailable)
  if (config.insecureOrigins.length > 0) {
    log.warn(`WORKPULSE_ALLOW_INSECURE_ORIGINS: browsers may come without https, from ${config.insecureOrigins.join(', ')}`)
  }
  if (config.environment === 'production') await refuseUnsafeDatabase(config.dsn, 'running', (warning) => log.warn(warning))
  const deps = openDeps(config, undefined, log)
  const development = config.environment === 'development'
  if (development) {
    await migrateToLatest(deps.db)
    const { seedDemo } = await import('./cli/seed-demo.ts')
    await seedDemo(deps)
  } else if ((await pendingMigrations(deps.db)).length > 0) {
    // It migrates nothing by itself: whoever starts it has to know at once.
    throw new RefusedDatabaseError(notMigrated)
  }
  if (config.environment === 'production' && await mayChangeAudit(deps.db)) log.warn(auditIsChangeable)
  const app = await buildApp(deps, { linger: config.environment === 'production' ? linger : undefined })
  let metrics: Awaited<ReturnType<typeof serveMetrics>> | undefined
  const supervisor = createSupervisor(supervisionOf(), (error) => log.error({ err: error }, 'systemd could not be told'))

  const close = async () => {
    // What is enqueued meanwhile is done by others, or after the next start.
    await Promise.all([app.close(), deps.jobs.close()])
    await metrics?.close()
    await deps.close()
    await supervisor.told()
    // The channel to whoever started us would keep the process alive: a cluster's primary, or a process manager.
    if (process.connected) process.disconnect()
  }
  let stopping = false
  const stop = (signal?: unknown) => {
    if (stopping) return
    stopping = true
    const began = performance.now()
    log.info({ signal, sockets: deps.realtime.connections.size }, 'stopping')
    supervisor.stopping()
    setTimeout(() => {
      deps.log.error('the service did not stop in time')
      process.exit(1)
    }, longestStop).unref()
    close().then(() => log.info({ ms: Math.round(performance.now() - began) }, 'stopped'), (error: unknown) => {
      deps.log.error({ err: error }, 'the service did not stop in order')
      process.exit(1)
    })
  }
  // Before it listens: whoever sees it listen may stop it at once.
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, stop)

  await app.listen({ host: config.host, port: config.port })
  if (config.metrics) {
    watchCertificate(deps.metrics.registry, config.publicUrl)
    metrics = await serveMetrics(deps.metrics, config.metrics)
  }
  if (development) await greet(config.publicUrl)
  supervisor.ready()
  setTimeout(collectWhatStartLeft, settled).unref()
}

async function greet (url: string): Promise<void> {
  const { demoAccounts, demoPassword } = await import('./cli/demo/people.ts')
  console.log(`
WorkPulse API   ${url}/api/v1
Swagger UI      ${url}/docs
Realtime        ${url}/docs/realtime
Documents       ${url}/openapi.json  ${url}/asyncapi.json

Demo accounts, all with the password ${demoPassword}:
${demoAccounts.map(({ email, description }) => `  ${email.padEnd(26)}${description}`).join('\n')}
`)
}

main().catch((error: unknown) => {
  console.error(explanation(error))
  process.exit(1)
})

/** What a person can do about it, where we know; the whole error otherwise. */
function explanation (error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof RefusedDatabaseError) return error.message
  const { code, address, port } = error as { code?: string, address?: string, port?: number }
  if (code === 'EADDRINUSE') {
    return `${address}:${port} is in use, perhaps by another WorkPulse. ` +
      'Stop that, or set WORKPULSE_API_ADDR, or WORKPULSE_METRICS_ADDR, to another address.'
  }
  return explainDatabaseError(error) ?? error
}
