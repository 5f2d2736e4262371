import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mistake } from './mistake.ts'

const root = join(import.meta.dirname, '../..')
/** What is neither source nor configuration; packages are linked instead. */
const leftOut = ['.git', '.data', '.tap', 'node_modules']

/** @returns where the snapshot is that `takeSnapshot` made. */
export const snapshotOf = (scratch: string): string => join(scratch, 'snapshot')

/** Takes a picture of the project, which others may be working on, into a folder of its own. */
export async function takeSnapshot (): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'workpulse-mistakes-'))
  const snapshot = snapshotOf(scratch)
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
    await cp(snapshotOf(scratch), tree, { recursive: true })
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
    return await use(tree)
  } finally {
    await rm(tree, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** @returns what of a mistake cannot be made any more in this tree, since the text is another by now, or is caught by what is not there. */
export async function outdatedEdits (tree: string, { name, edits, caughtBy }: Mistake): Promise<string[]> {
  const gone = caughtBy.endsWith('.test.ts') && !existsSync(join(tree, caughtBy)) ? [`${name}: there is no ${caughtBy}`] : []
  const checks = await Promise.all(edits.map(async ({ file, find, all = false }) => {
    const text = await readFile(join(tree, file), 'utf8').catch(() => '')
    const times = [...text.matchAll(patternOf(find))].length
    return times === 1 || (all && times > 1) ? [] : [`${name}: ${file} has this ${times} times: ${find}`]
  }))
  return [...gone, ...checks.flat()]
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
