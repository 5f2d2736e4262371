import type { SearchHit, SearchType } from '../../../generated/schemas.ts'
import { excerptOf } from '../../database/queries/excerpts.ts'
import { validationFailed } from '../../http/errors.ts'
import * as calendarEvents from '../../repositories/insight/calendar-events.ts'
import * as colleagues from '../../repositories/organisation/colleagues.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as found from '../../repositories/outward/search.ts'
import { workScope } from '../../rules/identity/stand-ins.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { acquaintanceOf } from '../../rules/organisation/colleagues.ts'
import { teamScope } from '../../rules/organisation/teams.ts'
import { mostHits, reachOf, reachOfEvents, searchBack, searchTime, wordsOf, type Days } from '../../rules/outward/search.ts'
import { addDays, localDate } from '../../rules/time/calendar.ts'
import { startOfDay } from '../../rules/time/zone.ts'
import { viewOf } from '../shared/insight/calendar-entries.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

interface Found {
  hits: SearchHit[]
  truncated: boolean
}

/** What one search is about: who asks for which words, on which day, and whether its time is over. */
interface Asked {
  viewer: Viewer
  words: string[]
  today: string
  timeZone: string
  isOver: () => boolean
}

export function searchHandlers ({ db, clock }: HandlerDeps) {
  const kinds: Record<SearchType, (asked: Asked) => Promise<Found>> = {
    async person ({ viewer, words }) {
      const filter = { viewerId: viewer.id, acquaintance: acquaintanceOf(viewer), words }
      const { items, nextCursor } = await colleagues.list(db, filter, pageAsked({ limit: mostHits }, colleagues.byName))
      return { hits: items.map(({ id, name }) => named('person', id, name, words)), truncated: nextCursor !== null }
    },

    async team ({ viewer, words }) {
      const filter = { scope: teamScope(viewer), archived: false, words }
      const { items, nextCursor } = await teams.list(db, filter, pageAsked({ limit: mostHits }, teams.byName))
      return { hits: items.map(({ id, name }) => named('team', id, name, words)), truncated: nextCursor !== null }
    },

    async event ({ viewer, words, today, isOver }) {
      const view = await viewOf(db, viewer)
      return searchBack(reachOfEvents(today), isOver, async (days, limit) => {
        const events = await calendarEvents.search(db, view, words, { ...days, limit })
        return events.map(({ id, title, description, location, date }) => ({
          type: 'event',
          id,
          reportId: null,
          title,
          excerpt: excerptOf([title, description, location], words),
          date
        }))
      })
    },

    async report ({ viewer, words, today, isOver }) {
      const search = { viewerId: viewer.id, scope: workScope(viewer), words }
      return searchBack(reachOf(today), isOver, (days, limit) => found.findReports(db, search, days, limit))
    },

    async comment ({ viewer, words, today, timeZone, isOver }) {
      const search = { viewerId: viewer.id, scope: workScope(viewer), words }
      const instants = ({ from, to }: Days) => ({
        from: new Date(startOfDay(from, timeZone)),
        to: new Date(startOfDay(addDays(to, 1), timeZone))
      })
      return searchBack(reachOf(today), isOver, async (days, limit) => {
        const comments = await found.findComments(db, search, instants(days), limit)
        return comments.map(({ writtenAt, ...comment }) => ({ ...comment, date: localDate(writtenAt, timeZone) }))
      })
    }
  }

  return implement('search', {
    async search ({ query: { q, type }, viewer }) {
      const { words, objection } = wordsOf(q)
      if (objection) throw validationFailed([objection])
      const now = clock.now()
      const { timeZone } = await readDayRules(db, now)
      const until = performance.now() + searchTime
      const asked = { viewer, words, today: localDate(now, timeZone), timeZone, isOver: () => performance.now() >= until }
      const results: Found[] = []
      // One after the other: a search takes one connection, and what is small comes first.
      for (const [kind, find] of Object.entries(kinds)) if (type === undefined || type === kind) results.push(await find(asked))
      return { items: results.flatMap(({ hits }) => hits), truncated: results.some(({ truncated }) => truncated) }
    }
  })
}

function named (type: SearchType, id: string, name: string, words: string[]): SearchHit {
  return { type, id, reportId: null, title: name, excerpt: excerptOf([name], words), date: null }
}
