/** Figures of divisions, teams or people, one by one. */
import type { PersonFigures } from '../../../../generated/schemas.ts'
import type { Database } from '../../../database/tables.ts'
import * as figures from '../../../repositories/insight/figures.ts'
import { namesOf } from '../../../repositories/insight/names.ts'
import { listPeople } from '../../../repositories/organisation/pictures.ts'
import { measure, rounded, type Figures } from '../../../rules/insight/figures.ts'
import { splitBy } from '../../../rules/insight/summaries.ts'

/** Of each in which there is anything, by name. @param parts their figures, by id. */
export async function figuresOf<Told> (
  db: Database,
  table: 'divisions' | 'teams',
  parts: Map<string, Figures>,
  tell: (id: string, name: string, figures: Figures) => Told
): Promise<Told[]> {
  return byName(await namesOf(db, table, [...parts.keys()]), parts, tell)
}

function byName<Told> (
  names: Map<string, string>,
  parts: Map<string, Figures>,
  tell: (id: string, name: string, figures: Figures) => Told
): Told[] {
  return [...parts].map(([id, part]) => ({ id, name: names.get(id) ?? '', part }))
    .sort((a, b) => a.name < b.name || (a.name === b.name && a.id < b.id) ? -1 : 1)
    .map(({ id, name, part }) => tell(id, name, rounded(part)))
}

export async function peopleFigures (db: Database, filter: figures.FigureFilter, now: Date): Promise<PersonFigures[]> {
  const counted = splitBy(await figures.count(db, filter, 'person', now))
  const parts = new Map([...counted].map(([id, its]) => [id, measure(its)]))
  const people = new Map((await listPeople(db, [...parts.keys()])).map((person) => [person.id, person]))
  const names = new Map([...people.values()].map(({ id, name }) => [id, name]))
  return byName(names, parts, (id, _name, each) => ({ user: people.get(id)!, figures: each }))
}
