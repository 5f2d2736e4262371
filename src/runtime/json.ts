/** A key, as it is written: with an escaped backslash in it. */
const escapedBackslash = /\\(?:\\|u005c)/i

/**
 * Is there a key with a backslash in this JSON text? V8 (nodejs/node#63785, in every Node 24 so far) remembers such a
 * key when it has parsed one, and afterwards takes other keys with escapes, of anybody's texts, for it. So
 * no text from outside is parsed that has one.
 */
export function hasBackslashKey (text: string): boolean {
  if (!escapedBackslash.test(text)) return false
  for (const [, string, colon] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*(:?)/gs)) {
    if (colon && escapedBackslash.test(string)) return true
  }
  return false
}

/** Parses JSON from outside. @throws SyntaxError for what is none, and for keys that V8 confuses. */
export function parseForeignJson (text: string): unknown {
  if (hasBackslashKey(text)) throw new SyntaxError('a key has a backslash')
  return JSON.parse(text)
}
