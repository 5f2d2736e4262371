import { createRequire } from 'node:module'

const load = createRequire(import.meta.url) as (name: '@zxcvbn-ts/language-common') => typeof import('@zxcvbn-ts/language-common')

/** Unpacked when the first password is chosen, not at each start. */
let common: Set<string> | undefined

/** Is it one that many people use, or one with something common round it, or the person's own address or name? */
export function isCommonPassword (password: string, ...about: string[]): boolean {
  common ??= new Set(load('@zxcvbn-ts/language-common').dictionary['passwords-common'] as string[])
  const plain = password.toLowerCase()
  const core = plain.replaceAll(/^[\W\d_]+|[\W\d_]+$/g, '')
  const isRepeated = new Set(plain).size < 4
  return isRepeated || common.has(plain) || common.has(core) ||
    about.some((text) => text.length >= 4 && [plain, core].includes(text.toLowerCase()))
}
