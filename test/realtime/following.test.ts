/**
 * Several people act at once over two replicas. Whoever applies the events, and fetches anew what they name, ends with what a
 * fresh read gives.
 */
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { ApiError, type Client } from '../../generated/sdk/dist/src/sdk/index.js'
import type { Blocker, Comment, Reaction, Report, ReportRead } from '../../generated/schemas.ts'
import { today } from '../support/clock.ts'
import { emptyTables, mariadbAlone, ofReports } from '../support/databases.ts'
import { line4, people } from '../support/people.ts'
import { redisUrl, testReplicas, type Replica } from '../support/replicas.ts'
import { until } from '../support/until.ts'

const seed = Number(process.env.DERIVED_SEED ?? 20_261_126)
const runs = 8
const dates = ['2026-11-18', '2026-11-19', today]
const authors = ['employee', 'colleague'] as const
const actors = [...authors, 'lead', 'hr'] as const
type Actor = typeof actors[number]

/** What one person does, to the report of an author and a day. */
interface Action {
  actor: Actor
  author: typeof authors[number]
  date: string
  what: keyof typeof deeds
}

interface Scene extends Action {
  clients: Record<Actor, Client>
  /** As the author sees it; undefined where there is none. */
  report: Report | undefined
}

const blocked = (report?: Report) => report?.items[0]?.status === 'blocked'

/** Of who may not, or comes too late, the answer is a refusal: that is an action like any other. */
const deeds = {
  create: ({ clients, author, date }: Scene) =>
    clients[author].createReport({ reportDate: date, summary: 'Collars', items: [{ title: 'Thread', status: 'blocked' }] }),
  edit: ({ clients, author, report }: Scene) =>
    clients[author].updateReport(report!.id, {
      version: report!.version,
      summary: `${report!.summary.slice(0, 40)}.`,
      items: report!.items.map((item) => ({ ...item, status: blocked(report) ? 'done' : 'blocked' }))
    }),
  submit: ({ clients, author, report }: Scene) => clients[author].submitReport(report!.id, { version: report!.version }),
  withdraw: ({ clients, author, report }: Scene) => clients[author].withdrawReport(report!.id, { version: report!.version }),
  delete: ({ clients, author, report }: Scene) => clients[author].deleteReport(report!.id),
  offline: ({ clients, author, date, report }: Scene) =>
    clients[author].upsertReportByDate(date, { baseVersion: report?.version ?? null, content: { summary: 'On a train' } }),
  approve: ({ clients, report }: Scene) => clients.lead.approveReport(report!.id, { version: report!.version }),
  return: ({ clients, report }: Scene) => clients.hr.returnReport(report!.id, { version: report!.version, note: 'Why?' }),
  reopen: ({ clients, report }: Scene) => clients.lead.reopenReport(report!.id, { version: report!.version, note: 'Why?' }),
  comment: ({ clients, actor, report }: Scene) => clients[actor].createComment(report!.id, { body: 'Collars?' }),
  async takeBackComment ({ clients, actor, report }: Scene) {
    const { items } = await clients[actor].listComments(report!.id)
    const own = items.find(({ author, deletedAt }) => author.id === people[actor].id && deletedAt === null)
    return own && clients[actor].deleteComment(report!.id, own.id)
  },
  react: ({ clients, actor, report }: Scene) => clients[actor].addReaction(report!.id, 'like'),
  takeBackReaction: ({ clients, actor, report }: Scene) => clients[actor].removeReaction(report!.id, 'like'),
  read: ({ clients, actor, report }: Scene) => clients[actor].markReportRead(report!.id),
  async settle ({ clients, report }: Scene) {
    const blocker = (await clients.lead.listBlockers()).items.find(({ reportId }) => reportId === report!.id)
    const status = blocker?.status === 'open' ? 'resolved' : 'open'
    return blocker && clients.lead.updateBlocker(blocker.id, { version: blocker.version, status })
  }
}

