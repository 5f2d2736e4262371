import { readFileSync } from 'node:fs'
import t from 'tap'
import { cursorCodec, isDate, isId, isName, pageOf } from '../../src/database/page.ts'

/** What the documents allow as a cursor. */
const { pattern } = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8')).components.schemas.Cursor

const id = '01JD2V6M7Q8R9S0T1V2W3X4Y63'
const byName = cursorCodec('names', isName, isId)
const byDate = cursorCodec('dates', isDate, isId)

t.test('a cursor comes back as the key that it was made of', async (t) => {
  for (
    const [cursors, key] of [[byDate, ['2026-11-20', id]], [byName, ['', 'x']], [byName, ['Gudang & "Jadi"', 'x']], [byName, [
      '線 🧵 é\n',
      'x'
    ]]] as const
  ) {
    t.strictSame(cursors.decode(cursors.encode([...key])), key)
    t.match(cursors.encode([...key]), /^[0-9A-Za-z_-]*$/, 'it needs no escaping in an address')
  }
})

t.test('every name that a column can hold makes a cursor that can be read again', async (t) => {
  const longestName = 120
  for (const character of ['x', 'é', '線', '🧵']) {
    const key = [character.repeat(longestName), id]
    t.strictSame(byName.decode(byName.encode(key)), key, `a name of ${longestName} ${character}`)
    t.match(byName.encode(key), new RegExp(pattern, 'u'), `a name of ${longestName} ${character} makes a cursor that the documents allow`)
  }
})

t.test('a forged cursor is unreadable, and no error', async (t) => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (
    const cursor of [
      '',
      'x',
      '%%%',
      'bm90IGpzb24',
      encode(null),
      encode('text'),
      encode(7),
      encode({ 0: 'names', 1: 'b', 2: 'c', length: 3 }),
      encode([]),
      encode(['names']),
      encode(['names', 'b']),
      encode(['names', 'b', id, 'd']),
      encode(['names', 1, id]),
      encode(['names', 'a', null]),
      encode(['names', 'a', ['b']]),
      encode(['names', { toString: 'a' }, id]),
      encode(['names', 'a', 'é']),
      encode(['names', 'a', 'b c']),
      encode(['names', 'a', 'b'.repeat(37)]),
      encode(['names', 'a'.repeat(121), id]),
      encode(['names', 'a\0', id]),
      encode(['names', '\ud800', id]),
      encode(['others', 'a', id]),
      byDate.encode(['2026-11-20', id])
    ]
  ) t.equal(byName.decode(cursor), undefined, cursor.slice(0, 40))
  for (const date of ['2026-02-30', '2026-13-01', '2026-1-1', '20261120', '', '2026-11-20T00:00', '9999-99-99']) {
    t.equal(byDate.decode(encode(['dates', date, id])), undefined, date)
  }
})

t.test('a page has a cursor only when there is more', async (t) => {
  const keyOf = (row: string) => [row, 'x']
  t.strictSame(pageOf([], 2, byName, keyOf), { items: [], nextCursor: null })
  t.strictSame(pageOf(['a'], 2, byName, keyOf), { items: ['a'], nextCursor: null })
  t.strictSame(pageOf(['a', 'b'], 2, byName, keyOf), { items: ['a', 'b'], nextCursor: null })
  t.strictSame(pageOf(['a', 'b', 'c'], 2, byName, keyOf), { items: ['a', 'b'], nextCursor: byName.encode(['b', 'x']) })
})
