import { hkdfSync } from 'node:crypto'
import type { Logger } from 'pino'
import { createBackground, type Background } from './jobs/background.ts'
import type { Config } from './config.ts'
import { openDatabase } from './database/open.ts'
import type { Database } from './database/tables.ts'
import { inTransaction } from './database/transaction.ts'
import { createLog } from './runtime/log.ts'
import { createMailer, type Mailer } from './mail/mailer.ts'
import { createMetrics, type Metrics } from './runtime/metrics.ts'
import { openRealtime, type Realtime } from './realtime/realtime.ts'
import { createPasswords, type Passwords } from './security/passwords.ts'

export interface Clock {
  now: () => Date
}

/** What everything else is given. Passed, never imported. */
export interface Deps {
  config: Config
  clock: Clock
  log: Logger
  db: Database
  /** Runs `work` in a transaction; await nothing but `tx` in it. Its events go out once it has committed. */
  transaction: <T>(work: (tx: Database) => Promise<T>) => Promise<T>
  realtime: Realtime
  metrics: Metrics
  passwords: Passwords
  /** Undefined where no mail server is configured. */
  mailer: Mailer | undefined
  background: Background
  /** Of the chain of the audit log. Made from the pepper, which never changes. */
  auditKey: Buffer
  close: () => Promise<void>
}

export function openDeps (config: Config, clock: Clock = { now: () => new Date() }, log = createLog(config.logLevel)): Deps {
  const db = openDatabase(config.dsn)
  const metrics = createMetrics()
  const realtime = openRealtime({
    config,
    db,
    metrics,
    now: clock.now,
    onError: (message) => (error) => log.error({ err: error }, message)
  })
  const mailer = createMailer(config, log)
  const background = createBackground(log)
  return {
    config,
    clock,
    log,
    db,
    async transaction (work) {
      const result = await inTransaction(db, work)
      realtime.wake()
      return result
    },
    realtime,
    metrics,
    passwords: createPasswords(config.passwordPepper),
    mailer,
    background,
    auditKey: auditKeyOf(config),
    async close () {
      await background.close()
      await mailer?.close()
      await realtime.close()
      await db.destroy()
    }
  }
}

/** 32 bytes. */
export function auditKeyOf ({ passwordPepper }: Pick<Config, 'passwordPepper'>): Buffer {
  return Buffer.from(hkdfSync('sha256', passwordPepper, '', 'workpulse audit log', 32))
}
