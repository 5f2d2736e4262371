import type { Mistake } from '../mistake.ts'

const reports = 'src/handlers/work/reports.ts'
const authSessions = 'src/handlers/identity/sessions.ts'
const authTest = 'test/handlers/identity/auth.test.ts'
const operationsTest = 'test/contract/operations.test.ts'
const datesTest = 'test/handlers/work/reports-dates.test.ts'

/** What is done wrong in handlers. */
export const handlerMistakes: Mistake[] = [
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
    edits: [{ file: 'src/handlers/insight/me.ts', find: '        serverTime: now.toISOString()\n', put: '' }],
    caughtBy: 'types',
    says: /src\/handlers\/insight\/me\.ts.*TS2322.*getMySum/
  },
  {
    name: 'what takes an Idempotency-Key is not carried out by `once`',
    edits: [{ file: 'src/handlers/work/comments.ts', find: 'return once(request, async (tx) =>', put: 'return transaction(async (tx) =>' }],
    caughtBy: 'types',
    says: /src\/handlers\/work\/comments\.ts.*createComment/
  },
  {
    name: 'a handler answers a code that its operation does not declare',
    edits: [{
      file: reports,
      find: 'return detail(db, viewer, climb(await reports.findById(db, params.reportId), { sees: (report) => canSee(viewer, report) }))',
      put: `const report = climb(await reports.findById(db, params.reportId), {})
      if (!canSee(viewer, report)) throw ruleRefused('/params/reportId', 'required')
      return detail(db, viewer, report)`
    }],
    caughtBy: operationsTest,
    says: /GET \/api\/v1\/reports\/:reportId 422: the document does not declare this status/
  },
  {
    name: 'a handler answers a code of a declared status that its operation does not declare',
    edits: [{
      file: 'src/handlers/shared/work/report-writing.ts',
      find: 'if (existing) throw duplicateReport(filer && !canSee(filer, existing) ? undefined : existing.id)',
      put: 'if (existing) throw versionConflict(1)'
    }],
    caughtBy: datesTest,
    says: /POST \/api\/v1\/reports 409: the code VERSION_CONFLICT is not declared/
  },
  {
    name: 'a handler answers a code that is not in the catalogue',
    edits: [{ file: 'src/http/errors.ts', find: "new ApiError('NOT_FOUND')", put: "new ApiError('MISSING')" }],
    caughtBy: 'types',
    says: /src\/http\/errors\.ts.*"MISSING"/
  }
]
