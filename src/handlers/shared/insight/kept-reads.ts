/** Parts of an answer, each read once for as long as what it follows from has not changed, whatever else has. */
import type { Deps } from '../../../deps.ts'
import type { Tables } from '../../../database/tables.ts'
import { readTableNumbers, type Standing } from '../../../repositories/platform/changes.ts'
import { createOwn, type Own } from './answers.ts'

/** Of a kilobyte or less each; some five for each person. */
const [mostOwn, mostShared] = [4000, 10_000]
/** Of some hundred bytes for each division. */
const mostDivided = 200

/** All that it follows from beside what is stored, the time, and who asks. None has a line break in it, as JSON has none. */
type About = (string | number | null)[]

export interface Reads {
  /** What follows from rows of the viewer's own, and from what the clock has made of them. */
  own: <Answer>(about: About, read: () => Promise<Answer>) => Promise<Answer>
  /** What follows from rows of these tables, which are placed with nobody. */
  of: <Answer>(those: (keyof Tables)[], about: About, read: () => Promise<Answer>) => Promise<Answer>
  /** What follows from both. */
  ownAnd: <Answer>(those: (keyof Tables)[], about: About, read: () => Promise<Answer>) => Promise<Answer>
  /**
   * What follows from rows that are placed, and from what the clock has made of them, of each division by itself.
   * @param read of all divisions, or of these, in which something has changed.
   */
  byDivision: <Answer>(about: About, read: ReadDivisions<Answer>) => Promise<Map<string, Answer>>
}

type ReadDivisions<Answer> = (divisionIds?: string[]) => Promise<Map<string, Answer>>

/** Everything is read anew. */
export const unkept: Reads = {
  own: (_about, read) => read(),
  of: (_those, _about, read) => read(),
  ownAnd: (_those, _about, read) => read(),
  byDivision: (_about, read) => read()
}

/** @param standing how things stood when the request came; without it everything is read anew. @param address that was asked. */
export type KeptReads = (viewerId: string, standing: Standing | null | undefined, address: string) => Reads

export function createKeptReads ({ db }: Pick<Deps, 'db'>): KeptReads {
  const [own, shared] = [createOwn<unknown>(mostOwn), createOwn<unknown>(mostShared)]
  const divided = createDivided()
  let present: { everybodys: number, numbers: ReturnType<typeof readTableNumbers> } | undefined

  /** Read after everybody's number was, and not again before that has been raised: until then none of the tables has changed. */
  function numbersAt ({ everybodys }: Standing): ReturnType<typeof readTableNumbers> {
    if (present?.everybodys === everybodys) return present.numbers
    const mine = present = { everybodys, numbers: readTableNumbers(db) }
    mine.numbers.catch(() => {
      if (present === mine) present = undefined
    })
    return mine.numbers
  }

  async function once<Answer> (kept: Own<unknown>, first: string, about: About, read: () => Promise<Answer>): Promise<Answer> {
    let name = first
    for (const each of about) name += `\n${each}`
    return kept(name, read) as Promise<Answer>
  }

  return (viewerId, standing, address) => {
    if (!standing) return unkept
    const { own: number, date, graceOver, closed } = standing
    const mine = `${address}\n${viewerId}\n${number}\n${date}\n${graceOver}\n${closed}`
    const at = async (those: (keyof Tables)[]) => `${those.join(' ')}\n${(await numbersAt(standing))(those)}`
    return {
      own: (about, read) => once(own, mine, about, read),
      of: async (those, about, read) => once(shared, `${address}\n${await at(those)}`, about, read),
      ownAnd: async (those, about, read) => once(own, `${mine}\n${await at(those)}`, about, read),
      byDivision: (about, read) => divided(standing, `${address}\n${viewerId}\n${about.join('\n')}`, read) as Promise<Map<string, any>>
    }
  }
}

/** What is kept of each division until something of it changes. */
function createDivided () {
  const kept = new Map<string, { numbers: Standing['divisions'], answers: Promise<Map<string, unknown>> }>()

  return (
    { date, closed, anybodys, divisions: numbers }: Standing,
    about: string,
    read: ReadDivisions<unknown>
  ): Promise<Map<string, unknown>> => {
    const name = `${about}\n${date}\n${closed}\n${anybodys}`
    const known = kept.get(name)
    const changed = [...numbers.keys()].filter((id) => numbers.get(id) !== known?.numbers.get(id))
    if (known && changed.length === 0) return known.answers
    const answers = known ? readAnew(known.answers, changed, read) : read()
    kept.delete(name)
    kept.set(name, { numbers, answers })
    if (kept.size > mostDivided) kept.delete(kept.keys().next().value!)
    answers.catch(() => {
      if (kept.get(name)?.answers === answers) kept.delete(name)
    })
    return answers
  }
}

async function readAnew (before: Promise<Map<string, unknown>>, divisionIds: string[], read: ReadDivisions<unknown>) {
  const [rest, anew] = await Promise.all([before, read(divisionIds)])
  return new Map([...rest].filter(([id]) => !divisionIds.includes(id)).concat([...anew]))
}
