import type { Mistake } from '../mistake.ts'

const writing = 'src/handlers/shared/work/report-writing.ts'
const reportsDocument = 'openapi/work/reports.yaml'
const asyncapi = 'asyncapi/asyncapi.yaml'

/** What is done wrong about events. */
export const eventMistakes: Mistake[] = [
  {
    name: 'an event is emitted that no channel declares',
    edits: [{
      file: 'src/rules/work/report-events.ts',
      find: "event(channels.user(report.userId), 'report.updated', report)",
      put: "event(channels.user(report.userId), 'report.changed', report)"
    }],
    caughtBy: 'types',
    says: /"report\.changed"/
  },
  {
    name: 'an event tells the team what the report says',
    edits: [{
      file: writing,
      find: "'report.submitted', teamViewOf(submitted))",
      put: "'report.submitted', { ...teamViewOf(submitted), summary: submitted.summary })"
    }],
    caughtBy: 'types',
    says: /src\/handlers\/shared\/work\/report-writing\.ts.*'string' is not assignable to type 'never'/
  },
  {
    name: 'an event tells the team what the report says, in the type of one that does not',
    edits: [
      {
        file: 'src/rules/work/report-events.ts',
        find:
          '({ id, userId, reportDate, teamId, divisionId, state, timing, submittedAt, version }: Report): TeamReport {\n  return { id, userId, reportDate, teamId, divisionId, state, timing, submittedAt, version }',
        put: '(report: Report): TeamReport {\n  return report'
      }
    ],
    caughtBy: 'test/realtime/working-day.test.ts',
    says: /frame .*must NOT have additional properties/
  },
  {
    name: 'x-emits names an event that there is not',
    edits: [{ file: reportsDocument, find: 'x-emits: [report.updated]', put: 'x-emits: [report.updated, report.edited]' }],
    generate: true,
    caughtBy: 'documents',
    says: /updateReport: x-emits names report\.edited/
  },
  {
    name: 'an event is sent that no operation causes',
    edits: [{ file: reportsDocument, find: '    x-emits: [report.deleted]\n', put: '' }],
    generate: true,
    caughtBy: 'documents',
    says: /asyncapi\/ sends report\.deleted, which no operation names/
  },
  {
    name: 'the example of a message is not valid',
    edits: [{ file: 'asyncapi/platform/connection.yaml', find: 'heartbeat: 25,', put: 'heartbeat: 0,' }],
    generate: true,
    caughtBy: 'documents',
    says: /an example of hello is not valid/
  },
  {
    name: 'the direction of an operation of AsyncAPI is turned round',
    edits: [{
      file: asyncapi,
      find: "    action: send\n    channel: {$ref: '#/channels/team'}",
      put: "    action: receive\n    channel: {$ref: '#/channels/team'}"
    }],
    generate: true,
    caughtBy: 'documents',
    says: /sendTeamEvents/
  }
]
