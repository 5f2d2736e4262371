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

/** Something that parsing would silently change, and where: a JSON Pointer. */
export interface Change {
  pointer: string
  kind: 'duplicateKey' | 'number'
}

/** Within an array the number of the element, within an object the key, and those before it. */
interface Level {
  at: string | number
  keys: Set<string> | undefined
}

/** What is looked at as a number, since that is quicker than a text of one letter. */
const code = {
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  open: 0x5b,
  backslash: 0x5c,
  close: 0x5d
} as const
/** What a brace is more than a bracket. */
const brace = 0x20
const space = 0x20
/** All that a number is written with. */
const numeric = /[-+.0-9eE]+/y

/**
 * What would not come back as it was written, in JSON that is well-formed: of two equal keys the first is lost, and of a number what a
 * double has no room for.
 */
export function* changesOf (text: string): Generator<Change> {
  const levels: Level[] = []
  let level: Level | undefined
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === code.quote) {
      const end = endOfString(text, index)
      if (level?.keys && isKey(text, end)) {
        level.at = keyOf(text.slice(index, end))
        if (level.keys.has(level.at)) yield { pointer: pointerOf(levels), kind: 'duplicateKey' }
        level.keys.add(level.at)
      }
      index = end - 1
    } else if (character === code.comma) {
      if (typeof level!.at === 'number') level!.at++
    } else if (character === code.minus || (character >= code.zero && character <= code.nine)) {
      const number = numberAt(text, index)
      if (!isKept(number)) yield { pointer: pointerOf(levels), kind: 'number' }
      index += number.length - 1
    } else if (character === code.open || character === code.open + brace) {
      levels.push(level = character === code.open ? { at: 0, keys: undefined } : { at: '', keys: new Set() })
    } else if (character === code.close || character === code.close + brace) {
      levels.pop()
      level = levels.at(-1)
    }
  }
}

/** @param start where its quotation mark is. @returns what comes after the other one. */
function endOfString (text: string, start: number): number {
  for (let index = start + 1;; index++) {
    const character = text.charCodeAt(index)
    if (character === code.quote) return index + 1
    if (character === code.backslash) index++
  }
}

function isKey (text: string, end: number): boolean {
  let index = end
  while (text.charCodeAt(index) <= space) index++
  return text.charCodeAt(index) === code.colon
}

function keyOf (string: string): string {
  return string.includes('\\') ? JSON.parse(string) as string : string.slice(1, -1)
}

function numberAt (text: string, start: number): string {
  numeric.lastIndex = start
  return numeric.exec(text)![0]
}

const pointerOf = (levels: Level[]) => levels.map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What every double has room for, between the exponents where it has all its bits. */
const safe = { digits: 15, exponent: 290 }

/** Seventeen digits are what some languages write a double with; it is that same double all the same. */
function isKept (literal: string): boolean {
  const [mantissa, exponent] = partsOf(literal)
  if (mantissa.length <= safe.digits && Math.abs(exponent) < safe.exponent) return true
  const value = Number(literal)
  if (!Number.isFinite(value)) return false
  const shortest = String(value)
  if (shortest === literal || value.toPrecision(17) === literal) return true
  const written = decimalOf(literal)
  return written === decimalOf(shortest) || written === decimalOf(value.toExponential(16))
}

function partsOf (literal: string): [mantissa: string, exponent: number] {
  const at = Math.max(literal.indexOf('e'), literal.indexOf('E'))
  return at < 0 ? [literal, 0] : [literal.slice(0, at), Number(literal.slice(at + 1))]
}

/** The same text for the same decimal number without its sign: its digits without zeros around them, and where the point is. */
function decimalOf (literal: string): string {
  const [mantissa, exponent] = partsOf(literal)
  const point = mantissa.indexOf('.')
  const digits = point < 0 ? mantissa : mantissa.slice(0, point) + mantissa.slice(point + 1)
  let [start, end] = [digits.startsWith('-') ? 1 : 0, digits.length]
  while (digits.charCodeAt(start) === code.zero) start++
  while (end > start && digits.charCodeAt(end - 1) === code.zero) end--
  if (start === end) return '0'
  return `${digits.slice(start, end)}e${exponent + digits.length - end - (point < 0 ? 0 : mantissa.length - point - 1)}`
}

/** Parses JSON from outside. @throws SyntaxError for what is none, for keys that V8 confuses, and for what would come back as another. */
export function parseForeignJson (text: string): unknown {
  if (hasBackslashKey(text)) throw new SyntaxError('a key has a backslash')
  const value = JSON.parse(text) as unknown
  const { value: change } = changesOf(text).next()
  if (change) throw new SyntaxError(`${change.kind} at ${change.pointer}`)
  return value
}
