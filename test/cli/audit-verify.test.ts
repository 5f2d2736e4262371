import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import t from 'tap'
import { loadConfig } from '../../src/config.ts'
import { migrateToLatest } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { auditKeyOf } from '../../src/deps.ts'
import { append, verify } from '../../src/repositories/platform/audit.ts'
import { start } from '../support/app.ts'
import { compiled } from '../support/command.ts'
import { databases } from '../support/databases.ts'
import { people } from '../support/people.ts'

const pepper = 'p'.repeat(32)
const root = new URL('../..', import.meta.url).pathname

interface Outcome {
  code: number
  out: string
  error: string
}

/** Runs the command as a person would, with nothing else in its environment. */
function run (environment: Record<string, string>, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src/cli/main.ts', 'audit:verify', ...args],
      { cwd: root, env: { PATH: process.env.PATH, NODE_ENV: 'test', ...compiled, ...environment } },
      (error, out, text) =>
        resolve({ code: error ? Number(error.code) : 0, out, error: text.replaceAll(/^.*(Warning|--trace-).*\n/gm, '') })
    )
  })
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, drop } = await database.create()
    const environment = { WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_PASSWORD_PEPPER: pepper }
    const config = loadConfig({ NODE_ENV: 'test', ...environment })
    const key = auditKeyOf(config)
    const db = openDatabase(config.dsn)
    t.teardown(async () => {
      await db.destroy()
      await drop()
    })
    await migrateToLatest(db)
    t.match(await run(environment), { code: 0, out: 'The audit log holds: 0 entries, the newest with the hash (none).\n', error: '' })

    for (let index = 0; index < 6; index++) {
      await inTransaction(db, (tx) =>
        append(tx, key, {
          // Among them a fraction of zero, which MySQL's driver leaves out, and one that ends with zeros.
          time: new Date(start.getTime() + index * 50),
          actorId: index % 2 ? people.admin.id : null,
          action: 'user.updated',
          targetType: 'user',
          targetId: people.employee.id,
          ...(index > 1 && { before: { name: `Sari ${index}` }, after: { name: 'Šárí "🧵" \\ \n' } }),
          address: index ? '2001:db8::7' : null,
          requestId: index ? `request-${index}` : null
        }))
    }
    const rows = await db.selectFrom('audit_entries').selectAll().orderBy('id').execute()
    const head = await db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
    async function restore (): Promise<void> {
      await db.deleteFrom('audit_entries').execute()
      await db.insertInto('audit_entries').values(rows).execute()
      await db.deleteFrom('audit_head').execute()
      await db.insertInto('audit_head').values(head).execute()
    }
    const change = (id: number, columns: object) => db.updateTable('audit_entries').set(columns).where('id', '=', id).execute()
    const remove = (...ids: number[]) => db.deleteFrom('audit_entries').where('id', 'in', ids).execute()
    t.afterEach(restore)

    t.test('what holds is counted, and its newest hash told', async (t) => {
      t.same(await run(environment), {
        code: 0,
        out: `The audit log holds: 6 entries, the newest with the hash ${rows[5].hash}.\n`,
        error: ''
      })
    })

    t.test('whichever column of an entry was changed, the entry is named', async (t) => {
      const changes = {
        time: '2026-11-20 03:00:00.101',
        actor_id: people.hr.id,
        action: 'user.disabled',
        target_type: 'session',
        target_id: null,
        before: null,
        after: rows[2].after!.replace('name', 'Name'),
        address: '2001:db8::8',
        request_id: null,
        hash: rows[1].hash
      }
      for (const [column, value] of Object.entries(changes)) {
        t.not(value, rows[2][column as 'time'])
        await change(3, { [column]: value })
        t.match(await verify(db, key), { entries: 2, broken: { id: 3, reason: /was changed/ } }, column)
        await restore()
      }
      for (const column of ['actor_id', 'target_id', 'before', 'after', 'address', 'request_id']) {
        if (rows[3][column as 'before'] === null) continue
        await change(4, { [column]: '' })
        t.match(await verify(db, key), { broken: { id: 4 } }, `${column} made empty`)
        await restore()
      }
    })

    const seven = { ...rows[5], id: 7 }
    /** The rows from the third on, changed and chained anew by somebody who knows how, but not the key. */
    const forged = (otherKey: Buffer | string) => {
      let previous = rows[1].hash
      return rows.slice(2).map((row) => {
        const { id, time, actor_id, action, target_type, target_id, before, after, address, request_id } = {
          ...row,
          actor_id: people.hr.id
        }
        const timestamp = `${time.slice(0, 10)}T${time.slice(11).padEnd(8, '.').padEnd(12, '0')}Z`
        previous = createHmac('sha256', otherKey).update(
          JSON.stringify([previous, id, timestamp, actor_id, action, target_type, target_id, before, after, address, request_id])
        ).digest('hex')
        return { ...row, actor_id: people.hr.id, hash: previous }
      })
    }
    const rechain = async (otherKey: Buffer | string) => {
      await remove(3, 4, 5, 6)
      const chained = forged(otherKey)
      await db.insertInto('audit_entries').values(chained).execute()
      await db.updateTable('audit_head').set({ hash: chained[3].hash }).execute()
    }
    const tampering: Record<string, { entry: number, byCommand?: true, act: () => Promise<unknown> }> = {
      'a changed column': { entry: 3, byCommand: true, act: () => change(3, { actor_id: people.hr.id }) },
      'a deleted first row': { entry: 1, act: () => remove(1) },
      'a deleted middle row': { entry: 3, byCommand: true, act: () => remove(3) },
      'a deleted last row': { entry: 6, byCommand: true, act: () => remove(6) },
      'all rows deleted': { entry: 1, act: () => remove(1, 2, 3, 4, 5, 6) },
      'swapped rows': {
        entry: 2,
        byCommand: true,
        act: async () => {
          for (const [id, { id: _, ...row }] of [[2, rows[2]], [3, rows[1]]] as const) await change(id, row)
        }
      },
      'a gap closed by renumbering': {
        entry: 3,
        act: async () => {
          await remove(3)
          for (const id of [4, 5, 6]) await change(id, { id: id - 1 })
        }
      },
      'a copy added at the end': {
        entry: 7,
        act: async () => {
          await db.insertInto('audit_entries').values(seven).execute()
          await db.updateTable('audit_head').set({ entry_id: 7 }).execute()
        }
      },
      'a forgery chained with another key': { entry: 3, byCommand: true, act: () => rechain('x'.repeat(32)) },
      'a forgery chained with the pepper itself': { entry: 3, act: () => rechain(pepper) },
      'another head': { entry: 7, act: () => db.updateTable('audit_head').set({ hash: rows[4].hash }).execute() },
      'no head': { entry: 6, act: () => db.deleteFrom('audit_head').execute() }
    }
    for (const [name, { entry, byCommand, act }] of Object.entries(tampering)) {
      t.test(name, async (t) => {
        await act()
        t.match(await verify(db, key), { broken: { id: entry, reason: String } })
        if (byCommand) t.match(await run(environment), { code: 1, out: '', error: new RegExp(`^The audit log is broken: entry ${entry} `) })
      })
    }

    t.test('the forger who has the key would succeed', async (t) => {
      await rechain(key)
      t.equal((await verify(db, key)).broken, undefined, 'so the forgeries above are good but for the key')
    })

    t.test('a head that was taken back too shows by the count and the hash that were written down', async (t) => {
      await remove(6)
      await db.updateTable('audit_head').set({ entry_id: 5, hash: rows[4].hash }).execute()
      t.match(await run(environment), { code: 0, out: `The audit log holds: 5 entries, the newest with the hash ${rows[4].hash}.\n` })
    })

    t.test('with another pepper nothing fits', async (t) => {
      t.match(await run({ ...environment, WORKPULSE_PASSWORD_PEPPER: 'q'.repeat(32) }), {
        code: 1,
        error: /entry 1 was changed, or is not the service’s own/
      })
    })

    t.test('it walks in batches, and changes nothing', async (t) => {
      const seen: number[] = []
      t.match(await verify(db, key, (entries) => seen.push(entries)), { entries: 6, hash: head.hash })
      t.same(seen, [6])
      t.same(await db.selectFrom('audit_entries').selectAll().orderBy('id').execute(), rows)
      t.same(await db.selectFrom('audit_head').selectAll().executeTakeFirst(), head)
    })
  })
}

t.test('it says what it does, and what it lacks', async (t) => {
  t.match(await run({}, '--help'), { code: 0, out: /^Usage: npm run cli -- audit:verify/ })
  t.match(await run({ WORKPULSE_PASSWORD_PEPPER: 'short' }), { code: 1, error: /WORKPULSE_PASSWORD_PEPPER: shorter than 32 bytes/ })
  const away = await run({ WORKPULSE_DATABASE_DSN: 'mysql://root:hunter22@127.0.0.1:1/x' })
  t.match(away, { code: 1, out: '', error: /./ })
  t.notMatch(away.error, 'hunter22')
})
