/** `npm run contract:diff`: deliberate changes of the contract, and what it says of them. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { breakages, type Breakage } from '../../scripts/contract-diff/changes.ts'
import type { Contract } from '../../scripts/contract-diff/document.ts'
import { hasDatedHeading, hasHeading, judge } from '../../scripts/contract-diff/verdict.ts'
import { breaking, optional, type Change } from './diff-breaking.ts'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../generated/${name}.json`, import.meta.url), 'utf8'))
const contract: Contract = { openapi: read('openapi'), asyncapi: read('asyncapi') }

/** A copy with all of the changes, which are of different things. */
function changed (...changes: Change[]): Contract {
  const { openapi, asyncapi } = structuredClone(contract)
  const { paths, components: { schemas, parameters } } = openapi
  for (const change of changes) {
    change({
      paths,
      schemas,
      parameters,
      channels: asyncapi.channels,
      operations: asyncapi.operations,
      frames: asyncapi.components.schemas
    })
  }
  // Both documents have one set of schemas, as the generator holds.
  for (const name of Object.keys(asyncapi.components.schemas)) if (schemas[name]) asyncapi.components.schemas[name] = schemas[name]
  return { openapi, asyncapi }
}

const harmless: Record<string, Change> = {
  'a description': ({ schemas }) => {
    schemas.Team.description = 'People who work together.'
  },
  'a new operation': ({ paths }) => {
    paths['/api/v1/floors'] = { get: { ...paths['/api/v1/teams'].get, operationId: 'listFloors' } }
  },
  'a new key of an answer': ({ schemas }) => {
    schemas.Team.properties.floor = { type: 'integer' }
    schemas.Team.required.push('floor')
  },
  'a key of an answer that is never null any more': ({ schemas }) => {
    schemas.User.properties.divisionId.type = 'string'
  },
  'a new optional key of a body': ({ schemas }) => {
    schemas.CreateReport.properties.place = { type: 'string' }
  },
  'a wider bound in a body': ({ schemas }) => {
    schemas.CreateReport.properties.summary.maxLength = 9999
  },
  'a new value of an enum in a body': ({ schemas }) => {
    schemas.TokenDelivery.enum.push('header')
  },
  'a new optional parameter': ({ paths }) => {
    paths['/api/v1/reports'].get.parameters.push({ name: 'year', in: 'query', schema: { type: 'integer' } })
  },
  'a new value of an open set': ({ schemas }) => {
    schemas.AuditAction.enum.push('report.deleted')
    schemas.AuditTargetType.enum.push('report')
  },
  'a code that an operation answers beside the others': ({ paths, schemas }) => {
    schemas.ErrorCode.enum.push('LOCKED')
    paths['/api/v1/reports/{reportId}'].patch['x-errors']['409'].push('LOCKED')
  },
  'a larger body limit': ({ paths }) => {
    paths['/api/v1/teams'].get['x-body-limit'] = 131_072
  },
  'an event that an operation causes beside the others': ({ paths }) => {
    paths['/api/v1/auth/logout'].post['x-emits'] = ['notification.new']
  },
  'a new event': ({ channels, operations }) => {
    channels.user.messages.welcome = { ...channels.user.messages.notificationNew, name: 'welcome' }
    operations.sendUserEvents.messages.push({ $ref: '#/channels/user/messages/welcome' })
  },
  'a new key of an event': ({ frames }) => {
    frames.TeamReport.properties.floor = { type: 'integer' }
    frames.TeamReport.required.push('floor')
  },
  "a key of a client's frame that may be missing": ({ channels }) => optional(channels.connection.messages.subscribe.payload, 'channel'),
  "a wider bound of a client's frame": ({ channels }) => {
    channels.connection.messages.auth.payload.properties.token.maxLength = 9999
  }
}

