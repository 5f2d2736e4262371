import { hkdfSync } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { createDatabaseClock } from './database/server/clock.ts'
import { createCatchUp, type CatchUp } from './database/connection/causality.ts'
import { openDatabase } from './database/connection/open.ts'
import type { Database } from './database/tables.ts'
import { inTransaction, type Transact } from './database/transaction.ts'
import { createReadiness, type Readiness } from './database/migration/readiness.ts'
import { isDeadlock, isUnavailable } from './database/unavailable.ts'
import { createFileStore, StorageError, type FileStore } from './files/store.ts'
import { createJobMetrics } from './jobs/figures.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import { mail } from './jobs/platform/mail.ts'
import { createLog } from './runtime/log.ts'
import { createReport, type Report } from './runtime/outages.ts'
import { createPush, type Push } from './push/push.ts'
import { createMailer, type Mailer } from './mail/mailer.ts'
import { createMetrics, type Metrics } from './runtime/metrics.ts'
import { openRealtime, type Realtime } from './realtime/realtime.ts'
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts'
import { createPasswords, type Passwords } from './security/passwords.ts'

export interface Clock {
  now: () => Date
  /** In milliseconds: how far the database's clock, which all replicas go by, is ahead of this machine's. Undefined where nobody knows. */
  difference?: () => number | undefined
  /** Resolves once the time is that of the database, or soon. */
  start?: () => Promise<void>
  stop?: () => void
}

/** What everything else is given. Passed, never imported. */
export interface Deps {
  config: Config
  clock: Clock
  log: Logger
  db: Database
  catchUp: CatchUp
  /** Runs `work` in a transaction; await nothing but `tx` in it. Its events go out, and its jobs begin, once it has committed. */
  transaction: Transact
  realtime: Realtime
  readiness: Readiness
  /** Logs a failure where it is handled. */
  report: Report
  metrics: Metrics
  passwords: Passwords
  /** Undefined where no mail server is configured. */
  mailer: Mailer | undefined
  webhooks: Webhooks
  /** Undefined where no key is configured. */
  push: Push | undefined
  jobs: Jobs
  files: FileStore
  /** Of the chain of the audit log. Made from the pepper, which never changes. */
  auditKey: Buffer
  close: () => Promise<void>
}

/**
 * @param given a clock in the place of the database's.
 * @param machine this machine's time, in milliseconds.
 */
export function openDeps (
  config: Config,
  given?: Clock,
  log = createLog(config.logLevel, undefined, isUnavailable),
  machine: () => number = Date.now
): Deps {
  const db = openDatabase(config.dsn, {
    poolSize: config.poolSize,
    onError (error) {
      readiness.failed(error)
      if (isDeadlock(error)) metrics.conflicts.inc()
    },
    onWait: (milliseconds) => metrics.poolWaits.observe(milliseconds / 1000),
    onMove (server, reason) {
      log.warn({ server, ...(reason && { reason: reason.message }) }, 'another database server is asked from now on')
    }
  })
  const clock: Clock = given ?? createDatabaseClock(db, machine)
  const report = createReport(log, (error) => isUnavailable(error) || error instanceof StorageError)
  if (config.dsn.kind === 'mysql' && config.dsn.tls?.verify === false) {
    log.warn('the certificate of the database server is not checked, as WORKPULSE_DATABASE_DSN says: whoever stands between can read along')
  }
  const metrics = createMetrics()
  const catchUp = createCatchUp(db, config.dsn)
  const realtime = openRealtime({
    config,
    db,
    catchUp,
    metrics,
    now: clock.now,
    // Who lost to another transaction tries again: that is counted, and is no error.
    onError: (message) => (error) => {
      if (!isDeadlock(error)) report(error, message)
    }
  })
  const readiness = createReadiness({
    db,
    standstill: () => realtime.standstill(),
    onChange: (reason) => reason === undefined ? log.warn('ready again') : log.error({ reason }, 'not ready')
  })
  const push = config.push && createPush(config.push, config.pushNetworks)
  const jobs = createJobs({ db, clock, log, metrics: createJobMetrics(metrics.registry, db, clock.now) })
  return {
    config,
    clock,
    log,
    db,
    catchUp,
    async transaction (work) {
      let committed: Database | undefined
      const result = await inTransaction(db, (tx) => {
        committed = tx
        return work(tx)
      })
      realtime.wake()
      jobs.committed(committed!)
      return result
    },
    realtime,
    readiness,
    report,
    metrics,
    passwords: createPasswords(config.passwordPepper),
    webhooks: createWebhooks(config.passwordPepper, config.webhookNetworks, config.telegramUrl),
    push,
    jobs,
    files: createFileStore(config.filesFolder),
    mailer: createMailer(config, (tx, letter) => jobs.enqueue(tx, mail, letter)),
    auditKey: auditKeyOf(config),
    async close () {
      clock.stop?.()
      await jobs.close()
      push?.close()
      await realtime.close()
      await db.destroy()
    }
  }
}

/** 32 bytes. */
export function auditKeyOf ({ passwordPepper }: Pick<Config, 'passwordPepper'>): Buffer {
  return Buffer.from(hkdfSync('sha256', passwordPepper, '', 'workpulse audit log', 32))
}
