import { readFile } from 'node:fs/promises'
import { inTransaction } from '../../database/transaction.ts'
import type { Database } from '../../database/tables.ts'
import { auditKeyOf } from '../../deps.ts'
import { idsByName } from '../../repositories/organisation/divisions.ts'
import { lock } from '../../repositories/organisation/settings.ts'
import { append } from '../../repositories/platform/audit.ts'
import { importHolidays } from '../../repositories/time/holiday-import.ts'
import { listOn } from '../../repositories/time/holidays.ts'
import { readCsv, type CsvFault } from '../../rules/csv.ts'
import { optionalColumns, planHolidays, requiredColumns, type HolidayPlan } from '../../rules/time/holiday-import.ts'
import { faultTexts, type FaultText } from '../../texts/faults.ts'
import type { Config } from '../../config.ts'
import { UsageError, type Command } from '../command.ts'

export const holidaysImport: Command = {
  name: 'holidays:import',
  summary: 'holidays from a CSV file',
  about: `Reads a file with the headings date (YYYY-MM-DD), name, kind (national, joint_leave, company, workday) and, where it is for one
division only, division, its name. A holiday of the same date and division gets the name and kind of its line; others stay. With
a fault in any line nothing is stored, and each is named.`,
  options: {
    file: { type: 'string', value: 'FILE', about: 'the file, in UTF-8' },
    'dry-run': { type: 'boolean', about: 'say what would be done, and do nothing' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN', 'WORKPULSE_PASSWORD_PEPPER'],
  async run ({ values, config, database, tell, complain }) {
    const { file } = values
    if (typeof file !== 'string') throw new UsageError('Name the file with --file')
    const csv = readCsv(await textOf(file), requiredColumns, optionalColumns)
    const plan = await inTransaction(database(), async (tx) => {
      await lock(tx)
      const present = await listOn(tx, [...new Set(csv.rows.map(({ cells }) => cells.date))])
      const plan = planHolidays(csv, await idsByName(tx), present)
      if (!values['dry-run'] && plan.faults.length === 0) await store(tx, config, plan)
      return plan
    })
    for (const fault of plan.faults) complain(`${file}:${fault.line} ${textFor(fault)}`, { ...fault })
    if (plan.faults.length > 0) return 1
    const counts = { created: plan.created.length, updated: plan.updated.length, unchanged: plan.unchanged }
    const said = `${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged`
    tell(values['dry-run'] ? `Nothing was changed; it would be: ${said}` : said, counts)
    return 0
  }
}

/** @throws UsageError for what cannot be read, or is no text. */
async function textOf (file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${file} is not UTF-8`)
  }
}

async function store (tx: Database, config: Config, plan: HolidayPlan): Promise<void> {
  if (plan.created.length + plan.updated.length === 0) return
  const now = new Date()
  await importHolidays(tx, plan, now)
  // By whoever may run commands on the server: nobody of the organisation.
  await append(tx, auditKeyOf(config), {
    time: now,
    actorId: null,
    address: null,
    requestId: null,
    action: 'holidays.imported',
    targetType: 'organisation',
    targetId: null,
    after: { created: plan.created.length, updated: plan.updated.length }
  })
}

function textFor ({ column, rule, limit = 0 }: CsvFault): string {
  const text: FaultText = faultTexts[rule]
  const { en } = typeof text === 'function' ? text(limit) : text
  return column === null ? en : `${column} ${en}`
}
