import { dictionary } from '@zxcvbn-ts/language-common'

const common = new Set(dictionary['passwords-common'] as string[])

/** Is it one that many people use, or one with something common round it, or the person's own address or name? */
export function isCommonPassword (password: string, ...about: string[]): boolean {
  const plain = password.toLowerCase()
  const core = plain.replaceAll(/^[\W\d_]+|[\W\d_]+$/g, '')
  const isRepeated = new Set(plain).size < 4
  return isRepeated || common.has(plain) || common.has(core) ||
    about.some((text) => text.length >= 4 && [plain, core].includes(text.toLowerCase()))
}
