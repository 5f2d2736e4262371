/**
 * Each operation: its valid request is taken, whoever may not is refused, what is out of scope looks like what is not
 * there, and what is refused changes nothing.
 */
import t, { type Test } from 'tap'
import { databases, databasesOfForm } from '../support/databases.ts'
import { isPublic, isSocket, isStream, queryParametersOf, rolesOf, type Operation } from '../support/document.ts'
import { people } from '../support/people.ts'
import { outcomeOf, refusal, send, success, type RawAnswer } from '../support/raw.ts'
import type { Tables } from '../../src/database/tables.ts'
import { aboutNothing, bearer, eachTag, openStage, plain, requestOf, unknownIds, varied, type Scene, type Stage } from './stage.ts'
import { everybody, nothing, type Asked, type Row, type Who } from './subject.ts'
import { filtersOf } from './tags.ts'

let cases = 0
t.teardown(() =>
  console.error(`operations: ${cases} requests by the rows of test/contract/<area>/<tag>.ts and what follows from the documents`)
)

for (const database of databases) {
  t.test(database.name, async (t) => {
    const stage = await openStage(t, database)
    await eachTag(t, stage, async (t, tag, sceneOf) => {
      for (const operation of tag.operations.values()) {
        await t.test(operation.id, async (t) => {
          const trial = trialOf(t, stage, operation, sceneOf(operation.id))
          await trial.taken()
          await trial.told()
          // Refused before any database is asked for anything but who it is.
          if (databasesOfForm.includes(database)) {
            await trial.notSignedIn()
            await trial.ofAnotherRole()
          }
          await trial.aboutNoObject()
          for (const row of trial.rows) for (const who of row.who) await trial.holds(row, who)
          await trial.refused()
        })
      }
    })
  })
}

/** The lengths of arrays that a pattern has: tap's `match` lets them be longer. */
function lengths (data: any, pattern: any): unknown {
  if (Array.isArray(pattern)) return [data?.length, ...pattern.map((each, index) => lengths(data?.[index], each))]
  return typeof pattern === 'object' && pattern !== null
    ? Object.entries(pattern).map(([key, each]) => lengths(data?.[key], each))
    : undefined
}

