import { execFile } from 'node:child_process'
import { join } from 'node:path'

interface Diagnostic {
  /** None where the file could not be read as a program. */
  code?: string
  message: string
  filename: string
  labels: { span: { line: number, column: number } }[]
}

/** What the linter says of all sources, a line each: what the compiler would say, and what is a matter of style. */
export async function lintFindings (root: string): Promise<Record<'types' | 'style', string[]>> {
  const { diagnostics } = await lint(root)
  const lines = (ofCompiler: boolean) => diagnostics.filter(({ code = '' }) => /\(TS\d+\)/.test(code) === ofCompiler).map(line).sort()
  return { types: lines(true), style: lines(false) }
}

function line ({ code = 'syntax', message, filename, labels }: Diagnostic): string {
  const { line, column } = labels[0]?.span ?? { line: 1, column: 1 }
  return `${filename}:${line}:${column} ${code.replace(/^.*\((.*)\)$/, '$1')} ${readable(message)}${hint(filename, message)}`
}

/** What is shown of one: the compiler writes out whole types. */
const longestMessage = 200

const missing = /\b(is missing in type|is missing the following properties|are missing)/

/** The first sentence and the last, which says why, with the types that are written out left out. What is missing is named. */
export function readable (message: string): string {
  const sentences = message.split('\n').map((sentence) => sentence.trim().replaceAll(/'[^']{60,}'/g, (type) => `'${type.slice(1, 40)} …'`))
  const ofMissing = sentences.find((sentence) => missing.test(sentence))
  if (ofMissing) return ofMissing
  const text = sentences.length > 1 ? `${sentences[0]} … ${sentences.at(-1)}` : sentences[0]
  return text.length > longestMessage ? `${text.slice(0, longestMessage)} …` : text
}

/** What to do about it, where the place says so. */
function hint (filename: string, message: string): string {
  const found = hints.find(({ place, says }) => place.test(filename) && says.test(message))
  return found ? ` → ${found.todo}` : ''
}

const hints: { place: RegExp, says: RegExp, todo: string }[] = [
  { place: /^src\/handlers\//, says: missing, todo: 'an operation without a handler: write it in the file of its tag' },
  {
    place: /^src\/handlers\//,
    says: /'never'/,
    todo: 'the handler answers something else than its document says: see `data` of the operation'
  },
  {
    place: /^test\/contract\//,
    says: missing,
    todo: 'an operation without its rows: write them beside its neighbours, in the file of its tag'
  },
  {
    place: /^src\/(handlers|jobs|steps|cli)\//,
    says: /^Type '"[\w.]+"' is not assignable to type '"analytics/,
    todo: 'an action that the documents do not name: openapi/platform/audit.yaml, and src/repositories/platform/audit.ts says of what it is'
  },
  {
    place: /^src\/repositories\//,
    says: /^No overload matches|in type 'Changes</,
    todo: 'a column that no table has? src/database/schema/<area>.ts, and a new file of migrations/'
  },
  { place: /^test\/types\//, says: /Unused '@ts-expect-error'/, todo: 'this mistake compiles now, and must not' },
  { place: /^src\//, says: /generated\//, todo: 'is generated/ current? npm run generate' }
]

function lint (root: string): Promise<{ diagnostics: Diagnostic[] }> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [oxlint, '--format', 'json'], { cwd: root, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch {
        reject(new Error(`oxlint did not say what it found: ${stdout || stderr || error?.message}`))
      }
    })
  })
}
