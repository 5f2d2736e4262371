import type { Person, ReportDigest } from '../../../generated/schemas.ts'
import { notFound } from '../../http/errors.ts'
import * as colleagues from '../../repositories/organisation/colleagues.ts'
import { listPeople } from '../../repositories/organisation/pictures.ts'
import { readDayRules } from '../../repositories/organisation/settings.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import { rightOver, standsInAt } from '../../rules/identity/stand-ins.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { acquaintanceOf } from '../../rules/organisation/colleagues.ts'
import { canSeeTeam } from '../../rules/organisation/teams.ts'
import { localDate } from '../../rules/time/calendar.ts'
import { readDigest } from '../../steps/insight/digests.ts'
import { digestPage } from '../../texts/digests.ts'
import { asHtml, asText, pageStyle } from '../../texts/pages.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { readerLocale } from '../locales.ts'
import { figureRange } from '../ranges.ts'

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
    const team = teamId === undefined ? null : await teamAsked(viewer, teamId)
    const user = team && userId === undefined ? null : await personAsked(viewer, userId ?? viewer.id)
    return readDigest(db, { viewer, range, user, team }, { now, timeZone })
  }

  async function teamAsked (viewer: Viewer, teamId: string) {
    const { id, name } = climb(await teams.findWhole(db, teamId), {
      sees: (team) => [canSeeTeam, standsInAt].some((sees) => sees(viewer, { teamId: team.id, divisionId: team.divisionId }))
    })
    return { id, name }
  }

  /** @throws NOT_FOUND for whom the viewer need not know of. */
  async function personAsked (viewer: Viewer, userId: string): Promise<Person> {
    const place = await teams.findPrimary(db, userId)
    const isKnown = (place && rightOver(viewer, { userId, ...place })) ||
      await colleagues.find(db, userId, viewer.id, acquaintanceOf(viewer))
    if (!isKnown) throw notFound()
    const [person] = await listPeople(db, [userId])
    return person
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
