import { normaliseEmail } from '../../rules/identity/email.ts'
import { UsageError, type Values } from '../command.ts'

export interface AdminRequest {
  /** Normalised. */
  email: string
  name: string
  /** Undefined where there is to be one already. */
  organisation: { name: string, timeZone: string } | undefined
}

/** @throws UsageError for what is missing or cannot be. */
export function readRequest (values: Values): AdminRequest {
  const { organisation, 'time-zone': timeZone } = values
  if ((organisation === undefined) !== (timeZone === undefined)) throw new UsageError('--organisation and --time-zone go together')
  return {
    email: readEmail(values.email),
    name: readName('name', values.name),
    organisation: organisation === undefined
      ? undefined
      : { name: readName('organisation', organisation), timeZone: readZone(String(timeZone)) }
  }
}

function readEmail (given: Values[string]): string {
  const email = normaliseEmail(String(given ?? ''))
  if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email) || email.length > 254) throw new UsageError('--email is not an address')
  return email
}

/** As names are kept: NFC, without space around them. */
function readName (option: string, given: Values[string]): string {
  const name = String(given ?? '').normalize('NFC').trim()
  if (name === '' || [...name].length > 120 || /\p{Cc}/u.test(name)) throw new UsageError(`--${option} is a name of 1 to 120 characters`)
  return name
}

function readZone (zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw new UsageError(`--time-zone: ${zone} is no time zone; write one such as Asia/Jakarta`)
  }
}
