import type { Mistake } from '../mistake.ts'

const authSessions = 'src/handlers/identity/sessions.ts'
const people = 'src/rules/organisation/people.ts'

/** What is forgotten beside an operation, or put into the wrong place. */
export const layoutMistakes: Mistake[] = [
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
      put: "export type { Credentials } from '../../repositories/organisation/users.ts'\n\nexport function normaliseEmail"
    }],
    caughtBy: 'layers',
    says: /src\/rules\/identity\/email\.ts imports src\/repositories\/organisation\/users\.ts/
  },
  {
    name: 'a room of the database imports one that is not below it',
    edits: [{
      file: 'src/database/queries/page.ts',
      find: 'export interface Page<T>',
      put: "export type { Dsn } from '../connection/dsn.ts'\n\nexport interface Page<T>"
    }],
    caughtBy: 'layers',
    says: /that room of src\/database is not below its own/
  },
  {
    name: 'handlers import each other',
    edits: [{
      file: 'src/handlers/insight/me.ts',
      find: "import { implement } from '../implement.ts'",
      put: "import { implement } from '../implement.ts'\nexport { teamHandlers } from '../organisation/teams.ts'"
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
    edits: [{
      file: 'src/handlers/insight/me.ts',
      find: 'const now = clock.now()',
      put: 'const now = new Date(process.env.TZ ?? clock.now())'
    }],
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
    edits: [{ file: authSessions, find: 'await attempt.succeed(', put: 'attempt.succeed(' }],
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
      find: 'example: 01JD2V6M7Q8R9S0T1V2W3X4Y61\n    description: As it is now, with the `version`',
      put: 'example: 01JD2V6M7Q8R9S0T1V2W3X4YZZ\n    description: As it is now, with the `version`'
    }],
    generate: true,
    caughtBy: 'test/contract/examples.test.ts',
    says: /not ok .*getTeam/
  }
]
