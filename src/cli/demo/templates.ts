import type { TemplateFieldInput } from '../../../generated/schemas.ts'
import { toDateTime } from '../../database/dialect.ts'
import type { DemoRows } from '../../repositories/platform/demo.ts'
import { wholeField } from '../../rules/work/templates.ts'
import { named } from './named.ts'
import type { DivisionKey } from './people.ts'

const ofProduction: TemplateFieldInput[] = [
  { key: 'shift', label: 'Shift', type: 'select', required: true, options: ['Pagi', 'Siang', 'Malam'] },
  { key: 'pieces', label: 'Jumlah pcs', type: 'number' }
]
const ofQuality: TemplateFieldInput[] = [
  { key: 'inspected', label: 'Jumlah diperiksa', type: 'number', required: true },
  { key: 'rejected', label: 'Jumlah ditolak', type: 'number' }
]

/** What production and quality control ask of their reports. @param founded in milliseconds since 1970. */
export function demoTemplates (
  divisionId: (key: DivisionKey) => string | null,
  founded: number
): Pick<DemoRows, 'templates' | 'templateRevisions'> {
  const time = toDateTime(new Date(founded))
  const all = [
    { id: named.templates.production, division: 'production' as const, name: 'Laporan produksi', fields: ofProduction },
    { id: named.templates.quality, division: 'quality' as const, name: 'Laporan inspeksi', fields: ofQuality }
  ]
  return {
    templates: all.map(({ id, division, name }) => ({
      id,
      scope_key: divisionId(division)!,
      live_key: '',
      name,
      revision: 1,
      archived_at: null,
      created_at: time,
      version: 1
    })),
    templateRevisions: all.map(({ id, name, fields }) => ({
      template_id: id,
      revision: 1,
      name,
      required: 0,
      fields: JSON.stringify(fields.map(wholeField)),
      created_at: time
    }))
  }
}
