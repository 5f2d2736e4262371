import type { Operations } from '../../../generated/operations.ts'
import type { Database } from '../../database/tables.ts'
import * as figures from '../../repositories/insight/figures.ts'
import * as heatmap from '../../repositories/insight/heatmap.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import { leadershipScope, leads, type Viewer } from '../../rules/identity/viewer.ts'
import { difference, rounded } from '../../rules/insight/figures.ts'
import { measureParts, type Parts } from '../../rules/insight/parts.ts'
import { previousRange } from '../../rules/insight/ranges.ts'
import { byCategory, pointsOf } from '../../rules/insight/summaries.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { daysOf } from '../../rules/time/ranges.ts'
import { organisationDays } from '../shared/time/days.ts'
import type { HandlerDeps } from '../deps.ts'
import { createExports } from '../shared/insight/exports.ts'
import { figuresOf, peopleFigures } from '../shared/insight/figures.ts'
import { createSums } from '../shared/insight/sums.ts'
import { implement } from '../implement.ts'
import { readerLocale } from '../shared/platform/locales.ts'
import { pageAsked } from '../pages.ts'
import { figureRange, rangeFaults } from '../shared/time/ranges.ts'
import { createShared } from '../shared/insight/answers.ts'

/** In days. */
const longestHeatmap = 92

type Filter = figures.FigureFilter
type Query<Id extends keyof Operations> = Operations[Id]['query']

export function analyticsHandlers ({ db, clock, transaction, audit, closing, report }: HandlerDeps) {
  const exports = createExports(db, closing, report)
  const shared = createShared({ db, clock })
  const sums = createSums({ db })
  const today = async () => (await organisationDays(db, clock.now())).today

  async function summaryOf (viewer: Viewer, query: Query<'getAnalyticsSummary'>) {
    const { from, to, ...narrower } = query
    const range = figureRange({ from, to }, await today())
    const now = clock.now()
    const filter: Filter = { ...sightOf(viewer), ...narrower, ...range }
    const before = previousRange(range)
    const summed = await sums.summary(filter, before, isOfDivision(viewer, filter), now)
    const [these, those] = [measureParts(summed.these), measureParts(summed.those)]
    const { byDivision, byTeam, categories } = summed
    return {
      ...range,
      figures: rounded(these),
      previous: { ...before, figures: rounded(those) },
      delta: rounded(difference(these, those)),
      byDivision: await figuresOf(db, 'divisions', measured(byDivision), (divisionId, name, each) => ({ divisionId, name, figures: each })),
      byCategory: byCategory(figures.spelt(categories)),
      byTeam: byTeam
        ? await figuresOf(db, 'teams', measured(byTeam), (teamId, name, each) => ({ teamId, name, figures: each }))
        : null,
      byPerson: await leadsAsked(db, viewer, filter) ? await peopleFigures(db, filter, now) : null
    }
  }

  async function trendsOf (viewer: Viewer, { from, to, bucket = 'day', ...narrower }: Query<'getAnalyticsTrends'>) {
    const range = figureRange({ from, to }, await today())
    const filter: Filter = { ...sightOf(viewer), ...narrower, ...range }
    return { bucket, ...range, points: pointsOf(range, bucket, await sums.daily(filter, clock.now())) }
  }

  async function heatmapOf (viewer: Viewer, { from, to, cursor, limit, ...narrower }: Query<'getAnalyticsHeatmap'>) {
    const day = await today()
    const page = pageAsked({ cursor, limit }, heatmap.byName, rangeFaults({ from, to }, day, longestHeatmap))
    const range = figureRange({ from, to }, day, longestHeatmap)
    const filter: Filter = { ...sightOf(viewer), ...narrower, ...range }
    const days = daysOf(range)
    const { items: users, nextCursor } = await heatmap.listPeople(db, filter, days, page)
    const cells = new Map(
      (await heatmap.listCells(db, filter, users.map(({ id }) => id), clock.now())).map(({ userId, date, outcome }) =>
        [`${userId} ${date}`, outcome] as const
      )
    )
    const items = users.map((user) => ({ user, cells: days.map((date) => cells.get(`${user.id} ${date}`) ?? null) }))
    return { ...range, days, items, nextCursor }
  }

  return implement('analytics', {
    async getAnalyticsSummary ({ query, viewer }) {
      return shared(viewer, ['summary', query], () => summaryOf(viewer, query))
    },

    async getAnalyticsTrends ({ query, viewer }) {
      return shared(viewer, ['trends', query], () => trendsOf(viewer, query))
    },

    async getAnalyticsHeatmap ({ query, viewer }) {
      return shared(viewer, ['heatmap', query], () => heatmapOf(viewer, query))
    },

    async exportAnalytics ({ query: { format = 'csv', dataset, from, to, ...narrower }, viewer, request }) {
      const now = clock.now()
      const { timeZone } = await readDayRules(db, now)
      const range = figureRange({ from, to }, localDate(now, timeZone))
      const filter: Filter = { ...sightOf(viewer), ...narrower, ...range }
      const locale = await readerLocale(db, viewer, request)
      const details = { dataset, format, ...range, ...narrower }
      return exports.start(
        { viewer, dataset, format, filter, timeZone, locale, now },
        () =>
          transaction((tx) =>
            audit(tx, request, { action: 'analytics.exported', targetType: 'organisation', targetId: null, after: details })
          )
      )
    }
  })
}

const sightOf = (viewer: Viewer) => ({ viewerId: viewer.id, scope: leadershipScope(viewer) })

/** Is one division meant? */
function isOfDivision (viewer: Viewer, { divisionId }: Filter): boolean {
  return divisionId !== undefined || leadershipScope(viewer).divisionId !== null
}

/** Is one team meant, which the viewer leads? */
async function leadsAsked (db: Database, viewer: Viewer, { teamId }: Filter): Promise<boolean> {
  const team = teamId === undefined ? undefined : await teams.find(db, teamId)
  return team !== undefined && leads(viewer, team)
}

const measured = (parts: Map<string, Parts>) => new Map([...parts].map(([id, its]) => [id, measureParts(its)]))
