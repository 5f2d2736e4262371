/** What is shown of a text in which something was found. */
import { foldSearch } from './search.ts'

/** A part of an excerpt: is it what was looked for? */
export interface ExcerptPart {
  text: string
  found: boolean
}

/** In letters, before what was found first and from there on. */
const [before, after] = [40, 160]

interface Folded {
  text: string
  /** Which letter of the original each unit of the folded text is of. */
  letterAt: number[]
}

/**
 * The text about the first of the words that stands in one of the texts, with all of them marked in it. Parts have no markup: what looks
 * like some is text.
 * @param texts of which the first that has a word is shown; else the first of all, unmarked.
 * @param words as they were asked for.
 */
export function excerptOf (texts: string[], words: string[]): ExcerptPart[] {
  const folded = words.map(foldLetters).filter((word) => word !== '')
  for (const text of texts) {
    const letters = lettersOf(text)
    const found = marksIn(foldEach(letters), folded)
    const first = found.indexOf(true)
    if (first >= 0) return partsOf(letters, found, Math.max(0, first - before))
  }
  return partsOf(lettersOf(texts.find((text) => text !== '') ?? ''), [], 0)
}

/** Each with its accents, however they are composed. */
function lettersOf (text: string): string[] {
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []
}

/** Letter by letter: a sigma is one at the end of a word too. */
function foldLetters (text: string): string {
  return foldSearch(text).replaceAll('ς', 'σ')
}

function foldEach (letters: string[]): Folded {
  const parts = letters.map(foldLetters)
  return { text: parts.join(''), letterAt: parts.flatMap((part, index) => Array<number>(part.length).fill(index)) }
}

/** Which letters are of one of the words. */
function marksIn ({ text, letterAt }: Folded, words: string[]): boolean[] {
  const found: boolean[] = []
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      for (let unit = at; unit < at + word.length; unit++) found[letterAt[unit]] = true
    }
  }
  // Holes would not be seen by `indexOf`.
  return Array.from(found, (mark) => mark ?? false)
}

function partsOf (letters: string[], found: boolean[], from: number): ExcerptPart[] {
  const to = Math.min(letters.length, from + before + after)
  const parts: ExcerptPart[] = from > 0 ? [{ text: '…', found: false }] : []
  const add = (text: string, mark: boolean) => {
    const last = parts.at(-1)
    if (last?.found === mark) last.text += text
    else parts.push({ text, found: mark })
  }
  for (let index = from; index < to; index++) add(letters[index], found[index] ?? false)
  if (to < letters.length) add('…', false)
  return parts
}
