/** A process that is killed while it takes a file leaves neither a row without its file, nor a file without a row for long. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createClient } from '../../generated/sdk/dist/src/sdk/index.js'
import { namedAmong } from '../../src/repositories/platform/files.ts'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'
import { pdf } from '../support/files.ts'
import { emailOf, password } from '../support/people.ts'
import { until } from '../support/until.ts'
import { compiled } from '../support/command.ts'

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    for (const moment of ['half', 'within', 'after'] as const) {
      t.test(moment === 'half' ? 'in the middle of the upload' : `${moment} the commit`, async (t) => {
        const app = await testApp(t, database)
        const { db, files, config: { filesFolder } } = app.deps
        const there = async () =>
          (await readdir(filesFolder, { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile())
            .map(({ parentPath, name }) => join(parentPath, name).slice(filesFolder.length + 1))
        const child = spawn(
          process.execPath,
          [join(import.meta.dirname, '../support/dying-process.ts'), app.dsn, moment, filesFolder],
          { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env.PATH, ...compiled } }
        )
        t.teardown(() => child.kill('SIGKILL'))
        const [port] = await once(child.stdout, 'data')
        let token = ''
        const dying = createClient({
          baseUrl: `http://127.0.0.1:${Number(port)}`,
          mode: 'bearer',
          onTokens: (tokens) => {
            token = tokens?.accessToken ?? token
          }
        })
        await dying.login({ email: emailOf('employee'), password })
        const exit = once(child, 'exit')
        if (moment === 'half') {
          const socket = connect(Number(port), '127.0.0.1')
          socket.on('error', () => {})
          t.teardown(() => socket.destroy())
          socket.write(
            `POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
              `Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n`
          )
          socket.write(Buffer.alloc(200_000))
          await until('it has come half', async () => (await there()).length === 1)
          child.kill('SIGKILL')
        } else {
          await t.rejects(dying.uploadFile(new Blob([new Uint8Array(pdf)]), { name: 'a.pdf' }), { name: 'ConnectionError' })
        }
        t.strictSame(await exit, [null, 'SIGKILL'])

        const rows = await db.selectFrom('files').select(['id', 'hash']).execute()
        t.equal(rows.length, moment === 'after' ? 1 : 0)
        for (const { hash } of rows) t.ok((await there()).includes(join(hash.slice(0, 2), hash)), 'no row without its file')
        await files.sweep((hashes) => namedAmong(db, hashes), Date.now() + 1000)
        t.same(await there(), rows.map(({ hash }) => join(hash.slice(0, 2), hash)), 'and no file without its row')
        if (moment === 'after') {
          const client = await app.signIn('employee')
          t.equal(await (await client.downloadFile(rows[0].id)).text(), pdf.toString())
        }
      })
    }
  })
}
