import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mistake } from './mistake.ts'

const root = join(import.meta.dirname, '../..')
/** What is neither source nor configuration; packages are linked instead. */
const leftOut = ['.git', '.data', '.tap', 'node_modules']

/** Takes a picture of the project, which others may be working on, into a folder of its own. */
export async function takeSnapshot (): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'workpulse-mistakes-'))
  const snapshot = join(scratch, 'snapshot')
  await mkdir(snapshot)
  for (const name of await readdir(root)) {
    if (!leftOut.includes(name)) await cp(join(root, name), join(snapshot, name), { recursive: true })
  }
  return scratch
}

/** A tree of one's own, in which everything runs as it does in the project. */
export async function withTree<T> (scratch: string, use: (tree: string) => Promise<T>): Promise<T> {
  const tree = await mkdtemp(join(scratch, 'tree-'))
  try {
    await cp(join(scratch, 'snapshot'), tree, { recursive: true })
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
    return await use(tree)
  } finally {
    await rm(tree, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** @returns what of a mistake cannot be made any more, since the text is another by now. */
export async function outdatedEdits (scratch: string, { name, edits }: Mistake): Promise<string[]> {
  const checks = await Promise.all(edits.map(async ({ file, find, all = false }) => {
    const text = await readFile(join(scratch, 'snapshot', file), 'utf8').catch(() => '')
    const times = [...text.matchAll(patternOf(find))].length
    return times === 1 || (all && times > 1) ? [] : [`${name}: ${file} has this ${times} times: ${find}`]
  }))
  return checks.flat()
}

export async function makeMistake (tree: string, { edits }: Mistake): Promise<void> {
  for (const { file, find, put } of edits) {
    const path = join(tree, file)
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(patternOf(find), () => trimmedAs(find, put)))
  }
}

/** A text however it is broken into lines: between two words there is space, elsewhere there may be. */
function patternOf (text: string): RegExp {
  const tokens = text.match(/[\w$]+|[^\s\w$]/g) ?? []
  const between = (token: string, next: string) => /[\w$]$/.test(token) && /^[\w$]/.test(next) ? '\\s+' : '\\s*'
  const escaped = (token: string) => token.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(tokens.map((token, index) => (index > 0 ? between(tokens[index - 1], token) : '') + escaped(token)).join(''), 'g')
}

/** What is not looked for, the space at the ends, stays where it is. */
function trimmedAs (find: string, put: string): string {
  const begun = /^\s/.test(find) ? put.trimStart() : put
  return /\s$/.test(find) ? begun.trimEnd() : begun
}
