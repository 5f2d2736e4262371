/** Two nodes of a cluster of which one has not applied yet what the other one committed. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import { missing } from '../../scripts/services.mjs'
import { startGalera } from '../../scripts/soak/cluster/galera.ts'
import { heldTables } from '../../src/database/changes/holding.ts'
import { causalRead } from '../../src/database/connection/causality.ts'
import { parseDsn } from '../../src/database/connection/dsn.ts'
import { openDatabase } from '../../src/database/connection/open.ts'
import { toDateTime } from '../../src/database/dialect.ts'
import { newId } from '../../src/database/id.ts'
import type { Database } from '../../src/database/tables.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { chosenTemplate } from '../../src/steps/work/templates.ts'
import { testApp, today, type TestApp } from '../support/app.ts'
import { databaseAt, type TestDatabase } from '../support/databases.ts'
import { emailOf, password, production } from '../support/people.ts'
import { until } from '../support/until.ts'

/** In milliseconds: longer than any answer takes that waits for nothing. */
const moment = 1000

t.setTimeout(600_000)

t.test('what one node has not applied yet', { skip: missing('Galera') ?? false }, async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'workpulse-nodes-'))
  await chmod(scratch, 0o755)
  t.teardown(() => rm(scratch, { recursive: true, force: true, maxRetries: 3 }))
  const galera = await startGalera(join(scratch, 'galera'))
  t.teardown(() => galera.stop())
  const [, late] = galera.nodes

  /** Carries out `work` while the second node applies nothing; what that began, and did not wait for, ends afterwards. */
  async function whileLate<T> (work: () => Promise<T>): Promise<T> {
    // Connections are there before: a new one begins with a question that waits.
    for (const { deps } of [two, careless]) await Promise.all(Array.from({ length: 10 }, () => sql`select sleep(0.1)`.execute(deps.db)))
    await late.holdBack()
    try {
      return await work()
    } finally {
      await late.letGo()
    }
  }
  const filled: TestDatabase = { ...databaseAt(galera.dsn(1)), copy: () => databaseAt(galera.dsn(1)).create() }
  const one = await testApp(t, databaseAt(galera.dsn(0)))
  const two = await testApp(t, filled)
  const careless = await testApp(t, filled, {}, undefined, { catchUp: async () => {} })
  const sari = await one.signIn('employee')
  const elsewhere = await two.signIn('employee')
  const carelessly = careless.anonymous()
  await carelessly.login({ email: emailOf('employee'), password })
  const report = await sari.createReport({ reportDate: today, summary: 'Collars' })

  t.test('is read there by who does not wait for it, and never by who asks the service', async (t) => {
    t.equal((await elsewhere.getReport(report.id)).version, report.version)
    const { early, waiting, changed } = await whileLate(async () => {
      const changed = await sari.updateReport(report.id, { version: report.version, planNext: 'Cuffs' })
      let answered = false
      const waiting = elsewhere.getReport(report.id).finally(() => {
        answered = true
      })
      const early = await carelessly.getReport(report.id)
      await delay(moment)
      t.notOk(answered, 'it waits for as long as the node is late')
      return { early, waiting: [waiting], changed }
    })
    t.equal(early.version, report.version, 'without waiting the answer is an old one')
    t.equal((await waiting[0]).version, changed.version)
  })

  t.test('a session that was ended at another node', async (t) => {
    const client = one.anonymous()
    const { accessToken } = await client.login({ email: emailOf('colleague'), password })
    const ask = async ({ url }: TestApp) => {
      const { status } = await fetch(`${url}/api/v1/me/summary`, { headers: { authorization: `Bearer ${accessToken}` } })
      return status
    }
    t.equal(await ask(two), 200)
    const [early, waiting] = await whileLate(async () => {
      await client.logout()
      return [await ask(careless), [ask(two)]] as const
    })
    t.equal(early, 200, 'without waiting it still opens the door')
    t.equal(await waiting[0], 401)
  })

  t.test('no session begins with a password that was changed at another node meanwhile', async (t) => {
    const joko = await one.signIn('neighbour')
    const [checked, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const { verify } = two.deps.passwords
    two.deps.passwords.verify = async (...given) => {
      const isRight = await verify(...given)
      checked.resolve()
      await changed.promise
      return isRight
    }
    const before = await conflictsOf(two)
    const login = two.anonymous().login({ email: emailOf('neighbour'), password }).then(() => 'signed in', ({ code }) => code)
    await checked.promise
    await whileLate(async () => {
      await joko.changePassword({ currentPassword: password, newPassword: 'nine yards of blue twill' })
      changed.resolve()
      await delay(moment)
    })
    t.equal(await login, 'INVALID_CREDENTIALS')
    t.equal(await conflictsOf(two), before + 1, 'it had begun')
    two.deps.passwords.verify = verify
  })

  t.test('no report begins with a template that was deleted at another node meanwhile', async (t) => {
    const maya = await one.signIn('hr')
    const field = { key: 'line', label: 'Line', type: 'text' as const }
    const { id: templateId, version } = await maya.createTemplate({ name: 'Lines', divisionId: production.id, fields: [field] })
    const { db } = two.deps
    await sql.raw(causalRead).execute(db)
    const [chosen, deleted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let attempts = 0
    const written = inTransaction(db, async (tx) => {
      attempts++
      const template = await chosenTemplate(tx, templateId, production.id)
      chosen.resolve()
      await deleted.promise
      if (!template) return false
      await tx.updateTable('reports').set({ template_id: template.id, template_revision: template.revision }).where('id', '=', report.id)
        .execute()
      return true
    })
    await chosen.promise
    await whileLate(async () => {
      await maya.deleteTemplate(templateId, { version })
      deleted.resolve()
      await delay(moment)
    })
    t.equal(await written, false)
    t.equal(attempts, 2, 'it had begun, and begins again')
  })

  for (const table of heldTables) {
    t.test(`a row of ${table} that is held at one node and changed at another`, async (t) => {
      const [here, there] = [0, 1].map((index) => openDatabase(parseDsn(galera.dsn(index))))
      t.teardown(() => Promise.all([here.destroy(), there.destroy()]))
      // Whatever the table, `id` and `held` are the columns of it that are asked for.
      const any = table as 'users'
      if (table === 'webhooks') await insertWebhook(here)
      const { id } = await here.selectFrom(any).select('id').executeTakeFirstOrThrow()
      await sql.raw(causalRead).execute(there)
      const [locked, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      let attempts = 0
      const held = inTransaction(there, async (tx) => {
        attempts++
        await tx.selectFrom(any).select('id').where('id', '=', id).forUpdate().execute()
        locked.resolve()
        await changed.promise
        const now = toDateTime(new Date())
        await tx.insertInto('attempts').values({ id: `${table} ${attempts}`, count: 1, window_started_at: now, last_at: now }).execute()
      })
      await locked.promise
      await whileLate(async () => {
        await here.updateTable(any).set({ held: sql`held`, ...table === 'reports' ? { summary: 'Theirs' } : { name: 'Theirs' } }).where(
          'id',
          '=',
          id
        ).execute()
        changed.resolve()
        await delay(moment)
      })
      await held
      t.equal(attempts, 2, 'who holds it begins again, and finds what was changed')
    })
  }

  t.test('a transaction that another node has ended carries out nothing more, whoever goes on', async (t) => {
    const [here, there] = [0, 1].map((index) => openDatabase(parseDsn(galera.dsn(index))))
    t.teardown(() => Promise.all([here.destroy(), there.destroy()]))
    const { id } = await here.selectFrom('divisions').select('id').executeTakeFirstOrThrow()
    const rename = (db: Database, name: string) => db.updateTable('divisions').set({ name }).where('id', '=', id).execute()
    const [locked, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const failures: unknown[] = []
    let attempts = 0
    const working = inTransaction(there, async (tx) => {
      const attempt = ++attempts
      await rename(tx, `Mine ${attempt}`)
      locked.resolve()
      await changed.promise
      await rename(tx, `Mine again ${attempt}`).catch((error) => failures.push(error.errno))
      const now = toDateTime(new Date())
      await tx.insertInto('attempts').values({ id: `ended ${attempt}`, count: 1, window_started_at: now, last_at: now }).execute()
    })
    await locked.promise
    await rename(here, 'Theirs')
    await sql.raw(causalRead).execute(there)
    changed.resolve()
    await working
    t.same(failures, [1213], 'it was told once')
    t.equal(attempts, 2)
    await sql.raw(causalRead).execute(here)
    t.same(await here.selectFrom('attempts').select('id').where('id', 'like', 'ended %').execute(), [{ id: 'ended 2' }])
  })

  t.test('without any majority', async (t) => {
    const away = galera.nodes.slice(1)
    const ask = async () => {
      const answers = await Promise.all(
        [one, two].map(({ url }) => fetch(`${url}/api/v1/me/summary`, { headers: { authorization: `Bearer ${accessToken}` } }))
      )
      return answers.map(({ status, headers }) => status === 200 ? 200 : `${status} ${headers.has('retry-after')}`).join()
    }
    const { accessToken } = await one.anonymous().login({ email: emailOf('lead'), password })
    const seen = new Set([await ask()])
    for (const node of away) await node.cutOff(true)
    t.teardown(() => Promise.all(away.map((node) => node.cutOff(false).catch(() => {}))))
    await until('nobody answers', async () => seen.add(await ask()).has('503 true,503 true'), 30_000)
    for (const node of away) await node.cutOff(false)
    await until('both answer again', async () => await ask() === '200,200', 30_000)
    t.same([...seen].filter((answers) => !/^(200|503 true),(200|503 true)$/.test(answers)), [])
  })
})

/** Transactions that lost to another one's. */
async function conflictsOf ({ deps }: TestApp): Promise<number> {
  return (await deps.metrics.conflicts.get()).values.reduce((sum, { value }) => sum + value, 0)
}

async function insertWebhook (db: Database): Promise<void> {
  const now = toDateTime(new Date())
  await db.insertInto('webhooks').values({
    id: newId(),
    kind: 'program',
    name: 'Ours',
    url: 'https://example.com/',
    events: '[]',
    stopped: 'off',
    secret: '',
    position: 0,
    created_at: now,
    updated_at: now,
    version: 1
  }).execute()
}
