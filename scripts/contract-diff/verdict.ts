import { isDeepStrictEqual } from 'node:util'
import type { Breakage } from './changes.ts'
import type { Contract } from './document.ts'

export interface Released {
  contract: Contract
  exceptions: Record<string, string>
}

export interface Verdict {
  /** Nothing at all is different, the version aside. */
  same: boolean
  breaking: Breakage[]
  /** Of these, those that somebody looked at and let pass. */
  excepted: Breakage[]
  /** Why this cannot be merged, a line each. */
  problems: string[]
  /** What is still to be written before a release, a line each. */
  notes: string[]
}

/** Holds the version of the present contract against what changed since the released one. @param found what breaks somebody. */
export function judge ({ contract: base, exceptions }: Released, present: Contract, found: Breakage[], changelog: string): Verdict {
  const same = isDeepStrictEqual(withoutVersion(base), withoutVersion(present))
  const breaking = found.filter(({ id }) => !(id in exceptions))
  const excepted = found.filter(({ id }) => id in exceptions)
  const needless = Object.keys(exceptions).filter((id) => !excepted.some((breakage) => breakage.id === id))
  const [was, is] = [base.openapi.info.version, present.openapi.info.version]
  return {
    same,
    breaking,
    excepted,
    problems: [
      ...was === 'unreleased' ? [] : versionProblems(was, is, same, breaking),
      ...needless.map((id) => `exceptions.json excepts what is no breaking change: ${id}. Take it out.`)
    ],
    notes: same || hasHeading(changelog, is) ? [] : [`CHANGELOG.md has no heading for ${is} yet: add ## ${is}, and a line for what changed`]
  }
}

function withoutVersion ({ openapi, asyncapi }: Contract): unknown {
  return [openapi, asyncapi].map((document) => ({ ...document, info: { ...document.info, version: '' } }))
}

function versionProblems (was: string, is: string, same: boolean, breaking: Breakage[]): string[] {
  if (same && was === is) return []
  if (breaking.length > 0 && !isForBreaking(was, is)) {
    return [
      `This breaks clients of ${was}, so the version is ${
        nextForBreaking(was)
      } or later, not ${is}: in openapi/openapi.yaml and asyncapi/asyncapi.yaml`
    ]
  }
  return isLater(was, is)
    ? []
    : [
      `The contract is not that of ${was} any more, so the version is a later one, not ${is}: in openapi/openapi.yaml and asyncapi/asyncapi.yaml`
    ]
}

const numbers = (version: string): number[] => version.split('.').map(Number)

function isLater (was: string, is: string): boolean {
  const [before, after] = [numbers(was), numbers(is)]
  const index = after.findIndex((number, at) => number !== before[at])
  return index !== -1 && after[index] > before[index]
}

/** While the first number is 0, the second one stands for it. */
function isForBreaking (was: string, is: string): boolean {
  return isLater(was, is) && !isLater(is, nextForBreaking(was))
}

function nextForBreaking (was: string): string {
  const [major, minor] = numbers(was)
  return major > 0 ? `${major + 1}.0.0` : `0.${minor + 1}.0`
}

const headingOf = (version: string) => `^## \\[?${version.replaceAll('.', '\\.')}\\]?(?![\\w.])`

export function hasHeading (changelog: string, version: string): boolean {
  return new RegExp(headingOf(version), 'm').test(changelog)
}

/** `## 0.1.0 (2026-11-20)`, however the date is set off. */
export function hasDatedHeading (changelog: string, version: string): boolean {
  return new RegExp(`${headingOf(version)}.*\\d{4}-\\d{2}-\\d{2}`, 'm').test(changelog)
}
