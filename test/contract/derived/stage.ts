/** The service with a company in it, to which derived requests are sent. */
import fc from 'fast-check'
import type { Test } from 'tap'
import { newPushKey } from '../../../src/push/vapid.ts'
import { testApp, type TestApp } from '../../support/app.ts'
import type { TestDatabase } from '../../support/databases.ts'
import { openapi } from '../../support/document.ts'
import type { Operation } from '../../support/judge.ts'
import { startMailbox } from '../../support/mailbox.ts'
import type { PersonName } from '../../support/people.ts'
import { valuesOf, type Values } from '../../support/values/values.ts'
import { openState, type State } from '../../support/state.ts'
import { adminsOnly, leadsOnly, populate } from './company.ts'
import { seed } from './requests.ts'

export interface DerivedStage {
  app: TestApp
  state: State
  /** Puts everything back, once nothing is under way. */
  renew: () => Promise<void>
  valuesFor: (operation: Operation) => Values
  /** Of somebody who may; undefined where anybody may. */
  authorizationFor: (operation: Operation) => string | undefined
}

export async function openDerivedStage (t: Test, database: TestDatabase): Promise<DerivedStage> {
  const mailbox = await startMailbox(t)
  const app = await testApp(t, database, {
    WORKPULSE_SMTP_URL: mailbox.url,
    WORKPULSE_WEBHOOK_NETWORKS: '127.0.0.0/8',
    WORKPULSE_PUSH_PRIVATE_KEY: newPushKey(),
    WORKPULSE_PUSH_NETWORKS: '127.0.0.0/8'
  })
  // However long it takes, nobody's token expires and no day begins.
  const held = app.clock.now()
  app.clock.now = () => held
  const tokens = new Map<PersonName, string>()
  for (const person of ['employee', 'lead', 'admin'] as const) {
    await app.signIn(person, {
      onTokens: (signedIn) => {
        if (signedIn) tokens.set(person, signedIn.accessToken)
      }
    })
  }
  const live = await populate(app)
  const state = await openState(app.deps.db)
  await state.settled()
  const kept = await state.keep()
  return {
    app,
    state,
    async renew () {
      await state.settled()
      await state.restore(kept)
    },
    valuesFor: ({ id }) => valuesOf(openapi, { ...live.all, ...live.of[id] }),
    authorizationFor ({ id, document: { 'x-access': access } }) {
      if (adminsOnly.includes(id)) return `Bearer ${tokens.get('admin')}`
      if (leadsOnly.includes(id)) return `Bearer ${tokens.get('lead')}`
      return access === 'public' ? undefined : `Bearer ${tokens.get(Array.isArray(access) ? 'admin' : 'employee')}`
    }
  }
}

export function fail (complaint: string | undefined): void {
  if (complaint !== undefined) throw new Error(complaint)
}

/** Where it does not hold, tells the smallest request that shows it. */
export async function holds (t: Test, name: string, property: fc.IAsyncProperty<[any]>, numRuns: number): Promise<void> {
  const { failed, errorInstance, counterexamplePath } = await fc.check(property, { seed, numRuns, endOnFailure: false })
  t.notOk(failed, name, failed ? { counterexample: (errorInstance as Error | null)?.message, seed, path: counterexamplePath } : {})
}
