/** What templates ask of the fields of reports. */
import type { Report, Template, TemplateField, TemplateFieldInput } from '../../../generated/schemas.ts'
import type { Viewer } from '../identity/viewer.ts'
import type { Objection } from '../ladder.ts'
import { isDay } from '../time/calendar.ts'

/** A fault of the fields of a template; `index` of the field. */
export interface FieldFault {
  index: number
  key: 'key' | 'options' | 'type'
  rule: 'unique' | 'required' | 'empty' | 'keyType'
}

/** What the schema cannot say: each key once, and options where, and only where, something is chosen. */
export function faultsOfFields (fields: TemplateFieldInput[]): FieldFault[] {
  const keys = fields.map(({ key }) => key)
  return fields.flatMap(({ key, type, options = [] }, index): FieldFault[] => [
    ...(keys.indexOf(key) < index ? [{ index, key: 'key' as const, rule: 'unique' as const }] : []),
    ...(type === 'select' && options.length === 0 ? [{ index, key: 'options' as const, rule: 'required' as const }] : []),
    ...(type !== 'select' && options.length > 0 ? [{ index, key: 'options' as const, rule: 'empty' as const }] : [])
  ])
}

/** Which fields have a key that once was of another type: figures go on over revisions. @param former of all of them. */
export function changedTypes (fields: TemplateFieldInput[], former: TemplateField[]): FieldFault[] {
  return fields.flatMap(({ key, type }, index) =>
    former.some((each) => each.key === key && each.type !== type) ? [{ index, key: 'type' as const, rule: 'keyType' as const }] : []
  )
}

export function wholeField ({ key, label, type, required = false, options = [] }: TemplateFieldInput): TemplateField {
  return { key, label, type, required, options }
}

/** HR and admins see all of them, others those of everybody and of the divisions that they are of. */
export function seesTemplate (
  { role }: Pick<Viewer, 'role'>,
  { divisionId }: Pick<Template, 'divisionId'>,
  divisionIds: string[]
): boolean {
  return role === 'hr' || role === 'admin' || divisionId === null || divisionIds.includes(divisionId)
}

/** Can a report of this division be written by it? */
export function isChoosable ({ divisionId, archivedAt }: Template, ofDivision: string): boolean {
  return archivedAt === null && (divisionId === null || divisionId === ofDivision)
}

/**
 * What keeps a report from being handed in.
 * @param template the revision that it was begun with; undefined where it has none. @param present what counts in its division today.
 */
export function objectionsToFields (report: Report, template: Template | undefined, present: Template | undefined): Objection[] {
  // What was returned is handed in again as it was asked for the first time.
  const escapes = present?.required && report.templateId !== present.id && report.lastDecision === null
  if (escapes) return [{ path: '/body/templateId', rule: 'templateRequired' }]
  return (template?.fields ?? []).filter((field) => !fits(field, report.fields[field.key]))
    .map(({ key }) => ({ path: `/body/fields/${key}`, rule: 'templateField' }))
}

function fits ({ type, required, options }: TemplateField, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return !required
  switch (type) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'select':
      return typeof value === 'string' && options.includes(value)
    case 'date':
      return typeof value === 'string' && isDay(value)
  }
}
