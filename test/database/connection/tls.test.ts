/** TLS to the database is as the DSN says, or there is no connection. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { startMariadb } from '../../../scripts/services.mjs'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { certificates } from '../../support/certificates.ts'
import { databases } from '../../support/databases.ts'

const mariadb = process.env.WORKPULSE_TEST_MARIADB

t.test('a server with TLS, and one without', { skip: databases.length > 1 ? false : 'MariaDB is missing' }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-tls-'))
  await certificates(folder)
  const server = await startMariadb(folder, [`--ssl-cert=${folder}/cert.pem`, `--ssl-key=${folder}/key.pem`])
  t.teardown(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const admin = await createConnection(server.url)
  await admin.query('create database workpulse')
  await admin.query("create user workpulse@'%' identified by 'pw'")
  await admin.query("grant all on workpulse.* to workpulse@'%'")
  await admin.end()
  const { port } = new URL(server.url)

  /** The cipher of the connection; empty for none. */
  async function cipherOf (dsn: string): Promise<string> {
    const db = openDatabase(parseDsn(dsn))
    try {
      const { rows: [row] } = await sql<{ Value: string }>`show session status like 'Ssl_cipher'`.execute(db)
      return row.Value
    } finally {
      await db.destroy()
    }
  }
  const both = (parameters: string, host = 'localhost') => [
    `mysql://workpulse:pw@${host}:${port}/workpulse?${parameters}`,
    `workpulse:pw@tcp(${host}:${port})/workpulse?${parameters}`
  ]

  for (const dsn of both(`tls=true&tls-ca=${folder}/ca.pem`)) t.match(await cipherOf(dsn), /^[A-Z]/, dsn)
  for (const dsn of both('tls=skip-verify')) t.match(await cipherOf(dsn), /^[A-Z]/, dsn)
  for (const dsn of both('tls=false')) t.equal(await cipherOf(dsn), '', dsn)
  for (const parameters of ['tls=true', 'ssl=true', 'sslmode=REQUIRED']) {
    for (const dsn of both(parameters)) {
      await t.rejects(cipherOf(dsn), { code: /SSL|CERT|VERIFY|SIGNATURE/ }, `${dsn}: nobody vouches for it`)
    }
  }
  const plainServer = new URL(mariadb!)
  for (const parameters of ['tls=true', 'tls=skip-verify', 'sslmode=REQUIRED']) {
    await t.rejects(
      cipherOf(`mysql://root@127.0.0.1:${plainServer.port}/mysql?${parameters}`),
      { code: 'HANDSHAKE_NO_SSL_SUPPORT' },
      `${parameters}: it has none`
    )
  }
})
