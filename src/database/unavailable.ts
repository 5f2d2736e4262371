/** Whose fault a failed query is: the server's (away, full, read-only, at a limit), which passes, or the program's, which does not. */

/** What drivers throw has one of these. Numbers say more than names: mysql2 knows MySQL's names, not all of MariaDB's. */
interface DriverError {
  code?: string
  /** MySQL's and MariaDB's number of the error; for the system's own errors a negative one. */
  errno?: number
  /** SQLite's, extended: the lowest byte is the kind. */
  errcode?: number
  /** mysql2's word for a connection that is gone, whatever the code. */
  fatal?: boolean
}

/** The server takes no further connection, while those that there are go on. */
const crowded = new Set([
  1040, // too many connections
  1203, // too many of the account, max_user_connections
  1226 // a limit of the account, MAX_USER_CONNECTIONS or connections per hour
])

/** Nothing can be written until somebody does something about it. */
const unwritable = new Set([
  3, // a file could not be written, most often for want of space
  20, // the disk is full
  1021, // the disk is full
  1026, // a file could not be written
  1030, // an error of the storage engine, such as 28: no space
  1041, // out of memory, or of space for it
  1114, // the table is full: its file cannot grow
  1180, // an error during the commit, such as 28
  1223, // a backup holds the global read lock
  1290, // --read-only
  1792, // a read-only transaction
  1836, // read-only mode
  1878 // a temporary file could not be written
])

/** Anything else that passes, or that only the server's operator can mend. */
const away = new Set([
  1020, // a row changed meanwhile
  1037, // out of memory
  1038, // out of memory for sorting
  1044, // access to the database denied
  1045, // access denied
  1047, // Galera: this node is not ready
  1049, // no such database
  1053, // the server is shutting down
  1077, // it shuts down
  1079, // it has shut down
  1080, // it closes the connection
  1129, // our host is blocked after too many errors
  1130, // our host is not allowed
  1135, // no thread can be made
  1152, // the connection was aborted
  1158, // reading failed
  1159, // reading took too long
  1160, // writing failed
  1161, // writing took too long
  1184, // the connection was aborted
  1205, // a lock was not to be had, after all attempts
  1206, // too many locks
  1213, // a deadlock, or a conflict of Galera's, after all attempts
  1317, // the query was interrupted
  1412, // the table was changed under the transaction
  1461, // too many prepared statements on the whole server
  1698, // access denied
  1862, // the password has expired
  1927, // the connection was killed
  1969, // the statement took longer than the server allows
  3024, // the same of MySQL
  4031 // the connection was idle too long
])

/** A socket that is not there, or no descriptor for one, the driver calls fatal; of a file of ours the same codes are another matter. */
const network = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'HANDSHAKE_NO_SSL_SUPPORT',
  'HANDSHAKE_SSL_ERROR',
  'POOL_CLOSED',
  'POOL_EXHAUSTED',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT'
])

const sqliteBusy = [5, 6] // SQLITE_BUSY and SQLITE_LOCKED
const sqliteUnwritable = [8, 10, 13] // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL
const sqliteAway = [7, 9, 14, 15] // SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_CANTOPEN, SQLITE_PROTOCOL

function sqliteKind ({ code, errcode }: DriverError): number {
  return code === 'ERR_SQLITE_ERROR' && errcode !== undefined ? errcode & 0xff : 0
}

/** Did the server refuse a connection because it has too many, of everybody's or of ours? */
export function isCrowded (error: unknown): boolean {
  return crowded.has((error as DriverError).errno ?? 0)
}

/** Can the database be read and not written: full, read-only, demoted? */
export function isUnwritable (error: unknown): boolean {
  return unwritable.has((error as DriverError).errno ?? 0) || sqliteUnwritable.includes(sqliteKind(error as DriverError))
}

/** Is it another process that holds SQLite's lock? */
export function isBusy (error: unknown): boolean {
  return sqliteBusy.includes(sqliteKind(error as DriverError))
}

/** Is the database away, full, read-only or at a limit, rather than the query wrong? */
export function isUnavailable (error: unknown): boolean {
  const { code = '', errno = 0, fatal } = error as DriverError
  return fatal === true || network.has(code) || away.has(errno) || isCrowded(error) || isUnwritable(error) || isBusy(error) ||
    sqliteAway.includes(sqliteKind(error as DriverError))
}

/** Did the server choose this transaction to end a deadlock, a lock wait or a conflict of Galera's? Then it may run again. */
export function isDeadlock (error: unknown): boolean {
  const { code = '', errno = 0 } = error as DriverError
  return [1020, 1205, 1213].includes(errno) || ['ER_CHECKREAD', 'ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_DEADLOCK'].includes(code)
}

/** What a transaction fails with that is to run again, though no statement of it was refused: the server's own word for it. */
export function changedMeanwhile (message: string): Error {
  return Object.assign(new Error(message), { code: 'ER_CHECKREAD', errno: 1020 })
}
