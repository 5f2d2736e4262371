/** What is asked of a company with a history, and by whom. */
import { addDays } from '../../../src/rules/time/calendar.ts'
import { divisionId, teamId } from './fill.ts'

/** The places of people in the first team: see `fill.ts`. */
export const people = { lead: 0, manager: 1, hr: 2, admin: 3, employee: 4 }

export interface Question {
  name: string
  who: keyof typeof people
  /** @param round another one each time, so that no answer that is kept for the next one is measured. */
  path: (today: string, round: number) => string
}

const range = (today: string, days: number, round: number) => `from=${addDays(today, 1 - days - round)}&to=${addDays(today, -round)}`
const dashboard = (who: Question['who']): Question => ({ name: `dashboard, ${who}`, who, path: () => '/me/summary' })

export const questions: Question[] = [
  dashboard('employee'),
  dashboard('lead'),
  dashboard('manager'),
  dashboard('hr'),
  { name: 'team page: metrics of 30 days', who: 'lead', path: (today, round) => `/teams/${teamId(0)}/metrics?${range(today, 30, round)}` },
  { name: 'team page: members', who: 'lead', path: () => `/teams/${teamId(0)}/members` },
  ...(['employee', 'lead', 'manager', 'hr'] as const).map((who): Question => ({
    name: `summary of 30 days, ${who}`,
    who,
    path: (today, round) => `/analytics/summary?${range(today, 30, round)}`
  })),
  ...(['lead', 'manager', 'hr'] as const).map((who): Question => ({
    name: `trends of 365 days, ${who}`,
    who,
    path: (today, round) => `/analytics/trends?bucket=week&${range(today, 365, round)}`
  })),
  {
    name: 'heatmap of a division, 92 days',
    who: 'manager',
    path: (today, round) => `/analytics/heatmap?divisionId=${divisionId(0)}&${range(today, 92, round)}`
  },
  ...(['employee', 'lead', 'hr'] as const).map((who): Question => ({
    name: `search of words that are nowhere, ${who}`,
    who,
    path: (_today, round) => `/search?q=nowhere+${round}`
  })),
  { name: 'search of a word that is everywhere', who: 'hr', path: () => '/search?q=collars' },
  { name: 'notifications, the 100 newest', who: 'employee', path: () => '/notifications' }
]

/** Lists that come in pages. */
export const lists: Question[] = [
  { name: 'reports', who: 'hr', path: (today) => `/reports?${range(today, 92, 0)}` },
  { name: 'reports of a division', who: 'manager', path: (today) => `/reports?${range(today, 92, 0)}` },
  { name: 'reports to review', who: 'hr', path: () => '/reports?view=review' },
  { name: 'obligations', who: 'hr', path: (today) => `/obligations?${range(today, 92, 0)}` },
  { name: 'inbox', who: 'employee', path: () => '/me/inbox' },
  { name: 'people', who: 'hr', path: () => '/people' },
  { name: 'accounts', who: 'hr', path: () => '/users' },
  { name: 'teams', who: 'hr', path: () => '/teams' },
  { name: 'leaves', who: 'hr', path: () => '/leaves?view=scope' },
  { name: 'blockers', who: 'hr', path: () => '/blockers' },
  { name: 'holidays', who: 'hr', path: () => '/holidays' },
  { name: 'delegations', who: 'hr', path: () => '/delegations' },
  { name: 'audit log', who: 'admin', path: () => '/audit' }
]
