/** What becomes of a browser that was pushed to. */

/** In milliseconds: how long a push service may ask to be left alone. */
const longestPause = 86_400_000

/** `sent`; `gone`: never again; `refused`: nor is another try any better; `later`: after `pause`, where the service said so. */
export type Verdict = { kind: 'sent' | 'gone' | 'refused' } | { kind: 'later', /** In milliseconds. */ pause?: number }

/** @param status of the answer; null where there was none. @param retryAfter in milliseconds. */
export function verdictOn ({ status, retryAfter, problem }: { status: number | null, retryAfter?: number, problem?: string }): Verdict {
  if (status === null) return { kind: problem === 'privateAddress' ? 'refused' : 'later' }
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  // 401 and 403 are of our own key (RFC 8292) and say nothing of the browser: it stays.
  if (status !== 429 && status < 500) return { kind: 'refused' }
  return { kind: 'later', ...(retryAfter !== undefined && { pause: Math.min(retryAfter, longestPause) }) }
}
