import type { FastifyRequest } from 'fastify'
import type { Database } from '../../../database/tables.ts'
import * as linkTokens from '../../../repositories/identity/link-tokens.ts'
import { localeOf } from '../../../texts/locale.ts'
import type { HandlerDeps } from '../../deps.ts'

/** In milliseconds. */
const lifetime = 3 * 86_400_000

/** Sends a new person the link to set a password. */
export function createWelcome ({ config, clock, mailer }: Pick<HandlerDeps, 'config' | 'clock' | 'mailer'>) {
  return async (tx: Database, request: FastifyRequest, userId: string, email: string): Promise<void> => {
    const secret = await linkTokens.insertReset(tx, userId, new Date(clock.now().getTime() + lifetime))
    await mailer?.write(tx, {
      to: email,
      letter: 'welcome',
      about: { url: `${config.frontEndUrl}/reset-password#token=${secret}` },
      locale: localeOf(request.headers['accept-language'])
    })
  }
}
