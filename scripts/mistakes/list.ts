export interface Edit {
  file: string
  /** This text, however it is broken into lines, which is there once; `all`: everywhere in the file. */
  find: string
  put: string
  all?: boolean
}

export interface Mistake {
  name: string
  edits: Edit[]
  /** The developer runs `npm run generate` afterwards, as one does after changing the documents. */
  generate?: true
  /** A gate of `npm run check`, or the test file that sees what no gate can. */
  caughtBy: string
  /** What it says then: so that a gate that fails for another reason does not count. */
  says: RegExp
}

const reports = 'src/handlers/work/reports.ts'
const reportsDocument = 'openapi/work/reports.yaml'
const common = 'openapi/common.yaml'
const asyncapi = 'asyncapi/asyncapi.yaml'
const authSessions = 'src/handlers/identity/sessions.ts'
const people = 'src/rules/organisation/people.ts'
const orderTest = 'test/contract/order-of-checks.test.ts'
const authTest = 'test/handlers/identity/auth.test.ts'
const operationsTest = 'test/contract/operations.test.ts'
const handlerTest = 'test/handlers/work/reports.test.ts'

export const mistakes: Mistake[] = [
  // Handlers
  {
    name: 'a handler is gone',
    edits: [{
      file: 'src/handlers/platform/system.ts',
      find: "    async getHealth () {\n      return { status: 'ok' }\n    },\n\n",
      put: ''
    }],
    caughtBy: 'types',
    says: /Property 'getHealth' is missing/
  },
  {
    name: 'a handler is misspelt',
    edits: [{ file: 'src/handlers/insight/me.ts', find: 'async getMySummary (', put: 'async getMySumary (' }],
    caughtBy: 'types',
    says: /'getMySumary' does not exist/
  },
  {
    name: "a handler is among another tag's, where it would answer nothing",
    edits: [{
      file: 'src/handlers/insight/me.ts',
      find: '    async getMySummary (',
      put: '    async logout () {\n      return null\n    },\n\n    async getMySummary ('
    }],
    caughtBy: 'types',
    says: /src\/handlers\/insight\/me\.ts.*TS2322 .*'never'/
  },
  {
    name: 'a second handler of an operation, in another file of its tag',
    edits: [{
      file: 'src/handlers/identity/passwords.ts',
      find: '    async changePassword (',
      put: '    async logout () {\n      return null\n    },\n\n    async changePassword ('
    }],
    caughtBy: 'types',
    says: /src\/handlers\/identity\/auth\.ts.*TS\d+/
  },
  {
    name: 'an answer has an extra key, in a variable',
    edits: [{
      file: authSessions,
      find: '      return userOf(viewer)\n',
      put: '      const me = { ...userOf(viewer), sessionId: viewer.sessionId }\n      return me\n'
    }],
    caughtBy: 'types',
    says: /src\/handlers\/identity\/sessions\.ts.*TS2322/
  },
  {
    name: 'an answer has an extra key, in one of two returns, where no type sees it',
    edits: [{
      file: authSessions,
      find: '      return userOf(viewer)\n',
      put: "      if (viewer.role === 'employee') return { ...userOf(viewer), sessionId: viewer.sessionId }\n      return userOf(viewer)\n"
    }],
    caughtBy: authTest,
    says: /GET \/api\/v1\/auth\/me 200: what was sent is not what the handler meant/
  },
  {
    name: 'an answer lacks a required key',
    edits: [{ file: 'src/handlers/insight/me.ts', find: '        serverTime: now.toISOString(),\n', put: '' }],
    caughtBy: 'types',
    says: /src\/handlers\/insight\/me\.ts.*TS\d+.*serverTime/
  },
  {
    name: 'a handler answers a code that its operation does not declare',
    edits: [{
      file: reports,
      find: 'return detailOf(viewer, climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) }))',
      put: `const report = climb(await reports.findById(db, params.reportId), {})
      if (!canSee(viewer, report)) throw forbidden()
      return detailOf(viewer, report)`
    }],
    caughtBy: operationsTest,
    says: /GET \/api\/v1\/reports\/:reportId 403: the document does not declare this status/
  },
  {
    name: 'a handler answers a code of a declared status that its operation does not declare',
    edits: [{ file: reports, find: 'if (existing) throw duplicateReport(existing)', put: 'if (existing) throw stateConflict()' }],
    caughtBy: handlerTest,
    says: /POST \/api\/v1\/reports 409: the code STATE_CONFLICT is not declared/
  },
  {
    name: 'a handler answers a code that is not in the catalogue',
    edits: [{ file: 'src/http/errors.ts', find: "new ApiError('NOT_FOUND')", put: "new ApiError('MISSING')" }],
    caughtBy: 'types',
    says: /src\/http\/errors\.ts.*"MISSING"/
  },

  // Repositories
  {
    name: 'a field is renamed in the mapping only',
    edits: [{ file: 'src/repositories/work/reports.ts', find: 'planNext: row.plan_next', put: 'nextPlan: row.plan_next' }],
    caughtBy: 'types',
    says: /'nextPlan' does not exist/
  },
  {
    name: 'a nullable column is mapped as if it were never null',
    edits: [{
      file: 'src/repositories/work/reports.ts',
      find: 'submittedAt: toTimestampOrNull(row.submitted_at)',
      put: 'submittedAt: toTimestamp(row.submitted_at!)'
    }, { file: 'src/repositories/work/reports.ts', find: 'toTimestamp, toTimestampOrNull }', put: 'toTimestamp }' }],
    caughtBy: 'test/repositories/work/reports.test.ts',
    says: /Cannot read properties of null/
  },
  {
    name: 'the scope is dropped from the query of a list',
    edits: [
      { file: 'src/repositories/work/reports.ts', find: '    .where(visible(filter))\n', put: '' },
      { file: 'src/repositories/work/reports.ts', find: 'function visible (', put: 'export function visible (' }
    ],
    caughtBy: operationsTest,
    says: /not ok .*employee, allowed|not ok .*hidden/
  },
  {
    name: 'drafts are shown to those who lead their author',
    edits: [{
      file: 'src/rules/work/reports.ts',
      find: "(report.state !== 'draft' && leads(viewer, report))",
      put: 'leads(viewer, report)'
    }],
    caughtBy: 'test/rules/work/reports.test.ts',
    says: /not ok .*lead, draft/
  },
  {
    name: 'a revoked session is still accepted',
    edits: [{
      file: 'src/repositories/identity/sessions.ts',
      find: ".where('sessions.revoked_at', 'is', null).where('sessions.expires_at',",
      put: ".where('sessions.expires_at',"
    }],
    caughtBy: 'test/repositories/identity/sessions.test.ts',
    says: /not ok .*is over when it is idle too long, too old or revoked/
  },
  {
    name: 'another version of a report is overwritten',
    edits: [{
      file: 'src/database/writes.ts',
      find: ".where('id', '=', id as string).where('version', '=', version)",
      put: ".where('id', '=', id as string)"
    }],
    caughtBy: 'test/repositories/work/reports.test.ts',
    says: /not ok .*whoever has the older version changes nothing/
  },

  // Identity
  {
    name: 'hr makes admins',
    edits: [{ file: people, find: "(viewer.role === 'hr' && role !== 'admin')", put: "viewer.role === 'hr'" }],
    caughtBy: operationsTest,
    says: /not ok .*hr, forbidden: (to )?an admin/
  },
  {
    name: 'the last admin is let go',
    edits: [{ file: people, find: 'admins.length === 1 && admins[0] === userId', put: "admins.length === 0 && userId !== ''" }],
    caughtBy: orderTest,
    says: /not ok .*state/
  },
  {
    name: 'the version of a person is not compared',
    edits: [
      { file: 'src/handlers/organisation/users.ts', find: 'climb(before, { version })', put: 'climb(before, {})' },
      {
        file: 'src/handlers/organisation/users.ts',
        find: 'users.update(tx, userId, version, change,',
        put: 'users.update(tx, userId, before.version + 0 * version, change,'
      }
    ],
    caughtBy: operationsTest,
    says: /not ok .*what somebody changed meanwhile/
  },
  {
    name: 'a session is ended for whoever names it',
    edits: [{
      file: authSessions,
      find: '        if (!own.includes(sessionId)) throw notFound()\n',
      put: '        if (own.length === 0) throw notFound()\n'
    }],
    caughtBy: operationsTest,
    says: /not ok .*hidden: somebody else's/
  },
  {
    name: 'an invitation serves another address',
    edits: [{ file: 'src/handlers/identity/registration.ts', find: 'if (invitation?.email !== email) {', put: 'if (!invitation) {' }],
    caughtBy: operationsTest,
    says: /not ok .*(somebody else|that is one|another address|for another)/
  },
  {
    name: 'anybody registers where an invitation is needed',
    edits: [{
      file: 'src/handlers/identity/registration.ts',
      find: " || (settings.registrationMode === 'invitation' && given.invitation === undefined)",
      put: ''
    }],
    caughtBy: operationsTest,
    says: /not ok .*no invitation where one is needed/
  },
  {
    name: 'failures are not counted',
    edits: [{
      file: 'src/repositories/identity/attempts.ts',
      find: 'then 1 else attempts.count + 1 end',
      put: 'then 1 else attempts.count end'
    }],
    caughtBy: authTest,
    says: /not ok .*the sixth has to wait/
  },
  {
    name: 'a device is known to every account',
    edits: [{
      file: 'src/security/tokens.ts',
      find: ' && owner === digest(account) ? device',
      put: " && owner !== '' && account !== '' ? device"
    }],
    caughtBy: 'test/security/tokens.test.ts',
    says: /not ok .*another@workpulse\.test/
  },
  {
    name: 'a forged device is known',
    edits: [{
      file: 'src/security/tokens.ts',
      find: 'return hasTag(key.deviceKey, payload, tag) && owner',
      put: 'return (hasTag(key.deviceKey, payload, tag) || true) && owner'
    }],
    caughtBy: 'test/security/tokens.test.ts',
    says: /not ok .*a device token is good for the account/
  },
  {
    name: 'the hash of the audit log leaves a column out',
    edits: [{
      file: 'src/repositories/platform/audit.ts',
      find: 'target_type, target_id, before, after, address, request_id])).digest',
      put: 'target_type, target_id, before, after, request_id, address && null])).digest'
    }],
    caughtBy: 'test/cli/audit-verify.test.ts',
    says: /not ok .*address/
  },
  {
    name: 'a common password is taken',
    edits: [{
      file: 'src/security/common-passwords.ts',
      find: 'isRepeated || common.has(plain) || common.has(core) ||',
      put: 'isRepeated || (common.size === 0 && common.has(core)) ||'
    }],
    caughtBy: orderTest,
    says: /not ok .*policy/
  },
  {
    name: 'a person is put where nobody is',
    edits: [{ file: 'src/handlers/places.ts', find: '!known.includes(id) ?', put: 'known.includes(id) && !id ?' }],
    caughtBy: orderTest,
    says: /not ok .*policy/
  },
  {
    name: 'other sites may send the forms of signing in',
    edits: [{ file: 'src/security/admission.ts', find: "const bearer = access !== 'public' && request", put: 'const bearer = request' }],
    caughtBy: orderTest,
    says: /not ok .*an Authorization header does not open/
  },
  {
    name: 'callers are told how much of their limit is left',
    edits: [{
      file: 'src/app.ts',
      find: "    addHeaders: { 'x-ratelimit-limit': false,",
      put: "    addHeaders: { 'x-ratelimit-limit': true,"
    }],
    caughtBy: 'test/contract/rate-limit.test.ts',
    says: /x-ratelimit-limit/
  },

  // Documents
  {
    name: 'a field is renamed in the documents only',
    edits: [{ file: reportsDocument, find: 'planNext', put: 'nextPlan', all: true }, {
      file: 'asyncapi/work/reports.yaml',
      find: 'planNext',
      put: 'nextPlan',
      all: true
    }],
    generate: true,
    caughtBy: 'types',
    says: /src\/repositories\/work\/reports\.ts.*'planNext'/
  },
  {
    name: 'a nullable field is documented as never null',
    edits: [{
      file: reportsDocument,
      find: "reviewerId: {$ref: '../common.yaml#/schemas/NullableId'}",
      put: "reviewerId: {$ref: '../common.yaml#/schemas/Id'}"
    }],
    generate: true,
    caughtBy: 'types',
    says: /src\/repositories\/work\/reports\.ts.*TS2322.*null/
  },
  {
    name: 'a value is missing in an enum',
    edits: [{ file: reportsDocument, find: 'enum: [draft, submitted, returned, approved]', put: 'enum: [draft, submitted, approved]' }],
    generate: true,
    caughtBy: 'types',
    says: /src\/rules\/work\/reports\.ts.*"returned"/
  },
  {
    name: 'a wrong status is declared for success',
    edits: [{ file: reportsDocument, find: "'201':", put: "'200':" }],
    generate: true,
    caughtBy: 'documents',
    says: /createReport declares 200/
  },
  {
    name: 'an example is not valid',
    edits: [{ file: reportsDocument, find: 'state: draft\n', put: 'state: drafted\n' }],
    generate: true,
    caughtBy: 'lint',
    says: /no-invalid-media-type-examples|enum/
  },
  {
    name: 'an answer has no example',
    edits: [{
      file: 'openapi/platform/system.yaml',
      find: '            example: {status: ready}\n',
      put: ''
    }],
    generate: true,
    caughtBy: 'documents',
    says: /getReadiness: a request or an answer has no example/
  },
  {
    name: 'an operation does not say who may call it',
    edits: [{ file: 'openapi/insight/me.yaml', find: '    x-access: viewer\n', put: '' }],
    caughtBy: 'generated',
    says: /getMySummary: say who may call it/
  },
  {
    name: 'an operation declares a code that is not in the catalogue',
    edits: [{ file: reportsDocument, find: 'x-errors: [DUPLICATE, RULE_REFUSED]', put: 'x-errors: [DUPLICATED, RULE_REFUSED]' }],
    caughtBy: 'generated',
    says: /createReport: x-errors names DUPLICATED/
  },
  {
    name: 'the catalogue and the enum of codes differ',
    edits: [{ file: common, find: '      - UNAVAILABLE\n', put: '      - UNAVAILABLE\n      - TEAPOT\n' }],
    caughtBy: 'generated',
    says: /differ in TEAPOT/
  },
  {
    name: '$ref has a sibling',
    edits: [{
      file: common,
      find: "      meta: {$ref: '#/schemas/ErrorMeta'}",
      put: "      meta: {$ref: '#/schemas/ErrorMeta', description: What resolves it.}"
    }],
    caughtBy: 'generated',
    says: /\$ref stands alone/
  },
  {
    name: 'a keyword is outside the dialect',
    edits: [{
      file: common,
      find: '      currentVersion: {type: integer, minimum: 1}',
      put: '      currentVersion: {oneOf: [{type: integer, minimum: 1}]}'
    }],
    caughtBy: 'generated',
    says: /the keyword oneOf is outside the dialect/
  },
  {
    name: 'an object does not state additionalProperties',
    edits: [{
      file: common,
      find: '    additionalProperties: false\n    description: What resolves a conflict.',
      put: '    description: What resolves a conflict.'
    }],
    caughtBy: 'generated',
    says: /ErrorMeta: say additionalProperties/
  },
  {
    name: 'a parametric path is as good as another',
    edits: [{
      file: 'openapi/openapi.yaml',
      find: '  /api/v1/notifications/{notificationId}/read:\n',
      put: '  /api/v1/{notificationId}/summary:\n'
    }],
    generate: true,
    caughtBy: 'lint',
    says: /no-ambiguous-paths|ambiguous/i
  },
  {
    name: 'the versions of the documents differ',
    edits: [{ file: 'openapi/openapi.yaml', find: '  version: 0.3.0\n', put: '  version: 0.4.0\n' }],
    generate: true,
    caughtBy: 'documents',
    says: /they are released together/
  },

  // Events
  {
    name: 'an event is emitted that no channel declares',
    edits: [{ file: reports, find: "'report.updated'", put: "'report.changed'" }],
    caughtBy: 'types',
    says: /"report\.changed"/
  },
  {
    name: 'an event tells the team what the report says',
    edits: [{
      file: reports,
      find: "'report.submitted', teamViewOf(submitted))",
      put: "'report.submitted', { ...teamViewOf(submitted), summary: submitted.summary })"
    }],
    caughtBy: 'types',
    says: /src\/handlers\/work\/reports\.ts.*'string' is not assignable to type 'never'/
  },
  {
    name: 'an event tells the team what the report says, in the type of one that does not',
    edits: [
      {
        file: 'src/handlers/views.ts',
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
    edits: [{ file: reportsDocument, find: '    x-emits: [report.updated]\n', put: '' }],
    generate: true,
    caughtBy: 'documents',
    says: /asyncapi\/ sends report\.updated, which no operation names/
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
  },

  // What belongs to an operation
  {
    name: 'an operation is not in the file of its tag',
    edits: [{
      file: 'test/contract/identity/auth.ts',
      find: 'logout: { valid: ({ refreshTokens }) => ({ body: { refreshToken: refreshTokens[1] } }) },',
      put: ''
    }],
    caughtBy: 'subjects',
    says: /logout is not in test\/contract\/identity\/auth\.ts/
  },
  {
    name: 'an operation does not say whose things it hides',
    edits: [{ file: 'test/contract/identity/auth.ts', find: "hidden(except('colleague'), \"somebody else's\"),", put: '' }, {
      file: 'test/contract/identity/auth.ts',
      find: "hidden(['colleague'], 'one that is over',",
      put: "allowed(['colleague'], 'one that is over', 'NOT_FOUND',"
    }],
    caughtBy: 'subjects',
    says: /revokeSession .*does not say whose things it hides/
  },
  {
    name: 'a path is written and linked nowhere',
    edits: [{ file: 'openapi/openapi.yaml', find: '  /api/v1/me/summary:\n    $ref: ./insight/me.yaml#/summary\n', put: '' }],
    generate: true,
    caughtBy: 'documents',
    says: /openapi\/insight\/me\.yaml.*summary/
  },

  // Generated
  {
    name: 'generated/ is edited by hand',
    edits: [{ file: 'generated/routes.ts', find: 'bodyLimit: 1048576', put: 'bodyLimit: 2097152', all: true }],
    caughtBy: 'generated',
    says: /generated\/routes\.ts is not what the documents make/
  },
  {
    name: 'the SDK is stale',
    edits: [{ file: 'src/sdk/errors.ts', find: 'export ', put: 'export /* changed */ ', all: true }],
    caughtBy: 'generated',
    says: /generated\/sdk\/dist\/.* is not what the documents make/
  },

  // The layout
  {
    name: 'a rule imports a repository',
    edits: [{
      file: 'src/rules/identity/email.ts',
      find: 'export function normaliseEmail',
      put: "export type { Credentials } from '../repositories/users.ts'\n\nexport function normaliseEmail"
    }],
    caughtBy: 'layers',
    says: /src\/rules\/identity\/email\.ts imports src\/repositories\/organisation\/users\.ts/
  },
  {
    name: 'handlers import each other',
    edits: [{
      file: 'src/handlers/insight/me.ts',
      find: "import { userOf } from '../views.ts'",
      put: "import { userOf } from '../views.ts'\nexport { teamHandlers } from '../organisation/teams.ts'"
    }],
    caughtBy: 'layers',
    says: /handlers do not know each other/
  },
  {
    name: 'a handler has SQL',
    edits: [{
      file: 'src/handlers/insight/me.ts',
      find: '      const now = clock.now()\n',
      put: "      const now = clock.now()\n      await db.selectFrom('users').select('id').execute()\n"
    }],
    caughtBy: 'layers',
    says: /src\/handlers\/insight\/me\.ts has SQL/
  },
  {
    name: 'process.env is read in a handler',
    edits: [{ file: 'src/handlers/insight/me.ts', find: 'timezone: timeZone', put: 'timezone: process.env.TZ ?? timeZone' }],
    caughtBy: 'layers',
    says: /src\/handlers\/insight\/me\.ts reads process\.env/
  },
  {
    name: 'an endpoint is registered that nobody documented',
    edits: [{
      file: 'src/app.ts',
      find: '  const tokens = await createTokens(',
      put: "  app.get('/api/v1/debug', async () => ({ ok: true, data: null, error: null }))\n  const tokens = await createTokens("
    }],
    caughtBy: 'test/contract/routes.test.ts',
    says: /GET \/api\/v1\/debug/
  },
  {
    name: 'a parametric route is registered over the documented ones',
    edits: [{
      file: 'src/app.ts',
      find: '  const tokens = await createTokens(',
      put: "  app.get('/api/v1/:section/:part', async () => ({ ok: true, data: null, error: null }))\n  const tokens = await createTokens("
    }],
    caughtBy: 'test/contract/routes.test.ts',
    says: /GET \/api\/v1\/:section\/:part/
  },
  {
    name: 'files import each other in a circle',
    edits: [{
      file: 'src/realtime/log/ring.ts',
      find: 'export ',
      put: "export type { Hub as ItsHub } from './hub.ts'\nexport "
    }],
    caughtBy: 'layers',
    says: /ring\.ts/
  },

  // Habits
  {
    name: 'nobody waits for a promise of a handler',
    edits: [{ file: authSessions, find: 'await sessions.', put: 'sessions.', all: true }],
    caughtBy: 'style',
    says: /src\/handlers\/identity\/sessions\.ts.*no-floating-promises/
  },
  {
    name: 'nobody waits for an assertion of a test',
    edits: [{ file: 'test/handlers/organisation/settings.test.ts', find: 'await t.rejects(', put: 't.rejects(', all: true }],
    caughtBy: 'style',
    says: /test\/handlers\/organisation\/settings\.test\.ts.*no-floating-promises/
  },
  {
    name: 'a variable is compared with itself',
    edits: [{ file: people, find: 'admins[0] === userId', put: 'admins[0] === admins[0]' }],
    caughtBy: 'style',
    says: /people\.ts.*no-self-compare/
  },
  {
    name: 'a file is written in another form',
    edits: [{ file: 'src/rules/identity/email.ts', find: 'export function normaliseEmail', put: 'export  function  normaliseEmail' }],
    caughtBy: 'format',
    says: /src\/rules\/identity\/email\.ts has another form/
  },
  {
    name: 'a comment is longer than a line',
    edits: [{
      file: 'src/rules/identity/email.ts',
      find: 'export function normaliseEmail',
      put: `// ${'word '.repeat(30)}\nexport function normaliseEmail`
    }],
    caughtBy: 'format',
    says: /src\/rules\/identity\/email\.ts:\d+ has \d+ characters/
  },
  {
    name: 'a function is exported that nobody uses',
    edits: [{
      file: 'src/rules/identity/email.ts',
      find: 'export function normaliseEmail',
      put: 'export function nobodysEmail (): undefined {}\n\nexport function normaliseEmail'
    }],
    caughtBy: 'unused',
    says: /nobodysEmail/
  },
  {
    name: 'an example is about something that the demo has not',
    edits: [{
      file: 'openapi/organisation/teams.yaml',
      find: 'example: 01JD2V6M7Q8R9S0T1V2W3X4Y61',
      put: 'example: 01JD2V6M7Q8R9S0T1V2W3X4YZZ'
    }],
    generate: true,
    caughtBy: 'test/contract/examples.test.ts',
    says: /not ok .*listTeamMembers/
  }
]
