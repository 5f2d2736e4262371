import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Of this checkout, as its package says. */
export async function serviceVersion (): Promise<string> {
  return JSON.parse(await readFile(join(import.meta.dirname, '../../../../package.json'), 'utf8')).version
}
