/** May the account that we are change what the audit log says? */
import { sql } from 'kysely'
import { dialectOf } from '../dialect.ts'
import type { Database } from '../tables.ts'

export const auditIsChangeable =
  'The database account may change and delete entries of the audit log, which its chain shows and does not prevent: ' +
  'npm run cli -- grants prints the statements that do'

/** As the names of accounts are written there. */
const quote = `'`

/** False for SQLite, whose file whoever runs the service can write anyway. Roles are not looked into: they are refused in production. */
export async function mayChangeAudit (db: Database): Promise<boolean> {
  if (dialectOf(db) === 'sqlite') return false
  const { rows: [{ many }] } = await sql<{ many: number | string }>`
    select
      (select count(*) from information_schema.user_privileges where grantee = me.name and privilege_type in ('UPDATE', 'DELETE'))
      + (select count(*) from information_schema.schema_privileges
          where grantee = me.name and privilege_type in ('UPDATE', 'DELETE') and database() like table_schema)
      + (select count(*) from information_schema.table_privileges
          where grantee = me.name and privilege_type in ('UPDATE', 'DELETE') and table_schema = database() and table_name = 'audit_entries')
      as many
    from (
      select concat(${quote}, substring_index(current_user(), '@', 1), ${`'@'`}, substring_index(current_user(), '@', -1), ${quote}) as name
    ) as me
  `.execute(db)
  return Number(many) > 0
}
