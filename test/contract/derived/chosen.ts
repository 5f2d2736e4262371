/**
 * Which of the derived requests are sent. `npm test -- --every` sends all; else what is broken or varied in one way at many
 * places is sent in each way once and at each place once.
 */
import { operations, type Operation } from '../../support/judge.ts'
import { pointerOf, type Breakage, type Change } from '../../support/values/changes.ts'

export const isEvery = process.env.WORKPULSE_TEST_EVERY !== undefined

/** Of so many requests by chance, those that are sent. */
export const share = (runs: number): number => isEvery ? runs : Math.ceil(runs / 3)

/** `DERIVED_ONLY=createReport,getReport npm test -- test/contract/derived-taken.test.ts` looks at some alone. */
const only = process.env.DERIVED_ONLY?.split(',')
export const chosenOperations: Operation[] = [...operations.values()].filter(({ id }) => only?.includes(id) ?? true)

/** Was this said of anything since it began? */
function memory (): (kind: string) => boolean {
  const seen = new Set<string>()
  return (kind) => {
    const isNew = !seen.has(kind)
    seen.add(kind)
    return isNew
  }
}

const said = (value: unknown): string => typeof value === 'symbol' ? String(value) : JSON.stringify(value) ?? 'undefined'

/** Of the ways to break an operation: each rule at each place, and each value that breaks a rule wherever it comes first. */
export function choiceOfBreakages (): (operation: Operation, breakages: Breakage[]) => Breakage[] {
  const isNew = memory()
  return ({ id }, breakages) =>
    isEvery ? breakages : breakages.filter(({ path, value, rules }) => {
      const place = isNew(`${id} ${pointerOf(path)} ${rules}`)
      return isNew(`${rules} ${said(value)}`) || place
    })
}

/** A word, as those of enumerations are. */
const isWord = (text: string): boolean => /^[a-z][\w.-]+$/i.test(text)

/**
 * Of the variants that stay valid: whatever is no text, each word, the first and the longest text of each place, and each other
 * one wherever it comes first.
 */
export function choiceOfVariants (): (operation: Operation, variants: Change[]) => Change[] {
  const isNew = memory()
  return ({ id }, variants) => {
    if (isEvery) return variants
    const longest = new Map<string, number>()
    for (const { path, value } of variants) {
      if (typeof value === 'string') longest.set(pointerOf(path), Math.max(longest.get(pointerOf(path)) ?? 0, value.length))
    }
    return variants.filter(({ path, value }) => {
      if (typeof value !== 'string') return true
      const [place, first] = [isNew(`${id} ${pointerOf(path)}`), isNew(said(value))]
      return place || first || isWord(value) || value.length === longest.get(pointerOf(path))
    })
  }
}
