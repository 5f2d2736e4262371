import { parseForeignJson } from '../runtime/json.ts'

/** Keyset pages: a cursor holds the sort key of the last row seen. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Is this text a value of a column that a list is sorted by? A cursor can be forged, and is read before it gets near SQL. */
export type KeyPart = (text: string) => boolean

const longestName = 120

export const isId: KeyPart = (text) => /^[0-9A-Za-z_-]{1,36}$/.test(text)
export const isName: KeyPart = (text) => text.isWellFormed() && !text.includes('\0') && [...text].length <= longestName
export const isDate: KeyPart = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

export interface CursorCodec {
  encode: (key: string[]) => string
  /** Resolves to undefined for what is no cursor of this list. */
  decode: (cursor: string) => string[] | undefined
}

/** The cursors of one list. @param list its name, so that the cursor of another is not taken for one of these. */
export function cursorCodec (list: string, ...parts: KeyPart[]): CursorCodec {
  return {
    encode: (key) => Buffer.from(JSON.stringify([list, ...key])).toString('base64url'),
    decode (cursor) {
      try {
        const value = parseForeignJson(Buffer.from(cursor, 'base64url').toString())
        if (!Array.isArray(value) || value.length !== parts.length + 1) return undefined
        const [name, ...key] = value
        return name === list && parts.every((isPart, index) => typeof key[index] === 'string' && isPart(key[index])) ? key : undefined
      } catch {
        return undefined
      }
    }
  }
}

/** Makes a page of rows that were read with a limit one above `limit`. */
export function pageOf<T> (rows: T[], limit: number, cursors: CursorCodec, keyOf: (row: T) => string[]): Page<T> {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? cursors.encode(keyOf(items.at(-1)!)) : null }
}
