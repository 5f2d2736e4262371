/** Deliberate changes of the contract that break somebody. */

/** The parts of a copy, loosely typed: the changes below are of every kind. */
export interface Parts {
  paths: any
  schemas: any
  parameters: any
  channels: any
  operations: any
  frames: any
}
export type Change = (parts: Parts) => void

function drop (schema: any, key: string): void {
  delete schema.properties[key]
  optional(schema, key)
}

export function optional (schema: any, key: string): void {
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
export const breaking: Record<string, { change: Change, says: RegExp }>[] = [
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