function trialOf (t: Test, stage: Stage, operation: Operation, { subject, valid, fixture, caller, begin }: Scene) {
  const { state } = stage
  const may = everybody.filter((name) => rolesOf(operation)?.includes(people[name].role) ?? true)
  const ask = (who: Who, asked: Asked) => stage.ask(operation, who, asked)

  /** Asks, and holds that no row was changed. */
  async function unchanged<A> (name: string, asking: () => Promise<A>, leaves: (keyof Tables)[] = []): Promise<A> {
    cases++
    await stage.idle()
    await state.touched()
    const kept = leaves.length > 0 ? await state.keep() : undefined
    const answer = await asking()
    if (kept) t.same(await state.differences(kept, leaves), [], `${name}; nothing else changed`)
    else t.notOk(await state.touched(), `${name}; nothing changed`)
    return answer
  }

  async function isRefused (name: string, who: Who, asked: Asked, code: string): Promise<RawAnswer> {
    const answer = await unchanged(name, () => ask(who, asked))
    t.equal(outcomeOf(answer).code, code, name)
    return answer
  }

  return {
    rows: subject.access ?? [],

    async taken () {
      cases++
      await begin()
      if (isSocket(operation) || isStream(operation)) return
      const answer = await ask(caller, valid)
      t.same(outcomeOf(answer), subject.answers ? refusal(subject.answers) : success, `${caller}: the valid request`)
      await begin()
    },

    /** Who sends back what the answer was called is told that it stands; somebody else is not. */
    async told () {
      if (!operation.document['x-etag']) return
      const again = (who: Who, etag: string) =>
        send(stage.app.url, requestOf(operation, valid, { ...bearer(stage.tokens[who]), 'if-none-match': etag }))
      const { etag } = (await ask(caller, valid)).headers
      const { status, text, headers } = await again(caller, String(etag))
      t.same([status, text, headers.etag], [304, '', etag], `${caller}: the answer that they have`)
      t.equal((await again(caller, '"other"')).status, 200, `${caller}: another one`)
      const other = may.find((name) => name !== caller)!
      t.not((await again(other, String(etag))).status, 304, `${other}: the answer of somebody else`)
    },

    async notSignedIn () {
      if (!isPublic(operation)) await isRefused('nobody signed in', 'anonymous', valid, 'UNAUTHENTICATED')
    },

    /** Who has none of its roles does not learn what is there, either. */
    async ofAnotherRole () {
      for (const who of everybody.filter((name) => !may.includes(name))) {
        const answer = await isRefused(`${who}, who has another role`, who, valid, 'FORBIDDEN')
        t.same(plain(await ask(who, aboutNothing(valid))), plain(answer), `${who}: as about nothing`)
      }
    },

    async aboutNoObject () {
      if (isPublic(operation)) return
      if (Object.keys(unknownIds(operation)).length > 0) {
        for (const who of may) {
          const answer = await unchanged(`${who}: no such object`, () => ask(who, varied(valid, { params: unknownIds(operation) })))
          if (subject.unknown) t.match(JSON.parse(answer.text).data, subject.unknown, `${who}: no such object`)
          else t.equal(outcomeOf(answer).code, 'NOT_FOUND', `${who}: no such object`)
        }
      }
      const required = Object.fromEntries(
        queryParametersOf(operation).filter((parameter) => parameter.required).map(({ name }) => [name, valid.query?.[name]])
      )
      for (const name of filtersOf(operation)) {
        for (const who of may) {
          const asked = varied(valid, { query: { ...required, [name]: 'NONE' } })
          const answer = await unchanged(`${who}: of no ${name}`, () => ask(who, asked), subject.counts)
          t.match(dataOf(answer).data, subject.nothing ?? nothing, `${who}: of no ${name}`)
        }
      }
    },

    async holds (row: Row<unknown>, who: Who) {
      const name = `${who}, ${row.kind}: ${row.what}`
      await begin()
      const answered = async () => row.act ? called(row, who) : dataOf(await ask(who, varied(valid, row.ask?.(fixture))))
      const answer = row.kind === 'allowed' ? await answered() : await unchanged(name, answered, row.leaves)
      cases++
      matches(name, answer, typeof row.answers === 'function' ? row.answers(who as never, fixture) : row.answers)
      if (row.kind !== 'hidden' || row.act) return
      const asked = varied(valid, row.ask?.(fixture))
      t.same(plain(await ask(who, asked)), plain(await ask(who, aboutNothing(asked))), `${name}, as about nothing`)
    },

    async refused () {
      await begin()
      for (const [name, { code = 'VALIDATION_FAILED', faults, ...other }] of Object.entries(subject.refused?.(fixture) ?? {})) {
        const answer = await unchanged(name, () => ask(caller, varied(valid, other)))
        t.same(outcomeOf(answer), refusal(code, ...faults), name)
      }
    }
  }

  /** Of a file, what is in it. */
  function dataOf ({ text, headers }: RawAnswer): Answered {
    if (!headers['content-type']?.startsWith('application/json')) return { data: text, code: undefined }
    const { data, error } = JSON.parse(text)
    return { data, code: error?.code }
  }

  async function called (row: Row<unknown>, who: Who): Promise<Answered> {
    const callerClients = { client: stage.clientOf(who), clients: stage.clients, visitor: stage.clientOf('anonymous'), url: stage.app.url }
    try {
      return { data: await row.act!(callerClients, fixture), code: undefined }
    } catch (error) {
      if (!(error as { code?: string }).code) throw error
      return { data: null, code: (error as { code: string }).code }
    }
  }

  function matches (name: string, { data, code }: Answered, answers: unknown): void {
    if (typeof answers === 'string') return void t.equal(code, answers, name)
    t.equal(code, undefined, `${name}: is taken`)
    t.match(data, answers, name)
    t.same(lengths(data, answers), lengths(answers, answers), `${name}; as many`)
  }
}

interface Answered {
  data: unknown
  code: string | undefined
}
