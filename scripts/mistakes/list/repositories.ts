import type { Mistake } from '../mistake.ts'

const operationsTest = 'test/contract/operations.test.ts'

/** What is done wrong in repositories. */
export const repositoryMistakes: Mistake[] = [
  {
    name: 'a field is renamed in the mapping only',
    edits: [{ file: 'src/repositories/work/report-rows.ts', find: 'planNext: row.plan_next', put: 'nextPlan: row.plan_next' }],
    caughtBy: 'types',
    says: /'nextPlan' does not exist/
  },
  {
    name: 'a nullable column is mapped as if it were never null',
    edits: [{
      file: 'src/repositories/work/report-rows.ts',
      find: 'submittedAt: toTimestampOrNull(row.submitted_at)',
      put: 'submittedAt: toTimestamp(row.submitted_at!)'
    }],
    caughtBy: 'test/repositories/work/reports.test.ts',
    says: /Cannot read properties of null/
  },
  {
    name: 'the scope is dropped from the query of a list',
    edits: [
      {
        file: 'src/repositories/work/report-lists.ts',
        find: "reports.report_date', '<=', filter.to)\n      .where(part)",
        put: "reports.report_date', '<=', filter.to)"
      }
    ],
    caughtBy: operationsTest,
    says: /not ok .*employee, allowed|not ok .*hidden/
  },
  {
    name: 'drafts are shown to those who lead their author',
    edits: [{
      file: 'src/rules/work/reports.ts',
      find: "(report.state !== 'draft' && rightOver(viewer, report) !== undefined)",
      put: 'rightOver(viewer, report) !== undefined'
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
      file: 'src/database/queries/writes.ts',
      find: ".where('id', '=', id as string).where('version', '=', version)",
      put: ".where('id', '=', id as string)"
    }],
    caughtBy: 'test/repositories/work/reports.test.ts',
    says: /not ok .*whoever has the older version changes nothing/
  }
]
