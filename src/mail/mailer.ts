import { setTimeout as delay } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

export interface Message {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  /** Sends in the background; a server that is away is tried again for some minutes. */
  send: (message: Message) => void
  /** Waits for what is being sent, and lets go of what is not. */
  close: () => Promise<void>
}

/** In milliseconds, after each failure. */
const pauses = [1000, 10_000, 60_000, 300_000]
const timeout = 10_000

/** Undefined where no server is configured: then what needs one says so. In development messages are printed instead. */
export function createMailer ({ mail, environment }: Config, log: Logger): Mailer | undefined {
  if (mail) return smtpMailer(mail, log)
  return environment === 'development' ? printer() : undefined
}

function smtpMailer ({ smtpUrl, from }: NonNullable<Config['mail']>, log: Logger): Mailer {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout }, {
    from
  })
  const sending = new Set<Promise<void>>()
  const closing = new AbortController()

  async function deliver (message: Message): Promise<void> {
    for (const pause of [...pauses, undefined]) {
      try {
        await transport.sendMail(message)
        return
      } catch (error) {
        // Not the message: it holds a link that signs in. Nor the server's answer, which may quote it.
        const { code, responseCode } = error as { code?: string, responseCode?: number }
        const refused = responseCode !== undefined && responseCode >= 500
        log.error({ code, responseCode, again: !refused && pause !== undefined }, 'a message could not be sent')
        if (refused || pause === undefined) return
        await delay(pause, undefined, { signal: closing.signal, ref: false }).catch(() => {})
        if (closing.signal.aborted) return log.error('a message was not sent before the service stopped')
      }
    }
  }

  return {
    send (message) {
      const work: Promise<void> = deliver(message).finally(() => sending.delete(work))
      sending.add(work)
    },
    async close () {
      closing.abort()
      await Promise.race([Promise.all(sending), delay(2000, undefined, { ref: false })])
      if (sending.size > 0) log.error({ messages: sending.size }, 'messages were being sent when the service stopped')
      transport.close()
    }
  }
}

/** For development: the links are to be followed, so they are shown. */
function printer (): Mailer {
  return {
    send: ({ to, subject, text }) => console.log(`\nMail to ${to}: ${subject}\n${text.replaceAll(/^/gm, '  ')}\n`),
    close: async () => {}
  }
}
