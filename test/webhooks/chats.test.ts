/** What is said to Slack and Telegram, and what they mean by their answers. */
import t from 'tap'
import { teamDayText } from '../../src/texts/chats.ts'
import { chatOutcome, chatRequest } from '../../src/webhooks/chats.ts'

const telegram = { kind: 'telegram', token: '1:A', chatId: '@line4' } as const
const refused = (status: number, said: string) => ({ status, problem: 'status' as const, said })
const telegramSays = (status: number, description: string, parameters?: object) =>
  chatOutcome('telegram', refused(status, JSON.stringify({ ok: false, error_code: status, description, parameters })))

t.test('the longest name fits, and brings no markup', async (t) => {
  const text = teamDayText({ team: '<b>&'.repeat(30), date: '2026-11-20', expected: 300, handedIn: 1, waiting: 9 }, 'en')
  const { url, body } = chatRequest(telegram, text, 'https://api.telegram.org')
  t.equal(url, 'https://api.telegram.org/bot1:A/sendMessage')
  const said = JSON.parse(body).text as string
  t.equal(said.replace(/^<b>|<\/b>/g, '').match(/[<>]/), null)
  t.ok(said.length < 4096)
  t.match(said, /299 are missing\. 9 have waited/)
})

t.test('a day on which all is in needs one line', async (t) => {
  const day = { team: 'Line 4', date: '2026-11-20', expected: 8, handedIn: 8, waiting: 0 }
  t.equal(teamDayText(day, 'en'), 'Line 4, 20 November 2026: 8 of 8 reports')
  t.equal(
    teamDayText({ ...day, waiting: 1 }, 'id'),
    'Line 4, 20 November 2026: 8 dari 8 laporan\n1 laporan menunggu tinjauan lebih dari sehari.'
  )
})

t.test('what is gone is told from what is busy, and from what we did wrong', async (t) => {
  for (const status of [403, 404, 410]) t.match(chatOutcome('slack', refused(status, 'no_service')), { gone: true }, `Slack ${status}`)
  for (const status of [400, 429, 500]) {
    t.match(chatOutcome('slack', refused(status, 'invalid_payload')), { gone: false }, `Slack ${status}`)
  }
  t.match(telegramSays(401, 'Unauthorized'), { gone: true })
  t.match(telegramSays(403, 'Forbidden: bot was blocked by the user'), { gone: true })
  t.match(telegramSays(400, 'Bad Request: chat not found'), { gone: true })
  t.match(telegramSays(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100 }), { gone: true })
  t.match(telegramSays(400, 'Bad Request: message is too long'), { gone: false })
  t.match(telegramSays(429, 'Too Many Requests', { retry_after: 7 }), { gone: false, retryAfter: 7000 })
  t.match(chatOutcome('telegram', { ...refused(429, '<html>'), retryAfter: 5000 }), { gone: false, retryAfter: 5000 })
  t.same(chatOutcome('slack', { status: 200, problem: null }), { status: 200, problem: null })
  t.notHas(telegramSays(401, 'Unauthorized'), { said: /./ }, 'what was said goes no further')
})
