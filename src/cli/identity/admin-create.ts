import type { Config } from '../../config.ts'
import { newId } from '../../database/id.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Database } from '../../database/tables.ts'
import { auditKeyOf } from '../../deps.ts'
import * as linkTokens from '../../repositories/identity/link-tokens.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as users from '../../repositories/organisation/users.ts'
import { append } from '../../repositories/platform/audit.ts'
import { daysAt, localDate } from '../../rules/time/calendar.ts'
import * as schedules from '../../repositories/time/schedules.ts'
import { usualSchedule } from '../../rules/time/schedules.ts'
import { isCommonPassword } from '../../security/common-passwords.ts'
import { createPasswords } from '../../security/passwords.ts'
import { UsageError, type Command, type Values } from '../command.ts'
import { askSecret, isTerminal, readLine } from '../terminal.ts'
import { readRequest, type AdminRequest } from './admin-request.ts'

/** In milliseconds. */
const linkLifetime = 3 * 86_400_000
const [shortest, longest] = [12, 256]

/** Nothing was changed, since somebody else is in charge already. */
class RefusedError extends Error {}

export const adminCreate: Command = {
  name: 'admin:create',
  summary: 'the organisation, where there is none, and its first admin',
  about: `Makes the first admin, who can sign in at once, and the organisation where there is none yet. Whoever is to follow is
invited by the admin; with an admin there, nothing is changed.

The password is asked for on the terminal, or read from the first line of the input with --password-stdin, or set by
the person with the link that --link prints, within three days. It never stands on the command line, where others see it.`,
  options: {
    email: { type: 'string', value: 'ADDRESS', about: 'whom to make admin' },
    name: { type: 'string', value: 'NAME', about: 'the name of that person' },
    organisation: { type: 'string', value: 'NAME', about: 'its name, where there is none yet' },
    'time-zone': { type: 'string', value: 'ZONE', about: 'where its days begin and end, such as Asia/Jakarta; where there is none yet' },
    'password-stdin': { type: 'boolean', about: 'read the password from the input' },
    link: { type: 'boolean', about: 'print a link to set a password instead' }
  },
  variables: ({ link }) => [
    'WORKPULSE_DATABASE_DSN',
    'WORKPULSE_PASSWORD_PEPPER',
    ...(link ? ['WORKPULSE_ALLOWED_ORIGINS' as const] : [])
  ],
  async run ({ values, config, database, tell, complain }) {
    const request = readRequest(values)
    const db = database()
    const refusal = await refusalOf(db, request)
    if (refusal) {
      complain(refusal)
      return 1
    }
    const password = values.link ? undefined : await readPassword(values, request)
    const hash = password === undefined ? null : await createPasswords(config.passwordPepper).hash(password)
    try {
      const { id, secret } = await inTransaction(db, (tx) => create(tx, config, request, hash))
      const link = secret && `${config.frontEndUrl}/reset-password#token=${secret}`
      tell(
        `${request.name} <${request.email}> is the admin now.${link ? ` Within three days they set their password here:\n${link}` : ''}`,
        {
          id,
          email: request.email,
          ...(link && { link })
        }
      )
      return 0
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      complain(error.message)
      return 1
    }
  }
}

/** Why it cannot be, as far as can be seen before a password is asked for. */
async function refusalOf (db: Database, { email, organisation: wanted }: AdminRequest): Promise<string | undefined> {
  if ((await users.lockAdmins(db)).length > 0) return 'There is an admin already, who can invite others. Nothing was changed.'
  const there = await organisation.findName(db)
  if (there === undefined && !wanted) throw new UsageError('There is no organisation yet: name it with --organisation and --time-zone')
  if (there !== undefined && wanted) return `There is an organisation already, ${there}: leave out --organisation. Nothing was changed.`
  if (await users.findCredentials(db, email)) return `${email} has an account already, which is not an admin’s. Nothing was changed.`
  return undefined
}

async function readPassword (values: Values, { email, name }: AdminRequest): Promise<string> {
  if (!values['password-stdin'] && !isTerminal()) {
    throw new UsageError('There is no terminal to ask for the password: pipe it in with --password-stdin, or let --link print a link')
  }
  const password = values['password-stdin'] ? await readLine() : await askTwice()
  const { length } = [...password]
  if (length < shortest || length > longest) {
    throw new UsageError(`The password has ${shortest} to ${longest} characters. Nothing was changed.`)
  }
  if (isCommonPassword(password, email, name)) throw new UsageError('The password is one that many people use. Nothing was changed.')
  return password
}

async function askTwice (): Promise<string> {
  const password = await askSecret('Password: ')
  if (await askSecret('The same again: ') !== password) throw new UsageError('These were two different ones. Nothing was changed.')
  return password
}

/** @throws RefusedError when somebody else was faster. */
async function create (
  tx: Database,
  config: Config,
  { email, name, organisation: wanted }: AdminRequest,
  passwordHash: string | null
): Promise<{ id: string, secret: string | undefined }> {
  const now = new Date()
  const faster = new RefusedError('Somebody else was faster. Nothing was changed.')
  if (wanted && !await organisation.create(tx, wanted)) throw faster
  if (wanted) await beginSchedule(tx, wanted.timeZone, now)
  await organisation.lock(tx)
  if ((await users.lockAdmins(tx)).length > 0) throw faster
  const id = newId(now.getTime())
  const days = daysAt(now, (await organisation.readDayRules(tx, now)).timeZone)
  const user = { id, email, name, role: 'admin' as const, divisionId: null, teams: [], passwordHash, emailVerified: true, now, days }
  if (!await users.create(tx, user)) throw faster
  const secret = passwordHash === null ? await linkTokens.insertReset(tx, id, new Date(now.getTime() + linkLifetime)) : undefined
  // By whoever may run commands on the server: nobody of the organisation.
  const by = { time: now, actorId: null, address: null, requestId: null }
  const key = auditKeyOf(config)
  if (wanted) await append(tx, key, { ...by, action: 'settings.updated', targetType: 'organisation', targetId: null, after: { ...wanted } })
  await append(tx, key, { ...by, action: 'user.created', targetType: 'user', targetId: id, after: { email, name, role: 'admin' } })
  return { id, secret }
}

/** What the organisation works by until it says otherwise. */
async function beginSchedule (tx: Database, timeZone: string, now: Date): Promise<void> {
  const schedule = { ...usualSchedule, scope: 'org' as const, scopeId: null, effectiveFrom: localDate(now, timeZone), effectiveTo: null }
  await schedules.insert(tx, schedule, now)
}
