import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { ConfigError } from '../runtime/environment.ts'
import { explainDatabaseError } from '../database/explain.ts'
import { RefusedDatabaseError } from '../database/migration/migrate.ts'
import { openDatabase } from '../database/connection/open.ts'
import type { Database } from '../database/tables.ts'
import { UsageError, type Command, type ExitCode, type Given, type Option, type Values } from './command.ts'

const common: Record<string, Option> = {
  json: { type: 'boolean', about: 'answer in lines of JSON, progress among them' },
  help: { type: 'boolean', short: 'h', about: 'this' }
}

/** What loads each command, by its name. */
export type Commands = Record<string, () => Promise<Command>>

/** Finds the command that `args` names, runs it and says how it ended. Never throws. */
export async function runCommand (commands: Commands, [name, ...args]: string[]): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(await listOf(commands))
    return name === undefined ? 2 : 0
  }
  if (!Object.hasOwn(commands, name)) {
    console.error(`There is no command ${name}.\n\n${await listOf(commands)}`)
    return 2
  }
  const command = await commands[name]()
  const json = args.includes('--json')
  let db: Database | undefined
  try {
    const values = readOptions(command, args)
    if (values.help) {
      console.log(helpOf(command))
      return 0
    }
    const config = loadConfig(undefined, command.variables(values))
    const database = () => {
      db ??= openDatabase(config.dsn)
      return db
    }
    return await command.run({ values, config, database, ...voice(command.name, json) })
  } catch (error) {
    voice(command.name, json).complain(explanation(error, command.name))
    return error instanceof UsageError ? 2 : 1
  } finally {
    // A pool that is left open keeps the process alive.
    await db?.destroy()
  }
}

function readOptions ({ options, words = {} }: Command, args: string[]): Values {
  try {
    const { values, positionals: [word, ...others] } = parseArgs({
      args,
      options: { ...options, ...common },
      allowPositionals: Object.keys(words).length > 0
    })
    if (others.length > 0 || (word !== undefined && !Object.hasOwn(words, word))) {
      throw new Error(`${[word, ...others].join(' ')} is nothing to do`)
    }
    return { ...values as Values, word }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function voice (command: string, json: boolean): Pick<Given, 'tell' | 'complain' | 'progress'> {
  const line = (data: Record<string, unknown>) => console.log(JSON.stringify({ command, ...data }))
  if (json) {
    return {
      tell: (_text, data) => line(data),
      complain: (text, data = {}) => line({ problem: text, ...data }),
      progress: (_text, data) => line({ progress: data })
    }
  }
  const terminal = process.stderr.isTTY
  const clear = terminal ? '\r\u001b[K' : ''
  return {
    tell: (text) => console.log(clear + text),
    complain: (text) => console.error(clear + text),
    progress: (text) => {
      if (terminal) process.stderr.write(clear + text)
    }
  }
}

/** What a person can do about it, where we know; never a stack. */
function explanation (error: unknown, command: string): string {
  if (error instanceof UsageError) return `${error.message}\nSee: npm run cli -- ${command} --help`
  if (error instanceof ConfigError || error instanceof RefusedDatabaseError) return error.message
  return explainDatabaseError(error) ?? (error as Error).message
}

async function listOf (commands: Commands): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()))
  const width = Math.max(...loaded.map(({ name }) => name.length)) + 2
  return `Usage: npm run cli -- COMMAND [OPTION …]

${loaded.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join('\n')}

Each explains itself with --help, and answers in lines of JSON with --json.
Exit codes: 0 done, 1 failed or found something, 2 asked for wrongly.`
}

function helpOf ({ name, about, options, words = {}, variables }: Command): string {
  const known = Object.entries(words)
  const lines = [
    ...known,
    ...Object.entries({ ...options, ...common }).map(([option, { value, about: sentence }]) =>
      [`--${option}${value ? ` ${value}` : ''}`, sentence] as const
    )
  ]
  const width = Math.max(...lines.map(([option]) => option.length)) + 2
  return `Usage: npm run cli -- ${name}${known.length > 0 ? ` [${known.map(([word]) => word).join(' | ')}]` : ''} [OPTION …]

${about}

${lines.map(([option, sentence]) => `  ${option.padEnd(width)}${sentence}`).join('\n')}

Reads ${variables({}).join(', ') || 'all that the service reads'}, from the environment or from a file: that of WORKPULSE_ENV_FILE, or .env.
Exit codes: 0 done, 1 failed or found something, 2 asked for wrongly.`
}
