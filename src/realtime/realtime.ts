import { hkdfSync } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Database } from '../database/tables.ts'
import { toTimestamp } from '../database/dialect.ts'
import type { Metrics } from '../runtime/metrics.ts'
import { createTurns, type Turns } from '../runtime/turns.ts'
import { findExpiries } from '../repositories/identity/sessions.ts'
import { oldestUnsequenced } from '../repositories/platform/events.ts'
import { countUnread } from '../repositories/platform/notifications.ts'
import { listMemberIds } from '../repositories/organisation/teams.ts'
import { createMemoryBus } from './bus/memory.ts'
import { createRedisBus } from './bus/redis.ts'
import { Corks } from './connection/corks.ts'
import { createConnections, type Connections } from './connection/connections.ts'
import { Follower } from './log/follower.ts'
import { Hub } from './log/hub.ts'
import type { Presence } from './presence/presence.ts'
import { createMemoryPresence } from './presence/memory.ts'
import { createRedisPresence } from './presence/redis.ts'
import { together } from './presence/together.ts'
import { createSeal } from './redis.ts'
import { Sequencer } from './log/sequencer.ts'
import { createUnread, type Unread } from './unread.ts'
import { createWatchers, type Watchers } from './watchers.ts'

export interface Realtime {
  hub: Hub
  presence: Presence
  connections: Connections
  watchers: Watchers
  unread: Unread
  /** The event streams of each person, over all replicas. */
  streams: Pick<Presence, 'enter' | 'leave'>
  corks: Corks
  /** In which the database is asked for sockets: a crowd of them waits, and leaves connections to everybody else. */
  turns: Turns
  /** Begins to follow the log, which must be there by now. */
  start: () => void
  /** There may be new events. Returns at once. */
  wake: () => void
  /** Why events do not go out, if they do not. */
  standstill: () => string | undefined
  close: () => Promise<void>
}

export interface RealtimeOptions {
  config: Pick<Config, 'redis' | 'passwordPepper' | 'poolSize'>
  db: Database
  /** Resolves once what is read has all that had been committed when this was called. */
  catchUp: () => Promise<void>
  metrics: Metrics
  now: () => Date
  onError: (message: string) => (error: unknown) => void
}

/** Everything between a committed event and the connections: in this process alone or, with Redis or one database, in many. */
export function openRealtime (
  { config: { redis, passwordPepper, poolSize }, db, catchUp, metrics, now, onError }: RealtimeOptions
): Realtime {
  const seal = createSeal(Buffer.from(hkdfSync('sha256', passwordPepper, '', 'workpulse bus', 32)))
  const onRedisError = sparingly(onError('Redis cannot be used; events come from the database meanwhile'))
  const bus = redis ? createRedisBus(redis, seal, onRedisError) : createMemoryBus()
  const presence = redis
    ? createRedisPresence({ address: redis, seal, onReap: () => metrics.reaps.inc(), onError: onRedisError })
    : createMemoryPresence()
  const streams = redis
    ? createRedisPresence({ address: redis, seal, name: 'presence:streams', onReap: () => {}, onError: onRedisError })
    : createMemoryPresence()
  const hub = new Hub(onError('a listener failed'))
  const corks = new Corks()
  const turns = createTurns({
    atOnce: Math.ceil(poolSize / 2),
    patience: mostPatience,
    refusal: () => Object.assign(new Error(`Too many sockets ask: none was answered in ${mostPatience} ms`), { code: 'POOL_EXHAUSTED' })
  })
  const sequencer = new Sequencer(db, bus, onError('events could not be sequenced'))
  const follower = new Follower({
    db,
    catchUp,
    bus,
    hub,
    corks,
    onRepair: (events) => metrics.repaired.inc(events),
    onLag: (positions) => metrics.lag.set(positions),
    onError: onError('the log could not be followed')
  })
  const connections = createConnections({
    findExpiries: (ids) => findExpiries(db, ids, now()),
    now,
    onError: onError('sessions could not be looked up')
  })
  const watchers = createWatchers({
    hub,
    presence: together([presence, streams]),
    listMemberIds: (teamId) => turns(() => listMemberIds(db, teamId)),
    now,
    onError: onError('presence could not be told')
  })
  const unread = createUnread({
    hub,
    countUnread: (userId) => turns(() => countUnread(db, userId)),
    onError: onError('unread could not be counted')
  })
  hub.onRestart(() => connections.beginAnew())
  hub.subscribeAll(({ event }) => {
    metrics.delivery.observe(Math.max(0, (now().getTime() - Date.parse(toTimestamp(event.createdAt))) / 1000))
  })
  metrics.observe({
    connections: () => connections.size,
    buffered: () => connections.buffered,
    async unsequencedFor () {
      const since = await oldestUnsequenced(db)
      return since === undefined ? 0 : Math.max(0, now().getTime() - since.getTime()) / 1000
    }
  })
  let started = false

  return {
    hub,
    presence,
    connections,
    watchers,
    unread,
    streams,
    corks,
    turns,
    start () {
      if (started) return
      started = true
      follower.start()
      sequencer.start()
    },
    wake: () => sequencer.wake(),
    standstill () {
      if (!started) return undefined
      if (sequencer.standsStill > longestRound) return 'events are not sequenced'
      return follower.standsStill > longestRound ? 'the log of events is not followed' : undefined
    },
    async close () {
      await sequencer.close()
      await follower.close()
      watchers.close()
      unread.close()
      connections.close()
      hub.close()
      await presence.close()
      await streams.close()
      await bus.close()
    }
  }
}

/** In milliseconds: longer than all that a round may wait for, once. */
const longestRound = 10_000
/** In milliseconds: for the turn of a question that a socket waits for. */
const mostPatience = 30_000
const reportInterval = 60_000

/** What fails again and again is told once a minute. */
function sparingly (report: (error: unknown) => void): (error: unknown) => void {
  let toldAt = -Infinity
  return (error) => {
    if (performance.now() - toldAt < reportInterval) return
    toldAt = performance.now()
    report(error)
  }
}
