import type { Config } from '../config.ts'
import type { Database } from '../database/tables.ts'
import type { Locale } from '../texts/locale.ts'
import { letters, type Letter, type LetterName, type LetterOf } from '../texts/mail.ts'
import { createSecrets, type Sealed } from '../runtime/secrets.ts'
import { createTransport } from './transport.ts'

/** A letter as it waits to be sent: which one, not its words. */
export interface SealedLetter {
  to: string
  letter: LetterName
  /** For a reader who has not said. */
  locale: Locale
  /** What the letter tells, its link among it. */
  about: Sealed
}

export interface Mailer {
  /** Writes a letter in the transaction of its cause: it is sent once that has committed. */
  write: <Name extends LetterName>(
    tx: Database,
    letter: { to: string, letter: Name, about: LetterOf<Name>, locale: Locale }
  ) => Promise<void>
  /** Puts it into words, and hands it to the mail server. @param id the same at each attempt. @throws SendError. */
  deliver: (id: string, letter: SealedLetter, signal: AbortSignal) => Promise<void>
}

/** The letter was written with another pepper: perhaps another replica can read it. */
class UnreadableLetterError extends Error {
  override name = 'UnreadableLetterError'
}

/** Undefined where no server is configured: then what needs one says so. */
export function createMailer (config: Config, enqueue: (tx: Database, letter: SealedLetter) => Promise<unknown>): Mailer | undefined {
  const transport = createTransport(config)
  if (!transport) return undefined
  const secrets = createSecrets(config.passwordPepper, 'mail')
  return {
    async write (tx, { to, letter, about, locale }) {
      await enqueue(tx, { to, letter, locale, about: secrets.seal(JSON.stringify(about), subjectOf(to, letter)) })
    },
    async deliver (id, { to, letter, locale, about }, signal) {
      const text = secrets.open(about, subjectOf(to, letter))
      if (text === undefined) throw new UnreadableLetterError('it was not written with this pepper')
      const inWords = letters[letter] as (about: unknown) => Record<Locale, Letter>
      await transport({ id, to, ...inWords(JSON.parse(text))[locale] }, signal)
    }
  }
}

/** Nobody who can write to the table makes a link go to somebody else. */
function subjectOf (to: string, letter: LetterName): string {
  return JSON.stringify([to, letter])
}
