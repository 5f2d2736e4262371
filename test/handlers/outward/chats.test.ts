/** A chat is told of each day of a team, in figures: receivers speak as Slack and Telegram do. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import t, { type Test } from 'tap'
import { toDateTime } from '../../../src/database/dialect.ts'
import { createLog } from '../../../src/runtime/log.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { everyWorkingDay } from '../../support/owing.ts'
import { line4 } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const token = '123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc'
const chatId = '-1001234567890'
const path = '/services/T0AB/B0CD/oHowSecretThisIs'
type Said = Record<string, unknown> & { text: string }

/** @param answer what it says to the body of a request. */
async function startChat (t: Test, answer: (request: IncomingMessage, body: Said, response: ServerResponse) => void) {
  const server = createServer(async (request, response) => {
    answer(request, JSON.parse(Buffer.concat(await request.toArray()).toString()), response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Slack's incoming webhooks: plain words and statuses. */
async function startSlack (t: Test) {
  const slack = { url: '', said: [] as Said[], headers: [] as object[], refusal: undefined as [number, string, object?] | undefined }
  slack.url = await startChat(t, (request, body, response) => {
    if (request.url !== path) return response.writeHead(404).end('no_service')
    if (slack.refusal) return response.writeHead(slack.refusal[0], { ...slack.refusal[2] }).end(slack.refusal[1])
    if (typeof body.text !== 'string' || body.text.length > 40_000) return response.writeHead(400).end('invalid_payload')
    slack.said.push(body)
    slack.headers.push(request.headers)
    response.end('ok')
  })
  return slack
}

/** Telegram's bots: JSON that says it all again. */
async function startTelegram (t: Test) {
  const telegram = {
    url: '',
    said: [] as Said[],
    refusal: undefined as { code: number, description: string, parameters?: object } | undefined
  }
  telegram.url = await startChat(t, (request, body, response) => {
    const refuse = ({ code, ...rest }: NonNullable<typeof telegram.refusal>) =>
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error_code: code, ...rest }))
    if (request.url !== `/bot${token}/sendMessage`) return refuse({ code: 401, description: 'Unauthorized' })
    if (telegram.refusal) return refuse(telegram.refusal)
    if (body.chat_id !== chatId) return refuse({ code: 400, description: 'Bad Request: chat not found' })
    const plain = body.text.replaceAll(/<\/?b>/g, '')
    if (plain.length > 4096 || /[<>]|&(?!amp;|lt;|gt;)/.test(plain)) {
      return refuse({ code: 400, description: "Bad Request: can't parse entities" })
    }
    telegram.said.push(body)
    response.end(JSON.stringify({ ok: true, result: { message_id: telegram.said.length } }))
  })
  return telegram
}

for (const database of databases) {
  t.test(database.name, async (t) => {
    const [slack, telegram] = [await startSlack(t), await startTelegram(t)]
    let logged = ''
    const log = createLog(
      'debug',
      new Writable({
        write (chunk, _encoding, done) {
          logged += String(chunk)
          done()
        }
      })
    )
    const environment = { WORKPULSE_WEBHOOK_NETWORKS: '127.0.0.0/8', WORKPULSE_TELEGRAM_URL: telegram.url }
    const { deps: { db }, clock, signIn } = await testApp(t, database, environment, log)
    await everyWorkingDay(db, { graceMinutes: 15 })
    await db.insertInto('ledger_days').values({ work_date: '2026-11-22', made_at: '2026-11-21 17:05:00.000' }).execute()
    await db.updateTable('organisation').set({ locale: 'id' }).execute()
    await db.updateTable('teams').set({ name: '<!channel> & *Line* 4' }).where('id', '=', line4.id).execute()

    /** Turns the clock, and waits until all that is due has been done. @param time local. */
    const at = async (time: string) => {
      clock.advance(Date.parse(`${time}+07:00`) - clock.now().getTime())
      await until('all that is due has been done', async () => {
        const due = await db.selectFrom('jobs').select('id').where('state', '=', 'waiting')
          .where((eb) => eb.or([eb('due_at', '<=', toDateTime(clock.now())), eb('lease', 'is not', null)])).executeTakeFirst()
        return due === undefined
      }, 30_000)
    }
    const { id: slackId } = await (await signIn('admin')).createSlackWebhook({
      name: '#line-4',
      teamId: line4.id,
      webhookUrl: slack.url + path
    })
    const { id: telegramId } = await (await signIn('admin')).createTelegramWebhook({ name: 'Line 4', teamId: line4.id, token, chatId })
    const webhookOf = async (id: string) => (await (await signIn('admin')).listWebhooks()).items.find((webhook) => webhook.id === id)!
    const newestOf = async (id: string) => (await (await signIn('admin')).listWebhookDeliveries(id)).items[0]

    await at('2026-11-23T00:06:00')
    await (await signIn('employee')).createReport({ reportDate: '2026-11-23', summary: 'Collars', submit: true })
    await at('2026-11-23T18:15:01')
    const lines = ['&lt;!channel&gt; &amp; *Line* 4, 23 November 2026: 1 dari 3 laporan', '2 belum melapor.']
    t.same(slack.said, [{ text: lines.join('\n'), mrkdwn: false, unfurl_links: false, unfurl_media: false }])
    t.match(telegram.said, [{ chat_id: chatId, text: `<b>${lines[0]}</b>\n${lines[1]}`, parse_mode: 'HTML' }])
    t.equal(telegram.said.length, 1)
    t.notMatch(JSON.stringify([slack.said, telegram.said]), /Wati|Sari|Collars/, 'nobody is named')
    t.notOk('webhook-signature' in slack.headers[0])
    t.match(await newestOf(slackId), { type: 'team.digest', state: 'delivered', attempts: 1, status: 200 })

    slack.refusal = [429, 'rate_limited', { 'retry-after': '120' }]
    telegram.refusal = { code: 429, description: 'Too Many Requests: retry after 300', parameters: { retry_after: 300 } }
    await at('2026-11-24T00:06:00')
    await at('2026-11-24T18:15:01')
    for (const [id, seconds] of [[slackId, 120], [telegramId, 300]] as const) {
      const { state, nextTryAt, triedAt } = await newestOf(id)
      t.match({ state, pause: Math.round((Date.parse(nextTryAt!) - Date.parse(triedAt!)) / 1000) }, { state: 'waiting', pause: seconds })
    }
    slack.refusal = telegram.refusal = undefined
    await at('2026-11-24T18:30:00')
    t.match([slack.said.length, telegram.said.length], [2, 2])
    t.match([await webhookOf(slackId), await webhookOf(telegramId)], [{ state: 'working', waiting: 0 }, { state: 'working', waiting: 0 }])

    slack.refusal = [302, '', { location: slack.url + path }]
    t.match(await (await signIn('admin')).testWebhook(slackId), { delivered: false, status: 302, problem: 'redirect' })
    t.match(await (await signIn('admin')).testWebhook(telegramId), { delivered: true, status: 200 })
    t.match(telegram.said[2].text, /^<b>WorkPulse<\/b>\nIni percobaan/)

    slack.refusal = [404, 'no_service']
    telegram.refusal = { code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' }
    await at('2026-11-25T00:06:00')
    await at('2026-11-25T18:15:01')
    for (const id of [slackId, telegramId]) t.match(await webhookOf(id), { state: 'gone', active: false, waiting: 1 })

    const admin = await signIn('admin')
    for (const changes of [{ url: slack.url + path }, { events: ['report.submitted' as const] }]) {
      await t.rejects(admin.updateWebhook(slackId, { version: 2, ...changes }), { code: 'RULE_REFUSED', details: [{ rule: 'ofPrograms' }] })
    }
    slack.refusal = undefined
    await admin.updateWebhook(slackId, { version: 2, active: true })
    await until('it has what waited', () => slack.said.length === 3)
    const shown = [await admin.listWebhooks(), await admin.listAuditEntries({}), await newestOf(slackId), await newestOf(telegramId)]
    const stored = [await db.selectFrom('webhooks').selectAll().execute(), await db.selectFrom('jobs').selectAll().execute()]
    const deliveries = await db.selectFrom('webhook_deliveries').selectAll().execute()
    for (const text of [JSON.stringify(shown), JSON.stringify(stored), JSON.stringify(deliveries), logged]) {
      t.notMatch(text, /oHowSecretThisIs|AAEhBOweik6ad9r|1001234567890/)
    }
  })
}
