import { createRequire } from 'node:module'
import type { Config } from '../config.ts'

/** A service without a mail server starts without it. */
const load = createRequire(import.meta.url) as (name: 'nodemailer') => typeof import('nodemailer')

export interface Message {
  /** The same at each attempt, so that a mailbox can tell that two copies are one. */
  id: string
  to: string
  subject: string
  text: string
}

/** Hands one message to the mail server. @throws SendError. */
export type Transport = (message: Message, signal: AbortSignal) => Promise<void>

/** Says neither the message, which holds a link that signs in, nor the server's answer, which may quote it. */
export class SendError extends Error {
  override name = 'SendError'
  readonly code: string | undefined
  /** Does the server refuse this recipient, or this message, for good? */
  readonly permanent: boolean
  constructor (code: string | undefined, responseCode: number | undefined, permanent: boolean) {
    super(responseCode === undefined ? 'the mail server did not answer as one does' : `the mail server answered ${responseCode}`)
    this.code = code
    this.permanent = permanent
  }
}

/** In milliseconds: until there is a connection, until the server greets, and of silence afterwards. */
const usualTimeout = 10_000

/** Undefined where no server is configured; in development messages are printed then, since their links are to be followed. */
export function createTransport (
  { mail, environment }: Pick<Config, 'mail' | 'environment'>,
  timeout = usualTimeout
): Transport | undefined {
  if (mail) return smtpTransport(mail, timeout)
  return environment === 'development' ? print : undefined
}

/** Connects and signs in, and sends nothing. @throws SendError. */
export async function tryServer ({ smtpUrl }: NonNullable<Config['mail']>, timeout = usualTimeout): Promise<void> {
  const smtp = load('nodemailer').createTransport({ url: smtpUrl, ...waitsOf(timeout) })
  await smtp.verify().catch((error: unknown) => {
    throw sendError(error)
  }).finally(() => smtp.close())
}

function waitsOf (timeout: number) {
  return {
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: timeout / 10
  }
}

function smtpTransport ({ smtpUrl, from }: NonNullable<Config['mail']>, timeout: number): Transport {
  const smtp = load('nodemailer').createTransport({ url: smtpUrl, ...waitsOf(timeout) }, { from })
  const domain = /@([^@<>\s]+)>?$/.exec(from)![1]
  return async ({ id, to, subject, text }, signal) => {
    try {
      await smtp.sendMail({ messageId: `<${id}@${domain}>`, to, subject, text, signal })
    } catch (error) {
      signal.throwIfAborted()
      throw sendError(error)
    }
  }
}

/** What is refused before a recipient was named, such as our password or our sender, says nothing about the message. */
function sendError (error: unknown): SendError {
  const { code, responseCode, command } = error as { code?: string, responseCode?: number, command?: string }
  const aboutMessage = code === 'EMESSAGE' || (code === 'EENVELOPE' && command === 'RCPT TO')
  return new SendError(code, responseCode, aboutMessage && responseCode !== undefined && responseCode >= 500)
}

const print: Transport = async ({ to, subject, text }) => {
  console.log(`\nMail to ${to}: ${subject}\n${text.replaceAll(/^/gm, '  ')}\n`)
}
