/** The list of people: page by page, and searched. */
import t from 'tap'
import { pages } from '../../../generated/sdk/dist/src/sdk/index.js'
import { toDateTime } from '../../../src/database/dialect.ts'
import { databases } from '../../support/databases.ts'
import { people, warehouse } from '../../support/people.ts'
import { address, openOffice } from './users-office.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { app, db, hr } = await openOffice(t, database)

    t.test('everybody is on one page of the list, and once', async (t) => {
      const rows = Array.from({ length: 45 }, (_, index) => ({
        id: `CROWD${String(index).padStart(21, '0')}`,
        email: `crowd${index}@workpulse.test`,
        name: ['Ana', 'ana', 'Ana ', 'Änne', 'Ünal', 'zoë', '王小明', '🧵 Nita', 'Ana-B'][index % 9],
        role: 'employee' as const,
        division_id: index % 2 ? warehouse.id : null,
        password_hash: null,
        email_verified_at: null,
        disabled_at: index % 5 ? null : toDateTime(app.clock.now()),
        created_at: toDateTime(app.clock.now()),
        updated_at: toDateTime(app.clock.now())
      }))
      await db.insertInto('users').values(rows).execute()
      const everybody = (await db.selectFrom('users').select('id').execute()).map(({ id }) => id).sort()
      for (const limit of [1, 7, 100]) {
        const seen = []
        for await (const { id } of pages(hr.listUsers, { limit })) seen.push(id)
        t.same(seen.toSorted(), everybody, `${limit} at a time`)
      }
      const seen = []
      for await (const { id } of pages(hr.listUsers, { limit: 3, state: 'active' as const, divisionId: warehouse.id, q: 'crowd' })) {
        seen.push(id)
      }
      t.same(seen.toSorted(), rows.filter((row) => row.disabled_at === null && row.division_id === warehouse.id).map(({ id }) => id))
      await t.rejects(hr.listUsers({ cursor: (await hr.listInvitations({ limit: 1 })).nextCursor ?? 'x' }), { code: 'VALIDATION_FAILED' })
    })

    t.test('a search finds what was typed, in any case and script, and takes nothing for a pattern', async (t) => {
      const names = [
        '100% Katun',
        'Under_score',
        'Wow! Nita',
        'O\'Neil "Quote"',
        'back\\slash',
        'ÉLODIE Ñandú',
        'Иван Петров',
        'ΣΟΦΙΑ',
        '王小明',
        'Łukasz',
        'Zoë 🧵',
        'ΝΙΚΟΣ'
      ]
      const ids = new Map<string, string>()
      for (const name of names) ids.set((await hr.createUser({ email: address(), name })).id, name)
      const found = async (q: string) => (await hr.listUsers({ q, limit: 100 })).items.flatMap(({ id }) => ids.get(id) ?? [])
      for (
        const [q, name] of Object.entries({
          '%': '100% Katun',
          '0% k': '100% Katun',
          _: 'Under_score',
          R_S: 'Under_score',
          '!': 'Wow! Nita',
          '! n': 'Wow! Nita',
          "'": 'O\'Neil "Quote"',
          '"quote"': 'O\'Neil "Quote"',
          '\\': 'back\\slash',
          ÉLODIE: 'ÉLODIE Ñandú',
          élodie: 'ÉLODIE Ñandú',
          ÑANDÚ: 'ÉLODIE Ñandú',
          иван: 'Иван Петров',
          ПЕТРОВ: 'Иван Петров',
          σοφια: 'ΣΟΦΙΑ',
          小: '王小明',
          łuk: 'Łukasz',
          ŁUKASZ: 'Łukasz',
          'zoë 🧵': 'Zoë 🧵',
          ΝΙΚΟΣ: 'ΝΙΚΟΣ',
          νικο: 'ΝΙΚΟΣ'
        })
      ) t.same(await found(q), [name], q)
      for (const q of ['%%', '_%', '!%', '1' + '%'.repeat(99), "' or 1=1 --", '1=1']) t.same(await found(q), [], q)
      t.match((await hr.listUsers({ q: 'EMPLOYEE@' })).items, [{ id: people.employee.id }])
      t.equal((await hr.listUsers({ q: 'workpulse.test', limit: 100 })).items.length > 20, true)
    })

    t.test('a name is found however its letters are put together, and whatever their case', async (t) => {
      const searches = {
        'José Muñoz': ['josé', 'JOSÉ MUÑOZ'],
        'ÇELİK Suna': ['çelik', 'ÇELİK', 'çeli\u0307k', 'ÇELIK'],
        'İbrahim Yıldız': ['ibrahim', 'İBRAHİM', 'yıldız'],
        'Søren Åkerström': ['søren åkerström', 'ÅKERSTRÖM'],
        'Nguyễn Thị Ánh': ['nguyễn', 'NGUYỄN THỊ ÁNH'],
        'Ğülşen ÖZTÜRK': ['ğülşen', 'öztürk'],
        'Đặng Văn Lâm': ['đặng', 'ĐẶNG VĂN'],
        'Škoda Dvořák': ['ŠKODA', 'dvořák'],
        'Anna Straße': ['straße', 'STRAẞE'],
        'Ольга Йорданова': ['йорданова', 'ЙОРДАНОВА'],
        각하나: ['각하나'],
        ガブリエル: ['ガブリ'],
        'Ḥasan al-Ḍaḥḥāk': ['ḥasan', 'AL-ḌAḤḤĀK'],
        'Ştefan Țurcanu': ['ştefan', 'ȚURCANU']
      }
      const forms = ['NFC', 'NFD'] as const
      for (const [index, [name, asked]] of Object.entries(searches).entries()) {
        const { id, name: kept } = await hr.createUser({ email: address(), name: name.normalize(forms[index % 2]) })
        t.equal(kept, name.normalize('NFC'), 'kept composed')
        for (const q of [name, ...asked].flatMap((text) => forms.map((form) => text.normalize(form)))) {
          t.ok((await hr.listUsers({ q, limit: 100 })).items.some((person) => person.id === id), q)
        }
      }
    })
  })
}
