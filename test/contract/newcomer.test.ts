/** What the gates say to somebody who has just begun: where, what, and what to do. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readable } from '../../scripts/check/findings.ts'
import { tableProblems } from '../../scripts/check/tables.ts'

const root = join(import.meta.dirname, '../..')

/** A copy of both documents. @param change gets the text of one file. */
async function problemsWith (t: Test, path: string, change: (text: string) => string): Promise<string[]> {
  const folder = join(t.testdir(), 'copy')
  mkdirSync(folder)
  for (const name of ['openapi', 'asyncapi']) cpSync(join(root, name), join(folder, name), { recursive: true })
  writeFileSync(join(folder, path), change(readFileSync(join(folder, path), 'utf8')))
  return tableProblems(folder)
}

t.test('what is written is named', async (t) => {
  t.same(await tableProblems(root), [])
})

t.test('a path that no table names', async (t) => {
  const found = await problemsWith(
    t,
    'openapi/work/reports.yaml',
    (text) => `review:\n  post: {operationId: reviewReport, description: Reviews.}\n${text}`
  )
  t.same(found, [
    'openapi/work/reports.yaml has `review`, and openapi/openapi.yaml no path for it: add under `paths`  /api/v1/…: {$ref: ./work/reports.yaml#/review}'
  ])
})

t.test('a path whose name begins like one that is named', async (t) => {
  const found = await problemsWith(
    t,
    'openapi/openapi.yaml',
    (text) => text.replace('reports.yaml#/report\n', 'reports.yaml#/report-of-a-day\n')
  )
  t.match(found, [/^openapi\/work\/reports\.yaml has `report`, and/])
})

t.test('a message that no channel names', async (t) => {
  const found = await problemsWith(t, 'asyncapi/asyncapi.yaml', (text) => text.replace(/.*messages\/notificationNew'\}\n/, ''))
  t.match(found, [/^asyncapi\/platform\/notifications\.yaml has the message `notificationNew`, and no channel .* names it: add/])
})

t.test('an operation that says nothing of itself', async (t) => {
  const found = await problemsWith(
    t,
    'openapi/insight/calendar.yaml',
    (text) => text.replace(/(summary: One event\n) *description: .*\n/, '$1')
  )
  t.same(found, [
    'openapi/insight/calendar.yaml: getCalendarEvent has no description: say in a sentence what the summary does not'
  ])
})

t.test('a word that is misspelt', async (t) => {
  const found = await problemsWith(t, 'openapi/work/reports.yaml', (text) => text.replace('x-emits:', 'x-emit:'))
  t.match(found, [/^openapi\/work\/reports\.yaml: `x-emit` is no word of the documents/])
  const schema = await problemsWith(t, 'asyncapi/platform/notifications.yaml', (text) => `${text}\nx-keep: {}\n`)
  t.match(schema, [/^asyncapi\/platform\/notifications\.yaml: `x-keep` is/])
})

t.test('what the compiler says, in a line that can be read', async (t) => {
  const type = `{ ${'listReports: (context: Context) => Promise<Page>; '.repeat(20)}}`
  const said = readable(
    `Type '${type}' is not assignable to type 'Handlers'.\n  Types of property 'listTeams' differ.\n    Type 'string' is not assignable to type 'number'.`
  )
  t.ok(said.length < 220, said)
  t.match(said, /^Type '\{ listReports: .* …' is not assignable to type 'Handlers'\. … Type 'string' is not assignable to type 'number'\.$/)
  t.equal(readable("Cannot find name 'x'."), "Cannot find name 'x'.")
})

t.test('what the compiler misses is named, however long its types are', async (t) => {
  const type = `{ ${'listReports: (context: Context) => Promise<Page>; '.repeat(20)}}`
  const names = ['exportAnalytics', 'finishGoogleSignIn', 'getAnalyticsSummary', 'listPushSubscriptions']
  const said = readable(
    `Argument of type '${type}' is not assignable to parameter of type '${type}'.
  Type '${type}' is missing the following properties from type '${type}': ${names.join(', ')}`
  )
  for (const name of names) t.match(said, name)
  t.ok(said.length < 300, said)
})
