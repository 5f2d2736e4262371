import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { loadConfig } from '../../src/config.ts'
import { createTransport, SendError, type Message, type Transport } from '../../src/mail/transport.ts'
import { freePort } from '../support/app.ts'
import { messageIdOf, startScriptedServer, type Script } from '../support/mail-server.ts'
import { startMailbox } from '../support/mailbox.ts'
import { until } from '../support/until.ts'

const secret = 'c2VjcmV0LWxpbmstdG9rZW4'
const message: Message = {
  id: '01KAH0000000000000000MAIL0',
  to: 'rina@workpulse.test',
  subject: 'Set a new password',
  text: `http://localhost:3000/reset-password#token=${secret}\n`
}
/** In milliseconds: short, so that waiting for a silent server to be given up is. */
const timeout = 300

function transportTo (smtpUrl: string, environment: Record<string, string> = {}): Transport {
  return createTransport(loadConfig({ NODE_ENV: 'test', WORKPULSE_SMTP_URL: smtpUrl, ...environment }), timeout)!
}

const never = () => new AbortController().signal
const outcomeOf = (sending: Promise<void>) => sending.then(() => undefined, (error: unknown) => error)

t.test('a message arrives whole, whatever is in it', async (t) => {
  const mailbox = await startMailbox(t)
  const text = `${'=?utf-8?x?= .\n.\n..\n'}${'ü'.repeat(500)}\n${message.text}`
  await transportTo(mailbox.url)({ ...message, subject: 'Kata sandi „WorkPulse“ Anda 🧵', text }, never())
  const mail = await mailbox.mailTo(message.to)
  t.match(mail.text, secret)
  t.match(mail.text, 'ü'.repeat(500))
})

t.test('it names its sender, and itself alike at each attempt', async (t) => {
  const server = await startScriptedServer(t)
  for (
    const [from, sender, domain] of [
      [undefined, 'no-reply@localhost', 'localhost'],
      ['no-reply@rycroft-apparels.test', 'no-reply@rycroft-apparels.test', 'rycroft-apparels.test'],
      ['WorkPulse <news@is.test>', 'news@is.test', 'is.test']
    ] as const
  ) {
    const transport = transportTo(server.url, from === undefined ? {} : { WORKPULSE_MAIL_FROM: from })
    for (let attempt = 1; attempt <= 2; attempt++) {
      await transport(message, never())
      t.match(server.taken.at(-1), new RegExp(`^From: .*${sender}`, 'm'))
      t.equal(messageIdOf(server.taken.at(-1)!), `<${message.id}@${domain}>`)
    }
  }
  for (const from of ['nobody', 'a@b@c', 'a b@', 'x\r\nBcc: y@evil.test']) {
    t.throws(
      () => loadConfig({ NODE_ENV: 'test', WORKPULSE_SMTP_URL: server.url, WORKPULSE_MAIL_FROM: from }),
      /WORKPULSE_MAIL_FROM/,
      from
    )
  }
})

t.test('what is refused for good is the message or its reader, not what we are', async (t) => {
  const refused: [string, Script, boolean][] = [
    ['the reader is not known', { RCPT: `550 no ${message.to}` }, true],
    ['the text is not wanted', { message: `554 ${secret}` }, true],
    ['the reader’s mailbox is full', { RCPT: '452 later' }, false],
    ['the text is greylisted', { message: '451 later' }, false],
    ['our sender is not wanted', { MAIL: '550 who?' }, false],
    ['our password is wrong', { AUTH: '535 no' }, false],
    ['the server is closed', { connect: '554 no' }, false],
    ['the server is busy', { connect: '421 later' }, false]
  ]
  const server = await startScriptedServer(t)
  for (const [name, script, permanent] of refused) {
    server.script = script
    const error = await outcomeOf(transportTo(server.url.replace('smtp://', 'smtp://us:word@'))(message, never()))
    t.ok(error instanceof SendError, name)
    t.equal((error as SendError).permanent, permanent, name)
    t.notMatch(JSON.stringify([error, (error as Error).message, (error as Error).stack]), new RegExp(`${secret}|${message.to}|word`), name)
  }
})

t.test('a server that is away, falls silent or hangs up, at whatever step: it ends, and nothing stays open', async (t) => {
  t.match(await outcomeOf(transportTo(`smtp://127.0.0.1:${await freePort()}`)(message, never())), { permanent: false })
  const server = await startScriptedServer(t)
  for (const step of ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'message']) {
    for (const answer of ['silence', 'hang up'] as const) {
      server.script = { [step]: answer }
      const since = performance.now()
      t.match(await outcomeOf(transportTo(server.url)(message, never())), { name: 'SendError', permanent: false }, `${answer} at ${step}`)
      t.ok(performance.now() - since < 10 * timeout, `${answer} at ${step} took ${Math.round(performance.now() - since)} ms`)
      await until('the connection is closed', () => server.open() === 0)
    }
  }
  t.same(server.taken, [])
})

t.test('a server that lets a byte through now and then is left when the time is over', async (t) => {
  const sockets = new Set<Socket>()
  const dripping = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => {
      clearInterval(timer)
      sockets.delete(socket)
    })
    socket.write('220 ready\r\n')
    const timer = setInterval(() => socket.write('2'), timeout / 5)
  }).listen(0, '127.0.0.1')
  await once(dripping, 'listening')
  t.teardown(() => dripping.close())
  const transport = transportTo(`smtp://127.0.0.1:${(dripping.address() as AddressInfo).port}`)
  const abort = new AbortController()
  let ended = false
  const outcome = outcomeOf(transport(message, abort.signal)).finally(() => {
    ended = true
  })
  await new Promise((resolve) => setTimeout(resolve, 3 * timeout))
  t.notOk(ended, 'it is not silent, so that limit does not help')
  abort.abort(new Error('too late'))
  t.match(await outcome, { message: 'too late' })
  await until('the connection is closed', () => sockets.size === 0)
})

t.test('without a server there is none, but in development, which prints', async (t) => {
  t.equal(createTransport(loadConfig({ NODE_ENV: 'test' })), undefined)
  const printed = await printedBy(t, () => createTransport(loadConfig({ NODE_ENV: 'development' }))!(message, never()))
  t.match(printed, secret)
})

async function printedBy (t: Test, work: () => Promise<void>): Promise<string> {
  const printed: string[] = []
  const { log } = console
  t.teardown(() => {
    console.log = log
  })
  console.log = (text: string) => {
    printed.push(text)
  }
  await work()
  console.log = log
  return printed.join('')
}
