/** Files of rows, as spreadsheet programs write them. */
import { CsvError, parse } from 'csv-parse/sync'
import type { FaultRule } from '../texts/faults.ts'

/** How many lines there may be after the headings. */
export const mostRows = 2000

/** What is wrong with a file, and where. */
export interface CsvFault {
  /** From 1, the line of headings. */
  line: number
  /** Its heading; null where it is the line. */
  column: string | null
  rule: FaultRule
  limit?: number
}

export interface CsvRow<Column extends string> {
  /** Where it begins. */
  line: number
  /** Trimmed, and normalised as texts are that serve as names; empty where there is no such column. */
  cells: Record<Column, string>
}

export interface CsvFile<Column extends string> {
  rows: CsvRow<Column>[]
  /** How many lines of data there are, those with faults among them. */
  count: number
  faults: CsvFault[]
}

interface Line {
  line: number
  cells: string[]
}

/**
 * Reads a file with a line of headings, separated by commas or semicolons, whichever the headings are.
 * @param required headings without which it is none. @param optional others that it may have; their order does not matter.
 */
export function readCsv<Column extends string> (text: string, required: Column[], optional: Column[] = []): CsvFile<Column> {
  const lines = linesOf(text)
  if ('rule' in lines) return { rows: [], count: 0, faults: [lines] }
  const [headings, ...data] = lines.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const names = new Map<string, string>([...required, ...optional].map((name) => [name.toLowerCase(), name]))
  const columns = headings?.cells.map((cell) => names.get(cell.toLowerCase()) ?? cell) ?? []
  const faults = [...faultsOfHeadings(columns, required, optional), ...data.flatMap((row) => faultsOfLine(row, columns))]
  if (data.length > mostRows) faults.unshift({ line: data[mostRows].line, column: null, rule: 'maxRows', limit: mostRows })
  const rows = faults.length > 0 ? [] : data.map((row) => rowOf(row, columns, [...required, ...optional]))
  return { rows, count: data.length, faults }
}

function linesOf (text: string): Line[] | CsvFault {
  let begun = 1
  try {
    // One kind of line break: within quotes the library counts that of Windows twice.
    const plain = text.replaceAll(/\r\n?/g, '\n')
    const delimiter = plain.slice(0, plain.search(/\n|$/)).includes(';') ? ';' : ','
    const records = parse(plain, { bom: true, delimiter, relax_column_count: true, info: true }) as unknown as {
      info: { lines: number },
      record: string[]
    }[]
    return records.map(({ info, record }) => {
      const line = begun
      begun = info.lines + 1
      return { line, cells: record.map((cell) => cell.normalize('NFC').trim()) }
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { line: Number(error.lines ?? begun), column: null, rule: 'quote' }
  }
}

function faultsOfHeadings (columns: string[], required: string[], optional: string[]): CsvFault[] {
  const fault = (column: string, rule: FaultRule): CsvFault => ({ line: 1, column: column.slice(0, 120), rule })
  return [
    ...required.filter((column) => !columns.includes(column)).map((column) => fault(column, 'required')),
    ...columns.flatMap((column, index) => {
      if (![...required, ...optional].includes(column)) return [fault(column, 'unknownColumn')]
      return columns.indexOf(column) < index ? [fault(column, 'unique')] : []
    })
  ]
}

function faultsOfLine ({ line, cells }: Line, columns: string[]): CsvFault[] {
  if (cells.length !== columns.length) return [{ line, column: null, rule: 'cells' }]
  return cells.flatMap((cell, index) => cell.includes('\0') ? [{ line, column: columns[index].slice(0, 120), rule: 'text' as const }] : [])
}

function rowOf<Column extends string> ({ line, cells }: Line, columns: string[], known: Column[]): CsvRow<Column> {
  return {
    line,
    cells: Object.fromEntries(known.map((column) => [column, cells[columns.indexOf(column)] ?? ''])) as Record<Column, string>
  }
}