for (const group of breaking) {
  t.test('what breaks somebody, and whom', async (t) => {
    const found = await breakages(contract, changed(...Object.values(group).map(({ change }) => change)))
    const said = found.map(({ whom, message }) => `${whom}: ${message}`)
    for (const [name, { says }] of Object.entries(group)) t.ok(said.some((line) => says.test(line)), name, { says: String(says), said })
    t.equal(new Set(found.map(({ id }) => id)).size, found.length, 'each has an id of its own')
  })
}

t.test('what breaks nobody', async (t) => {
  t.same(await breakages(contract, changed(...Object.values(harmless))), [], Object.keys(harmless).join(', '))
})

t.test('the version', async (t) => {
  const widens: Change = ({ schemas }) => {
    schemas.CreateReport.properties.summary.maxLength = 9999
  }
  const broken: Breakage = {
    id: '#/components/schemas/Team/properties/memberCount: It is gone.',
    message: 'It is gone.',
    whom: 'readers of listTeams'
  }
  const at = (version: string, ...changes: Change[]): Contract => {
    const { openapi, asyncapi } = changed(...changes)
    return { openapi: { ...openapi, info: { ...openapi.info, version } }, asyncapi }
  }
  const changelog = ['0.1.0', '0.1.1', '0.2.0', '1.0.0', '1.4.2', '1.5.0', '2.0.0', '0.0.9'].map((version) => `## ${version}\n`).join('')
  const problems = (was: string, is: Contract, found: Breakage[] = [], exceptions = {}) =>
    judge({ contract: at(was), exceptions }, is, found, changelog).problems

  t.same(problems('0.1.0', at('0.1.0')), [], 'nothing changed')
  t.match(problems('0.1.0', at('0.1.0', widens)), [/a later one, not 0\.1\.0/])
  t.match(problems('0.1.0', at('0.0.9', widens)), [/a later one, not 0\.0\.9/])
  t.same(problems('0.1.0', at('0.1.1', widens)), [])
  t.match(problems('0.1.0', at('0.1.1', widens), [broken]), [
    /^This breaks clients of 0\.1\.0, so the version is 0\.2\.0 or later, not 0\.1\.1/
  ])
  for (const version of ['0.2.0', '1.0.0']) t.same(problems('0.1.0', at(version, widens), [broken]), [], version)
  t.match(problems('1.4.2', at('1.5.0', widens), [broken]), [/the version is 2\.0\.0 or later, not 1\.5\.0/])
  t.same(problems('1.4.2', at('2.0.0', widens), [broken]), [])
  const notes = (was: string, is: Contract, found: Breakage[] = []) =>
    judge({ contract: at(was), exceptions: {} }, is, found, changelog).notes
  t.same(problems('0.1.0', at('0.3.0', widens), [broken]), [], 'a line of the changelog may come later')
  t.match(notes('0.1.0', at('0.3.0', widens), [broken]), [/CHANGELOG\.md has no heading for 0\.3\.0 yet/])
  t.same(notes('0.1.0', at('0.2.0', widens)), [])

  const exceptions = { [broken.id]: 'Nobody reads it.' }
  t.same(problems('0.1.0', at('0.1.1', widens), [broken], exceptions), [], 'excepted')
  t.match(problems('0.1.0', at('0.1.0', widens), [broken], exceptions), [/a later one/], 'a change all the same')
  t.match(problems('0.1.0', at('0.1.1', widens), [], exceptions), [/excepts what is no breaking change/])
})

t.test('headings of the changelog', async (t) => {
  const changelog = '# Changelog\n\n## 0.2.0 (2026-12-01)\n\n## [0.1.1] - 2026-11-30\n\n## 0.1.0 (not released)\n'
  t.same(['0.2.0', '0.1.1', '0.1.0', '0.1', '0.2.00', '0.3.0'].map((version) => hasHeading(changelog, version)), [
    true,
    true,
    true,
    false,
    false,
    false
  ])
  t.same(['0.2.0', '0.1.1', '0.1.0'].map((version) => hasDatedHeading(changelog, version)), [true, true, false])
})
