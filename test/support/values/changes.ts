/** Values with one place changed. */

export type Path = (string | number)[]

/** A place in a value, and what to put there; `removed` takes the key away. */
export interface Change {
  path: Path
  value: unknown
}
export const removed = Symbol('removed')

/** A change that makes a valid value invalid, where it is pointed at, and the rules that say so there; without a rule, whichever. */
export interface Breakage extends Change {
  rules: string[]
}

/** What JSON can say and a number of JavaScript cannot. */
export const number = (text: string): unknown => rawJson.rawJSON(text)
export const isRaw = (value: unknown): boolean => rawJson.isRawJSON(value)
const rawJson = JSON as unknown as { rawJSON: (text: string) => unknown, isRawJSON: (value: unknown) => boolean }

/** As it arrives. */
export const parsed = (value: unknown): any => value === undefined ? undefined : JSON.parse(JSON.stringify(value))

/** A value with one place changed. */
export function change (value: any, { path: [first, ...rest], value: replacement }: Change): any {
  if (first === undefined) return replacement
  const copy = Array.isArray(value) ? [...value] : { ...value }
  if (rest.length === 0 && replacement === removed) delete copy[first]
  else define(copy, first, change(copy[first], { path: rest, value: replacement }))
  return copy
}

/** As JSON.parse does it: a key is a key, `__proto__` too. */
function define (target: any, key: string | number, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

export const pointerOf = (path: Path): string =>
  path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Is one of the places within the other? */
export const overlap = (one: Change, other: Change): boolean => {
  const shorter = Math.min(one.path.length, other.path.length)
  return one.path.slice(0, shorter).every((segment, index) => segment === other.path[index])
}

export const within = (segment: string | number) => <C extends Change>(inner: C): C => ({ ...inner, path: [segment, ...inner.path] })

export const deep = (levels: number, inner: unknown, wrap: (inner: unknown) => unknown): unknown =>
  levels === 0 ? inner : deep(levels - 1, wrap(inner), wrap)
