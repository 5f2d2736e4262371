/** People who come from Google, and what becomes of them. */
import type { Test } from 'tap'
import { newId } from '../../../src/database/id.ts'
import * as invitations from '../../../src/repositories/identity/invitations.ts'
import * as users from '../../../src/repositories/organisation/users.ts'
import { daysAt } from '../../../src/rules/time/calendar.ts'
import type { TestApp } from '../../support/app.ts'
import { browser, frontEnd, parseCookie, type Browser } from '../../support/cookie-browser.ts'
import type { Claims } from '../../support/identity-provider.ts'
import { line4, password, people, production } from '../../support/people.ts'

export const minute = 60_000

/** A colleague's account at Google, in the company's Workspace. */
export const workspace = (email: string, sub = `sub of ${email}`.replaceAll(' ', '-')): Claims => ({
  sub,
  email,
  email_verified: true,
  name: 'Rina Marlina',
  hd: 'workpulse.test'
})

/** The whole way. */
export async function signIn (app: TestApp, person = browser(app), returnTo?: string): Promise<Response> {
  return person.comeBack(await person.pass(await person.begin(returnTo)))
}

const sessionCount = async ({ deps: { db } }: TestApp) =>
  Number((await db.selectFrom('sessions').select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count)

export async function whoIs (app: TestApp, person: Browser): Promise<any> {
  const response = await person.visit(`${app.url}/api/v1/auth/me`)
  return (await response.json()).data
}

export function succeeded (t: Test, response: Response, returnTo = '/'): void {
  t.equal(response.status, 303)
  t.equal(response.headers.get('location'), `${frontEnd}${returnTo}`)
  t.equal(response.headers.get('cache-control'), 'no-store')
}

/** Nobody was signed in by `act`, and the front end is told so, and why. */
export async function refused (
  t: Test,
  app: TestApp,
  code: string,
  act: (person: Browser) => Promise<Response>,
  person = browser(app)
): Promise<void> {
  const before = await sessionCount(app)
  const response = await act(person)
  t.equal(response.status, 303, code)
  t.equal(response.headers.get('location'), `${frontEnd}/login?error=${code}`)
  t.equal(response.headers.get('cache-control'), 'no-store')
  t.equal(await response.text(), '')
  t.same(response.headers.getSetCookie().map((line) => parseCookie(line, app.url)).filter(({ maxAge }) => maxAge !== 0), [], 'no cookie')
  t.equal(await sessionCount(app), before, 'no session')
}

/** A person without a password, or with one. */
export async function account (
  app: TestApp,
  email: string,
  { hash = null, emailVerified = true }: { hash?: string | null, emailVerified?: boolean } = {}
): Promise<string> {
  const now = app.clock.now()
  const id = newId(now.getTime())
  await users.create(app.deps.db, {
    id,
    email,
    name: email,
    role: 'employee',
    divisionId: null,
    teams: [],
    passwordHash: hash,
    emailVerified,
    now,
    days: daysAt(now, 'Asia/Jakarta')
  })
  return id
}

export async function invite (app: TestApp, email: string): Promise<string> {
  const now = app.clock.now()
  const id = newId(now.getTime())
  await invitations.insert(app.deps.db, {
    id,
    email,
    role: 'manager',
    divisionId: production.id,
    teams: [{ id: line4.id, role: 'lead' }],
    secret: id,
    invitedBy: people.hr.id,
    now,
    expiresAt: new Date(now.getTime() + 72 * 60 * minute)
  })
  return id
}

export const settings = (app: TestApp, registration_mode: 'invitation' | 'open' | 'closed', domains: string[]) =>
  app.deps.db.updateTable('organisation').set({ registration_mode, allowed_email_domains: JSON.stringify(domains) }).execute()

export const identitiesOf = async (app: TestApp, userId: string) =>
  (await app.deps.db.selectFrom('identities').select('subject').where('user_id', '=', userId).orderBy('subject').execute()).map((
    { subject }
  ) => subject)
export const actionsOn = async (app: TestApp, userId: string) =>
  (await app.deps.db.selectFrom('audit_entries').select('action').where('target_id', '=', userId).orderBy('id').execute()).map((
    { action }
  ) => action)
export const logIn = (app: TestApp, email: string) =>
  fetch(`${app.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password })
  })

export const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
export const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
