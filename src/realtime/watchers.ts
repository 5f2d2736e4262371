import { channels, type EphemeralFrame } from '../../generated/events.ts'
import { frameBytes } from './connection/prebuilt.ts'
import type { Hub } from './log/hub.ts'
import type { Together } from './presence/together.ts'

/** In milliseconds: changes within it are told together. More where more watch, one for each: a crowd that comes is told of itself. */
const presenceDelay = 100
const longestPresenceDelay = 2000
const retryDelay = 1000
/** Figures are said to have changed so often at most. */
const statsInterval = 2000
/** The same of the organisation as a whole, of which every page may have a part. */
const organisationInterval = 5000
/** Of a larger team only the number who are online is told, and who came or went. */
const mostNamed = 100

/** Whoever is told; frames are those of the protocol, bytes and all. */
export interface Watcher {
  sendEphemeral: (frame: Buffer) => void
}

/** Whoever is told that figures have changed. */
interface Figures {
  watchers: Set<Watcher>
  statsTimer: NodeJS.Timeout | undefined
  statsPending: boolean
}

interface Watched extends Figures {
  joined: Set<string>
  left: Set<string>
  presenceTimer: NodeJS.Timeout | undefined
  /** Of who is online now, the database is asked one question at a time: a crowd that comes meanwhile shares the next. */
  asked: Promise<Buffer> | undefined
  next: Promise<Buffer> | undefined
}

export interface Watchers {
  /** Tells who of a team is online, now and at each change, and when its figures change. @returns a function that ends it. */
  watch: (teamId: string, watcher: Watcher) => () => void
  /** Tells when the figures of any team change. @returns a function that ends it. */
  watchAll: (watcher: Watcher) => () => void
  close: () => void
}

interface WatchersDeps {
  hub: Hub
  presence: Together
  listMemberIds: (teamId: string) => Promise<string[]>
  now: () => Date
  onError: (error: unknown) => void
}

type FrameOf = (channel: string, type: EphemeralFrame['type'], data: EphemeralFrame['data']) => Buffer

/** What is not in the log and concerns whole teams: the latest counts, and one frame serves all who watch. */
export function createWatchers (deps: WatchersDeps): Watchers {
  const teams = new Map<string, Watched>()
  const all: Figures = { watchers: new Set(), statsTimer: undefined, statsPending: false }
  const frameOf: FrameOf = (channel, type, data) =>
    frameBytes(JSON.stringify({ v: 1, type, channel, time: deps.now().toISOString(), data }))
  const presence = tellPresence(teams, frameOf, deps)
  const stopStats = tellStats(teams, all, frameOf, deps.hub)

  function stopTimers ({ presenceTimer, statsTimer }: Watched): void {
    clearTimeout(presenceTimer)
    clearTimeout(statsTimer)
  }

  return {
    watch (teamId, watcher) {
      const watched = teams.get(teamId) ?? unwatched()
      teams.set(teamId, watched)
      const { watchers } = watched
      watchers.add(watcher)
      presence.tellNow(teamId, watched, watcher)
      return () => {
        watchers.delete(watcher)
        if (watchers.size > 0 || teams.get(teamId) !== watched) return
        stopTimers(watched)
        teams.delete(teamId)
      }
    },
    watchAll (watcher) {
      all.watchers.add(watcher)
      return () => {
        all.watchers.delete(watcher)
      }
    },
    close () {
      presence.stop()
      stopStats()
      clearTimeout(all.statsTimer)
      for (const watched of teams.values()) stopTimers(watched)
      teams.clear()
    }
  }
}

function unwatched (): Watched {
  return {
    watchers: new Set(),
    statsTimer: undefined,
    statsPending: false,
    joined: new Set(),
    left: new Set(),
    presenceTimer: undefined,
    asked: undefined,
    next: undefined
  }
}

