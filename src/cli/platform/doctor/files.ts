/** Where the files of people are. */
import { access, constants, stat, statfs } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { someNamed } from '../../../repositories/platform/files.ts'
import { bad, good, warning, type Check, type Finding } from './check.ts'

/** Of the newest files and of pictures: as many are looked for. */
const looked = 200
/** In bytes: less, and uploads fail soon; and in percent, less, and it is time to make room. */
const [leastBytes, leastPercent] = [256 * 1024 * 1024, 10]

/** @param free and all, in bytes. */
export function judgeRoom (folder: string, free: number, all: number): Finding {
  const percent = all === 0 ? 0 : Math.round(100 * free / all)
  const says = `${folder}: ${percent} % free`
  if (free < leastBytes) return bad(`${says}, ${Math.round(free / 1024 / 1024)} MiB`, 'Make room now: what is written next fails')
  return percent >= leastPercent ? good(says) : warning(says, 'Make room, before there is none')
}

/** @throws where there is no such folder. */
export async function roomOf (folder: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return judgeRoom(folder, bavail * bsize, blocks * bsize)
}

const filesFolder: Check = {
  name: 'files folder',
  async look ({ config: { filesFolder: folder, environment } }) {
    const path = resolve(folder)
    if (environment === 'production' && !isAbsolute(folder)) {
      return bad(`${folder} is another folder in each release`, 'WORKPULSE_FILES_DIR begins with /, and is outside of releases')
    }
    const { R_OK, W_OK, X_OK } = constants
    const problem = await access(path, R_OK | W_OK | X_OK).then(() => undefined, ({ code }: NodeJS.ErrnoException) => code)
    if (problem === 'ENOENT' || problem === 'ENOTDIR') {
      return bad(`${path} is not there`, `install -d -o workpulse -g workpulse -m 700 ${path}, or name another in WORKPULSE_FILES_DIR`)
    }
    if (problem !== undefined) {
      return bad(`${path} cannot be written to (${problem})`, `It is of the user of the service: chown workpulse ${path}`)
    }
    return [good(`${path} can be written to`), await roomOf(path)]
  }
}

const files: Check = {
  name: 'files',
  async look ({ config, database }) {
    const named = await someNamed(database(), looked / 2)
    const there = await Promise.all(
      named.map((hash) => stat(join(config.filesFolder, hash.slice(0, 2), hash)).then(() => true, () => false))
    )
    const missing = named.filter((_, index) => !there[index])
    return missing.length === 0
      ? good(`${named.length} of the files that people have are where they should be`)
      : bad(
        `${missing.length} of ${named.length} files that people have are not in ${config.filesFolder}`,
        'All processes share one folder: has each the same WORKPULSE_FILES_DIR? After a restore: restore --files'
      )
  }
}

export const filesChecks: Check[] = [filesFolder, files]
