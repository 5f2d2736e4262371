import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Logger } from 'pino'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import t, { type Test } from 'tap'
import { loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/runtime/log.ts'
import { createMailer, type Mailer } from '../../src/mail/mailer.ts'
import { letters } from '../../src/texts/mail.ts'
import { freePort } from '../support/app.ts'
import { startMailbox } from '../support/mailbox.ts'
import { until } from '../support/until.ts'

const secret = 'c2VjcmV0LWxpbmstdG9rZW4'
const message = { to: 'rina@workpulse.test', subject: 'Set a new password', text: `http://localhost:3000/reset-password#token=${secret}\n` }

interface Kept {
  log: Logger
  lines: any[]
}
function keptLog (): Kept {
  const lines: any[] = []
  return {
    lines,
    log: createLog('debug', {
      write: (line: string) => {
        lines.push(JSON.parse(line))
      }
    })
  }
}

function mailerTo (smtpUrl: string, environment: Record<string, string> = {}): Kept & { mailer: Mailer } {
  const kept = keptLog()
  return { ...kept, mailer: createMailer(loadConfig({ NODE_ENV: 'test', WORKPULSE_SMTP_URL: smtpUrl, ...environment }), kept.log)! }
}

/** A mail server that answers as it is told. */
async function server (t: Test, options: SMTPServerOptions, port = 0): Promise<string> {
  const smtp = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options })
  smtp.on('error', () => {})
  smtp.listen(port, '127.0.0.1')
  await once(smtp.server, 'listening')
  t.teardown(() => new Promise<void>((resolve) => smtp.close(() => resolve())))
  return `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`
}
const refusal = (responseCode: number) => Object.assign(new Error('no such mailbox'), { responseCode })

t.test('a message arrives with its sender, whole, whatever is in it', async (t) => {
  const mailbox = await startMailbox(t)
  const { mailer, lines } = mailerTo(mailbox.url)
  const subject = 'Kata sandi „WorkPulse“ Anda 🧵'
  mailer.send({ ...message, subject, text: `${'=?utf-8?x?= .\n.\n..\n'}${'ü'.repeat(500)}\n${message.text}` })
  const mail = await mailbox.mailTo(message.to)
  t.match(mail.text, secret)
  t.match(mail.text, 'ü'.repeat(500))
  await mailer.close()
  t.same(lines, [])
})

t.test('the sender is what is configured', async (t) => {
  const senders: string[] = []
  const url = await server(t, {
    onMailFrom: ({ address }, _session, done) => {
      senders.push(address)
      done()
    }
  })
  for (
    const [from, expected] of [[undefined, 'no-reply@localhost'], ['no-reply@rycroft-apparels.test', 'no-reply@rycroft-apparels.test'], [
      'WorkPulse <news@is.test>',
      'news@is.test'
    ]]
  ) {
    const { mailer } = mailerTo(url, from === undefined ? {} : { WORKPULSE_MAIL_FROM: from })
    mailer.send(message)
    await until('it is sent', () => senders.at(-1) === expected)
    await mailer.close()
  }
  for (const from of ['nobody', 'a@b@c', 'a b@', 'x\r\nBcc: y@evil.test']) {
    t.throws(() => loadConfig({ NODE_ENV: 'test', WORKPULSE_SMTP_URL: url, WORKPULSE_MAIL_FROM: from }), /WORKPULSE_MAIL_FROM/, from)
  }
})

t.test('a server that is away is tried again, and the message is sent once', async (t) => {
  const port = await freePort()
  const { mailer, lines } = mailerTo(`smtp://127.0.0.1:${port}`)
  mailer.send(message)
  await until('it failed', () => lines.length > 0)
  t.match(lines, [{ level: 50, code: /ECONN|ESOCKET/, again: true }])
  let received = 0
  await server(t, {
    onData: (stream, _session, done) => {
      stream.resume()
      stream.on('end', () => {
        received++
        done()
      })
    }
  }, port)
  await until('it comes', () => received > 0)
  await mailer.close()
  t.equal(received, 1)
  t.equal(lines.length, 1)
})

t.test('one that is busy is tried again, one that refuses is not', async (t) => {
  for (const [code, tries] of [[451, 2], [550, 1], [554, 1]]) {
    let asked = 0
    const url = await server(t, {
      onRcptTo: (_address, _session, done) => {
        asked++
        done(code === 451 && asked > 1 ? null : refusal(code))
      }
    })
    const { mailer, lines } = mailerTo(url)
    mailer.send(message)
    await until(`${code} is asked ${tries} times`, () => asked === tries && lines.length > 0)
    t.match(lines[0], { responseCode: code, again: tries > 1 })
    await mailer.close()
    t.equal(asked, tries)
    t.notMatch(JSON.stringify(lines), new RegExp(`${secret}|no such mailbox|rina@`), 'the log says neither the message nor the answer')
  }
})

t.test('closing lets go of what waits for its next try, and says so', async (t) => {
  const { mailer, lines } = mailerTo(`smtp://127.0.0.1:${await freePort()}`)
  for (let count = 0; count < 20; count++) mailer.send(message)
  await until('all have failed', () => lines.length === 20)
  const since = Date.now()
  await mailer.close()
  t.ok(Date.now() - since < 500)
  t.equal(lines.filter(({ msg }) => msg === 'a message was not sent before the service stopped').length, 20)
})

t.test('closing does not wait for a server that never answers', async (t) => {
  const sockets = new Set<Socket>()
  const silent = createServer((socket) => {
    sockets.add(socket)
  }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
  const { mailer, lines } = mailerTo(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  mailer.send(message)
  await until('it is asked', () => sockets.size > 0)
  const since = Date.now()
  await mailer.close()
  t.ok(Date.now() - since < 5000, `${Date.now() - since} ms`)
  t.ok(lines.length > 0, 'and what was lost is said')
})

t.test('what is being sent is sent before closing ends', async (t) => {
  const mailbox = await startMailbox(t)
  const { mailer } = mailerTo(mailbox.url)
  for (let count = 0; count < 10; count++) mailer.send({ ...message, to: `r${count}@workpulse.test` })
  await mailer.close()
  t.equal(mailbox.mails.length, 10)
})

t.test('without a server there is no mailer, but in development, which prints', async (t) => {
  const { log } = keptLog()
  t.equal(createMailer(loadConfig({ NODE_ENV: 'test' }), log), undefined)
  const printed: string[] = []
  const { log: print } = console
  console.log = (text: string) => {
    printed.push(text)
  }
  const mailer = createMailer(loadConfig({ NODE_ENV: 'development' }), log)!
  mailer.send(message)
  console.log = print
  await mailer.close()
  t.match(printed.join(''), secret)
})

t.test('every letter is in both languages, with its link and nothing of it in the subject', async (t) => {
  const url = `http://localhost:3000/x#token=${secret}`
  for (const [name, letter] of Object.entries(letters)) {
    const both = letter({ url, inviter: 'Maya' })
    t.same(Object.keys(both), ['en', 'id'])
    t.not(both.en.text, both.id.text, name)
    for (const { subject, text } of Object.values(both)) {
      t.equal(text.split(url).length, 2, `${name}: the link, once`)
      t.notMatch(subject, secret)
      t.notMatch(subject, /[\r\n]/)
    }
  }
})
