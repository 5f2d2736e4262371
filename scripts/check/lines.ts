import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A text or a pattern on one line, which cannot be broken or reads worse when it is. */
const literal = /(['"`])(?:\\.|(?!\1).)*\1?|\/(?![/*])(?:\\.|[^/\\])+\//g

/** The formatter breaks code; comments, and what it finds no place to break, are looked at here. */
export async function longLines (root: string): Promise<string[]> {
  const { lineWidth, includes, excludes } = JSON.parse(await readFile(join(root, 'dprint.json'), 'utf8'))
  const files = await Array.fromAsync(glob(includes, { cwd: root, exclude: excludes }))
  const found = await Promise.all(
    files.sort().map(async (path) =>
      (await readFile(join(root, path), 'utf8')).split('\n').flatMap((line, index) =>
        isLong(line, lineWidth) ? [`${path}:${index + 1} has ${line.length} characters: ${lineWidth} are the most`] : []
      )
    )
  )
  return found.flat()
}

function isLong (line: string, most: number): boolean {
  if (line.length <= most || /https?:\/\//.test(line)) return false
  const isComment = /^\s*(\/\/|\/?\*)/.test(line)
  return isComment || line.replaceAll(literal, '').length > most
}
