import type { FastifyRequest } from 'fastify'
import type { Database } from '../database/tables.ts'
import type { Deps } from '../deps.ts'
import { addressOf } from '../runtime/networks.ts'
import { append, type Audited, type NewEntry } from '../repositories/platform/audit.ts'

/** Adds an entry to the audit log, as the last thing of its transaction: from then on the next one waits. */
export type Audit = (
  tx: Database,
  request: FastifyRequest,
  entry: Audited & Pick<NewEntry, 'targetId' | 'before' | 'after'> & Partial<Pick<NewEntry, 'actorId'>>
) => Promise<void>

/** Fills in who, when, from where and by which request. */
export function createAudit ({ auditKey, clock }: Pick<Deps, 'auditKey' | 'clock'>): Audit {
  return (tx, request, entry) =>
    append(tx, auditKey, {
      time: clock.now(),
      actorId: request.viewer?.id ?? null,
      address: addressOf(request.ip),
      requestId: request.id,
      ...entry
    })
}
