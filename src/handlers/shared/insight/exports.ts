/** Files for spreadsheet programs, made while they are sent. */
import { addAbortSignal, type Readable } from 'node:stream'
import type { Database } from '../../../database/tables.ts'
import { rateLimited, ruleRefused } from '../../../http/errors.ts'
import * as exports from '../../../repositories/insight/exports.ts'
import type { FigureFilter } from '../../../repositories/insight/figures.ts'
import * as users from '../../../repositories/organisation/users.ts'
import { leadershipScope, type Viewer } from '../../../rules/identity/viewer.ts'
import { cellsOf, columnsOf, type Dataset } from '../../../rules/insight/exports.ts'
import { localClock } from '../../../rules/time/zone.ts'
import { headingOf } from '../../../texts/exports.ts'
import type { Deps } from '../../../deps.ts'
import type { Locale } from '../../../texts/locale.ts'
import { csvFile, sheetRows, xlsxFile, type Cell } from '../../../texts/sheets.ts'

/** Reports, or obligations, of a page: a report has up to fifty items, and a page has to be quick to read and small to hold. */
const pageSize: Record<Dataset, number> = { reports: 1000, items: 100, obligations: 1000 }
/** At once, in one process. */
const mostRunning = 2
/** In seconds: when to come back. */
const patience = 30
/** In milliseconds. */
const longest = 600_000

export interface ExportAsked {
  viewer: Viewer
  dataset: Dataset
  format: 'csv' | 'xlsx'
  filter: FigureFilter
  timeZone: string
  locale: Locale
  now: Date
}

const types = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const

export interface Exports {
  /**
   * @param admitted runs before the first byte, and may refuse. @throws RULE_REFUSED tooManyRows for what a sheet cannot hold, RATE_LIMITED
   * while the person has another one under way, or too many others have.
   */
  start: (asked: ExportAsked, admitted: () => Promise<void>) => Promise<{ type: string, content: Readable, name: string }>
}

/** @param closing aborts when the service stops. @param report of what breaks one off. */
export function createExports (db: Database, closing: AbortSignal, report: Deps['report']): Exports {
  const running = new Set<string>()

  return {
    async start (asked, admitted) {
      const { viewer, dataset, format, filter } = asked
      if (running.has(viewer.id) || running.size >= mostRunning) throw rateLimited(patience)
      running.add(viewer.id)
      try {
        // One row is the heading.
        if (format === 'xlsx' && await exports.hasMoreThan(db, sheetRows - 1, dataset, filter)) {
          throw ruleRefused('/query/format', 'tooManyRows', sheetRows - 1)
        }
        await admitted()
        const content = fileOf(db, asked)
        addAbortSignal(AbortSignal.any([closing, AbortSignal.timeout(longest)]), content)
        // Nobody else says so: the head of the answer has been sent by then.
        content.once('error', (error) => {
          if (!closing.aborted) report(error, 'an export broke off')
        })
        content.once('close', () => void running.delete(viewer.id))
        return { type: types[format], content, name: `${dataset} ${filter.from} ${filter.to}.${format}` }
      } catch (error) {
        running.delete(viewer.id)
        throw error
      }
    }
  }
}

function fileOf (db: Database, asked: ExportAsked): Readable {
  const { dataset, format, locale } = asked
  const headings = columnsOf(dataset).map((column) => headingOf(locale, column))
  return (format === 'csv' ? csvFile : xlsxFile)({ name: dataset, headings, pages: pagesOf(db, asked) })
}

async function* pagesOf (db: Database, { viewer, dataset, filter, timeZone, now }: ExportAsked): AsyncGenerator<Cell[][]> {
  const local = localClock(timeZone)
  for (let after: string[] | undefined, first = true; first || after; first = false) {
    await checkRights(db, viewer)
    const page = await exports.readRows(db, dataset, { filter, now, limit: pageSize[dataset], after })
    yield page.rows.map((row) => cellsOf(dataset, row, (time) => local(Date.parse(time))))
    after = page.next
  }
}

/** Whoever may not see it any more gets no more of it; what is half sent ends as an error. */
async function checkRights (db: Database, viewer: Viewer): Promise<void> {
  const person = await users.find(db, viewer.id)
  const same = person && person.disabledAt === null &&
    JSON.stringify(leadershipScope(person)) === JSON.stringify(leadershipScope(viewer))
  if (!same) throw new Error(`what ${viewer.id} may see has changed while it was exported`)
}
