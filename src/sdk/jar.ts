import type { VisitorCookies } from './options.ts'

/** The cookies of a visitor while a server renders for them: what a call is answered with goes along with the next. */
export interface Jar {
  /** Of the next call; undefined where there are none. */
  header: () => string | undefined
  /** Keeps what the answer sets, and hands it on to the visitor. */
  take: (response: Response) => void
  /** Does the visitor get what is set? */
  readonly isHandedOn: boolean
}

export function createJar ({ get, set }: VisitorCookies): Jar {
  let kept: Map<string, string> | undefined

  function cookies (): Map<string, string> {
    kept ??= new Map((get() ?? '').split(';').map((pair) => pair.trim()).filter((pair) => pair !== '').map(partsOf))
    return kept
  }

  return {
    isHandedOn: set !== undefined,
    header: () => cookies().size === 0 ? undefined : [...cookies()].map((pair) => pair.join('=')).join('; '),
    take (response) {
      const lines = response.headers.getSetCookie()
      if (lines.length === 0) return
      for (const line of lines) {
        const [name, value] = partsOf(line.split(';', 1)[0].trim())
        if (isDeletion(line)) cookies().delete(name)
        else cookies().set(name, value)
      }
      set?.(lines)
    }
  }
}

const partsOf = (pair: string): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]

function isDeletion (line: string): boolean {
  if (/;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line)) return true
  const expires = /;\s*expires=([^;]*)/i.exec(line)?.[1]
  return expires !== undefined && Date.parse(expires) <= Date.now()
}
