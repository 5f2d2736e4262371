import * as audit from '../../repositories/platform/audit.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function auditHandlers ({ db }: HandlerDeps) {
  return implement('audit', {
    async listAuditEntries ({ query: { cursor, limit, ...filter } }) {
      return audit.list(db, filter, pageAsked({ cursor, limit }, audit.newestFirst))
    }
  })
}
