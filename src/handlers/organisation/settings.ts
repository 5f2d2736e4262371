import type { FastifyRequest } from 'fastify'
import type { OrganisationSettings, UserSettings } from '../../../generated/schemas.ts'
import { forbidden, ruleRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import * as events from '../../repositories/platform/events.ts'
import {
  isCountry,
  isTimezone,
  keysOfOther,
  switchedOff,
  usualSettings,
  userSettingsOf,
  withChange,
  zoneInForceFrom,
  type OrganisationChange,
  type UserChange
} from '../../rules/organisation/settings.ts'
import { climb } from '../../rules/ladder.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { languageChanged } from '../../rules/platform/channels.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'

export function settingsHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  async function updateOwn (viewer: Viewer, request: FastifyRequest, version: number, change: UserChange): Promise<UserSettings> {
    const [refused] = switchedOff(change)
    return transaction(async (tx) => {
      const chosen = climb(await userSettings.find(tx, viewer.id) ?? usualSettings, { version })
      if (refused) throw ruleRefused(`/body/notifications/${refused}/inApp`, 'mandatory')
      const changed = withChange(chosen, change)
      await userSettings.replace(tx, viewer.id, version, changed)
      if (changed.locale !== chosen.locale) await events.append(tx, clock.now(), request.id, [languageChanged(viewer.id)])
      return userSettingsOf(await userSettings.find(tx, viewer.id))
    })
  }

  async function updateOrganisation (
    request: FastifyRequest,
    version: number,
    { timezone, ...change }: OrganisationChange
  ): Promise<OrganisationSettings> {
    const now = clock.now()
    return transaction(async (tx) => {
      const before = climb(await organisation.readSettings(tx, now), { version })
      refuseUnknownPlaces({ timezone, country: change.country })
      await organisation.updateSettings(tx, version, {
        ...change,
        ...(timezone !== undefined && { zones: zonesWith(timezone, before, now) })
      })
      const after = (await organisation.readSettings(tx, now))!
      const keys = Object.keys({ ...change, ...(timezone !== undefined && { timezone, pendingTimezone: null }) }) as (keyof typeof after)[]
      const among = (settings: OrganisationSettings) => Object.fromEntries(keys.map((key) => [key, settings[key]]))
      await audit(tx, request, {
        action: 'settings.updated',
        targetType: 'organisation',
        targetId: null,
        before: among(before),
        after: among(after)
      })
      return after
    })
  }

  return implement('settings', {
    async getSettings ({ query: { scope = 'user' }, viewer }) {
      if (scope === 'user') return userSettingsOf(await userSettings.find(db, viewer.id))
      if (viewer.role !== 'hr' && viewer.role !== 'admin') throw forbidden()
      return (await organisation.readSettings(db, clock.now()))!
    },

    async updateSettings ({ body: { scope = 'user', version, ...change }, viewer, request }) {
      checkKeys(scope, change)
      if (scope === 'user') return updateOwn(viewer, request, version, change)
      if (viewer.role !== 'admin') throw forbidden()
      return updateOrganisation(request, version, change)
    }
  })
}

/** @throws VALIDATION_FAILED for keys of the other scope, and for none at all. */
function checkKeys (scope: 'user' | 'org', change: object): void {
  const faults = keysOfOther(scope, change).map((key) => fault(`/body/${key}`, 'otherScope'))
  if (Object.keys(change).length === 0) faults.push(fault('/body', 'nothingChanged'))
  if (faults.length > 0) throw validationFailed(faults)
}

/** @throws RULE_REFUSED. */
function refuseUnknownPlaces ({ timezone, country }: OrganisationChange): void {
  if (timezone !== undefined && !isTimezone(timezone)) throw ruleRefused('/body/timezone', 'unknownTimezone')
  if (country !== undefined && !isCountry(country)) throw ruleRefused('/body/country', 'unknownCountry')
}

/** The present one again takes back what was to come. */
function zonesWith (zone: string, before: OrganisationSettings, now: Date) {
  const present = before.timezone
  const pending = zone === present ? null : { zone, from: zoneInForceFrom(zone, before, now) }
  return { present, pending }
}
