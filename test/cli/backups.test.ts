/** Backups are made, kept and restored. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'
import { pepper, folderOf, backupsIn, emptyDatabase, keepWriting, nameOf, lastLine, openBackups } from './backups-folder.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, db, folder, files, env } = await openBackups(t, database)

    t.test('a backup is made while people write, and nobody else can read it', async (t) => {
      t.match(await runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['backup']), { code: 2, error: /--to FOLDER/ })
      const stop = keepWriting(db)
      const made = await runCli(env, ['backup', '--json'])
      t.ok(await stop() > 10, 'somebody wrote meanwhile')
      t.equal(made.code, 0, made.error)
      const { folder: backup, bytes } = lastLine(made.out)
      t.same((await backupsIn(folder)).length, 1)
      t.same(lastLine(made.out).files, { count: 2, bytes: 'a picturehalf of an upload'.length })
      t.equal(await readFile(files.pathIn(join(folder, 'files'), files.picture), 'utf8'), 'a picture')
      for (const path of [backup, join(backup, 'manifest.json')]) t.equal((await stat(path)).mode & 0o077, 0, path)
      const manifest = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'))
      t.equal(manifest.file.bytes, bytes)
      t.match(manifest, { database: nameOf(dsn), migrations: [/^0001/], file: { sha256: /^[0-9a-f]{64}$/ } })
      t.notMatch(JSON.stringify(manifest), pepper)
    })

    t.test('only the newest are kept when that is asked for', async (t) => {
      await delay(1000)
      t.match(await runCli(env, ['backup', '--keep', '0']), { code: 2, error: /--keep/ })
      await rm(files.pathIn(files.folder, files.nameless))
      const { code, out } = await runCli(env, ['backup', '--keep', '1'])
      t.equal(code, 0)
      t.match(out, /\nremoved /)
      t.equal((await backupsIn(folder)).length, 1)
      const kept = (await readdir(join(folder, 'files'), { recursive: true })).filter((path) => path.length > 2)
      t.same(kept.map((path) => path.slice(3)), [files.picture], 'and the files of these alone')
    })

    t.test('a file that is not what its name says is in no backup', async (t) => {
      const path = files.pathIn(files.folder, '0'.repeat(64))
      await mkdir(join(files.folder, '00'), { recursive: true })
      await writeFile(path, 'somebody wrote here')
      t.match(await runCli(env, ['backup']), { code: 1, error: /is not what its name says/ })
      await rm(path)
      t.equal((await backupsIn(folder)).length, 1)
    })

    t.test('it is restored into an empty database that is named, and clients read anew', async (t) => {
      const [name] = await backupsIn(folder)
      const from = join(folder, name)
      t.match(await runCli(env, ['restore', '--from', from, '--into', nameOf(dsn)]), { code: 1, error: /Nothing was changed/ })
      const target = database.name === 'sqlite'
        ? `sqlite:${join(await folderOf(t), 'restored.db')}`
        : await emptyDatabase(t, process.env.WORKPULSE_TEST_MARIADB!, `restored_${process.pid}`)
      const into = { ...env, WORKPULSE_DATABASE_DSN: target }
      t.match(await runCli(into, ['restore', '--from', from]), { code: 2, error: /--into/ })
      t.match(await runCli(into, ['restore', '--from', from, '--into', 'workpulse']), { code: 2, error: /Nothing was changed/ })
      const back = join(await folderOf(t), 'files')
      const restored = await runCli(into, ['restore', '--from', from, '--into', nameOf(target), '--files', back, '--json'])
      t.match(restored, { code: 0, error: '' })
      t.equal(await readFile(files.pathIn(back, files.picture), 'utf8'), 'a picture')
      const other = openDatabase(parseDsn(target))
      for (const table of ['users', 'reports', 'audit_entries', 'sessions'] as const) {
        t.same(await other.selectFrom(table).selectAll().execute(), await db.selectFrom(table).selectAll().execute(), table)
      }
      const epoch = async (one: typeof db) => (await one.selectFrom('event_clock').select('epoch').executeTakeFirstOrThrow()).epoch
      t.not(await epoch(other), await epoch(db))
      await other.destroy()
    })

    t.test('a backup that was damaged is refused', async (t) => {
      const [name] = await backupsIn(folder)
      const manifest = JSON.parse(await readFile(join(folder, name, 'manifest.json'), 'utf8'))
      const damaged = await folderOf(t)
      await writeFile(join(damaged, 'manifest.json'), JSON.stringify(manifest))
      await writeFile(join(damaged, manifest.file.name), 'x')
      const target = database.name === 'sqlite'
        ? `sqlite:${join(damaged, 'x.db')}`
        : await emptyDatabase(t, process.env.WORKPULSE_TEST_MARIADB!, `damaged_${process.pid}`)
      const args = ['restore', '--from', damaged, '--into', nameOf(target)]
      t.match(await runCli({ ...env, WORKPULSE_DATABASE_DSN: target }, args), { code: 1, error: /checksum/ })
      t.match(await runCli(env, ['restore', '--from', '/nowhere', '--into', nameOf(dsn)]), { code: 1, error: /holds no backup/ })
    })
  })
}