const action: fc.Arbitrary<Action> = fc.record({
  actor: fc.constantFrom(...actors),
  author: fc.constantFrom(...authors),
  date: fc.constantFrom(...dates),
  what: fc.constantFrom(...Object.keys(deeds) as (keyof typeof deeds)[], 'create', 'submit', 'submit', 'comment', 'react')
})
/** Those of one group act at the same moment. */
const groups = fc.array(fc.array(action, { minLength: 1, maxLength: 4 }), { minLength: 6, maxLength: 14 })

/** What a page of somebody shows. */
interface Shown {
  reports: Map<string, Report>
  comments: Map<string, Comment[]>
  reactions: Map<string, Reaction[]>
  reads: Map<string, ReportRead[]>
  blockers: Blocker[]
}

const parts = { comment: 'comments', reaction: 'reactions', read: 'reads' } as const
type Part = typeof parts[keyof typeof parts]

function reader (client: Client) {
  const lists = { comments: client.listComments, reactions: client.listReactions, reads: client.listReportReads }
  return {
    async report (id: string): Promise<Report | undefined> {
      const { can, ...report } = await client.getReport(id)
      return report
    },
    part: async (part: Part, id: string) => (await lists[part](id, { limit: 100 })).items,
    blockers: async () => (await client.listBlockers({ limit: 100 })).items
  }
}

/** Undefined where it is not there, or not to be seen. */
async function unlessHidden<T> (asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'NOT_FOUND') return undefined
    throw error
  })
}

async function freshRead (client: Client): Promise<Shown> {
  const read = reader(client)
  const { items } = await client.listReports({ from: dates[0], to: today, limit: 100 })
  const shown: Shown = {
    reports: new Map(items.map((report) => [report.id, report])),
    comments: new Map(),
    reactions: new Map(),
    reads: new Map(),
    blockers: await read.blockers()
  }
  for (const { id } of items) for (const part of Object.values(parts)) shown[part].set(id, await read.part(part, id) as never)
  return shown
}

/** A page that has read everything once, and from then on does what events say. */
async function follow (t: Test, client: Client, channels: string[]) {
  const read = reader(client)
  const page = client.connect()
  t.teardown(() => page.close())
  let shown: Shown | undefined
  let position = 0
  let work = Promise.resolve()
  const after = (at: number, task: () => Promise<unknown>) => {
    work = work.then(task).then(() => {
      position = Math.max(position, at)
    })
  }

  /** As it is now. */
  async function fetchReport (id: string): Promise<void> {
    const report = await unlessHidden(read.report(id))
    if (!report) return forget(id)
    const isNew = !shown!.reports.has(id)
    shown!.reports.set(id, report)
    if (isNew) { for (const part of Object.values(parts)) await fetchPart(part, id) }
  }
  async function fetchPart (part: Part, id: string): Promise<void> {
    const items = await unlessHidden(read.part(part, id))
    if (items && shown!.reports.has(id)) shown![part].set(id, items as never)
  }
  function forget (id: string): void {
    shown!.reports.delete(id)
    for (const part of Object.values(parts)) shown![part].delete(id)
  }
  async function fetchBlockers (): Promise<void> {
    shown!.blockers = await read.blockers()
  }

  for (const type of ['report.created', 'report.updated', 'report.submitted'] as const) {
    page.on(type, ({ data, channel, position: at }) =>
      after(at, async () => {
        const known = shown!.reports.get(data.id)
        if (known && channel.startsWith('user:')) {
          if (data.version >= known.version) shown!.reports.set(data.id, data as Report)
        } else if (!known || data.version > known.version) await fetchReport(data.id)
        await fetchBlockers()
      }))
  }
  page.on('report.deleted', ({ data, position: at }) => after(at, async () => forget(data.id)))
  page.on('report.activity', ({ data: { reportId, kind, commentsCount, filesCount }, position: at }) =>
    after(at, async () => {
      const report = shown!.reports.get(reportId)
      if (report) shown!.reports.set(reportId, { ...report, commentsCount, filesCount })
      if (kind === 'blocker') await fetchBlockers()
      else if (kind in parts) await fetchPart(parts[kind as keyof typeof parts], reportId)
    }))
  await page.ready()
  for (const channel of channels.filter((name) => name.startsWith('team:'))) await page.followTeam(channel.slice('team:'.length))

  return {
    async begin () {
      await work
      shown = await freshRead(client)
    },
    /** Once everything that was told up to there has been dealt with. */
    async reached (last: number) {
      await until('every event is dealt with', () => position >= last, 20_000)
      await work
      return shown!
    }
  }
}

