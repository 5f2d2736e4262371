import { channels, type EphemeralFrame } from '../../generated/events.ts'
import type { Hub } from './log/hub.ts'
import type { Together } from './presence/together.ts'

/** In milliseconds: changes within it are told together; figures are said to have changed so often at most. */
const presenceDelay = 100
const retryDelay = 1000
const statsInterval = 2000
/** The same of the organisation as a whole, of which every page may have a part. */
const organisationInterval = 5000
/** Of a larger team only the number who are online is told, and who came or went. */
const mostNamed = 100

type Send = (frame: string) => void

/** Whoever is told that figures have changed. */
interface Figures {
  watchers: Set<Send>
  statsTimer: NodeJS.Timeout | undefined
  statsPending: boolean
}

interface Watched extends Figures {
  joined: Set<string>
  left: Set<string>
  presenceTimer: NodeJS.Timeout | undefined
}

export interface Watchers {
  /** Tells who of a team is online, now and at each change, and when its figures change. @returns a function that ends it. */
  watch: (teamId: string, send: Send) => () => void
  /** Tells when the figures of any team change. @returns a function that ends it. */
  watchAll: (send: Send) => () => void
  close: () => void
}

interface WatchersDeps {
  hub: Hub
  presence: Together
  listMemberIds: (teamId: string) => Promise<string[]>
  now: () => Date
  onError: (error: unknown) => void
}

type FrameOf = (channel: string, type: EphemeralFrame['type'], data: EphemeralFrame['data']) => string

/** What is not in the log and concerns whole teams: the latest counts, and one frame serves all who watch. */
export function createWatchers (deps: WatchersDeps): Watchers {
  const teams = new Map<string, Watched>()
  const all: Figures = { watchers: new Set(), statsTimer: undefined, statsPending: false }
  const frameOf: FrameOf = (channel, type, data) => JSON.stringify({ v: 1, type, channel, time: deps.now().toISOString(), data })
  const presence = tellPresence(teams, frameOf, deps)
  const stopStats = tellStats(teams, all, frameOf, deps.hub)

  function stopTimers ({ presenceTimer, statsTimer }: Watched): void {
    clearTimeout(presenceTimer)
    clearTimeout(statsTimer)
  }

  return {
    watch (teamId, send) {
      const watched: Watched = teams.get(teamId) ??
        { watchers: new Set(), joined: new Set(), left: new Set(), presenceTimer: undefined, statsTimer: undefined, statsPending: false }
      teams.set(teamId, watched)
      const { watchers } = watched
      watchers.add(send)
      presence.tellNow(teamId, watched, send)
      return () => {
        watchers.delete(send)
        if (watchers.size > 0 || teams.get(teamId) !== watched) return
        stopTimers(watched)
        teams.delete(teamId)
      }
    },
    watchAll (send) {
      all.watchers.add(send)
      return () => {
        all.watchers.delete(send)
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

/** Who of a team is online: to whoever begins to watch, and to all at each change. */
function tellPresence (teams: Map<string, Watched>, frameOf: FrameOf, { presence, listMemberIds, onError }: WatchersDeps) {
  async function textOf (teamId: string, joined: string[], left: string[]): Promise<string> {
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
      const text = await textOf(teamId, joined, left)
      for (const send of watched.watchers) send(text)
    } catch (error) {
      onError(error)
      // Who has changed again meanwhile is told as that.
      for (const userId of joined) if (!watched.left.has(userId)) watched.joined.add(userId)
      for (const userId of left) if (!watched.joined.has(userId)) watched.left.add(userId)
      tellLater(teamId, watched, retryDelay)
    }
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
      tellLater(teamId, watched, presenceDelay)
    }
  })

  return {
    stop,
    tellNow (teamId: string, watched: Watched, send: Send): void {
      textOf(teamId, [], []).then((text) => {
        if (watched.watchers.has(send)) send(text)
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
    const text = frameOf(channel, 'dashboard.stats_refresh', { teamId, position: hub.position })
    for (const send of watched.watchers) send(text)
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
