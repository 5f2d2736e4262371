import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Threads {
  /** event, worker or prefork; undefined where the folder does not say. */
  module: string | undefined
  /** Requests at once. */
  workers: number
  /** Of one process. */
  perChild: number
}

/** What Apache does where its files say nothing. */
const usual = { workers: 150, perChild: 25 }

/** Reads how many requests Apache takes at once, as Debian keeps it: in a file of the enabled module. @param folder /etc/apache2. */
export async function readThreads (folder: string): Promise<Threads> {
  const enabled = join(folder, 'mods-enabled')
  const names = await readdir(enabled).catch(() => [])
  const module = names.map((name) => /^mpm_(\w+)\.load$/.exec(name)?.[1]).find(Boolean)
  const text = module === undefined ? '' : await readFile(join(enabled, `mpm_${module}.conf`), 'utf8').catch(() => '')
  const own = await readFile(join(folder, 'apache2.conf'), 'utf8').catch(() => '')
  const value = (name: string) => {
    const found = [...`${own}\n${text}`.matchAll(new RegExp(`^\\s*${name}\\s+(\\d+)`, 'gim'))].at(-1)
    return found && Number(found[1])
  }
  const perChild = module === 'prefork' ? 1 : value('ThreadsPerChild') ?? usual.perChild
  return { module, perChild, workers: value('MaxRequestWorkers') ?? usual.workers }
}
