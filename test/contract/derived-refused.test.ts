/** Each way to break a request of any operation is refused, named and without effect. A new operation is covered without a word here. */
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { databasesOfForm } from '../support/databases.ts'
import { send } from '../support/raw.ts'
import { change, overlap, type Breakage } from '../support/values/changes.ts'
import type { State } from '../support/state.ts'
import { choiceOfBreakages, chosenOperations, share } from './derived/chosen.ts'
import { complaintOfRefusal } from './derived/complaints.ts'
import { breakagesOf, randomRuns, requestOf, sampleOf, seed, short, written, type Said } from './derived/requests.ts'
import { fail, holds, openDerivedStage } from './derived/stage.ts'

for (const database of databasesOfForm) {
  t.test(database.name, async (t) => {
    const { app, state, renew, valuesFor, authorizationFor } = await openDerivedStage(t, database)
    const choose = choiceOfBreakages()
    let sent = 0

    for (const operation of chosenOperations) {
      t.test(`${operation.id} refuses what is broken`, async (t) => {
        await renew()
        const values = valuesFor(operation)
        const authorization = authorizationFor(operation)
        const sample = sampleOf(operation, values)
        const breakages = breakagesOf(operation, values)
        const chosen = choose(operation, breakages)

        async function refuse (broken: Breakage[]): Promise<string | undefined> {
          sent++
          const said: Said = broken.reduce(change, sample)
          const request = requestOf(operation, said, authorization)
          const answer = await send(app.url, request)
          const complaint = complaintOfRefusal(answer, broken, operation, said)
          return complaint && `${complaint}: ${written(request, answer)}`
        }

        async function refuseEach (each: Breakage[]): Promise<void> {
          const complaints = []
          for (const breakage of each) complaints.push(await refuse([breakage]))
          t.same(complaints.filter((complaint) => complaint !== undefined), [], `each of ${each.length} alone`)
        }

        const nothingChanged = await changesNothing(t, state, () => refuseEach(chosen))
        // Together they are quicker; which one it was is only asked where there is one.
        if (!nothingChanged) {
          for (const breakage of chosen) {
            await changesNothing(t, state, () => refuseEach([breakage]), `by ${short(JSON.stringify(breakage))}`)
          }
        }
        const several = fc.uniqueArray(fc.constantFrom(...breakages), { minLength: 2, maxLength: 5, comparator: overlap }).filter((
          broken
        ) => broken.length > 1)
        await changesNothing(
          t,
          state,
          () => holds(t, 'several at once', fc.asyncProperty(several, async (broken) => fail(await refuse(broken))), share(randomRuns))
        )
      })
    }

    t.teardown(() => console.error(`derived from the document, ${database.name}: ${sent} requests that are refused (seed ${seed})`))
  })
}

async function changesNothing (t: Test, state: State, requests: () => Promise<void>, cause = ''): Promise<boolean> {
  await state.settled()
  await state.touched()
  const before = await state.keep()
  await requests()
  await state.settled()
  // One query says that nothing was written; which tables are not the same is only asked where something was.
  return t.same(await state.touched() ? await state.differences(before) : [], [], `nothing changed ${cause}`)
}
