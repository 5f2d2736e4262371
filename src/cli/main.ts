/** `npm run cli -- NAME`: what operators run. */
import { adminCreate } from './identity/admin-create.ts'
import { identityUnlink } from './identity/identity-unlink.ts'
import { runCommand } from './frame.ts'
import { auditVerify } from './platform/audit-verify.ts'
import { migrate } from './platform/migrate.ts'
import { realtimeRestored } from './platform/realtime-restored.ts'

process.exitCode = await runCommand([migrate, adminCreate, identityUnlink, auditVerify, realtimeRestored], process.argv.slice(2))
