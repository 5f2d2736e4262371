/**
 * Copies of the templates on MariaDB, where making a table takes long and changing a row does not: a copy that a test
 * has given back is brought up to its template again, row by row, for the next one, of whichever process.
 */
import { isDeepStrictEqual } from 'node:util'
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise'
import type { Taken } from './databases.ts'
import { fill, fingerprint, type Template } from './templates.ts'

const templateName = (template: Template): string => `workpulse_template_${fingerprint}_${template}`
/** In seconds: as long as it may take somebody else to make the templates. */
const patience = 100

/** A copy that is nobody else's until it is dropped, or this process has ended. */
export async function takeCopy (server: string, template: Template): Promise<Taken> {
  // Held as long as the copy: its locks say that it is taken, and end with it.
  const connection = await createConnection({ uri: server, multipleStatements: true })
  await connection.query('set foreign_key_checks = 0')
  await makeTemplate(connection, server, template)
  for (let number = 1;; number++) {
    const name = `workpulse_copy_${number}`
    if (!await lock(connection, name, 0)) continue
    await bringUp(connection, name, templateName(template))
    const { stream } = (connection as unknown as { connection: { stream: { ref: () => void, unref: () => void } } }).connection
    // A test that fails before its teardown does not wait for it.
    stream.unref()
    return {
      dsn: `${server}/${name}`,
      drop () {
        stream.ref()
        return connection.end()
      }
    }
  }
}

async function query<Row> (connection: Connection, sql: string): Promise<Row[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql)
  return rows as Row[]
}

async function lock (connection: Connection, name: string, seconds: number): Promise<boolean> {
  const [{ taken }] = await query<{ taken: number | null }>(connection, `select get_lock('${name}', ${seconds}) as taken`)
  return taken === 1
}

async function makeTemplate (connection: Connection, server: string, template: Template): Promise<void> {
  const name = templateName(template)
  const isMade = async () => (await query(connection, `show databases like '${name}\\_made'`)).length > 0
  if (await isMade()) return
  if (!await lock(connection, name, patience)) throw new Error(`Another process has been making ${name} for ${patience} s`)
  if (!await isMade()) {
    await connection.query(`drop database if exists ${name}; create database ${name} default character set utf8mb4 collate utf8mb4_bin`)
    await fill(`${server}/${name}`, template)
    await connection.query(`create database ${name}_made`)
  }
  await connection.query(`do release_lock('${name}')`)
}

async function bringUp (connection: Connection, name: string, template: string): Promise<void> {
  const columns = await columnsOf(connection, template)
  const tables = [...new Set(columns.map(({ table }) => table))]
  if (!isDeepStrictEqual(await columnsOf(connection, name), columns)) await makeAnew(connection, name, template, tables)
  const [now, wanted] = [await checksums(connection, name, tables), await checksums(connection, template, tables)]
  const changed = tables.filter((_table, index) => now[index] !== wanted[index])
  if (changed.length === 0) return
  const counted = columns.filter(({ extra }) => extra === 'auto_increment').map(({ table }) => table)
  await connection.query(
    changed.map((table) => `
    delete from ${name}.${table};
    ${counted.includes(table) ? `alter table ${name}.${table} auto_increment = 1;` : ''}
    insert into ${name}.${table} select * from ${template}.${table};`).join('')
  )
}

interface Column {
  table: string
  column: string
  type: string
  extra: string
}

function columnsOf (connection: Connection, name: string): Promise<Column[]> {
  return query(
    connection,
    `select table_name as 'table', column_name as 'column', column_type as 'type', extra from information_schema.columns
     where table_schema = '${name}' order by table_name, ordinal_position`
  )
}

async function checksums (connection: Connection, name: string, tables: string[]): Promise<(number | null)[]> {
  const rows = await query<{ Checksum: number | null }>(
    connection,
    `checksum table ${tables.map((table) => `${name}.${table}`).join(', ')}`
  )
  return rows.map(({ Checksum }) => Checksum)
}

/** Constraints and all, as `create table … like` would not. */
async function makeAnew (connection: Connection, name: string, template: string, tables: string[]): Promise<void> {
  const made: string[] = []
  for (const table of tables) {
    const [row] = await query<Record<string, string>>(connection, `show create table ${template}.${table}`)
    made.push(row['Create Table'].replace(/ AUTO_INCREMENT=\d+/, ''))
  }
  const database = `${name} default character set utf8mb4 collate utf8mb4_bin`
  // It does not stay in the copy, where a test may look for the connections of the service.
  await connection.query(
    [`drop database if exists ${name}`, `create database ${database}`, `use ${name}`, ...made, `use ${template}`].join(';\n')
  )
}
