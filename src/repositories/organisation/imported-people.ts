/** Who of a file of people is there already. */
import { dialectOf } from '../../database/dialect.ts'
import type { Database } from '../../database/tables.ts'
import { chunks } from '../../runtime/chunks.ts'
import type { Account } from '../../../generated/schemas.ts'
import { teamsOf } from './memberships.ts'
import { accountOf, accounts } from './users.ts'

const chunkSize = 100

/** The accounts of these addresses, by address; held until the transaction ends. @param emails normalised. */
export async function lockByEmails (tx: Database, emails: string[]): Promise<Map<string, Account>> {
  const found = new Map<string, Account>()
  for (const chunk of chunks(emails, chunkSize)) {
    const query = accounts(tx).where('users.email', 'in', chunk).orderBy('users.id')
    const rows = await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).execute()
    const teams = await teamsOf(tx, rows.map(({ id }) => id))
    for (const row of rows) found.set(row.email, accountOf(row, teams))
  }
  return found
}

/** The accounts without an address that have these numbers, by number; held until the transaction ends. */
export async function lockByNumbers (tx: Database, numbers: string[]): Promise<Map<string, Account>> {
  const found = new Map<string, Account>()
  for (const chunk of chunks(numbers, chunkSize)) {
    const query = accounts(tx).where('users.employee_no', 'in', chunk).whereRef('users.email', '=', 'users.id').orderBy('users.id', 'desc')
    const rows = await (dialectOf(tx) === 'mysql' ? query.forUpdate() : query).execute()
    const teams = await teamsOf(tx, rows.map(({ id }) => id))
    for (const row of rows) found.set(row.employee_no!, accountOf(row, teams))
  }
  return found
}
