/** Text search that answers the same on both databases, which fold letters differently: what is compared is folded here. */
import { sql, type RawBuilder } from 'kysely'

/** Compatibility forms and capitals make no difference. */
export function foldText (text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** What a name is compared by: whatever its capitals and spaces. */
export function nameKeyOf (name: string): string {
  return foldText(name).trim().replaceAll(/\s+/g, ' ')
}

/** What is kept beside texts, so that they are found by a part of one. */
export function searchTextOf (...texts: string[]): string {
  return foldText(texts.filter((text) => text !== '').join('\n'))
}

/** Has the folded text in this column this part? */
export function hasText (column: string, part: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} like ${`%${foldText(part).replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`
}
