import type { FastifyRequest } from 'fastify'
import type { Database } from '../../../database/tables.ts'
import { findLocale } from '../../../repositories/organisation/user-settings.ts'
import { localeOf, type Locale } from '../../../texts/locale.ts'

/** In which language a viewer reads: as they have chosen, else as their browser asks. */
export async function readerLocale (db: Database, viewer: { id: string }, { headers }: FastifyRequest): Promise<Locale> {
  return await findLocale(db, viewer.id) ?? localeOf(headers['accept-language'])
}
