/** Tables for spreadsheet programs, written while they are read: what is not yet sent is not yet made. */
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { ZipFile } from 'yazl'

/** A text, a number, nothing, a date `YYYY-MM-DD`, or what clocks show `YYYY-MM-DDTHH:MM`. */
export type Cell = string | number | null | { date: string } | { time: string }

export interface Table {
  /** What the sheet is called, where it is called anything. */
  name: string
  headings: string[]
  pages: AsyncIterable<Cell[][]>
}

/** As many rows as a sheet has, that of the headings among them. */
export const sheetRows = 1_048_576

/** With the mark by which spreadsheet programs know UTF-8. Text that one would run begins with an apostrophe. */
export function csvFile (table: Table): Readable {
  return Readable.from(csvParts(table), { objectMode: false })
}

const options = { record_delimiter: 'windows', escape_formulas: true } as const

async function* csvParts ({ headings, pages }: Table): AsyncGenerator<string> {
  yield `\uFEFF${stringify([headings], options)}`
  for await (const rows of pages) if (rows.length > 0) yield stringify(rows.map((row) => row.map(plain)), options)
}

function plain (cell: Cell): string | number | null {
  if (cell === null || typeof cell !== 'object') return cell
  return 'date' in cell ? cell.date : cell.time.replace('T', ' ')
}

/** Numbers as numbers, dates as dates, text as text: nothing is a formula. */
export function xlsxFile (table: Table): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  for (const [path, text] of Object.entries(frameOf(table.name))) zip.addBuffer(Buffer.from(text), path)
  const sheet = Readable.from(sheetParts(table), { objectMode: false })
  // A half of a file ends as an error, and nobody reads on for somebody who has gone.
  const fail = (error: Error) => void output.destroy(error)
  zip.on('error', fail)
  sheet.on('error', fail)
  output.once('close', () => void sheet.destroy())
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  return output
}

async function* sheetParts ({ headings, pages }: Table): AsyncGenerator<string> {
  let number = 1
  const row = (cells: CellMaker[]) => rowOf(number++, cells)
  yield `${declaration}<worksheet xmlns="${main}"><sheetData>${row(headings.map((heading) => textCell(heading, styles.heading)))}`
  for await (const rows of pages) yield rows.map((cells) => row(cells.map(cellOf))).join('')
  yield '</sheetData></worksheet>'
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const openXml = 'http://schemas.openxmlformats.org'
const main = `${openXml}/spreadsheetml/2006/main`
const relations = `${openXml}/officeDocument/2006/relationships`
const packaged = `${openXml}/package/2006`
/** Places in `cellXfs`. */
const styles = { plain: 0, date: 1, time: 2, heading: 3 }
const firstDay = Date.UTC(1899, 11, 30)
const dayLength = 86_400_000

/** What is written of a cell, given where it is. */
type CellMaker = (place: string) => string

/** Readers want to be told where each cell is. */
function rowOf (number: number, cells: CellMaker[]): string {
  return `<row r="${number}">${cells.map((cell, column) => cell(`r="${letters[column]}${number}"`)).join('')}</row>`
}

/** No table here is wider. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function cellOf (cell: Cell): CellMaker {
  if (cell === null) return () => ''
  if (typeof cell === 'number') return (place) => `<c ${place}><v>${cell}</v></c>`
  if (typeof cell === 'string') return textCell(cell, styles.plain)
  const [style, local] = 'date' in cell ? [styles.date, `${cell.date}T00:00`] : [styles.time, cell.time]
  return (place) => `<c ${place} s="${style}"><v>${(Date.parse(`${local}Z`) - firstDay) / dayLength}</v></c>`
}

const textCell = (text: string, style: number): CellMaker => (place) =>
  `<c ${place} s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** What XML cannot hold is written as the format itself does, `_x000B_`; so is what already looks like that. */
function escaped (text: string): string {
  return text.toWellFormed()
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (letter) => letter === '\t' || letter === '\n' ? letter : codeOf(letter))
    .replaceAll(/[&<>]/g, (letter) => entities[letter])
}

const codeOf = (letter: string) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

function frameOf (name: string): Record<string, string> {
  const part = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`
  const related = (...those: string[]) => `${declaration}<Relationships xmlns="${packaged}/relationships">${those.join('')}</Relationships>`
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      part('xl/workbook.xml', 'sheet.main') + part('xl/styles.xml', 'styles') + part('xl/worksheets/sheet1.xml', 'worksheet') + '</Types>',
    '_rels/.rels': related(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/_rels/workbook.xml.rels': related(relation('r1', 'worksheet', 'worksheets/sheet1.xml'), relation('r2', 'styles', 'styles.xml')),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
      `<sheet name="${escaped(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}">` +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">' +
      format(0) + format(14) + format(22) + format(0, 1) + '</cellXfs></styleSheet>'
  }
}

const format = (number: number, font = 0) =>
  `<xf numFmtId="${number}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`
