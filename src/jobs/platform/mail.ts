import type { Mailer, SealedLetter } from '../../mail/mailer.ts'
import { SendError } from '../../mail/transport.ts'
import { GiveUpError, type Job } from '../job.ts'

const day = 86_400_000

/**
 * Sends a letter. What the server has taken is not sent again, unless we die before that is stored: then with the same
 * Message-ID, since the protocol has no way to ask.
 */
export const mail: Job<SealedLetter, { mailer: Mailer | undefined }> = {
  kind: 'mail',
  atOnce: 4,
  // The longest that a server may take which lets a byte through now and then.
  timeout: 60_000,
  retries: { first: 2000, longest: 3_600_000, attempts: 100, within: day },
  async work ({ mailer }, letter, { id, signal }) {
    if (!mailer) throw new Error('no mail server is configured any more')
    await mailer.deliver(id, letter, signal).catch((error: unknown) => {
      throw error instanceof SendError && error.permanent ? new GiveUpError(error.message) : error
    })
  }
}
