import type { Config } from '../../../config.ts'
import type { Database } from '../../../database/tables.ts'
import type { Site } from './site.ts'

export interface Finding {
  state: 'good' | 'warning' | 'bad'
  /** What is so. */
  says: string
  /** What to do about it; undefined for nothing. */
  todo?: string
}

/** What can be looked at. Nothing is changed anywhere. */
export interface Patient {
  config: Config
  /** Names, ports and folders of this server. */
  site: Site
  /** Opened at the first call. */
  database: () => Database
}

export interface Check {
  /** A word or two, for `--only` and for whoever reads the JSON. */
  name: string
  look: (patient: Patient) => Promise<Finding | Finding[]>
}

/** In milliseconds: no check takes longer. */
const patience = 8000

export const good = (says: string): Finding => ({ state: 'good', says })
export const warning = (says: string, todo: string): Finding => ({ state: 'warning', says, todo })
export const bad = (says: string, todo: string): Finding => ({ state: 'bad', says, todo })

/** Looks, and takes whatever goes wrong meanwhile for a finding. */
export async function lookAt (
  { name, look }: Check,
  patient: Patient,
  explain: (error: unknown) => string
): Promise<(Finding & { name: string })[]> {
  const late = Promise.withResolvers<Finding>()
  const timer = setTimeout(
    () => late.resolve(bad(`no answer within ${patience / 1000} s`, 'Look at what it asks, and ask again')),
    patience
  )
  try {
    const found = await Promise.race([look(patient), late.promise])
    return [found].flat().map((finding) => ({ name, ...finding }))
  } catch (error) {
    return [{ name, ...bad(explain(error), 'Mend this first; other findings may follow from it') }]
  } finally {
    clearTimeout(timer)
  }
}
