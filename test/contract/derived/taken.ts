/** Each valid request of any operation is taken as far as its form goes. A new operation is covered without a word here. */
import fc from 'fast-check'
import type { Test } from 'tap'
import { today } from '../../support/app.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { operations, type Operation } from '../../support/judge.ts'
import { send } from '../../support/raw.ts'
import { change } from '../../support/values/changes.ts'
import { choiceOfVariants, chosenOperations, isEvery, share } from './chosen.ts'
import { complaintOfSuccess } from './complaints.ts'
import {
  hasInput,
  notConfigured,
  randomOf,
  randomRuns,
  randomSignIns,
  requestOf,
  sampleOf,
  seed,
  variantsOf,
  written,
  type Said
} from './requests.ts'
import { fail, holds, openDerivedStage, type DerivedStage } from './stage.ts'

/**
 * Every variant goes to the last of the databases, which production has and which is the stricter one; the others get the sample
 * and random ones, unless all is asked for.
 */
export async function takesWhatIsValid (t: Test, database: TestDatabase): Promise<void> {
  const stage = await openDerivedStage(t, database)
  const choose = choiceOfVariants()
  const isLast = database === databases.at(-1)
  let sent = 0
  for (const operation of chosenOperations.filter(hasInput)) {
    t.test(`${operation.id} takes what is valid`, async (t) => {
      const values = stage.valuesFor(operation)
      const sample = sampleOf(operation, values)
      let successes = 0

      async function take (said: Said): Promise<string | undefined> {
        sent++
        await stage.renew()
        const request = requestOf(operation, said, stage.authorizationFor(operation))
        const answer = await send(stage.app.url, request)
        if (answer.status < 400 || answer.status === notConfigured) successes++
        const complaint = complaintOfSuccess(answer, said, operation)
        return complaint && `${complaint}: ${written(request, answer)}`
      }

      const all = choose(operation, variantsOf(operation, values))
      const variants = isLast || isEvery ? all : all.slice(0, 1)
      const complaints = []
      for (const variant of variants) complaints.push(await take(change(sample, variant)))
      t.same(complaints.filter((complaint) => complaint !== undefined), [], `each of ${variants.length} variants`)
      const any = fc.asyncProperty(randomOf(operation, values), async (said) => fail(await take(said)))
      await holds(t, 'any', any, share(runsOf(sample)))
      if (successes === 0) await holds(t, 'more of any', any, runsOf(sample))
      if (operation.document.responses['101'] === undefined) {
        t.ok(successes > 0, `${operation.id}: some of them come all the way; if not, is what its sample names still there?`)
      }
    })
  }
  // Once, at the very end: what it does to V8 stays done, and would mislead whatever is parsed after it.
  if (isLast) t.test('free keys that JSON escapes stay apart', (t) => staysApart(t, stage))
  t.teardown(() => console.error(`derived from the document, ${database.name}: ${sent} requests that are taken (seed ${seed})`))
}

/** How often by chance; fewer where each costs a password hash. */
function runsOf ({ body }: Said): number {
  const isSignIn = Object.keys(body as object ?? {}).some((key) => /password/i.test(key))
  return isSignIn ? randomSignIns : randomRuns
}

async function staysApart (t: Test, { app, renew, authorizationFor }: DerivedStage): Promise<void> {
  const authorization = authorizationFor(operations.get('createReport') as Operation)
  // After a lone backslash at the same place, V8 reads one there for each of the others (https://github.com/nodejs/node/issues/63785).
  for (const key of ['\\\\', '\\"', '\\n', '\\t']) {
    await renew()
    const request = {
      method: 'POST',
      path: '/api/v1/reports',
      headers: { authorization, 'content-type': 'application/json' },
      body: `{"reportDate":"${today}","summary":"Collars","fields":{"a":1,"${key}":2}}`
    }
    const answer = await send(app.url, request)
    const refused = key === '\\\\' && answer.status === 400
    t.ok(refused || answer.text.includes(`"fields":{"a":1,"${key}":2}`), written(request, answer))
  }
}
