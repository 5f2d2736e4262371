/** What is not safe about an account of a database. */
import t from 'tap'
import { parseDsn } from '../../../src/database/connection/dsn.ts'
import { openDatabase } from '../../../src/database/connection/open.ts'
import { databaseProblems, refuseUnsafeDatabase, UnsafeDatabaseError } from '../../../src/database/server/safety.ts'
import {
  type MysqlDsn,
  server,
  skip,
  password,
  running,
  migrating,
  id,
  ours,
  escaped,
  neighbour,
  shop,
  role,
  asRoot,
  account,
  problemsOf,
  follow
} from './safety-accounts.ts'

t.test('SQLite has no accounts', async (t) => {
  const dsn = parseDsn('sqlite::memory:')
  const db = openDatabase(dsn)
  t.teardown(() => db.destroy())
  t.same(await databaseProblems(db, dsn, 'migrating'), [])
})

t.test('MariaDB', { skip }, async (t) => {
  t.before(() =>
    asRoot(
      [ours, neighbour, shop].map((name) => `CREATE DATABASE ${name}`).concat(
        `CREATE TABLE ${shop}.orders (id INT, \`paid ON day\` INT)`,
        `CREATE PROCEDURE ${shop}.refund () SELECT 1`,
        `CREATE ROLE ${role}`,
        `GRANT SELECT ON ${shop}.* TO ${role}`
      )
    )
  )
  t.teardown(() => asRoot([`DROP ROLE ${role}`, ...[ours, neighbour, shop].map((name) => `DROP DATABASE ${name}`)]))
  const right = `GRANT ${migrating} ON \`${escaped}\`.* TO SELF`

  t.test('the right accounts', async (t) => {
    for (const grant of [right, `GRANT ALL PRIVILEGES ON \`${escaped}\`.* TO SELF`]) {
      const { problems } = await account(t, [grant])
      t.same(await problems(), [])
      t.same(await problems('migrating'), [], grant)
    }
    const { dsn, problems } = await account(t, [`GRANT ${running} ON \`${escaped}\`.* TO SELF WITH MAX_USER_CONNECTIONS 50`])
    t.same(await problems('running'), [])
    t.equal(await refuseUnsafeDatabase(dsn, 'running', t.fail), undefined)
    const more = await account(t, [right, `GRANT EXECUTE, TRIGGER ON \`${escaped}\`.* TO SELF`])
    t.same(await more.problems('migrating'), [], 'more on our own database harms nobody')
  })

  t.test('what is granted beyond our own database', async (t) => {
    const kinds: [grant: string, message: RegExp, visible: string[]][] = [
      [
        `GRANT SELECT ON ${shop}.* TO SELF`,
        /^It has SELECT on `shop_\d+`\.\*, which is not WorkPulse's: REVOKE SELECT ON `shop_\d+`\.\* FROM `wp_/,
        [shop]
      ],
      [
        `GRANT SELECT ON ${shop}.* TO SELF WITH GRANT OPTION`,
        /: REVOKE SELECT ON `shop_\d+`\.\* FROM `wp_\S+; REVOKE GRANT OPTION ON `shop_\d+`\.\* FROM `wp_/,
        [shop]
      ],
      ['GRANT SELECT ON `shop\\_nothing\\_yet`.* TO SELF', /^It has SELECT on `shop\\_nothing\\_yet`/, []],
      [
        `GRANT INSERT ON ${shop}.orders TO SELF`,
        /^It has INSERT on `shop_\d+`\.`orders`, which is not WorkPulse's: REVOKE INSERT ON `shop_\d+`\.`orders` FROM `wp_/,
        [shop]
      ],
      [
        `GRANT SELECT (id, \`paid ON day\`), INSERT ON ${shop}.orders TO SELF`,
        /: REVOKE SELECT \(`paid ON day`, `id`\), INSERT ON `shop_\d+`\.`orders` FROM `wp_/,
        [shop]
      ],
      [`GRANT EXECUTE ON PROCEDURE ${shop}.refund TO SELF`, /: REVOKE EXECUTE ON PROCEDURE `shop_\d+`\.`refund` FROM `wp_/, [shop]],
      [
        'GRANT SELECT ON mysql.* TO SELF',
        /^It has SELECT on `mysql`\.\*, which is not WorkPulse's: REVOKE SELECT ON `mysql`\.\* FROM `wp_/,
        ['mysql']
      ],
      [
        'GRANT PROCESS, FILE ON *.* TO SELF',
        /^It has PROCESS, FILE on \*\.\*, the whole server: REVOKE PROCESS, FILE ON \*\.\* FROM `wp_/,
        []
      ],
      ['GRANT SHOW DATABASES ON *.* TO SELF', /^It has SHOW DATABASES on \*\.\*/, [shop, neighbour]],
      [
        'GRANT USAGE ON *.* TO SELF WITH GRANT OPTION',
        /^It has USAGE with GRANT OPTION on \*\.\*, the whole server: REVOKE GRANT OPTION ON \*\.\* FROM `wp_/,
        [shop]
      ],
      [
        'GRANT ALL PRIVILEGES ON *.* TO SELF WITH GRANT OPTION',
        /^It has ALL PRIVILEGES with GRANT OPTION on \*\.\*, the whole server\. Make an account for WorkPulse alone .*: CREATE USER `workpulse`@`127\.0\.0\.1` IDENTIFIED BY '…'; GRANT SELECT.* Or, if nobody else uses this one: REVOKE ALL PRIVILEGES ON \*\.\* FROM `wp_\S+; REVOKE GRANT OPTION ON \*\.\* FROM `wp_/,
        [shop, neighbour]
      ],
      ['GRANT SUPER ON *.* TO SELF', /^It has SUPER on \*\.\*, the whole server\. Make an account/, []],
      [`GRANT ${role} TO SELF`, /^It has the role `role_\d+`, and whatever that is given later: REVOKE `role_\d+` FROM `wp_/, []],
      ["GRANT PROXY ON 'somebody'@'%' TO SELF", /^It may act as `somebody`@`%`: REVOKE PROXY ON `somebody`@`%` FROM `wp_/, []],
      [
        `GRANT USAGE ON \`${escaped}\`.* TO SELF WITH GRANT OPTION`,
        /^It may pass its privileges on `work\\_pulse\\_\d+`\.\* on to others: REVOKE GRANT OPTION ON `work\\_pulse\\_\d+`\.\* FROM `wp_/,
        []
      ]
    ]
    for (const [grant, message, visible] of kinds) {
      await t.test(grant, async (t) => {
        const { self, problems } = await account(t, [right, grant])
        const [first, sees, ...others] = await problems('migrating')
        t.match(first, message)
        t.same(others, [])
        if (visible.length === 0) t.equal(sees, undefined)
        else t.match(sees, /^It sees databases that are not WorkPulse's: .*\. The statements above end that$/)
        if (!grant.includes('*.*')) { for (const name of visible) t.match(sees, name) }
        await follow([first.replace(/Make an account.*?nobody else/, '')])
        t.same(await problems('migrating'), [], `the statements for ${self} make it right`)
      })
    }
  })

  t.test('a role that is in force', async (t) => {
    const { problems } = await account(t, [right, `GRANT ${role} TO SELF`, `SET DEFAULT ROLE ${role} FOR SELF`])
    const found = await problems()
    t.match(found, [/^It has the role/, `It sees databases that are not WorkPulse's: ${shop}. The statements above end that`])
    await follow(found)
    t.same(await problems(), [])
  })

  t.test('an underscore that stands for any character', async (t) => {
    const { self, problems } = await account(t, [`GRANT ALL PRIVILEGES ON \`${ours}\`.* TO SELF WITH GRANT OPTION`])
    const found = await problems()
    t.match(found, [
      `Its grant on \`${ours}\`.* also opens other databases, since _ stands there for any character and % for any text (now: ${neighbour}): GRANT ALL PRIVILEGES ON \`${escaped}\`.* TO ${self}; REVOKE ALL PRIVILEGES ON \`${ours}\`.* FROM ${self}; REVOKE GRANT OPTION ON \`${ours}\`.* FROM ${self}`,
      `It sees databases that are not WorkPulse's: ${neighbour}. The statements above end that`
    ])
    await follow(found)
    t.same(await problems('migrating'), [])

    const half = await account(t, [`GRANT ALL PRIVILEGES ON \`work\\_pulse_${id}\`.* TO SELF`])
    t.match(await half.problems(), [
      /^Its grant on `work\\_pulse_\d+`\.\* also opens other databases, since _ stands there for any character and % for any text: GRANT/
    ], 'one is enough, whether or not such a database is there')
    const percent = await account(t, [`GRANT ${migrating} ON \`work%\`.* TO SELF`])
    t.match((await percent.problems('migrating'))[0], /^Its grant on `work%`\.\* also opens/)
    await follow(await percent.problems('migrating'))
    t.same(await percent.problems('migrating'), [])
  })

  t.test('privileges that it lacks', async (t) => {
    const { self, problems } = await account(t, [`GRANT SELECT, INSERT ON \`${escaped}\`.* TO SELF`])
    t.same(await problems(), [
      `It has not been granted UPDATE, DELETE on ${ours}, which running needs: GRANT UPDATE, DELETE ON \`${escaped}\`.* TO ${self}`
    ])
    await follow(await problems())
    t.same(await problems(), [])
    t.same(await problems('migrating'), [
      `It has not been granted CREATE, ALTER, DROP, INDEX, REFERENCES on ${ours}, which migrating needs: GRANT CREATE, ALTER, DROP, INDEX, REFERENCES ON \`${escaped}\`.* TO ${self}`
    ])
    await follow(await problems('migrating'))
    t.same(await problems('migrating'), [])
  })

  t.test('root, and nothing is said that would harm it', async (t) => {
    const found = await problemsOf(parseDsn(`${server}/${ours}`) as MysqlDsn, 'migrating')
    t.same(found, [
      `The account is \`root\`@\`127.0.0.1\`, the administrator of the whole server. Make an account for WorkPulse alone and name it in WORKPULSE_DATABASE_DSN: CREATE USER \`workpulse\`@\`127.0.0.1\` IDENTIFIED BY '…'; GRANT ${migrating} ON \`${escaped}\`.* TO \`workpulse\`@\`127.0.0.1\``,
      'The account `root`@`127.0.0.1` has no password: everybody on this machine can use it'
    ])
  })

  t.test('no password', async (t) => {
    const { self, dsn, problems } = await account(t, [right], { secret: '' })
    t.same(await problems(), [
      `The account has no password. Give it one, also in WORKPULSE_DATABASE_DSN: ALTER USER ${self} IDENTIFIED BY '…'`
    ])
    await asRoot([`ALTER USER ${self} IDENTIFIED BY '${password}'`])
    t.same(await problemsOf({ ...dsn, password }), [])
  })

  t.test('another name than the configured one', async (t) => {
    const { dsn } = await account(t, [right])
    const configured = ours.toUpperCase()
    t.same(await problemsOf(dsn, 'running', { ...dsn, database: configured }), [
      `The server's database is ${ours}, but WORKPULSE_DATABASE_DSN says ${configured}. Write ${ours} there`
    ])
    for (const database of [configured, 'missing']) {
      await t.rejects(problemsOf({ ...dsn, database }), { code: 'ER_DBACCESS_DENIED_ERROR' }, `${database} is refused by the server`)
    }
    await t.rejects(problemsOf({ ...dsn, password: 'wrong' }), { code: 'ER_ACCESS_DENIED_ERROR' })
  })

  t.test('a database of the server itself', async (t) => {
    const { dsn } = await account(t, [right])
    t.same(await problemsOf({ ...dsn, database: 'information_schema' }), [
      'information_schema is a database of the server itself. Name a dedicated one in WORKPULSE_DATABASE_DSN'
    ])
    const found = await problemsOf(parseDsn(`${server}/mysql`) as MysqlDsn)
    t.equal(found.length, 3)
    t.match(found[0], 'ON `workpulse`.* TO', 'no grant on it is suggested')
  })

  t.test('everything at once, without a secret', async (t) => {
    const { dsn, problems } = await account(t, [
      `GRANT SELECT ON \`${ours}\`.* TO SELF`,
      `GRANT SELECT ON ${shop}.* TO SELF`,
      'GRANT FILE ON *.* TO SELF',
      `GRANT ${role} TO SELF`
    ])
    const found = await problems('migrating')
    t.equal(found.length, 6)
    const error = await refuseUnsafeDatabase(dsn, 'migrating', t.fail).catch((error: unknown) => error) as UnsafeDatabaseError
    t.type(error, UnsafeDatabaseError)
    t.same(error.problems, found)
    t.match(error.message, 'The database is not safe to use in production:\n  - It has the role')
    for (const problem of found) t.match(error.message, `\n  - ${problem}`)
    t.notMatch(error.message, /IDENTIFIED|Hunter2|\*[0-9A-F]{40}/, 'nor its hash')
    await follow(found)
    t.same(await problems('migrating'), [])
  })
})
