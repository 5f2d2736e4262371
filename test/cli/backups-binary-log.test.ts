/** Backups of a server that keeps a binary log. */
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import t from 'tap'
import { startMariadb } from '../../scripts/services.mjs'
import { runCli } from '../support/command.ts'
import { takeCopy } from '../support/mariadb-copies.ts'
import { pepper, folderOf, nameOf, lastLine, mariadb } from './backups-folder.ts'

t.test('a server that keeps a binary log', { skip: mariadb ? false : 'on MariaDB only' }, async (t) => {
  const folder = await folderOf(t)
  const server = await startMariadb(folder, ['--log-bin=binlog', '--server-id=7', '--binlog-format=ROW'])
  t.teardown(server.stop)
  const { dsn } = await takeCopy(server.url, 'company')
  const name = nameOf(dsn)
  const administrator = await createConnection(`${server.url}/${name}?multipleStatements=true`)
  t.teardown(() => administrator.end())
  await administrator.query(
    `create database shop; create table shop.invoices (amount int); create database later; create database later_drill`
  )
  const [login, backups] = [join(folder, 'login'), join(folder, 'backups')]
  await writeFile(login, `[client]\nuser=root\nhost=127.0.0.1\nport=${new URL(server.url).port}\nprotocol=tcp\n`)
  const made = await runCli({ WORKPULSE_DATABASE_DSN: dsn, WORKPULSE_FILES_DIR: join(folder, 'files') }, [
    'backup',
    '--to',
    backups,
    '--json'
  ])
  t.match(made, { code: 0, error: '' })
  const backup = lastLine(made.out).folder
  const { binlog } = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'))
  t.match(binlog, { file: /^binlog\.\d{6}$/, position: Number })

  t.test('a drill finds each table as it was', async (t) => {
    const env = { WORKPULSE_DRILL_DSN: `${server.url}/later_drill`, WORKPULSE_PASSWORD_PEPPER: pepper }
    const drilled = await runCli(env, ['restore-drill', '--to', backups, '--json'])
    t.same(lastLine(drilled.out).problems, [])
    t.equal(drilled.code, 0)
  })

  t.test('a restore goes on to the minute, as the runbook says, and changes nobody else', async (t) => {
    const now = async () => ((await administrator.query('select cast(now() as char) as now'))[0] as any)[0].now as string
    await administrator.query(`update organisation set name = 'Before the mistake'; insert into shop.invoices values (7)`)
    await delay(1100)
    const moment = await now()
    await delay(1100)
    await administrator.query(`update organisation set name = 'The mistake'; insert into shop.invoices values (8)`)
    const target = `${server.url}/later`
    t.match(await runCli({ WORKPULSE_DATABASE_DSN: target }, ['restore', '--from', backup, '--into', 'later']), { code: 0 })
    const runbook = await readFile(join(import.meta.dirname, '../../deploy/RUNBOOK.md'), 'utf8')
    const line = /^mariadb-binlog [^]*? mariadb$/m.exec(runbook)![0]
    const command = line
      .replace('POSITION', binlog.position)
      .replace(/--stop-datetime='[^']+'/, `--stop-datetime='${moment}'`)
      .replace('--database=workpulse ', `--database=${name} `)
      .replace('workpulse->workpulse2', `${name}->later`)
      .replace('/var/lib/mysql/FILE …', join(folder, 'mariadb', binlog.file))
      .replace(/ mariadb$/, ` mariadb --defaults-file=${login}`)
    execFileSync('bash', ['-o', 'pipefail', '-c', command], { stdio: 'pipe' })
    const [[{ restored, live }]] = await administrator.query(
      `select (select name from later.organisation) as restored, (select name from organisation) as live`
    ) as any
    t.same([restored, live], ['Before the mistake', 'The mistake'])
    const [invoices] = await administrator.query('select amount from shop.invoices order by 1')
    t.same(invoices, [{ amount: 7 }, { amount: 8 }])
    t.match(await runCli({ WORKPULSE_DATABASE_DSN: target }, ['realtime:restored', '--database', 'later']), { code: 0 })
  })
})
