import t from 'tap'
import { atHost, hostsOf, parseDsn, type MysqlDsn } from '../../../src/database/connection/dsn.ts'

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

t.test('reads several servers, the preferred one first', async (t) => {
  const cluster = { ...mysql, others: [{ host: 'b.internal', port: 3307 }, { host: '::1', port: 3306 }] }
  for (
    const text of [
      'mysql://workpulse:pw@db.internal:3306,b.internal:3307,[::1]/work_pulse',
      'mariadb://workpulse:pw@db.internal,b.internal:3307,[::1]:3306/work_pulse?charset=utf8mb4',
      'workpulse:pw@tcp(db.internal:3306,b.internal:3307,[::1])/work_pulse?parseTime=true'
    ]
  ) t.strictSame(parseDsn(text), cluster, text)
  t.match(parseDsn('mysql://workpulse:p,w@a,b/work_pulse?tls=true'), { password: 'p,w', host: 'a', others: [{ host: 'b' }], tls: {} })
  t.match(parseDsn('workpulse:p,w@tcp(a,b)/work_pulse'), { password: 'p,w', host: 'a', others: [{ host: 'b', port: 3306 }] })
  const parsed = parseDsn('mysql://workpulse:pw@a:1,b:2/work_pulse') as MysqlDsn
  t.strictSame(hostsOf(parsed), [{ host: 'a', port: 1 }, { host: 'b', port: 2 }])
  t.strictSame(atHost(parsed, { host: 'b', port: 2 }), { ...mysql, host: 'b', port: 2 })
  for (
    const [hosts, message] of [
      ['a:3306,a', 'the server a:3306 is there twice'],
      ['a,', 'a comma between the servers has none behind or before it'],
      [',a', 'a comma between the servers has none behind or before it'],
      ['a,b:0x1', /not a URL|the port/],
      ['a,b:65536', /not a URL|the port/],
      [Array.from({ length: 10 }, (_, index) => `h${index}`).join(','), 'more than 9 servers']
    ] as const
  ) {
    t.throws(() => parseDsn(`mysql://workpulse:pw@${hosts}/work_pulse`), { message }, hosts)
    t.throws(() => parseDsn(`workpulse:pw@tcp(${hosts})/work_pulse`), { message }, hosts)
  }
  t.throws(() => parseDsn('mysql://workpulse:pw@a,b/work_pulse?socket=/run/s'), {
    message: 'several servers are not reached by one socket'
  })
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

const forms = (
  parameters: string
) => [`mysql://workpulse:pw@db.internal/work_pulse?${parameters}`, `workpulse:pw@tcp(db.internal:3306)/work_pulse?${parameters}`]

t.test('a setting is obeyed or refused, in both forms', async (t) => {
  for (
    const parameters of [
      'tls=true',
      'ssl=true',
      'ssl=1',
      'sslmode=REQUIRED',
      'ssl-mode=VERIFY_IDENTITY',
      'sslMode=verify_ca',
      'tls=true&sslmode=REQUIRED'
    ]
  ) {
    for (const text of forms(parameters)) t.strictSame(parseDsn(text), { ...mysql, tls: { verify: true } }, text)
  }
  for (const text of forms('tls=skip-verify')) t.strictSame(parseDsn(text), { ...mysql, tls: { verify: false } })
  for (const text of forms(`tls-ca=${import.meta.filename}`)) {
    t.strictSame(parseDsn(text), { ...mysql, tls: { verify: true, caFile: import.meta.filename } })
  }
  for (const text of forms('timeout=3s')) t.strictSame(parseDsn(text), { ...mysql, timeout: 3000 })
  for (
    const parameters of [
      '',
      'tls=false',
      'ssl=false',
      'sslmode=DISABLED',
      'parseTime=true&loc=UTC',
      'multiStatements=false',
      'charset=utf8mb4',
      'collation=utf8mb4_unicode_ci'
    ]
  ) for (const text of forms(parameters)) t.strictSame(parseDsn(text), mysql, text)

  for (
    const [parameters, message] of [
      ['tls=preferred', 'the parameter tls takes true, false or skip-verify'],
      ['tls=rds', 'the parameter tls takes true, false or skip-verify'],
      ['ssl={"rejectUnauthorized":true}', 'the parameter ssl takes true or false'],
      ['sslmode=PREFERRED', 'the parameter sslmode takes DISABLED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY'],
      ['ssl-ca=/nowhere/ca.pem', 'the parameter ssl-ca takes the path of a file that can be read'],
      ['loc=Asia/Jakarta', 'the parameter loc takes UTC'],
      ['parseTime=false', 'the parameter parseTime takes true'],
      ['multiStatements=true', 'the parameter multiStatements takes false'],
      ['charset=latin1', 'the parameter charset takes utf8mb4'],
      ['collation=latin1_swedish_ci', 'the parameter collation takes one of utf8mb4'],
      ['timeout=soon', 'the parameter timeout takes a time such as 3s or 500ms'],
      ['tls=true&tls=false', 'the parameter tls is there twice'],
      ['tls=false&sslmode=REQUIRED', 'the parameters tls, sslmode contradict each other about TLS'],
      [`tls=skip-verify&ssl-ca=${import.meta.filename}`, 'the parameters tls, ssl-ca contradict each other about TLS'],
      ['allowCleartextPasswords=true', /^the parameter allowCleartextPasswords is not known; known are tls, ssl/],
      ['useSSL=true', /^the parameter useSSL is not known/]
    ] as const
  ) for (const text of forms(parameters)) t.throws(() => parseDsn(text), { message }, text)
})

t.test('a character of the password that ends it too early is named', async (t) => {
  for (const password of ['1234#x', 'x#y', 'p/x', '1234?x', 'p@x#y']) {
    t.throws(() => parseDsn(`mysql://workpulse:${password}@db.internal/work_pulse`), {
      message: /ends it: #, \/ or \?\. In a URL write # .* as %23/
    }, password)
  }
  for (const password of ['100%', '%zz']) {
    t.throws(
      () => parseDsn(`mysql://workpulse:${password}@db.internal/work_pulse`),
      { message: /a % is not followed by .* and % as %25/ },
      password
    )
  }
  t.throws(() => parseDsn('workpulse:cut'), { message: /In a file \.env, # begins a comment/ })
})
