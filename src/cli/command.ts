import type { ParseArgsOptionDescriptor } from 'node:util'
import type { Config } from '../config.ts'
import type { Variable } from '../runtime/environment.ts'
import type { Database } from '../database/tables.ts'

/** An option, with a sentence for `--help`. */
export type Option = ParseArgsOptionDescriptor & { about: string, /** What stands for its value. */ value?: string }

export type Values = Record<string, string | boolean | undefined>

/** What an operator runs by name. */
export interface Command {
  name: string
  /** For the list of all. */
  summary: string
  /** For its own help: what it does and what it leaves alone. */
  about: string
  options: Record<string, Option>
  /** What may stand behind its name, one of them at most, each with a sentence for the help; `values.word` says which. */
  words?: Record<string, string>
  /** Those that it reads, and only those. */
  variables: (values: Values) => Variable[]
  run: (given: Given) => Promise<ExitCode>
}

/** 0: done. 1: it failed, or found what it looks for. 2: it was asked for wrongly. */
export type ExitCode = 0 | 1 | 2

export interface Given {
  values: Values
  /** What is not among the command's variables has the values of development. */
  config: Config
  /** Opened at the first call, and closed when the command ends. */
  database: () => Database
  /** The result: a text for people, the data for `--json`. */
  tell: (text: string, data: Record<string, unknown>) => void
  /** The same of what is wrong, on the error output. */
  complain: (text: string, data?: Record<string, unknown>) => void
  /** How far it has come: one line on a terminal, lines for `--json`, nothing else. */
  progress: (text: string, data: Record<string, unknown>) => void
}

/** The command was asked for wrongly: the message says how it is done. */
export class UsageError extends Error {}
