import type { Person, ReportDigest } from '../../../generated/schemas.ts'
import * as colleagues from '../../repositories/organisation/colleagues.ts'
import { listPeople } from '../../repositories/organisation/pictures.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import { rightOver, standsInAt } from '../../rules/identity/stand-ins.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { acquaintanceOf } from '../../rules/organisation/colleagues.ts'
import { canSeeTeam } from '../../rules/organisation/teams.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { readDigest } from '../../steps/insight/digests.ts'
import { digestPage } from '../../texts/digests.ts'
import { asHtml, asText, pageStyle } from '../../texts/pages.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { readerLocale } from '../shared/platform/locales.ts'
import { figureRange } from '../shared/time/ranges.ts'

/** In days. */
const longest = 31

interface Asked {
  from?: string
  to?: string
  userId?: string
  teamId?: string
}

export function digestHandlers ({ db, clock }: HandlerDeps) {
  async function digestOf (viewer: Viewer, { from, to, userId, teamId }: Asked): Promise<ReportDigest> {
    const now = clock.now()
    const { timeZone } = await readDayRules(db, now)
    const range = figureRange({ from, to }, localDate(now, timeZone), longest)
    const ofWhom = userId ?? (teamId === undefined ? viewer.id : undefined)
    const [user, team] = [await personSeen(viewer, ofWhom), await teamSeen(viewer, teamId)]
    return readDigest(db, { viewer, range, userId: ofWhom, teamId, user, team }, { now, timeZone })
  }

  async function teamSeen (viewer: Viewer, teamId: string | undefined) {
    const team = teamId === undefined ? undefined : await teams.findWhole(db, teamId)
    const isSeen = team && [canSeeTeam, standsInAt].some((sees) => sees(viewer, { teamId: team.id, divisionId: team.divisionId }))
    return isSeen ? { id: team.id, name: team.name } : null
  }

  async function personSeen (viewer: Viewer, userId: string | undefined): Promise<Person | null> {
    if (userId === undefined) return null
    const place = await teams.findPrimary(db, userId)
    const isSeen = (place && rightOver(viewer, { userId, ...place })) ||
      await colleagues.find(db, userId, viewer.id, acquaintanceOf(viewer))
    return isSeen ? (await listPeople(db, [userId]))[0] : null
  }

  return implement('analytics', {
    async getReportDigest ({ query, viewer }) {
      return digestOf(viewer, query)
    },

    async getReportDigestPage ({ query: { format = 'html', ...asked }, viewer, request }) {
      const page = digestPage(await digestOf(viewer, asked), await readerLocale(db, viewer, request))
      return format === 'html'
        ? { type: 'text/html', content: Buffer.from(asHtml(page)), style: pageStyle }
        : { type: 'text/plain', content: Buffer.from(asText(page)) }
    }
  })
}
