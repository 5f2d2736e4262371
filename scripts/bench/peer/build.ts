/** The stack that was planned first, compiled and started: see main.go. */
import { spawn, spawnSync } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { freePort } from '../../services.mjs'
import type { BenchDatabase } from '../databases.ts'
import { jwtSecret } from '../service.ts'

/** As many as the service has. */
const connections = 10
const startTimeout = 30_000

export const names = ['service', 'fair peer', 'bare peer'] as const

/** A server that answers the operations which are compared. */
export interface Contender {
  name: typeof names[number]
  url: string
  pid: number
  readLog: () => string
  stop: () => Promise<void>
}

/** With the compiler and the libraries of Debian. @returns the program's file. @throws Error with what the compiler says. */
export function buildPeer (scratch: string): string {
  const file = join(scratch, 'peer')
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '', GOCACHE: join(scratch, 'go-cache') }
  const { status, stderr } = spawnSync('go', ['build', '-o', file, '.'], { cwd: import.meta.dirname, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The peer was not compiled:\n${stderr}`)
  return file
}

/** @param issuer whose tokens it takes. */
export async function startPeer (
  file: string,
  { dsn }: Pick<BenchDatabase, 'dsn'>,
  { scratch, issuer, bare }: { scratch: string, issuer: string, bare: boolean }
): Promise<Contender> {
  const address = `127.0.0.1:${await freePort()}`
  const name = bare ? 'bare peer' : 'fair peer'
  const log = join(scratch, `${name}.log`)
  const output = openSync(log, 'a')
  const [kid, key] = jwtSecret.split(':')
  const child = spawn(file, [
    ...[`-addr=${address}`, `-dsn=${goDsn(dsn)}`, `-issuer=${issuer}`, `-kid=${kid}`, `-key=${key}`],
    ...['-origin=http://localhost:3000', `-connections=${connections}`, `-bare=${bare}`]
  ], { env: { ...process.env, GOMAXPROCS: '1' }, stdio: ['ignore', output, output] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  const contender: Contender = {
    name,
    url: `http://${address}`,
    pid: child.pid ?? 0,
    readLog: () => readFileSync(log, 'utf8').trim(),
    async stop () {
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      await ended
    }
  }
  const deadline = Date.now() + startTimeout
  while (!(await fetch(`${contender.url}/healthz`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) {
      await contender.stop()
      throw new Error(`The ${name} did not start:\n${contender.readLog()}`)
    }
    await delay(50)
  }
  return contender
}

/** Keeps all threads of a process to one core, where there are two. */
export function keepTo (core: number, pid: number): void {
  if (availableParallelism() > core) spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)])
}

function goDsn (dsn: string): string {
  const parsed = parseDsn(dsn)
  if (parsed.kind !== 'mysql') throw new Error('The peer knows MariaDB only')
  const { user, password, host, port, database } = parsed
  const settings = 'collation=utf8mb4_bin&time_zone=%27%2B00%3A00%27&tx_isolation=%27READ-COMMITTED%27'
  return `${user}:${password}@tcp(${host}:${port})/${database}?${settings}`
}
