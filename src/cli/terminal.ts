import { createInterface } from 'node:readline/promises'
import { UsageError } from './command.ts'

/** Does a person sit there? */
export function isTerminal (): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

export async function ask (question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

const [enter, newline, end, backspace, interrupt] = ['\r', '\n', '\u0004', '\u007f', '\u0003']

/** Asks for what must not be seen: nothing is shown of what is typed. */
export async function askSecret (question: string): Promise<string> {
  const { stdin, stderr } = process
  // First, or what is typed before is shown.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.setEncoding('utf8')
  const typed: string[] = []
  try {
    for await (const text of stdin.iterator({ destroyOnReturn: false })) {
      for (const character of text as string) {
        if ([enter, newline, end].includes(character)) return typed.join('')
        if (character === interrupt) throw new UsageError('Nothing was changed.')
        if (character === backspace) typed.pop()
        else typed.push(character)
      }
    }
    return typed.join('')
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

/** The first line of what is piped in. */
export async function readLine (): Promise<string> {
  const { value } = await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next()
  return value ?? ''
}
