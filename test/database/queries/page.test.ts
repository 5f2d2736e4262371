import { readFileSync } from 'node:fs'
import t from 'tap'
import {
  cursorCodec,
  isDate,
  isId,
  isName,
  isNumber,
  orderBy,
  readPage,
  type Order,
  type Page
} from '../../../src/database/queries/page.ts'
import { databases, migrated } from '../../support/databases.ts'

/** What the documents allow as a cursor. */
const { pattern } =
  JSON.parse(readFileSync(new URL('../../../generated/openapi.json', import.meta.url), 'utf8')).components.schemas.PageCursor

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

for (const database of databases) {
  t.test(`${database.name}: pages, one after the other, hold every row once and in order`, async (t) => {
    const { db } = await migrated(t, database)
    // Names repeat, so that a page ends among equals.
    const rows = Array.from(
      { length: 23 },
      (_, index) => ({ id: `D${String(index).padStart(2, '0')}`, name: `n${index % 4}`.repeat(1 + index % 2) })
    )
    await db.insertInto('divisions').values(rows.map(({ id }) => ({ id, name: id }))).execute()
    await db.insertInto('teams').values(rows.map(({ id, name }) => ({ id, name, division_id: id }))).execute()
    const query = db.selectFrom('teams').select(['teams.id', 'teams.name'])
    const read = async (order: Order, limit: number) => {
      const found: string[] = []
      for (let after: string[] | undefined = undefined;;) {
        const page: Page<{ id: string, name: string }> = await readPage(query, order, { limit, after })
        t.ok(page.items.length <= limit)
        found.push(...page.items.map(({ id }) => id))
        if (page.nextCursor === null) return found
        after = order.decode(page.nextCursor)
      }
    }
    for (const direction of ['asc', 'desc'] as const) {
      const order = orderBy('teams', direction, { 'teams.name': isName, 'teams.id': isId })
      const sorted = (await db.selectFrom('teams').select('id').orderBy('name', direction).orderBy('id', direction).execute()).map((
        { id }
      ) => id)
      const byId = orderBy('ids', direction, { 'teams.id': isId })
      for (const limit of [1, 4, 22, 23, 24]) {
        t.strictSame(await read(order, limit), sorted, `${direction}, ${limit} at a time`)
        t.strictSame(
          await read(byId, limit),
          rows.map(({ id }) => id).sort((a, b) => direction === 'asc' ? a.localeCompare(b) : b.localeCompare(a))
        )
      }
    }
    const numbers = orderBy('numbers', 'asc', { 'audit_head.id': isNumber })
    t.strictSame(await readPage(db.selectFrom('audit_head').select('audit_head.id'), numbers, { limit: 1, after: ['1'] }), {
      items: [],
      nextCursor: null
    }, 'numbers are compared as numbers')
  })
}
