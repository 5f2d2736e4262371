/** `npm run contract:diff`: deliberate changes of the contract, and what it says of them. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { breakages } from '../../scripts/contract-diff/changes.ts'
import type { Contract } from '../../scripts/contract-diff/document.ts'
import { hasDatedHeading, hasHeading, judge } from '../../scripts/contract-diff/verdict.ts'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../generated/${name}.json`, import.meta.url), 'utf8'))
const contract: Contract = { openapi: read('openapi'), asyncapi: read('asyncapi') }
const own = structuredClone(contract)

/** The parts of a copy, loosely typed: the changes below are of every kind. */
interface Parts { paths: any, schemas: any, parameters: any, channels: any, operations: any, frames: any }
type Change = (parts: Parts) => void

function changed (change: Change): Contract {
  const { openapi, asyncapi } = structuredClone(own)
  const { paths, components: { schemas, parameters } } = openapi
  change({ paths, schemas, parameters, channels: asyncapi.channels, operations: asyncapi.operations, frames: asyncapi.components.schemas })
  // Both documents have one set of schemas, as the generator holds.
  for (const name of Object.keys(asyncapi.components.schemas)) if (schemas[name]) asyncapi.components.schemas[name] = schemas[name]
  return { openapi, asyncapi }
}

function drop (schema: any, key: string): void {
  delete schema.properties[key]
  optional(schema, key)
}

function optional (schema: any, key: string): void {
  schema.required = schema.required.filter((each: string) => each !== key)
}

function dropMessage ({ channels, operations }: Parts, channel: string, operation: string, key: string): void {
  delete channels[channel].messages[key]
  operations[operation].messages = operations[operation].messages.filter(({ $ref }: { $ref: string }) => !$ref.endsWith(`/${key}`))
}

