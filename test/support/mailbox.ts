import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { Test } from 'tap'
import { until } from './until.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailbox {
  /** For WORKPULSE_SMTP_URL. */
  url: string
  /** Everything received, oldest first. */
  mails: Mail[]
  /** Waits for a mail to an address whose subject `matches`. */
  mailTo: (address: string, matches?: RegExp) => Promise<Mail>
  /** Waits for such a mail; answers the token of its link. */
  linkTo: (address: string, matches?: RegExp) => Promise<string>
}

/** A mail server on loopback that keeps what it is given. */
export async function startMailbox (t: Test): Promise<Mailbox> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push(...session.envelope.rcptTo.map(({ address }) => ({ to: address, ...parse(Buffer.concat(chunks).toString()) })))
        done()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  // Nor does a test that fails before its teardown wait for it.
  server.server.unref()
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())))

  const mailTo = (address: string, matches = /./): Promise<Mail> =>
    until(`a mail to ${address} comes`, () => mails.findLast(({ to, subject }) => to === address && matches.test(subject)))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    mailTo,
    linkTo: async (address, matches) => /#\w+=([\w-]+)/.exec((await mailTo(address, matches)).text)![1]
  }
}

/** The one kind of message that nodemailer makes of a plain text. */
function parse (source: string): { subject: string, text: string } {
  const [head, body] = source.split(/\r\n\r\n(.*)/s)
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(head)?.[1].replaceAll(/\r\n[ \t]+/g, ' ') ?? ''
  const decoded = header('content-transfer-encoding') === 'quoted-printable'
    ? Buffer.from(
      body.replaceAll(/=\r\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1'
    ).toString()
    : header('content-transfer-encoding') === 'base64'
    ? Buffer.from(body, 'base64').toString()
    : body
  return { subject: header('subject'), text: decoded }
}
