import type { Translated } from './locale.ts'

export interface NoticeText {
  title: string
  /** Empty when there is nothing to add. */
  body: string
}

/** Texts by type of notice. */
export type Notices = Record<string, (about: never) => Translated<NoticeText>>

/** `A, B and 3 more`. @param names the first of `count`. */
export function namesIn (names: string[], count: number, more: (rest: number) => string): string {
  const rest = count - names.length
  return names.join(', ') + (rest > 0 ? more(rest) : '')
}

export const andMore = { en: (rest: number) => ` and ${rest} more`, id: (rest: number) => ` dan ${rest} lainnya` }

/** Sentences, without those that have nothing to say. */
export const joined = (...parts: string[]): string => parts.filter(Boolean).join(' ')
