/** Text search that answers the same on both databases, which fold letters differently: what is compared is folded here. */
import { sql, type RawBuilder } from 'kysely'

/** Compatibility forms and capitals make no difference. */
function foldText (text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** As texts are compared: of the capital İ the dot is left out too, as everybody leaves it out who looks for it. */
export function foldSearch (text: string): string {
  return foldText(text).replaceAll('i\u0307', 'i')
}

/** What a name is compared by: whatever its capitals and spaces. */
export function nameKeyOf (name: string): string {
  return foldText(name).trim().replaceAll(/\s+/g, ' ')
}

/** What is kept beside texts, so that they are found by a part of one. */
export function searchTextOf (...texts: string[]): string {
  return foldSearch(texts.filter((text) => text !== '').join('\n'))
}

/** Has the folded text in this column this part? */
export function hasText (column: string, part: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} like ${`%${foldSearch(part).replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`
}

/**
 * Lower case letter by letter, which is what MariaDB's `lower` does and SQLite's is replaced by: some languages have letters that become
 * two, or another one at the end of a word.
 */
export function lowerLetters (text: string): string {
  return Array.from(text, (letter) => letter === 'İ' ? 'i' : letter.toLowerCase()).join('').replaceAll('i\u0307', 'i')
}

/** Has a name or an address this part, whatever the case of its letters, and with nothing in it that LIKE takes for a pattern? */
export function contains (column: string, part: string): RawBuilder<boolean> {
  return sql<boolean>`lower(${sql.ref(column)}) like ${`%${lowerLetters(part).replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`
}
