/** `npm run cli -- NAME`: what operators run. */
import { runCommand, type Commands } from './frame.ts'

/** By name, in the order that they are listed in. Each is loaded when it is asked for: most of what one costs is what it imports. */
const commands: Commands = {
  doctor: async () => (await import('./platform/doctor/doctor.ts')).doctor,
  migrate: async () => (await import('./platform/migrate.ts')).migrate,
  'admin:create': async () => (await import('./identity/admin-create.ts')).adminCreate,
  'user:reset': async () => (await import('./identity/user-reset.ts')).userReset,
  'sessions:revoke': async () => (await import('./identity/sessions-revoke.ts')).sessionsRevoke,
  'identity:unlink': async () => (await import('./identity/identity-unlink.ts')).identityUnlink,
  backup: async () => (await import('./platform/backup/backup.ts')).backup,
  restore: async () => (await import('./platform/restore.ts')).restore,
  'restore-drill': async () => (await import('./platform/restore-drill.ts')).restoreDrill,
  'audit:verify': async () => (await import('./platform/audit-verify.ts')).auditVerify,
  'realtime:restored': async () => (await import('./platform/realtime-restored.ts')).realtimeRestored,
  'jobs:list': async () => (await import('./platform/jobs.ts')).jobsList,
  'jobs:retry': async () => (await import('./platform/jobs.ts')).jobsRetry,
  'push:keys': async () => (await import('./platform/push-keys.ts')).pushKeys,
  grants: async () => (await import('./platform/grants.ts')).grants,
  'holidays:import': async () => (await import('./time/holidays-import.ts')).holidaysImport,
  'obligations:rebuild': async () => (await import('./time/obligations-rebuild.ts')).obligationsRebuild
}

process.exitCode = await runCommand(commands, process.argv.slice(2))
