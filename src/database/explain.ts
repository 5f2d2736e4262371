import { isUnavailable } from './unavailable.ts'

const refusals = ['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR', 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR']

/** What a person can do about an error of the database; undefined where that is not known. */
export function explainDatabaseError (error: unknown): string | undefined {
  const { code = '', message = '' } = error as { code?: string, message?: string }
  if (refusals.includes(code)) return `The database server refuses us: ${message}. See WORKPULSE_DATABASE_DSN.`
  if (isUnavailable(error)) {
    return `The database cannot be reached (${code || 'no code'}: ${message}). Is its server running, and WORKPULSE_DATABASE_DSN right?`
  }
  return explainMissingTable(error)
}

export function explainMissingTable (error: unknown): string | undefined {
  return isMissingTable(error) ? notMigrated : undefined
}

export function isMissingTable (error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string, message?: string }
  return code === 'ER_NO_SUCH_TABLE' || (code === 'ERR_SQLITE_ERROR' && message.startsWith('no such table'))
}

export const notMigrated = 'The database is not at the newest migration. Run: npm run migrate'
