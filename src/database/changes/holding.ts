/**
 * Rows that a transaction holds until it ends, in a cluster. A lock there is one node's own: what is committed at another one meanwhile
 * only shows at the commit, where both have changed the same row. So whoever holds a row there changes it.
 */
import {
  ColumnNode,
  ColumnUpdateNode,
  type CompiledQuery,
  type OperationNode,
  RawNode,
  SelectModifierNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode
} from 'kysely'

/**
 * The tables whose rows are held by who does not change them, nor raises a number that whoever changes them raises too. They have
 * a column `held`: how often that was, which nobody reads.
 */
export const heldTables = ['organisation', 'reports', 'users', 'webhooks']

/** The change that holds the rows which a statement locks; undefined where it locks none, or none of these tables. */
export function holdingOf ({ query }: CompiledQuery): UpdateQueryNode | undefined {
  if (!SelectQueryNode.is(query) || !query.where || !isForUpdate(query)) return undefined
  const table = query.from?.froms.length === 1 && !query.joins ? query.from.froms[0] : undefined
  if (!table || !TableNode.is(table) || !heldTables.includes(table.table.identifier.name)) return undefined
  const update = ColumnUpdateNode.create(ColumnNode.create('held'), RawNode.createWithSql('held + 1'))
  return {
    ...UpdateQueryNode.cloneWithUpdates(UpdateQueryNode.create([table]), [update]),
    where: query.where,
    ...query.orderBy && { orderBy: query.orderBy }
  }
}

function isForUpdate ({ endModifiers = [] }: SelectQueryNode): boolean {
  return endModifiers.some((node: OperationNode) => SelectModifierNode.is(node) && node.modifier === 'ForUpdate')
}
