/** What is refused, in the language that is asked for. */
import t, { type Test } from 'tap'
import type { ErrorDetail } from '../../generated/schemas.ts'
import { databases } from '../support/databases.ts'
import { openapi } from '../support/document.ts'
import type { RawRequest } from '../support/raw.ts'
import { kib, json, items, fieldsOf, openHttp, dayBefore } from './http-answers.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, raw } = await openHttp(t, database)

    t.test('in Indonesian', async (t) => {
      const catalogue = openapi.components.schemas.ErrorCode['x-catalogue']
      const indonesian = app.anonymous({ mode: 'cookie', locale: 'id-ID,id;q=0.9,en;q=0.8' })
      await t.rejects(indonesian.login({ email: 'a@b.test', password: 'x' }), {
        code: 'INVALID_CREDENTIALS',
        message: catalogue.INVALID_CREDENTIALS.id
      })
      await t.rejects(indonesian.getMe(), { code: 'UNAUTHENTICATED', message: catalogue.UNAUTHENTICATED.id })
      for (
        const [locale, message] of [
          ['id', catalogue.NOT_FOUND.id],
          ['ID', catalogue.NOT_FOUND.id],
          ['fr, id;q=0.5', catalogue.NOT_FOUND.id],
          ['en, id', catalogue.NOT_FOUND.en],
          ['fr', catalogue.NOT_FOUND.en],
          ['', catalogue.NOT_FOUND.en]
        ]
      ) {
        t.equal(JSON.parse((await raw({ path: '/nothing', headers: { 'accept-language': locale } })).text).error.message, message, locale)
      }
      const requests: RawRequest[] = [
        {
          method: 'POST',
          path: '/api/v1/reports',
          headers: json,
          body: JSON.stringify({ other: 1, mood: 9, planNext: 1, items: [{ title: '' }] })
        },
        { method: 'POST', path: '/api/v1/reports', headers: json },
        { path: '/api/v1/reports?limit=0&date=x&state=x' },
        { method: 'POST', path: '/api/v1/ws/ticket', headers: json, body: '{}' }
      ]
      for (const request of requests) await saysInIndonesian(t, request)
    })

    t.test('in Indonesian, what the schemas do not say', async (t) => {
      const create = (body: object): RawRequest => ({
        method: 'POST',
        path: '/api/v1/reports',
        headers: json,
        body: JSON.stringify({ reportDate: dayBefore, summary: 'Collars', ...body })
      })
      const requests: RawRequest[] = [
        { path: '/api/v1/reports?from=2026-11-20&to=2026-11-19' },
        { path: '/api/v1/teams?cursor=abc' },
        create({ items: items(1440, 1) }),
        create({ fields: fieldsOf(40 * kib) }),
        { method: 'POST', path: '/api/v1/reports', headers: json, body: '{' }
      ]
      for (const request of requests) await saysInIndonesian(t, request)
    })

    /** The same details in both languages, in other words. */
    async function saysInIndonesian (t: Test, request: RawRequest): Promise<void> {
      const [en, id] = await Promise.all(
        ['en', 'id'].map(async (locale) =>
          JSON.parse((await raw({ ...request, headers: { ...request.headers, 'accept-language': locale } })).text).error as {
            message: string,
            details: ErrorDetail[]
          }
        )
      )
      t.equal(id.message, openapi.components.schemas.ErrorCode['x-catalogue'].VALIDATION_FAILED.id)
      t.same(id.details.map(({ path, rule }) => [path, rule]), en.details.map(({ path, rule }) => [path, rule]), 'the same faults')
      t.same(
        id.details.filter(({ message }, index) => message === en.details[index].message),
        [],
        `${request.method ?? 'GET'} ${request.path}`
      )
    }
  })
}
