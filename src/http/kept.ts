/**
 * Answers that are kept as they went out, for whoever asks the same while it still holds. Whether it does says its ETag, which is read
 * from the database each time: so it is as new as one that is made, on whichever replica.
 */

/** In characters: of all that are kept, and of the address that one is kept for. */
const [mostText, longestAddress] = [16 * 1024 * 1024, 500]

export interface KeptAnswers {
  find: (operationId: string, url: string, etag: string) => string | undefined
  /** Once the answer has been written, its text is kept. */
  expect: (answer: object, operationId: string, url: string, etag: string) => void
  /** The text that an answer has become. */
  written: (answer: unknown, text: string) => void
}

/** Those that were asked for longest ago are forgotten first. */
export function createKeptAnswers (most = mostText): KeptAnswers {
  const texts = new Map<string, string>()
  const expected = new WeakMap<object, string>()
  let size = 0
  const nameOf = (operationId: string, url: string, etag: string) => `${operationId} ${etag} ${url}`

  function forget (name: string, text: string): void {
    if (texts.delete(name)) size -= name.length + text.length
  }

  return {
    find (operationId, url, etag) {
      const name = nameOf(operationId, url, etag)
      const text = texts.get(name)
      if (text === undefined) return undefined
      texts.delete(name)
      texts.set(name, text)
      return text
    },
    expect (answer, operationId, url, etag) {
      if (url.length <= longestAddress) expected.set(answer, nameOf(operationId, url, etag))
    },
    written (answer, text) {
      const name = expected.get(answer as object)
      if (name === undefined) return
      forget(name, texts.get(name) ?? '')
      texts.set(name, text)
      size += name.length + text.length
      for (const [oldest, its] of texts) {
        if (size <= most) break
        forget(oldest, its)
      }
    }
  }
}