/** Who of a team is online: to whoever begins to watch, and to all at each change. */
function tellPresence (teams: Map<string, Watched>, frameOf: FrameOf, { presence, listMemberIds, onError }: WatchersDeps) {
  async function tellingOf (teamId: string, joined: string[], left: string[]): Promise<Buffer> {
    const online = (await listMemberIds(teamId)).filter(presence.isOnline)
    const users = online.length <= mostNamed && { users: online }
    return frameOf(channels.team(teamId), 'team.presence', { online: online.length, ...users, joined, left })
  }

  async function tell (teamId: string, watched: Watched): Promise<void> {
    watched.presenceTimer = undefined
    const [joined, left] = [[...watched.joined], [...watched.left]]
    watched.joined.clear()
    watched.left.clear()
    try {
      const frame = await tellingOf(teamId, joined, left)
      for (const watcher of watched.watchers) watcher.sendEphemeral(frame)
    } catch (error) {
      onError(error)
      // Who has changed again meanwhile is told as that.
      for (const userId of joined) if (!watched.left.has(userId)) watched.joined.add(userId)
      for (const userId of left) if (!watched.joined.has(userId)) watched.left.add(userId)
      tellLater(teamId, watched, retryDelay)
    }
  }

  /** Who is online now. */
  function askOf (teamId: string, watched: Watched): Promise<Buffer> {
    if (watched.asked) {
      watched.next ??= watched.asked.catch(() => {}).then(() => {
        watched.next = undefined
        return askOf(teamId, watched)
      })
      return watched.next
    }
    const asked = tellingOf(teamId, [], []).finally(() => {
      watched.asked = undefined
    })
    watched.asked = asked
    return asked
  }

  function tellLater (teamId: string, watched: Watched, milliseconds: number): void {
    if (teams.get(teamId) === watched) {
      watched.presenceTimer ??= setTimeout(() => {
        void tell(teamId, watched)
      }, milliseconds)
    }
  }

  const stop = presence.onChange(({ userId, online, teamIds }) => {
    for (const teamId of teamIds) {
      const watched = teams.get(teamId)
      if (!watched) continue
      watched[online ? 'left' : 'joined'].delete(userId)
      watched[online ? 'joined' : 'left'].add(userId)
      tellLater(teamId, watched, Math.min(longestPresenceDelay, Math.max(presenceDelay, watched.watchers.size)))
    }
  })

  return {
    stop,
    tellNow (teamId: string, watched: Watched, watcher: Watcher): void {
      askOf(teamId, watched).then((frame) => {
        if (watched.watchers.has(watcher)) watcher.sendEphemeral(frame)
      }, (error: unknown) => {
        onError(error)
        tellLater(teamId, watched, retryDelay)
      })
    }
  }
}

/** That figures have changed: at once, and then at intervals at the most. @returns a function that ends it. */
function tellStats (teams: Map<string, Figures>, all: Figures, frameOf: FrameOf, hub: Hub): () => void {
  /** @param teamId null: of any. */
  function tell (teamId: string | null, watched: Figures): void {
    if (watched.statsTimer) {
      watched.statsPending = true
      return
    }
    const channel = teamId === null ? channels.org() : channels.team(teamId)
    const frame = frameOf(channel, 'dashboard.stats_refresh', { teamId, position: hub.position })
    for (const watcher of watched.watchers) watcher.sendEphemeral(frame)
    watched.statsTimer = setTimeout(() => {
      watched.statsTimer = undefined
      if (!watched.statsPending) return
      watched.statsPending = false
      tell(teamId, watched)
    }, teamId === null ? organisationInterval : statsInterval)
  }

  return hub.subscribeAll(({ event }) => {
    const [, kind, teamId] = /^(team|figures):(.+)$/.exec(event.channel) ?? []
    if (teamId === undefined || (kind === 'team' && !event.type.startsWith('report.'))) return
    const watched = teams.get(teamId)
    if (watched) tell(teamId, watched)
    if (all.watchers.size > 0) tell(null, all)
  })
}
