/** What is said to Slack and Telegram, in their words. */
import type { Outcome } from '../rules/outward/webhooks.ts'

/** Where a chat is, and the right to write there: as secret as a password. */
export type Chat = { kind: 'slack', url: string } | { kind: 'telegram', token: string, chatId: string }

/** Where it is sent, and what. */
export interface ChatRequest {
  url: string
  body: string
}

/** @param text its first line is what it is about. @param telegramUrl without a slash at the end. */
export function chatRequest (chat: Chat, text: string, telegramUrl: string): ChatRequest {
  if (chat.kind === 'slack') {
    // No markup at all, so that a name cannot bring any.
    return { url: chat.url, body: JSON.stringify({ text: escaped(text), mrkdwn: false, unfurl_links: false, unfurl_media: false }) }
  }
  const [title, ...lines] = escaped(text).split('\n')
  return {
    url: `${telegramUrl}/bot${chat.token}/sendMessage`,
    body: JSON.stringify({
      chat_id: chat.chatId,
      text: [`<b>${title}</b>`, ...lines].join('\n'),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true }
    })
  }
}

/** Both services ask for these three, and no others. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What nobody can write to any more, by the answer: the chat, the bot or the right to write is gone. */
const gone: Record<Chat['kind'], (status: number, said: string) => boolean> = {
  slack: (status) => [403, 404, 410].includes(status),
  telegram: (status, said) => [401, 403, 404].includes(status) || (status === 400 && /chat not found|upgraded to a supergroup/i.test(said))
}

/** What an answer means to who asked, where it says more than its status. */
export function chatOutcome (kind: Chat['kind'], { said = '', ...outcome }: Outcome): Outcome {
  if (outcome.problem !== 'status' || outcome.status === null) return outcome
  const retryAfter = kind === 'telegram' && outcome.status === 429 ? telegramPause(said) ?? outcome.retryAfter : outcome.retryAfter
  return { ...outcome, gone: gone[kind](outcome.status, said), ...(retryAfter !== undefined && { retryAfter }) }
}

/** In milliseconds: Telegram says it in its answer, in seconds. */
function telegramPause (said: string): number | undefined {
  try {
    const { retry_after: seconds } = (JSON.parse(said) as { parameters: { retry_after: unknown } }).parameters
    return typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined
  } catch {
    return undefined
  }
}
