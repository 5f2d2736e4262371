/** What an operator wants to know of the database server. */
import { sql } from 'kysely'
import { dialectOf } from '../dialect.ts'
import type { Database } from '../tables.ts'

export interface ServerSettings {
  version: string
  /** In bytes. */
  maxPacket: number
  /** Of our database. */
  characterSet: string
  hasBinlog: boolean
  binlogFormat: string
  /** For how long the binary log is kept; 0 for ever. */
  binlogDays: number
  maxConnections: number
  /** 1: what is committed is on the disk. */
  flush: number
}

/** What holds on the connections that we open, whatever the server does for others. */
export interface SessionSettings {
  sqlMode: string[]
  /** As READ-COMMITTED. */
  isolation: string
  timeZone: string
}

/** Of MySQL and MariaDB, of which each names the level of isolation in its own way. */
export async function readSession (db: Database): Promise<SessionSettings> {
  const { rows } = await sql<{ Variable_name: string, Value: string }>`show session variables where variable_name in ('sql_mode',
    'time_zone', 'tx_isolation', 'transaction_isolation')`.execute(db)
  const values = Object.fromEntries(rows.map((row) => [row.Variable_name, row.Value]))
  return {
    sqlMode: values.sql_mode.split(','),
    isolation: values.transaction_isolation ?? values.tx_isolation,
    timeZone: values.time_zone
  }
}

/** Of MySQL and MariaDB. */
export async function readSettings (db: Database): Promise<ServerSettings> {
  const names = [
    'version',
    'max_allowed_packet',
    'character_set_database',
    'log_bin',
    'binlog_format',
    'binlog_expire_logs_seconds',
    'max_connections',
    'innodb_flush_log_at_trx_commit'
  ]
  const { rows } = await sql<{ Variable_name: string, Value: string }>`show variables where variable_name in (${
    sql.join(names.map((name) => sql.lit(name)))
  })`.execute(db)
  const values = Object.fromEntries(rows.map((row) => [row.Variable_name, row.Value]))
  return {
    version: values.version,
    maxPacket: Number(values.max_allowed_packet),
    characterSet: values.character_set_database,
    hasBinlog: values.log_bin === 'ON',
    binlogFormat: values.binlog_format ?? '',
    binlogDays: Number(values.binlog_expire_logs_seconds ?? 0) / 86_400,
    maxConnections: Number(values.max_connections),
    flush: Number(values.innodb_flush_log_at_trx_commit)
  }
}

/** What the database takes for the time; SQLite, which has ours, too. */
export async function readTime (db: Database): Promise<Date> {
  const now = dialectOf(db) === 'sqlite'
    ? sql<{ now: string }>`select strftime('%Y-%m-%d %H:%M:%f', 'now') as now`
    : sql<{ now: string }>`select cast(utc_timestamp(3) as char) as now`
  const { rows: [row] } = await now.execute(db)
  return new Date(`${row.now.replace(' ', 'T')}Z`)
}
