import type { Explanation } from '../../../generated/schemas.ts'
import { explanationTexts as texts } from '../../texts/explanations.ts'
import type { Locale, Translated } from '../../texts/locale.ts'
import type { Employment, Terms } from './obligations.ts'
import { localDateTime } from './zone.ts'

/** All that decides about a day of a person, and what came of it. Instants are milliseconds since 1970. */
export interface Facts {
  date: string
  timeZone: string
  forecast: boolean
  /** As they were on the day; null before they came. */
  person: Employment | null
  terms: Terms | null
  outcome: Explanation['outcome']
  reason: Explanation['reason']
  timing: Explanation['timing']
  firstSubmittedAt: number | null
  lateMinutes: number | null
  roster: Explanation['roster']
  schedule: Explanation['schedule']
  holiday: Explanation['holiday']
  leave: Explanation['leave']
  excuse: Explanation['excuse']
  extension: Explanation['extension']
}

type Step = Explanation['steps'][number]

/** The steps of the rule, in its order, as far as it went. */
export function stepsOf (facts: Facts, locale: Locale): Step[] {
  const step = (rule: Step['rule'], result: string, text: Translated): Step => ({ rule, result, text: text[locale].slice(0, 1000) })
  const end = [
    ...handInSteps(facts, step),
    step('outcome', facts.outcome ?? 'none', facts.outcome ? texts.outcome(facts.outcome) : texts.nothingOwed)
  ]
  const absent = facts.terms === null ? absenceOf(facts) : undefined
  if (absent) return [step('person', absent, texts.person(absent)), ...end]
  const { roster } = facts
  if (roster) return [rosterStep(roster, step), ...(roster.shift === null ? [] : workSteps(facts, step)), ...end]
  if (!facts.schedule) return [step('schedule', 'none', texts.noSchedule), ...end]
  return [
    step('schedule', facts.schedule.scope, texts.schedule(facts.schedule)),
    ...workSteps(facts, step),
    ...end
  ]
}

function rosterStep ({ shift }: NonNullable<Facts['roster']>, step: MakeStep): Step {
  return shift === null ? step('roster', 'off', texts.dayOff) : step('roster', 'shift', texts.shift(shift.name))
}

function workSteps (facts: Facts, step: MakeStep): Step[] {
  return [...dayStep(facts, step), ...(facts.terms === null ? [] : owedSteps(facts, facts.terms, step))]
}

type MakeStep = (rule: Step['rule'], result: string, text: Translated) => Step

function absenceOf ({ person, date }: Facts): Parameters<typeof texts.person>[0] | undefined {
  if (!person) return 'unknown'
  const { active, joinedOn, leftOn, teamId, reportRequired } = person
  if (!active || (joinedOn !== null && joinedOn > date) || (leftOn !== null && leftOn < date)) return 'notEmployed'
  if (teamId === null) return 'noTeam'
  return reportRequired ? undefined : 'notRequired'
}

function dayStep ({ holiday, terms, date }: Facts, step: MakeStep): Step[] {
  if (holiday) return [step(holiday.kind === 'workday' ? 'workday' : 'holiday', holiday.kind, texts.holiday(holiday))]
  return terms === null ? [step('holiday', 'notWorked', texts.notWorked(date))] : []
}

function owedSteps ({ leave, excuse, extension, reason, timeZone }: Facts, terms: Terms, step: MakeStep): Step[] {
  const [deadline, grace, closes] = [terms.deadlineAt, terms.graceUntil, terms.closesAt].map((instant) => localDateTime(instant, timeZone))
  const part = leave?.part === 'full' ? 'full' : 'half'
  return [
    ...(leave ? [step('leave', part, texts.leave(part))] : []),
    ...(excuse
      ? [
        step(
          'excuse',
          'manual',
          texts.excuse({ by: excuse.by?.name ?? '–', onBehalfOf: excuse.onBehalfOf?.name ?? null, note: excuse.note })
        )
      ]
      : []),
    ...(reason === 'inactive' ? [step('excuse', 'inactive', texts.inactive)] : []),
    step('deadline', 'set', texts.deadline({ deadline, grace, closes })),
    ...(extension ? [step('extension', 'extended', texts.extension({ by: extension.by?.name ?? '–', note: extension.note }))] : [])
  ]
}

function handInSteps ({ firstSubmittedAt, lateMinutes, timing, timeZone }: Facts, step: MakeStep): Step[] {
  if (firstSubmittedAt === null) return [step('handIn', 'none', texts.noHandIn)]
  return [step('handIn', timing ?? 'unknown', texts.handIn({ at: localDateTime(firstSubmittedAt, timeZone), lateMinutes }))]
}