/** Each with what is said of it, as `whom: message`. */
const breaking: Record<string, { change: Change, says: RegExp }> = {
  'an operation that goes': { change: ({ paths }) => { delete paths['/api/v1/reports'].post }, says: /^callers of createReport: / },
  'a path that goes': { change: ({ paths }) => { delete paths['/api/v1/auth/me'] }, says: /of getMe: Path `\/api\/v1\/auth\/me` was removed/ },
  'an operation of another name': { change: ({ paths }) => { paths['/api/v1/auth/me'].get.operationId = 'whoAmI' }, says: /of whoAmI: / },
  'another status of success': { change: ({ paths }) => { const { responses } = paths['/api/v1/reports'].post; responses['200'] = responses['201']; delete responses['201'] }, says: /readers of createReport: Response `201` was removed/ },
  'a key of an answer that goes': { change: ({ schemas }) => drop(schemas.Team, 'memberCount'), says: /readers of listTeams: Property `memberCount` of `Team` was removed/ },
  'a key of an answer that may be missing': { change: ({ schemas }) => optional(schemas.Team, 'memberCount'), says: /readers of listTeams: .*no longer required: `memberCount`/ },
  'a key of an answer that may be null': { change: ({ schemas }) => { schemas.Team.properties.name.type = ['string', 'null'] }, says: /readers of listTeams: Type of `name` widened/ },
  'a new value of an enum in an answer': { change: ({ schemas }) => { schemas.ReportTiming.enum.push('never') }, says: /readers of .*getReport.*report\.submitted on team:\{teamId\}: Enum of `ReportTiming` gained values: 'never'/ },
  'a wider bound in an answer': { change: ({ schemas }) => { schemas.Team.properties.name.maxLength = 999 }, says: /readers of listTeams: `maxLength`/ },
  'a lost value of an enum in a body': { change: ({ schemas }) => { schemas.TokenDelivery.enum.pop() }, says: /callers of login, refreshSession: Enum of `TokenDelivery` lost values/ },
  'a new value of an enum that is both sent and got': { change: ({ schemas }) => { schemas.ReportItemStatus.enum.push('dropped') }, says: /^readers of (?!.*callers).*listReports.*: Enum of/ },
  'a narrower bound in a body': { change: ({ schemas }) => { schemas.CreateReport.properties.summary.maxLength = 10 }, says: /callers of createReport: `maxLength` of `summary` changed/ },
  'a pattern in a body': { change: ({ schemas }) => { schemas.CreateReport.properties.planNext.pattern = '^a$' }, says: /callers of createReport: / },
  'a key of a body that is required': { change: ({ schemas }) => { schemas.CreateReport.required.push('mood') }, says: /callers of createReport: .*became required: `mood`/ },
  'a key of a body that goes': { change: ({ schemas }) => drop(schemas.UpdateReport, 'mood'), says: /callers of updateReport: Property `mood`/ },
  'a body that is required': { change: ({ paths }) => { paths['/api/v1/auth/refresh'].post.requestBody.required = true }, says: /callers of refreshSession: / },
  'a new required parameter': { change: ({ paths }) => { paths['/api/v1/reports'].get.parameters.push({ name: 'year', in: 'query', required: true, schema: { type: 'integer' } }) }, says: /callers of listReports: Required `year` query parameter was added/ },
  'a parameter that goes': { change: ({ paths }) => { paths['/api/v1/reports'].get.parameters.splice(0, 1) }, says: /callers of listReports: / },
  'a narrower bound of a shared parameter': { change: ({ parameters }) => { parameters.limit.schema.maximum = 50 }, says: /callers of listTeams, listReports, listTeamMembers: |callers of .*list/ },
  'a code that an operation no longer answers': { change: ({ paths }) => { paths['/api/v1/reports/{reportId}'].patch['x-errors']['409'] = ['STATE_CONFLICT'] }, says: /callers of updateReport: It no longer answers 409 VERSION_CONFLICT/ },
  'a role that may no longer': { change: ({ paths }) => { paths['/api/v1/teams'].get['x-access'] = ['hr', 'admin'] }, says: /callers of listTeams: It is no longer open to everybody who is signed in, but to hr, admin only/ },
  'signing in, where it was not needed': { change: ({ paths }) => { paths['/healthz'].get['x-access'] = 'viewer' }, says: /callers of getHealth: It is no longer open to those who are not signed in/ },
  'a smaller body limit': { change: ({ paths }) => { delete paths['/api/v1/reports'].post['x-body-limit'] }, says: /callers of createReport: It takes 65536 bytes, and took 1048576/ },
  'an event that an operation no longer causes': { change: ({ paths }) => { paths['/api/v1/reports'].post['x-emits'] = ['report.created'] }, says: /readers of createReport: It no longer causes (report\.submitted|notification\.new)/ },

  'an event that goes': { change: (parts) => dropMessage(parts, 'user', 'sendUserEvents', 'userReportUpdated'), says: /readers of report\.updated on user:\{userId\}: / },
  'an event of another name': { change: ({ channels }) => { channels.user.messages.userReportUpdated.name = 'report.changed' }, says: /readers of report\.updated on user:\{userId\}: / },
  'an event on another channel': {
    change: (parts) => {
      parts.channels.team.messages.moved = parts.channels.user.messages.userReportUpdated
      parts.operations.sendTeamEvents.messages.push({ $ref: '#/channels/team/messages/moved' })
      dropMessage(parts, 'user', 'sendUserEvents', 'userReportUpdated')
    },
    says: /readers of report\.updated on user:\{userId\}: /
  },
  'a channel of another name': { change: ({ channels }) => { channels.team.address = 'squad:{teamId}' }, says: /readers of report\.submitted on team:\{teamId\}: / },
  'an event that clients are to send': { change: ({ operations }) => { operations.sendTeamEvents.action = 'receive' }, says: /readers of report\.submitted on team:\{teamId\}: / },
  'a key of an event that goes': { change: ({ frames }) => drop(frames.TeamReport, 'version'), says: /readers of report\.submitted on team:\{teamId\}: Property `version` of `TeamReport` was removed/ },
  'a key of an event of another name': { change: ({ frames }) => { frames.TeamReport.properties.team = frames.TeamReport.properties.teamId; drop(frames.TeamReport, 'teamId'); frames.TeamReport.required.push('team') }, says: /readers of report\.submitted on team:\{teamId\}: Property `teamId`/ },
  'a key of a frame that may be missing': { change: ({ channels }) => optional(channels.connection.messages.hello.payload, 'heartbeat'), says: /readers of hello on \/api\/v1\/ws: / },
  "a new required key of a client's frame": { change: ({ channels }) => { channels.connection.messages.subscribe.payload.required.push('ref') }, says: /callers of subscribe to \/api\/v1\/ws: .*became required: `ref`/ },
  "a narrower bound of a client's frame": { change: ({ channels }) => { channels.connection.messages.auth.payload.properties.token.maxLength = 10 }, says: /callers of auth to \/api\/v1\/ws: / }
}

