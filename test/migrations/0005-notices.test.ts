import t from 'tap'
import { down, up } from '../../migrations/0005-notices.ts'
import { listNewest } from '../../src/repositories/platform/notifications.ts'
import { notificationOf } from '../../src/rules/platform/notices.ts'
import { databases } from '../support/databases.ts'
import { testApp, today } from '../support/app.ts'
import { people } from '../support/people.ts'

const now = '2026-11-20 03:00:00.000'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const app = await testApp(t, database)
    const { db } = app.deps
    const report = await (await app.signIn('employee')).createReport({ reportDate: today, summary: 'Collars' })
    await down(db)
    const old = async (id: string, type: string, title: string, body: string | null, reportId: string | null = null) => {
      const row = { id, user_id: people.lead.id, type, title, body, report_id: reportId, created_at: now, read_at: null }
      await db.insertInto('notifications' as never).values(row as never).execute()
    }
    await old('A', 'report.submitted', `Sari submitted the report of ${today}`, 'Collars', report.id)
    await old('B', 'report.returned', `Budi Santoso returned your report of ${today}`, 'How many?', report.id)
    await old(
      'C',
      'identity.refused',
      'Another Google account asks for Sari’s',
      'sari@workpulse.test is linked to another Google account. If…'
    )
    await old('D', 'report.submitted', 'Sari submitted the report of a day', null, 'GONE')

    await up(db)
    await up(db)

    const read = async (locale: 'en' | 'id') =>
      (await listNewest(db, people.lead.id)).notices.map((notice) => notificationOf(notice, locale)).sort((a, b) => a.id < b.id ? -1 : 1)
    t.match(await read('en'), [
      {
        id: 'A',
        title: 'Sari submitted the report of 20 November 2026',
        body: 'Collars',
        createdAt: '2026-11-20T03:00:00.000Z',
        read: false
      },
      { id: 'B', title: 'Budi Santoso returned your report of 20 November 2026', body: 'How many?' },
      { id: 'C', title: 'Another Google account asks for Sari’s', body: /^sari@workpulse\.test is linked/ },
      { id: 'D', title: 'Sari submitted the report of a day', body: '' }
    ])
    t.match(await read('id'), [
      { title: 'Sari mengirim laporan tanggal 20 November 2026' },
      { title: 'Budi Santoso mengembalikan laporan Anda tanggal 20 November 2026' },
      { title: 'Akun Google lain meminta akun Sari' },
      { title: 'Sari submitted the report of a day' }
    ])
    t.match(await db.selectFrom('notices').select(['target_kind', 'target_id']).where('id', '=', 'B').execute(), [
      { target_kind: 'report', target_id: report.id }
    ])

    await down(db)
    const back = await db.selectFrom('notifications' as never).select(['id', 'title'] as never).orderBy('id' as never).execute() as {
      title: string
    }[]
    t.match(back.map(({ title }) => title), [
      `Sari submitted the report of ${today}`,
      `Budi Santoso returned your report of ${today}`,
      'Another Google account asks for Sari’s',
      'Sari submitted the report of a day'
    ])
    await up(db)
  })
}
