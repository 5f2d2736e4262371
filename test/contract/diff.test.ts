/** `npm run contract:diff`: deliberate changes of the contract, and what it says of them. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { breakages, type Breakage } from '../../scripts/contract-diff/changes.ts'
import type { Contract } from '../../scripts/contract-diff/document.ts'
import { hasDatedHeading, hasHeading, judge } from '../../scripts/contract-diff/verdict.ts'

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../generated/${name}.json`, import.meta.url), 'utf8'))
const contract: Contract = { openapi: read('openapi'), asyncapi: read('asyncapi') }

/** The parts of a copy, loosely typed: the changes below are of every kind. */
interface Parts {
  paths: any
  schemas: any
  parameters: any
  channels: any
  operations: any
  frames: any
}
type Change = (parts: Parts) => void

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

/**
 * Each with what is said of it, as `whom: message`. Those of a group are of different things, and made together: each diff takes
 * its time.
 */
const breaking: Record<string, { change: Change, says: RegExp }>[] = [
  {
    'an operation that goes': {
      change: ({ paths }) => {
        delete paths['/api/v1/reports'].post
      },
      says: /callers of createReport: POST \/api\/v1\/reports is gone/
    },
    'a path that goes': {
      change: ({ paths }) => {
        delete paths['/api/v1/auth/me']
      },
      says: /callers of getMe: GET \/api\/v1\/auth\/me is gone/
    },
    'an event that goes': {
      change: (parts) => dropMessage(parts, 'user', 'sendUserEvents', 'userReportUpdated'),
      says: /readers of report\.updated on user:\{userId\}: /
    },
    'an event of another name': {
      change: ({ channels }) => {
        channels.user.messages.userReportCreated.name = 'report.drafted'
      },
      says: /readers of report\.created on user:\{userId\}: /
    },
    'an event on another channel': {
      change: (parts) => {
        parts.channels.team.messages.moved = parts.channels.user.messages.notificationNew
        parts.operations.sendTeamEvents.messages.push({ $ref: '#/channels/team/messages/moved' })
        dropMessage(parts, 'user', 'sendUserEvents', 'notificationNew')
      },
      says: /readers of notification\.new on user:\{userId\}: /
    },
    'a channel of another name': {
      change: ({ channels }) => {
        channels.team.address = 'squad:{teamId}'
      },
      says: /readers of report\.submitted on team:\{teamId\}: /
    }
  },
  {
    'an operation of another name': {
      change: ({ paths }) => {
        paths['/api/v1/me/summary'].get.operationId = 'getDashboard'
      },
      says: /of getDashboard: /
    },
    'another status of success': {
      change: ({ paths }) => {
        const { responses } = paths['/api/v1/ws/ticket'].post
        responses['200'] = responses['201']
        delete responses['201']
      },
      says: /readers of createWsTicket: Response `201` became `200`/
    },
    'a key of an answer that goes': {
      change: ({ schemas }) => drop(schemas.Team, 'memberCount'),
      says: /readers of listTeams, createTeam, getTeam, .*: Property `memberCount` of `Team` was removed/
    },
    'a key of an answer that may be missing': {
      change: ({ schemas }) => optional(schemas.Health, 'status'),
      says: /readers of getHealth: .*no longer required: `status`/
    },
    'a key of an answer that may be null': {
      change: ({ schemas }) => {
        schemas.Team.properties.name.type = ['string', 'null']
      },
      says: /readers of listTeams, createTeam, getTeam, .*: Type of `name` widened/
    },
    'a new value of an enum in an answer': {
      change: ({ schemas }) => {
        schemas.ReportTiming.enum.push('never')
      },
      says: /readers of .*getReport.*report\.submitted on team:\{teamId\}.*: Enum of `ReportTiming` gained values: 'never'/
    },
    'a wider bound in an answer': {
      change: ({ schemas }) => {
        schemas.WsTicket.properties.ticket.maxLength = 999
      },
      says: /readers of createWsTicket: `maxLength`/
    },
    'a lost value of an enum in a body': {
      change: ({ schemas }) => {
        schemas.TokenDelivery.enum.pop()
      },
      says: /callers of login, refreshSession: Enum of `tokenDelivery` lost values/
    },
    'a new value of an enum that is both sent and got': {
      change: ({ schemas }) => {
        schemas.ReportItemStatus.enum.push('dropped')
      },
      says: /^readers of (?!.*callers).*listReports.*: Enum of/
    },
    'a narrower bound in a body': {
      change: ({ schemas }) => {
        schemas.CreateReport.properties.summary.maxLength = 10
      },
      says: /callers of createReport: `maxLength` of `summary` changed/
    },
    'a pattern in a body': {
      change: ({ schemas }) => {
        schemas.CreateReport.properties.planNext.pattern = '^a$'
      },
      says: /callers of createReport: /
    },
    'a key of a body that is required': {
      change: ({ schemas }) => {
        schemas.CreateReport.required.push('mood')
      },
      says: /callers of createReport: .*became required: `mood`/
    },
    'a key of a body that goes': {
      change: ({ schemas }) => drop(schemas.UpdateReport, 'mood'),
      says: /callers of updateReport: Property `mood`/
    },
    'a body that is required': {
      change: ({ paths }) => {
        paths['/api/v1/auth/refresh'].post.requestBody.required = true
      },
      says: /callers of refreshSession: /
    },
    'a new required parameter': {
      change: ({ paths }) => {
        paths['/api/v1/reports'].get.parameters.push({ name: 'year', in: 'query', required: true, schema: { type: 'integer' } })
      },
      says: /callers of listReports: Required `year` query parameter was added/
    },
    'a parameter that goes': {
      change: ({ paths }) => {
        paths['/api/v1/reports'].get.parameters.splice(0, 1)
      },
      says: /callers of listReports: /
    },
    'a narrower bound of a shared parameter': {
      change: ({ parameters }) => {
        parameters.limit.schema.maximum = 50
      },
      says: /callers of listTeams, listReports, listTeamMembers: |callers of .*list/
    },
    'a code that an operation no longer answers': {
      change: ({ paths }) => {
        paths['/api/v1/reports/{reportId}'].patch['x-errors']['409'] = ['STATE_CONFLICT']
      },
      says: /callers of updateReport: It no longer answers 409 VERSION_CONFLICT/
    },
    'a role that may no longer': {
      change: ({ paths }) => {
        paths['/api/v1/teams'].get['x-access'] = ['hr', 'admin']
      },
      says: /callers of listTeams: It is no longer open to everybody who is signed in, but to hr, admin only/
    },
    'signing in, where it was not needed': {
      change: ({ paths }) => {
        paths['/healthz'].get['x-access'] = 'viewer'
      },
      says: /callers of getHealth: It is no longer open to those who are not signed in/
    },
    'a smaller body limit': {
      change: ({ paths }) => {
        delete paths['/api/v1/reports'].post['x-body-limit']
      },
      says: /callers of createReport: It takes 65536 bytes, and took 1048576/
    },
    'an event that an operation no longer causes': {
      change: ({ paths }) => {
        paths['/api/v1/reports'].post['x-emits'] = ['report.created']
      },
      says: /readers of createReport: It no longer causes (report\.submitted|notification\.new)/
    },
    'a key of an event that goes': {
      change: ({ frames }) => drop(frames.TeamReport, 'version'),
      says: /readers of report\.submitted on team:\{teamId\}.*: Property `version` of `data` was removed/
    },
    'a key of an event of another name': {
      change: ({ frames }) => {
        frames.TeamReport.properties.team = frames.TeamReport.properties.teamId
        drop(frames.TeamReport, 'teamId')
        frames.TeamReport.required.push('team')
      },
      says: /readers of report\.submitted on team:\{teamId\}.*: Property `teamId`/
    },
    'a key of a frame that may be missing': {
      change: ({ channels }) => optional(channels.connection.messages.hello.payload, 'heartbeat'),
      says: /readers of hello on \/api\/v1\/ws: /
    },
    "a new required key of a client's frame": {
      change: ({ channels }) => {
        channels.connection.messages.subscribe.payload.required.push('ref')
      },
      says: /callers of subscribe to \/api\/v1\/ws: .*became required: `ref`/
    },
    "a narrower bound of a client's frame": {
      change: ({ channels }) => {
        channels.connection.messages.auth.payload.properties.token.maxLength = 10
      },
      says: /callers of auth to \/api\/v1\/ws: /
    }
  },
  {
    'an event that clients are to send': {
      change: ({ operations }) => {
        operations.sendTeamEvents.action = 'receive'
      },
      says: /readers of report\.submitted on team:\{teamId\}: /
    }
  }
]

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
