/** `npm run bench:uploads`: does memory grow with the files that the service takes? Says its most with small and with large ones. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '../../generated/sdk/dist/src/sdk/index.js'
import { demoPassword } from '../../src/cli/demo/people.ts'
import { createSqlite } from './databases.ts'
import { peakMemory, resetPeakMemory } from './processes.ts'
import { startService } from './service.ts'

if (process.argv.includes('--help')) {
  console.log(`Usage: npm run bench:uploads

Starts the service on an SQLite of its own and sends it files, eight at once: 16 of 64 KiB, then 16 of 10 MiB. Prints the most
memory that the service had with each, in MB, and their ratio; says what the kernel says, so on Linux only.`)
  process.exit(0)
}

const atOnce = 8
const times = 2

/** PDFs, each another one, so that none is there already. */
async function sendAll (client: Client, size: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await Promise.all(Array.from({ length: atOnce }, (_, n) => {
      const content = new Blob([`%PDF-1.4\n% ${size} ${round} ${n}\n`, new Uint8Array(size - 64)])
      return client.uploadFile(content, { name: 'a.pdf' })
    }))
  }
}

async function mostWhile (pid: number, work: () => Promise<void>): Promise<number> {
  resetPeakMemory(pid)
  await work()
  const most = peakMemory(pid)
  if (most === undefined) throw new Error('The kernel says nothing of the memory of processes')
  return most
}

const scratch = mkdtempSync(join(tmpdir(), 'workpulse-bench-'))
const stop = new AbortController()
process.once('SIGINT', () => stop.abort(new Error('stopped')))
try {
  const database = await createSqlite(scratch)
  const service = await startService(database, scratch, stop.signal, {
    NODE_ENV: 'development',
    WORKPULSE_FILES_DIR: join(scratch, 'files')
  })
  try {
    const client = createClient({ baseUrl: service.url, mode: 'bearer' })
    await client.login({ email: 'employee@workpulse.test', password: demoPassword })
    await sendAll(client, 64 * 1024 + 1)
    const small = await mostWhile(service.pid, () => sendAll(client, 64 * 1024))
    const large = await mostWhile(service.pid, () => sendAll(client, 10 * 1024 * 1024 - 64))
    const megabytes = (value: number) => `${value.toFixed(0)} MB`
    console.log(
      `${atOnce} at once: files of 64 KiB ${megabytes(small)}, of 10 MiB ${megabytes(large)}, ${(large / small).toFixed(2)} times as much`
    )
  } finally {
    await service.stop()
  }
} finally {
  rmSync(scratch, { recursive: true })
}
