import { sql } from 'kysely'
import t from 'tap'
import { down, up } from '../../migrations/0049-search.ts'
import { databases, migrated } from '../support/databases.ts'

const now = '2026-11-20 23:00:00.000'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db } = await migrated(t, database)
    await down(db)
    for (const [index, title] of ['Rapat ÇELİK', 'ＴＥＳ'].entries()) {
      await sql`insert into calendar_events (id, scope, scope_key, title, description, location, date, end_date, created_by, created_at, updated_at, version)
        values (${`E${index}`}, 'org', 'org', ${title}, '', 'Aula', '2026-11-20', '2026-11-20', 'U', ${now}, ${now}, 1)`.execute(db)
    }
    await up(db)
    await up(db)
    const texts = await db.selectFrom('calendar_events').select('search_text').orderBy('id').execute()
    t.same(texts.map(({ search_text: text }) => text), ['rapat çelik\naula', 'tes\naula'])
    await down(db)
    await up(db)
  })
}
