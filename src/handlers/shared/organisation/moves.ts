/** What follows when somebody's place changes: what they may not decide any more, others decide. */
import type { FastifyRequest } from 'fastify'
import type { Account } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import * as invitations from '../../../repositories/identity/invitations.ts'
import * as events from '../../../repositories/platform/events.ts'
import { changesScope, isLesserRole, mayGrant } from '../../../rules/organisation/people.ts'
import { scopeChanged } from '../../../rules/platform/channels.ts'
import { reviseDelegations } from './delegations.ts'
import { passLeavesOn } from '../../../steps/time/leaves.ts'
import { passBlockersOn } from '../../../steps/work/blockers.ts'
import { endTokens } from '../outward/tokens.ts'
import type { HandlerDeps } from '../../deps.ts'
import { passReviewsOn } from '../work/reviews.ts'

/** Tells of a change of a person, in its transaction: @param before and after as they were and are. */
export type PassOn = (tx: Database, request: FastifyRequest, before: Account, after: Account) => Promise<void>

export function createPassOn ({ clock, audit }: Pick<HandlerDeps, 'clock' | 'audit'>): PassOn {
  return async (tx, request, before, after) => {
    const now = clock.now()
    const disabled = before.disabledAt !== after.disabledAt
    if (!disabled && !changesScope(before, after)) return
    // Their sessions end by themselves.
    if (!disabled) await events.append(tx, now, request.id, [scopeChanged(after.id)])
    await events.append(tx, now, request.id, [...await passReviewsOn(tx, after, now), ...await passLeavesOn(tx, after, now)])
    // What was made with more rights than there are now is not to be had again by getting them back.
    if (after.disabledAt !== null || isLesserRole(after.role, before.role)) {
      await endTokens(tx, request, after.id, after.disabledAt === null ? 'role' : 'disabled', audit)
    }
    await reviseDelegations(tx, request, after, { audit, now })
    // Once it is known for whom they stand in still.
    await events.append(tx, now, request.id, await passBlockersOn(tx, after, now))
    for (const invitation of await invitations.listPendingOf(tx, after.id, now)) {
      if (after.disabledAt === null && mayGrant(after, invitation.role)) continue
      await invitations.close(tx, invitation.id, 'revoked_at', now)
      await audit(tx, request, { action: 'invitation.revoked', targetType: 'invitation', targetId: invitation.id })
    }
  }
}
