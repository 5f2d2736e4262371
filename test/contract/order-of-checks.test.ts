/**
 * Of several things that are wrong with a request, the first is told: route, who, from where and which role, form, object,
 * may this viewer, state, version, policy.
 */
import t from 'tap'
import { databasesOfForm } from '../support/databases.ts'
import type { Operation } from '../support/document.ts'
import { outcomeOf, refusal, send, type RawRequest } from '../support/raw.ts'
import { foreign, frontEnd, stepsOf, type Step } from './order.ts'
import { eachTag, openStage, requestOf, varied, type Scene, type Stage } from './stage.ts'

for (const database of databasesOfForm) {
  t.test(database.name, async (t) => {
    const stage = await openStage(t, database)
    const { state, app } = stage
    const ask = async (request: RawRequest) => outcomeOf(await send(app.url, request))

    await eachTag(t, stage, async (t, tag, sceneOf) => {
      for (const operation of tag.operations.values()) {
        await t.test(operation.id, async (t) => {
          const scene = sceneOf(operation.id)
          const { counts = [] } = scene.subject
          await scene.begin()
          const before = await state.keep()
          for (const { name, request, expected } of laddersOf(stage, operation, scene)) t.same(await ask(request), expected, name)
          t.same(await state.differences(before, counts), [], 'nothing changed')
        })
      }
    })

    await t.test('a route that is none, and a method that is none, before everything else', async (t) => {
      for (const body of ['{', 'x'.repeat(100_000)]) {
        for (const type of ['application/json', 'text/plain']) {
          const headers = { 'content-type': type, origin: foreign }
          const name = `a body of ${body.length} as ${type}`
          t.same(await ask({ method: 'POST', path: '/api/v1/nothing', headers, body }), refusal('NOT_FOUND'), name)
          t.same(await ask({ method: 'PUT', path: '/api/v1/reports/no%20id', headers, body }), refusal('METHOD_NOT_ALLOWED'), name)
        }
      }
    })

    await t.test('two access_token cookies are a fault of form, before credentials are looked at', async (t) => {
      const headers = { cookie: 'access_token=a; access_token=b', 'content-type': 'application/json' }
      const body = JSON.stringify({ email: 'employee@workpulse.test', password: 'wrong' })
      t.same(
        await ask({ method: 'POST', path: '/api/v1/auth/login', headers, body }),
        refusal('VALIDATION_FAILED', '/cookies/access_token unique')
      )
    })
  })
}

/** First what follows from the document, then what its tag's file says of the object. */
function laddersOf ({ tokens }: Stage, operation: Operation, { subject, valid, fixture, caller }: Scene): Step[] {
  const cookie = (who: typeof caller) => who === 'anonymous' ? {} : { cookie: `access_token=${tokens[who]}` }
  const rungs = subject.ladder?.(fixture) ?? []
  return [
    ...stepsOf(operation, valid, { may: cookie(caller), employee: cookie('employee') }),
    ...rungs.map(([name, who, asked, code, ...faults]) => ({
      name,
      request: requestOf(operation, varied(valid, asked), { ...cookie(who), origin: frontEnd }),
      expected: refusal(code, ...faults)
    }))
  ]
}