const buses: Record<string, Record<string, string>> = {
  'the database alone': {},
  ...(redisUrl && { Redis: { WORKPULSE_REDIS_ADDR: redisUrl } })
}

// Two connections of one process to SQLite would wait for each other, which stands still while it waits.
for (const database of mariadbAlone(t)) {
  for (const [bus, environment] of Object.entries(buses)) {
    t.test(`${database.name}, over ${bus}`, async (t) => {
      const { replicas: [here, there] } = await testReplicas(t, database, 2, environment)
      const { db } = here.deps
      const places: Record<Actor, Replica> = { employee: here, colleague: there, lead: there, hr: here }
      const clients = {} as Record<Actor, Client>
      for (const actor of actors) clients[actor] = await places[actor].signIn(actor)
      const followers = {
        employee: ['employee', there, [`user:${people.employee.id}`]],
        colleague: ['colleague', here, [`user:${people.colleague.id}`]],
        lead: ['lead', here, [`user:${people.lead.id}`, `team:${line4.id}`]]
      } as const
      const following: { actor: Actor, client: Client, channels: readonly string[], page: Awaited<ReturnType<typeof follow>> }[] = []
      for (const [actor, replica, channels] of Object.values(followers)) {
        const client = await replica.signIn(actor)
        following.push({ actor, client, channels, page: await follow(t, client, [...channels]) })
      }

      async function act (given: Action): Promise<void> {
        const { items: [report] } = await clients[given.author].listReports({ view: 'mine', date: given.date })
        // Nothing can be done to what is not there, but for making it.
        if (!report && given.what !== 'create' && given.what !== 'offline') return
        await deeds[given.what]({ ...given, clients, report }).catch((error: unknown) => {
          if (!(error instanceof ApiError) || error.status >= 500) throw error
        })
      }

      /** The position of the newest event that the channels have. */
      async function newest (channels: readonly string[]): Promise<number> {
        await until(
          'every event has its place',
          async () => (await db.selectFrom('events').select('id').where('position', 'is', null).limit(1).executeTakeFirst()) === undefined
        )
        const row = await db.selectFrom('events').select('position').where('channel', 'in', [...channels]).where('type', 'like', 'report.%')
          .orderBy('position', 'desc').executeTakeFirst()
        return Number(row?.position ?? 0)
      }

      await fc.assert(
        fc.asyncProperty(groups, async (walk) => {
          await emptyTables(db, ...ofReports)
          for (const { page } of following) await page.begin()
          for (const group of walk) await Promise.all(group.map(act))
          for (const { actor, client, channels, page } of following) {
            const shown = await page.reached(await newest(channels))
            if (!t.strictSame(sorted(shown), sorted(await freshRead(client)), actor)) throw new Error(`${actor} shows something else`)
          }
        }),
        { seed, numRuns: runs, endOnFailure: true }
      )
    })
  }
}

/** In one order. */
function sorted (shown: Shown) {
  const byId = <T>(map: Map<string, T>) => Object.fromEntries([...map].sort(([one], [other]) => one < other ? -1 : 1))
  const { reports, comments, reactions, reads, blockers } = shown
  return { reports: byId(reports), comments: byId(comments), reactions: byId(reactions), reads: byId(reads), blockers }
}
