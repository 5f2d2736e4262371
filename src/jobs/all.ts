import type { Deps } from '../deps.ts'
import { linkRequest } from './identity/link-request.ts'
import { registration } from './identity/registration.ts'
import { bind, type BoundJob } from './job.ts'
import { delegationTurns } from './organisation/delegations.ts'
import { digestMail, digests } from './platform/digest.ts'
import { fileSweep } from './platform/file-sweep.ts'
import { mail } from './platform/mail.ts'
import { noticeMail } from './platform/notice-mail.ts'
import { noticePush } from './platform/notice-push.ts'
import { pushed } from './outward/push.ts'
import { webhookDeliveries } from './outward/webhook-deliveries.ts'
import { webhookRounds } from './outward/webhook-rounds.ts'
import { autoApproval } from './work/auto-approval.ts'
import { dayBegins } from './time/day-begins.ts'
import { ledger } from './time/ledger-job.ts'
import { moments } from './time/moments.ts'
import { teamDigest } from './time/team-digest.ts'
import { retention } from './platform/retention.ts'

/** Every kind of job. */
export function allJobs (deps: Deps): BoundJob[] {
  return bind(deps, [
    linkRequest,
    registration,
    mail,
    noticeMail,
    noticePush,
    pushed,
    digests,
    digestMail,
    retention,
    fileSweep,
    autoApproval,
    ledger,
    dayBegins,
    moments,
    teamDigest,
    delegationTurns,
    webhookRounds,
    webhookDeliveries
  ])
}
