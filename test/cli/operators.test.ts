/** Work that was given up, and what the doctor says. */
import t from 'tap'
import { runCli } from '../support/command.ts'
import { databases } from '../support/databases.ts'
import { folderOf, lastLine, openBackups } from './backups-folder.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const { db, env } = await openBackups(t, database)

    t.test('work that was given up is listed, and tried again', async (t) => {
      t.match(await runCli(env, ['jobs:list']), { code: 0, out: 'Nothing was given up.\n' })
      const job = {
        id: '01J00000000000000000000000',
        kind: 'mail',
        job_key: 'one',
        payload: '{"to":"somebody@workpulse.test"}',
        state: 'failed' as const,
        due_at: '2026-01-01 00:00:00.000',
        lease: null,
        attempts: 100,
        created_at: '2026-01-01 00:00:00.000',
        finished_at: '2026-01-02 00:00:00.000',
        last_error: 'SendError: the mail server answered 550'
      }
      await db.insertInto('jobs').values(job).execute()
      const listed = await runCli(env, ['jobs:list'])
      t.match(listed, { code: 1, out: `${job.id}  2026-01-02T00:00:00.000Z  mail, 100 attempts: ${job.last_error}\n` })
      t.notMatch(listed.out, 'somebody@')
      t.match(await runCli(env, ['jobs:retry']), { code: 2 })
      t.match(await runCli(env, ['jobs:retry', '--kind', 'retention']), { code: 1 })
      t.match(await runCli(env, ['jobs:retry', '--id', job.id, '--json']), { code: 0, out: `"retried":["${job.id}"]` })
      t.match(await db.selectFrom('jobs').selectAll().execute(), [{
        state: 'waiting',
        attempts: 0,
        finished_at: null,
        payload: job.payload
      }])
    })
  })
}
t.test('the doctor says what is wrong, and what to do', async (t) => {
  const folder = await folderOf(t)
  t.match(await runCli({ NODE_ENV: 'production' }, ['doctor']), {
    code: 2,
    out: /^BAD {5}configuration: WORKPULSE_API_ADDR is not set.*\n +→ /
  })
  t.match(await runCli({}, ['doctor', '--only', 'moon']), { code: 2, error: /There is no check moon/ })
  const env = { WORKPULSE_DATABASE_DSN: `sqlite:${folder}/x.db`, WORKPULSE_BACKUP_FOLDER: folder }
  const asked = await runCli(env, ['doctor', '--json', '--only', 'configuration,migrations,backup,restore drill,redis,mail,clock'])
  t.equal(asked.code, 2)
  const { checks } = lastLine(asked.out)
  const state = (name: string) => checks.find((check: { name: string }) => check.name === name).state
  t.same(['configuration', 'migrations', 'backup', 'restore drill', 'redis', 'mail', 'clock'].map(state), [
    'good',
    'bad',
    'bad',
    'warning',
    'good',
    'warning',
    'good'
  ])
  for (const check of checks) t.equal(check.todo === null, check.state === 'good', check.name)
})
