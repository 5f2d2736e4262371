import { sql } from 'kysely'
import type { Category } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'

const most = 50

/** What these teams call their work, in items counted from a day on; the most used first. */
export async function listCategories (db: Database, teamIds: string[], from: string): Promise<Category[]> {
  if (teamIds.length === 0) return []
  const rows = await db.selectFrom('report_items').where('team_id', 'in', teamIds).where('counted_on', '>=', from)
    .where('category_key', 'is not', null)
    .select(['category_key', 'category', sql<number>`count(*)`.as('uses')])
    .groupBy(['category_key', 'category']).execute()
  const spelled = rows.map((row) => ({ key: row.category_key!, name: row.category!, uses: Number(row.uses) })).sort(mostUsed)
  const categories = [...Map.groupBy(spelled, ({ key }) => key).values()].map((those) => ({
    name: those[0].name,
    uses: those.reduce((sum, { uses }) => sum + uses, 0)
  }))
  return categories.sort(mostUsed).slice(0, most)
}

function mostUsed (a: Category, b: Category): number {
  return b.uses - a.uses || (a.name < b.name ? -1 : 1)
}
