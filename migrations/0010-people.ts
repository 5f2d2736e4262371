import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import { schemaChanges } from '../src/database/migration/schema-changes.ts'

/** Where people belong, since when, and what that was on each day; divisions and teams that can be put away. */
export async function up (db: Kysely<any>): Promise<void> {
  const { type, createTable, addColumn, addReference, createIndex } = schemaChanges(db)
  const one = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(1)

  await addColumn('divisions', 'code', type.text(24))
  await addColumn('divisions', 'archived_at', type.dateTime)
  await addColumn('divisions', 'version', type.integer, one)
  await fillCodes(db)
  await createIndex('divisions', 'divisions_code', ['code'], { unique: true })
  await createIndex('divisions', 'divisions_by_name', ['name', 'id'])

  await addColumn('teams', 'archived_at', type.dateTime)
  await addColumn('teams', 'version', type.integer, one)
  await renameDoubles(db)
  // The name first: MySQL keeps the index that it made for the foreign key.
  await createIndex('teams', 'teams_of_division', ['name', 'division_id'], { unique: true })

  await addColumn('users', 'joined_on', type.chosenDate)
  await addColumn('users', 'left_on', type.chosenDate)
  await addColumn('users', 'report_required', type.integer, one)
  await addColumn('users', 'employee_no', type.text(40))
  await addColumn('users', 'title', type.text(120))
  await addColumn('users', 'phone', type.text(40))
  await addReference('users', 'primary_team_id', type.id, 'users_primary_team', 'teams')
  await choosePrimaryTeams(db)

  await createTable('person_facts')
    .addColumn('user_id', type.id, (column) => column.notNull())
    .addColumn('from_day', type.date, (column) => column.notNull())
    .addColumn('division_id', type.id)
    .addColumn('team_id', type.id)
    .addColumn('required', type.integer, (column) => column.notNull())
    .addColumn('active', type.integer, (column) => column.notNull())
    .addColumn('joined_on', type.chosenDate)
    .addColumn('left_on', type.chosenDate)
    .addPrimaryKeyConstraint('person_facts_key', ['user_id', 'from_day'])
    .addForeignKeyConstraint('person_facts_user', ['user_id'], 'users', ['id'])
    .execute()
  await recordFirstFacts(db)
}

export async function down (db: Kysely<any>): Promise<void> {
  const { dropTable, dropColumn, dropReference, dropIndex } = schemaChanges(db)
  await dropTable('person_facts')
  await dropReference('users', 'primary_team_id', 'users_primary_team')
  for (const column of ['phone', 'title', 'employee_no', 'report_required', 'left_on', 'joined_on']) await dropColumn('users', column)
  await dropIndex('teams', 'teams_of_division')
  for (const column of ['version', 'archived_at']) await dropColumn('teams', column)
  await dropIndex('divisions', 'divisions_by_name')
  await dropIndex('divisions', 'divisions_code')
  for (const column of ['version', 'archived_at', 'code']) await dropColumn('divisions', column)
}

const longestCode = 24
const longestName = 120

/** `base`, shortened and numbered where it is taken. */
function numbered (base: string, longest: number, suffix: (n: number) => string, isTaken: (text: string) => boolean): string {
  for (let n = 1;; n++) {
    const end = n === 1 ? '' : suffix(n)
    const text = [...base].slice(0, longest - end.length).join('') + end
    if (!isTaken(text)) return text
  }
}

async function fillCodes (db: Kysely<any>): Promise<void> {
  const rows: { id: string, name: string, code: string | null }[] = await db.selectFrom('divisions').select(['id', 'name', 'code'])
    .orderBy('name').execute()
  const taken = new Set(rows.map(({ code }) => code))
  for (const { id, name } of rows.filter(({ code }) => code === null)) {
    const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
    const code = numbered(letters || 'DIVISION', longestCode, (n) => `-${n}`, (code) => taken.has(code))
    taken.add(code)
    await db.updateTable('divisions').set({ code }).where('id', '=', id).execute()
  }
}

/** Of two teams of one name in a division the older one keeps it. */
async function renameDoubles (db: Kysely<any>): Promise<void> {
  const rows: { id: string, division_id: string, name: string }[] = await db.selectFrom('teams').select(['id', 'division_id', 'name'])
    .orderBy('id').execute()
  const keyOf = (divisionId: string, name: string) => `${divisionId} ${name}`
  const taken = new Set(rows.map((row) => keyOf(row.division_id, row.name)))
  const seen = new Set<string>()
  for (const { id, division_id: divisionId, name } of rows) {
    if (seen.has(keyOf(divisionId, name))) {
      const other = numbered(name, longestName, (n) => ` (${n})`, (text) => taken.has(keyOf(divisionId, text)))
      taken.add(keyOf(divisionId, other))
      await db.updateTable('teams').set({ name: other }).where('id', '=', id).execute()
    }
    seen.add(keyOf(divisionId, name))
  }
}

/** Where one works, rather than what one leads; the first by name. */
async function choosePrimaryTeams (db: Kysely<any>): Promise<void> {
  const rows: { user_id: string, team_id: string, role: string }[] = await db.selectFrom('team_members')
    .innerJoin('teams', 'teams.id', 'team_members.team_id').innerJoin('users', 'users.id', 'team_members.user_id')
    .where('users.primary_team_id', 'is', null)
    .select(['team_members.user_id', 'team_members.team_id', 'team_members.role'])
    .orderBy('teams.name').orderBy('teams.id').execute()
  for (const [userId, memberships] of Map.groupBy(rows, (row) => row.user_id)) {
    const { team_id: teamId } = memberships.find(({ role }) => role === 'member') ?? memberships[0]
    await db.updateTable('users').set({ primary_team_id: teamId }).where('id', '=', userId).execute()
  }
}

const chunkSize = 500

/** What is known of everybody counts from the day that they came. */
async function recordFirstFacts (db: Kysely<any>): Promise<void> {
  const rows = await db.selectFrom('users').leftJoin('teams', 'teams.id', 'users.primary_team_id')
    .where('users.id', 'not in', db.selectFrom('person_facts').select('user_id'))
    .select([
      'users.id',
      'users.created_at',
      'users.disabled_at',
      'users.division_id',
      'teams.id as team_id',
      'teams.division_id as team_division'
    ])
    .execute()
  const facts = rows.map((row) => ({
    user_id: row.id,
    from_day: row.created_at.slice(0, 10),
    division_id: row.team_division ?? row.division_id,
    team_id: row.team_id,
    required: 1,
    active: row.disabled_at === null ? 1 : 0,
    joined_on: null,
    left_on: null
  }))
  for (let start = 0; start < facts.length; start += chunkSize) {
    await db.insertInto('person_facts').values(facts.slice(start, start + chunkSize)).execute()
  }
}
