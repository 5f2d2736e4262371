/** Keyset pages: a cursor holds the sort key of the last row seen. */
export interface Page<T> { items: T[], nextCursor: string | null }

type Key = readonly string[]

export function encodeCursor (key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** @returns the key, or undefined when the cursor is not one of ours with `length` parts. */
export function decodeCursor (cursor: string, length: number): string[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isKey = Array.isArray(key) && key.length === length && key.every((part) => typeof part === 'string' && part.length <= 200)
    return isKey ? key : undefined
  } catch {
    return undefined
  }
}

/** Makes a page of rows that were read with a limit one above `limit`. */
export function pageOf<T> (rows: T[], limit: number, keyOf: (row: T) => Key): Page<T> {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? encodeCursor(keyOf(items.at(-1)!)) : null }
}
