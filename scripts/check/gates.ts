import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { documentProblems } from './documents.ts'
import { lintFindings } from './findings.ts'
import { layerProblems } from './layers.ts'
import { longLines } from './lines.ts'
import { mistakeProblems } from './mistakes.ts'
import { validatorProblems } from './validators.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

export interface Gate {
  meaning: string
  /** Resolves to what is wrong, a line each; to nothing when the gate is open. @param note is told what is only to be done yet. */
  run: (note?: (text: string) => void) => Promise<string[]>
}

/** What holds the contract without a server. `npm test` runs them too. */
export const gates: Record<string, Gate> = {
  lint: {
    meaning: 'both documents are well formed and their examples valid',
    run: () => tool('@redocly/cli/bin/cli.js', ['lint', '--format=summary', '--max-problems=1000'], ['lint'])
  },
  validators: {
    meaning: 'a second, independent validator agrees, for each document',
    run: () => validatorProblems(root)
  },
  documents: {
    meaning: 'operations, events and error codes refer to each other as they should',
    run: () => documentProblems(root)
  },
  generated: {
    meaning: 'generated/ is what the documents make',
    run: () => script(['scripts/generate/main.ts', '--check'])
  },
  released: {
    meaning: 'what differs from the last release is what its version may differ in',
    run: (note) => script(['scripts/contract-diff/main.ts'], note)
  },
  subjects: {
    meaning: 'of each operation, test/contract/<area>/<tag>.ts says what tests need to know',
    run: async () => (await import('../../test/contract/tags.ts')).subjectProblems()
  },
  types: {
    meaning: 'everything compiles, and the deliberate mistakes do not',
    run: async () => (await findings()).types
  },
  layers: {
    meaning: 'each folder imports only what the layout allows',
    run: () => layerProblems(root)
  },
  style: {
    meaning: 'the rules of .oxlintrc.json, a promise that nobody waits for among them',
    run: async () => (await findings()).style
  },
  format: {
    meaning: 'everything is formatted as `npm run format` does',
    run: async () => [...await script(['scripts/format.ts', '--check']), ...await longLines(root)]
  },
  mistakes: {
    meaning: 'each mistake of `npm run mistakes` can still be made, so that it goes on showing what catches it',
    run: () => mistakeProblems(root)
  },
  unused: {
    meaning: 'no file, export or package that nobody uses',
    run: () => tool('knip/bin/knip.js', ['--no-progress'])
  }
}

/** One reading of the sources serves two gates. */
let reading: Promise<Record<'types' | 'style', string[]>> | undefined
function findings (): Promise<Record<'types' | 'style', string[]>> {
  reading ??= lintFindings(root)
  return reading
}

function tool (path: string, args: string[], retry?: string[]): Promise<string[]> {
  const file = join(root, 'node_modules', path)
  // A summary names no place; the full report does.
  return script([file, ...args]).then((problems) => problems.length > 0 && retry ? script([file, ...retry]) : problems)
}

async function script (args: string[], note?: (text: string) => void): Promise<string[]> {
  try {
    const { stdout } = await run(process.execPath, args, {
      cwd: root,
      maxBuffer: 16 << 20,
      env: {
        ...process.env,
        // Tools begin in a third of the time when what they are made of is compiled already.
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
        REDOCLY_TELEMETRY: 'off',
        REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true'
      }
    })
    for (const [, text] of stdout.matchAll(/^note: (.*)$/gm)) note?.(text)
    return []
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string, stderr?: string, message: string }
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
    return lines.length > 0 ? lines : [message]
  }
}
