import t from 'tap'
import { runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'

const localToday = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta', dateStyle: 'short' }).format(new Date())

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { dsn, drop } = await database.copy('company')
    t.teardown(drop)
    const run = (...options: string[]) => runCli({ WORKPULSE_DATABASE_DSN: dsn }, ['obligations:rebuild', ...options])
    t.match(await run('--from', '2026-01-05', '--to', '2026-01-06', '--dry-run'), {
      code: 0,
      out: /Nothing was changed; it would be: 0 made/
    })
    t.match(await run('--from', localToday, '--to', localToday), { code: 0, out: /^0 made, 0 put right, 0 otherwise than expected/m })
    t.match(await run('--from', '2026-01-05'), { code: 2, error: /--from and --to/ })
    t.match(await run('--from', '2026-02-30', '--to', '2026-03-01'), { code: 2, error: /--from and --to/ })
    t.match(await run('--from', '2026-01-06', '--to', '2026-01-05'), { code: 2, error: /before/ })
    t.match(await run('--from', '2024-01-06', '--to', '2026-01-05'), { code: 2, error: /366/ })
    t.match(await run('--from', '2026-01-06', '--to', '2098-01-05'), { code: 2, error: /at the latest/ })
  })
}
