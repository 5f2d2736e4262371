import { execFile } from 'node:child_process'
import { join } from 'node:path'

interface Diagnostic {
  code: string
  message: string
  filename: string
  labels: { span: { line: number, column: number } }[]
}

/** What the linter says of all sources, a line each: what the compiler would say, and what is a matter of style. */
export async function lintFindings (root: string): Promise<Record<'types' | 'style', string[]>> {
  const { diagnostics } = await lint(root)
  const lines = (ofCompiler: boolean) => diagnostics.filter(({ code }) => /\(TS\d+\)/.test(code) === ofCompiler).map(line).sort()
  return { types: lines(true), style: lines(false) }
}

function line ({ code, message, filename, labels }: Diagnostic): string {
  const { line, column } = labels[0]?.span ?? { line: 1, column: 1 }
  return `${filename}:${line}:${column} ${code.replace(/^.*\((.*)\)$/, '$1')} ${message.replaceAll('\n', ' ')}`
}

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
