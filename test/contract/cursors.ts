/** Cursors that no list has given. */
import type { Refused } from './subject.ts'

export const encoded = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

export const strangeNames = {
  'with an endless name': 'x'.repeat(201),
  'with a NUL in the name': 'a\u0000',
  'with half a character': '\ud800'
}
export const strangeDays = {
  'of a day that is none': '2026-02-30',
  'of no day': 'tomorrow',
  'of an empty day': '',
  'of a day and a time': '2026-11-20T00:00:00Z'
}

/**
 * Cursors that are not quite `real`, whose last two parts are what the list is sorted by, and the id.
 * @param another of another list.
 * @param sortKeys what it is sorted by, and cannot be, by what is wrong with it.
 */
export function forgedCursors (real: string, another: string, sortKeys: Record<string, string> = {}): Record<string, Refused> {
  const key: string[] = JSON.parse(Buffer.from(real, 'base64url').toString())
  const forgeries = {
    'not JSON': 'abc',
    'of nothing': encoded([]),
    'of null': encoded(null),
    'an object': encoded({ ...key }),
    'without its last part': encoded(key.slice(0, -1)),
    'with a part more': encoded([...key, 'a']),
    'of numbers': encoded(key.map(() => 1)),
    'with an id that is none': encoded(key.with(-1, '😀')),
    'with a NUL in the id': encoded(key.with(-1, 'a\u0000')),
    'with an empty id': encoded(key.with(-1, '')),
    'with an id that is an object': encoded([...key.slice(0, -1), { a: 1 }]),
    ...Object.fromEntries(Object.entries(sortKeys).map(([name, value]) => [name, encoded(key.with(-2, value))])),
    'of another list': another
  }
  return Object.fromEntries(Object.entries(forgeries).map(([name, cursor]) => [`a forged cursor, ${name}`, refusedCursor(cursor)]))
}

export const refusedCursor = (cursor: string): Refused => ({ query: { cursor }, faults: ['/query/cursor cursor'] })
