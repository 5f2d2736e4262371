import t from 'tap'
import { isCrowded, isUnavailable, isUnwritable } from '../../src/database/unavailable.ts'

const mysql = (errno: number) => ({ errno, code: `ER_${errno}`, sqlState: 'HY000' })
const sqlite = (errcode: number) => ({ code: 'ERR_SQLITE_ERROR', errcode })

t.test('faults of the server', async (t) => {
  for (const errno of [1040, 1203, 1226]) t.ok(isCrowded(mysql(errno)) && isUnavailable(mysql(errno)), `${errno}: too many connections`)
  for (const errno of [1290, 1792, 1836, 1021, 1114, 1041, 1030, 1180]) {
    t.ok(isUnwritable(mysql(errno)) && isUnavailable(mysql(errno)), `${errno}: cannot be written`)
  }
  for (const errno of [1020, 1045, 1047, 1053, 1205, 1213, 1317, 1461, 1927, 1969, 3024, 4031]) {
    t.ok(isUnavailable(mysql(errno)), `${errno}`)
  }
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'PROTOCOL_CONNECTION_LOST', 'POOL_EXHAUSTED']) {
    t.ok(isUnavailable({ code, errno: -111 }), code)
  }
  t.ok(isUnavailable({ code: 'ENOENT', errno: -2, syscall: 'connect', fatal: true }), 'a socket that is not there')
  t.ok(isUnavailable({ fatal: true, message: "Can't add new command when connection is in closed state" }))
  for (const errcode of [8, 8 | 1 << 8, 10, 10 | 3 << 8, 13]) t.ok(isUnwritable(sqlite(errcode)), `SQLite ${errcode}: cannot be written`)
  for (const errcode of [5, 5 | 2 << 8, 6, 14]) t.ok(isUnavailable(sqlite(errcode)), `SQLite ${errcode}`)
})

t.test('faults of the program', async (t) => {
  // A duplicate, a column and a table that are not there, a syntax error, a text that is too long, a foreign key.
  for (const errno of [1062, 1054, 1146, 1064, 1406, 1452]) t.notOk(isUnavailable(mysql(errno)), `${errno}`)
  for (const errcode of [1, 19, 2067, 1555, 787]) t.notOk(isUnavailable(sqlite(errcode)), `SQLite ${errcode}`)
  const noFile = { code: 'ENOENT', errno: -2, syscall: 'open' }
  for (const error of [new TypeError('no'), { code: 'FST_ERR_VALIDATION' }, noFile, {}]) t.notOk(isUnavailable(error))
})
