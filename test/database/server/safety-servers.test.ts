/** What is not safe about a server: databases that are open to everybody, and the answers of MySQL. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { accountProblems, refuseUnsafeDatabase, type Account } from '../../../src/database/server/safety.ts'
import { type MysqlDsn, skip, asRoot, account, problemsOf } from './safety-accounts.ts'

t.test('a database that is open to everybody, on a server of its own since every account sees it', { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  const { startMariadb } = await import(join(import.meta.dirname, '../../../scripts/services.mjs')) as {
    startMariadb: (folder: string) => Promise<{ url: string, stop: () => Promise<void> }>
  }
  const { url, stop } = await startMariadb(folder)
  t.teardown(async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  })
  await asRoot([
    'CREATE DATABASE workpulse',
    'CREATE DATABASE test',
    'CREATE DATABASE open_to_all',
    'GRANT SELECT ON `open\\_to\\_all`.* TO PUBLIC',
    "INSERT INTO mysql.db (Host, Db, User, Select_priv) VALUES ('%', 'test', '', 'Y')",
    'FLUSH PRIVILEGES'
  ], url)
  const db = await account(t, ['GRANT ALL PRIVILEGES ON workpulse.* TO SELF'], { url, database: 'workpulse' })
  const found = await db.problems()
  t.match(found, [/^It sees the database open_to_all, which no grant of its own opens/])
  t.equal(found.length, 1, 'what servers come with is theirs')
  t.match(found[0], 'with REVOKE ALL PRIVILEGES ON `open\\_to\\_all`.* FROM PUBLIC,')
  await asRoot(['REVOKE ALL PRIVILEGES ON `open\\_to\\_all`.* FROM PUBLIC', 'FLUSH PRIVILEGES'], url)

  const warnings: string[] = []
  await refuseUnsafeDatabase(db.dsn, 'running', (warning) => warnings.push(warning))
  t.match(warnings, [/^It sees the database test, which no grant of its own opens/])
  t.match(warnings[0], "with DELETE FROM mysql.db WHERE User = '' AND 'test' LIKE Db; FLUSH PRIVILEGES")
  await asRoot(["DELETE FROM mysql.db WHERE User = '' AND 'test' LIKE Db", 'FLUSH PRIVILEGES'], url)
  await refuseUnsafeDatabase(db.dsn, 'running', (warning) => t.fail(warning))
  t.same(await db.problems(), [])

  await asRoot(["CREATE USER ''@'127.0.0.1'", "GRANT ALL PRIVILEGES ON workpulse.* TO ''@'127.0.0.1'"], url)
  const nobody = await problemsOf({ ...db.dsn, user: 'mistyped', password: '' })
  t.match(nobody, [
    /^The server takes us for ``@`127\.0\.0\.1`, not for `mistyped`@`127\.0\.0\.1`: .*CREATE USER `mistyped`@`127\.0\.0\.1` IDENTIFIED BY/,
    /^The account ``@`127\.0\.0\.1` has no password/
  ])
})

t.test('what MySQL 8 answers', async (t) => {
  const dsn = parseDsn('mysql://api:pw@127.0.0.1:3306/work_pulse') as MysqlDsn
  const usage = 'GRANT USAGE ON *.* TO `api`@`%`'
  const right = 'GRANT SELECT, INSERT, UPDATE, DELETE ON `work\\_pulse`.* TO `api`@`%`'
  const of = (grants: string[], facts: Partial<Account> = {}) =>
    accountProblems(
      {
        client: 'api@127.0.0.1',
        matched: 'api@%',
        database: 'work_pulse',
        schemas: ['information_schema', 'performance_schema', 'work_pulse'],
        grants,
        bySocket: false,
        ...facts
      },
      dsn,
      'running'
    )

  t.same(of([usage, right]), [])
  t.same(of([usage, right, 'REVOKE SELECT ON `mysql`.* FROM `api`@`%`']), [], 'a partial revoke takes away')
  t.same(of(['GRANT BACKUP_ADMIN,XA_RECOVER_ADMIN ON *.* TO `api`@`%` WITH GRANT OPTION', right]), [
    'It has BACKUP_ADMIN,XA_RECOVER_ADMIN with GRANT OPTION on *.*, the whole server: REVOKE BACKUP_ADMIN,XA_RECOVER_ADMIN ON *.* FROM `api`@`%`; REVOKE GRANT OPTION ON *.* FROM `api`@`%`'
  ])
  t.same(of([usage, right, 'GRANT `writer`@`%`,`reader`@`%` TO `api`@`%` WITH ADMIN OPTION']), [
    'It has the role `writer`@`%`,`reader`@`%`, and whatever that is given later: REVOKE `writer`@`%`,`reader`@`%` FROM `api`@`%`'
  ])
  t.same(of([usage, right, 'GRANT PROXY ON ``@`` TO `api`@`%` WITH GRANT OPTION']), [
    'It may act as ``@``: REVOKE PROXY ON ``@`` FROM `api`@`%`'
  ])
  t.same(of([usage, right, 'GRANT SELECT (`a`, `b`), INSERT (`a`) ON `shop`.`orders` TO `api`@`%`']), [
    "It has SELECT (`a`, `b`), INSERT (`a`) on `shop`.`orders`, which is not WorkPulse's: REVOKE SELECT (`a`, `b`), INSERT (`a`) ON `shop`.`orders` FROM `api`@`%`"
  ])
  t.same(of([usage, right, 'GRANT SELECT ON `a``.*``b`.* TO `api`@`%`']), [
    "It has SELECT on `a``.*``b`.*, which is not WorkPulse's: REVOKE SELECT ON `a``.*``b`.* FROM `api`@`%`"
  ], 'a name with everything in it')
  t.same(of([usage, right], { schemas: ['work_pulse', 'MYSQL_OF_OTHERS'] }).length, 1)
  t.same(
    of([usage, right, 'GRANT SELECT ON `work_pulse`.`users` TO `api`@`%`']),
    [],
    "in the name of a table's database an underscore is one"
  )
  t.same(of([usage, right, "ALLOW ALL ON * TO `api`@`%` IDENTIFIED BY PASSWORD '*D821809F'"]), [
    'It has a grant that WorkPulse does not understand; revoke it: ALLOW ALL ON *'
  ], 'what is new is refused, and its secret not told')
  t.match(of([usage, right.replace(', DELETE', '')]), [
    'It has not been granted DELETE on work_pulse, which running needs: GRANT DELETE ON `work\\_pulse`.* TO `api`@`%`'
  ])
  t.match(of([usage, right], { database: null }), [/^No database is chosen/])
  const many = Array.from({ length: 8 }, (_, index) => `site${index}`)
  t.match(of(['GRANT PROCESS ON *.* TO `api`@`%`', right], { schemas: many }).at(-1), 'site0, site1, site2, site3, site4 and 3 more.')
  t.same(
    accountProblems(
      { client: 'api@localhost', matched: 'api@localhost', database: 'work_pulse', schemas: [], grants: [right], bySocket: true },
      { ...dsn, password: '' },
      'running'
    ),
    [],
    'whom the socket identifies needs no password'
  )
})
