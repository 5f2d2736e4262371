/** `npm run cli -- NAME`: what operators run. */
import { adminCreate } from './identity/admin-create.ts'
import { identityUnlink } from './identity/identity-unlink.ts'
import { sessionsRevoke } from './identity/sessions-revoke.ts'
import { userReset } from './identity/user-reset.ts'
import { runCommand } from './frame.ts'
import { holidaysImport } from './time/holidays-import.ts'
import { obligationsRebuild } from './time/obligations-rebuild.ts'
import { auditVerify } from './platform/audit-verify.ts'
import { backup } from './platform/backup.ts'
import { doctor } from './platform/doctor.ts'
import { grants } from './platform/grants.ts'
import { jobsList, jobsRetry } from './platform/jobs.ts'
import { migrate } from './platform/migrate.ts'
import { realtimeRestored } from './platform/realtime-restored.ts'
import { restoreDrill } from './platform/restore-drill.ts'
import { restore } from './platform/restore.ts'

const commands = [
  doctor,
  migrate,
  adminCreate,
  userReset,
  sessionsRevoke,
  identityUnlink,
  backup,
  restore,
  restoreDrill,
  auditVerify,
  realtimeRestored,
  jobsList,
  jobsRetry,
  grants,
  holidaysImport,
  obligationsRebuild
]

process.exitCode = await runCommand(commands, process.argv.slice(2))
