import t from 'tap'
import { parseDsn } from '../../src/database/dsn.ts'

const mysql = { kind: 'mysql', host: 'db.internal', port: 3306, user: 'workpulse', password: 'pw', database: 'work_pulse' } as const

t.test('reads a URL', async (t) => {
  t.strictSame(parseDsn('mysql://workpulse:pw@db.internal:3306/work_pulse'), mysql)
  t.strictSame(parseDsn('mariadb://workpulse:pw@db.internal:3306/work_pulse'), mysql)
  t.strictSame(parseDsn('mysql://workpulse:pw@db.internal/work_pulse'), mysql, 'the port is 3306 unless it says otherwise')
  t.strictSame(parseDsn('mysql://workpulse:pw@db.internal:3307/work_pulse?charset=utf8mb4'), { ...mysql, port: 3307 })
  t.strictSame(parseDsn('mysql://root@db.internal/work_pulse'), { ...mysql, user: 'root', password: '' })
})

t.test('reads the form of Go', async (t) => {
  t.strictSame(parseDsn('workpulse:pw@tcp(db.internal:3306)/work_pulse?parseTime=true&loc=UTC'), mysql)
  t.strictSame(parseDsn('workpulse:pw@tcp(db.internal)/work_pulse'), mysql)
  t.strictSame(parseDsn('root@tcp(db.internal:3307)/work_pulse'), { ...mysql, port: 3307, user: 'root', password: '' })
  t.strictSame(parseDsn('root:@tcp(db.internal:3306)/work_pulse'), { ...mysql, user: 'root', password: '' })
})

t.test('reads a file', async (t) => {
  for (
    const [text, file] of [
      ['sqlite:.data/workpulse.db', '.data/workpulse.db'],
      ['sqlite:/var/lib/workpulse.db', '/var/lib/workpulse.db'],
      ['sqlite://relative/workpulse.db', 'relative/workpulse.db'],
      ['sqlite::memory:', ':memory:'],
      ['sqlite:with @ : / ?.db', 'with @ : / ?.db']
    ]
  ) t.strictSame(parseDsn(text), { kind: 'sqlite', file })
  t.throws(() => parseDsn('sqlite:'), /the file is missing/)
})

t.test('takes an IPv6 address without its brackets, as the network does', async (t) => {
  const local = { ...mysql, host: '::1' }
  t.strictSame(parseDsn('workpulse:pw@tcp([::1]:3306)/work_pulse'), local)
  t.strictSame(parseDsn('workpulse:pw@tcp([::1])/work_pulse'), local)
  t.strictSame(parseDsn('mysql://workpulse:pw@[::1]:3306/work_pulse'), local)
  t.strictSame(parseDsn('mysql://workpulse:pw@[::1]/work_pulse'), local)
})

t.test('an IPv6 address without brackets is refused or whole, never cut at its last colon', async (t) => {
  let dsn
  try {
    dsn = parseDsn('workpulse:pw@tcp(fe80::1)/work_pulse')
  } catch (error) {
    t.match(error, { message: /address|brackets|port|not understood/ })
    return
  }
  t.match(dsn, { host: 'fe80::1', port: 3306 })
})

t.test('reads a unix socket', async (t) => {
  const socket = { ...mysql, host: 'localhost', socketPath: '/run/mysqld/mysqld.sock' }
  t.strictSame(parseDsn('workpulse:pw@unix(/run/mysqld/mysqld.sock)/work_pulse'), socket)
  t.strictSame(parseDsn('mysql://workpulse:pw@localhost/work_pulse?socket=/run/mysqld/mysqld.sock'), socket)
  t.strictSame(parseDsn('mysql://workpulse:pw@localhost/work_pulse?socket=%2Frun%2Fmysqld%2Fmysqld.sock'), socket)
})

const oddPasswords = ['p@ss', 'p:ss', 'p/ss', 'a@b:c/d', '@', ':', '/', 'p@tcp(x)/y', 'a?b#c', '100%', 'ké y€', '(){}[]', '"\'\\', 'a&b=c']

t.test('odd passwords', async (t) => {
  for (const password of oddPasswords) {
    t.match(parseDsn(`workpulse:${password}@tcp(db.internal:3306)/work_pulse`), {
      password,
      user: 'workpulse',
      database: 'work_pulse',
      host: 'db.internal'
    }, `Go: ${password}`)
    t.match(parseDsn(`mysql://workpulse:${encodeURIComponent(password)}@db.internal/work_pulse`), {
      password,
      user: 'workpulse',
      host: 'db.internal'
    }, `URL: ${password}`)
  }
  t.match(parseDsn('mysql://work%40pulse:pw@db.internal/work_pulse'), { user: 'work@pulse' })
})

t.test('says what is wrong', async (t) => {
  for (
    const [text, message] of [
      ['', /not understood; write sqlite:/],
      ['postgres://u:p@h/db', /not understood; write sqlite:/],
      ['workpulse:pw@db.internal/work_pulse', /not understood/],
      ['workpulse:pw@tcp(db.internal:port)/work_pulse', /the port is not between 1 and 65535/],
      ['workpulse:pw@tcp(db.internal:0)/work_pulse', /the port is not between 1 and 65535/],
      ['workpulse:pw@tcp(db.internal:65536)/work_pulse', /the port is not between 1 and 65535/],
      ['mysql://workpulse:pw@db.internal:65536/work_pulse', /not a URL|the port/],
      ['workpulse:pw@tcp(db.internal:3306)/', /the name of the database is missing/],
      ['mysql://workpulse:pw@db.internal', /the name of the database is missing/],
      ['mysql://workpulse:pw@db.internal/', /the name of the database is missing/],
      ['mysql://workpulse:pw@db.internal/work%60pulse', /the name of the database has characters/],
      ['mysql://workpulse:pw@db.internal/a/b', /the name of the database has characters/],
      [`mysql://workpulse:pw@db.internal/${'x'.repeat(65)}`, /the name of the database has characters/]
    ] as const
  ) t.throws(() => parseDsn(text), { message })
})

t.test('an error never holds the password', async (t) => {
  const secret = 'hunter2secret'
  for (
    const text of [
      `workpulse:${secret}@db.internal/work_pulse`,
      `workpulse:${secret}@tcp(db.internal:x)/work_pulse`,
      `workpulse:${secret}@tcp(db.internal:3306)/`,
      `workpulse:${secret}@tcp(db.internal:3306)/a b`,
      `mysql://workpulse:${secret}@db.internal:99999/work_pulse`,
      `mysql://workpulse:${secret}%zz@db.internal/work_pulse`,
      `mysql://workpulse:${secret}@db.internal/`,
      `mysql://workpulse:${secret}@db.internal/a%60b`,
      `mysql://workpulse:1234/${secret}@db.internal/work_pulse`,
      `mysql://workpulse:1234#${secret}@db.internal/work_pulse`,
      `mysql://workpulse:x/${secret}@db.internal/work_pulse`,
      `mysql:/workpulse:${secret}@db.internal/work_pulse`,
      secret
    ]
  ) {
    const error = (() => {
      try {
        parseDsn(text)
      } catch (error) {
        return error as Error
      }
    })()
    t.ok(error instanceof Error, `${text} is refused`)
    t.notMatch(`${error?.message} ${error?.stack}`, secret)
  }
})