const harmless: Record<string, Change> = {
  'a description': ({ schemas }) => { schemas.Team.description = 'People who work together.' },
  'a new operation': ({ paths }) => { paths['/api/v1/divisions'] = { get: { ...paths['/api/v1/teams'].get, operationId: 'listDivisions' } } },
  'a new key of an answer': ({ schemas }) => { schemas.Team.properties.floor = { type: 'integer' }; schemas.Team.required.push('floor') },
  'a key of an answer that is never null any more': ({ schemas }) => { schemas.User.properties.divisionId.type = 'string' },
  'a new optional key of a body': ({ schemas }) => { schemas.CreateReport.properties.place = { type: 'string' } },
  'a wider bound in a body': ({ schemas }) => { schemas.CreateReport.properties.summary.maxLength = 9999 },
  'a new value of an enum in a body': ({ schemas }) => { schemas.TokenDelivery.enum.push('header') },
  'a new optional parameter': ({ paths }) => { paths['/api/v1/reports'].get.parameters.push({ name: 'year', in: 'query', schema: { type: 'integer' } }) },
  'a code that an operation answers beside the others': ({ paths, schemas }) => { schemas.ErrorCode.enum.push('LOCKED'); paths['/api/v1/reports/{reportId}'].patch['x-errors']['409'].push('LOCKED') },
  'a larger body limit': ({ paths }) => { paths['/api/v1/teams'].get['x-body-limit'] = 131_072 },
  'an event that an operation causes beside the others': ({ paths }) => { paths['/api/v1/auth/logout'].post['x-emits'] = ['notification.new'] },
  'a new event': ({ channels, operations }) => {
    channels.user.messages.welcome = { ...channels.user.messages.notificationNew, name: 'welcome' }
    operations.sendUserEvents.messages.push({ $ref: '#/channels/user/messages/welcome' })
  },
  'a new key of an event': ({ frames }) => { frames.TeamReport.properties.floor = { type: 'integer' }; frames.TeamReport.required.push('floor') },
  "a key of a client's frame that may be missing": ({ channels }) => optional(channels.connection.messages.subscribe.payload, 'channel'),
  "a wider bound of a client's frame": ({ channels }) => { channels.connection.messages.auth.payload.properties.token.maxLength = 9999 }
}

t.test('what breaks somebody, and whom', { jobs: 2 }, async (t) => {
  for (const [name, { change, says }] of Object.entries(breaking)) {
    t.test(name, { buffered: true }, async (t) => {
      const found = await breakages(contract, changed(change))
      t.ok(found.some(({ whom, message }) => says.test(`${whom}: ${message}`)), String(says), { found })
      t.equal(new Set(found.map(({ id }) => id)).size, found.length, 'each has an id of its own')
    })
  }
})

t.test('what breaks nobody', { jobs: 2 }, async (t) => {
  for (const [name, change] of Object.entries(harmless)) {
    t.test(name, { buffered: true }, async (t) => { t.same(await breakages(contract, changed(change)), []) })
  }
})

t.test('the version', async (t) => {
  const breaks: Change = ({ schemas }) => drop(schemas.Team, 'memberCount')
  const widens: Change = ({ schemas }) => { schemas.CreateReport.properties.summary.maxLength = 9999 }
  const at = (version: string, change: Change = () => {}): Contract => {
    const { openapi, asyncapi } = changed(change)
    return { openapi: { ...openapi, info: { ...openapi.info, version } }, asyncapi }
  }
  const changelog = ['0.1.0', '0.1.1', '0.2.0', '1.0.0', '1.4.2', '1.5.0', '2.0.0', '0.0.9'].map((version) => `## ${version}\n`).join('')
  const problems = async (was: string, is: Contract, exceptions = {}) => (await judge({ contract: at(was), exceptions }, is, changelog)).problems

  t.same(await problems('0.1.0', at('0.1.0')), [], 'nothing changed')
  t.match(await problems('0.1.0', at('0.1.0', widens)), [/a later one, not 0\.1\.0/])
  t.match(await problems('0.1.0', at('0.0.9', widens)), [/a later one, not 0\.0\.9/])
  t.same(await problems('0.1.0', at('0.1.1', widens)), [])
  t.match(await problems('0.1.0', at('0.1.1', breaks)), [/^This breaks clients of 0\.1\.0, so the version is 0\.2\.0 or later, not 0\.1\.1/])
  for (const version of ['0.2.0', '1.0.0']) t.same(await problems('0.1.0', at(version, breaks)), [], version)
  t.match(await problems('1.4.2', at('1.5.0', breaks)), [/the version is 2\.0\.0 or later, not 1\.5\.0/])
  t.same(await problems('1.4.2', at('2.0.0', breaks)), [])
  t.same(await problems('unreleased', at('unreleased', breaks)), ['CHANGELOG.md has no heading for unreleased: add ## unreleased'])
  t.match(await problems('0.1.0', at('0.3.0', breaks)), [/CHANGELOG\.md has no heading for 0\.3\.0/])

  const found = await breakages(contract, at('0.1.1', breaks))
  const exceptions = Object.fromEntries(found.map(({ id }) => [id, 'Nobody reads it.']))
  t.same(await problems('0.1.0', at('0.1.1', breaks), exceptions), [], 'excepted')
  t.match(await problems('0.1.0', at('0.1.0', breaks), exceptions), [/a later one/], 'a change all the same')
  t.match(await problems('0.1.0', at('0.1.1', widens), exceptions), found.map(() => /excepts what is no breaking change/))
})

t.test('headings of the changelog', async (t) => {
  const changelog = '# Changelog\n\n## 0.2.0 (2026-12-01)\n\n## [0.1.1] - 2026-11-30\n\n## 0.1.0 (not released)\n'
  t.same(['0.2.0', '0.1.1', '0.1.0', '0.1', '0.2.00', '0.3.0'].map((version) => hasHeading(changelog, version)), [true, true, true, false, false, false])
  t.same(['0.2.0', '0.1.1', '0.1.0'].map((version) => hasDatedHeading(changelog, version)), [true, true, false])
})
