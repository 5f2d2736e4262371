import { dictionary } from '@zxcvbn-ts/language-common'

/** The shortest that is taken at all; shorter ones need no list. As openapi/auth.yaml says. */
const shortest = 12

const common = new Set((dictionary['passwords-common'] as string[]).filter((password) => password.length >= shortest))

/** Is it one that many people use, or one with something common round it, or the person's own address or name? */
export function isCommonPassword (password: string, ...about: string[]): boolean {
  const plain = password.toLowerCase()
  const core = plain.replaceAll(/^[\W\d_]+|[\W\d_]+$/g, '')
  const isRepeated = new Set(plain).size < 4
  return isRepeated || common.has(plain) || common.has(core) || about.some((text) => text.length >= 4 && [plain, core].includes(text.toLowerCase()))
}
