/** Looks after one of several servers: does it serve, and as one that can be written to? */
import type { Connection } from 'mysql2'
import { memberOf, type Member } from '../member.ts'
import { failureOf } from '../pool.ts'

/** In milliseconds: how often a server is looked at, how long it may take to answer, and to take a connection first. */
const interval = 1000
const patience = 1500
const usualOpenPatience = 4000

/**
 * `whole`: it can be read and written. `partial`: it answers, but is read-only, or is catching up with the other nodes of its cluster,
 * or gives them its data. `none`: nothing can be asked of it.
 */
export type Standing = 'whole' | 'partial' | 'none'

export interface Lookout {
  /** Undefined before the first look. */
  readonly standing: Standing | undefined
  /** Since when it is whole without a break, as `performance.now()` counts; Infinity while it is not. */
  readonly wholeSince: number
  /** Why it is not whole. */
  readonly reason: Error | undefined
  /** Looks at once, where no look is under way. Resolves once it is known, soon and always. */
  look: () => Promise<void>
  end: () => void
}

/**
 * @param onChange is called when the standing is another than before.
 * @param openPatience in milliseconds, where the first answer needs a connection.
 */
export function createLookout (connect: () => Connection, onChange: () => void, openPatience = usualOpenPatience): Lookout {
  let standing: Standing | undefined
  let wholeSince = Infinity
  let reason: Error | undefined
  let member: Member | undefined
  let looking: Promise<void> | undefined
  let ended = false

  async function ask (): Promise<void> {
    let answered = false
    // A busy machine takes its time to take a connection. Until then it stands as it did.
    const limit = member ? patience : openPatience
    const asked = member ??= memberOf(connect(), (lost) => {
      if (member === lost) member = undefined
    })
    // Where it was us who stood still, the answer may lie in our buffer: it is read before the timer counts.
    const timer = setTimeout(() => setImmediate(() => answered || asked.destroy(silent(limit))), limit)
    try {
      const problem = problemOf(await valuesOf(asked))
      settle(problem ? problem.standing : 'whole', problem && unfit(problem.says))
    } catch (error) {
      settle('none', error as Error)
    } finally {
      answered = true
      clearTimeout(timer)
      looking = undefined
    }
  }

  function settle (now: Standing, why: Error | undefined): void {
    if (ended) return
    const changed = now !== standing
    standing = now
    reason = why
    if (now !== 'whole') wholeSince = Infinity
    else if (wholeSince === Infinity) wholeSince = performance.now()
    if (changed) onChange()
  }

  function look (): Promise<void> {
    if (ended) return Promise.resolve()
    looking ??= ask()
    return looking
  }

  const timer = setInterval(() => void look(), interval)
  timer.unref()
  return {
    get standing () {
      return standing
    },
    get wholeSince () {
      return wholeSince
    },
    get reason () {
      return reason
    },
    look,
    end () {
      ended = true
      clearInterval(timer)
      void member?.close()
    }
  }
}

const silent = (limit: number) => failureOf('ETIMEDOUT', `The database server did not answer within ${limit} ms`)
const unfit = (says: string) => Object.assign(failureOf('ER_HOST_UNFIT', `The database server ${says}`), { errno: 1047 })

/** Galera's own states are among the status, and say nothing where it is not on. Both statements answer where nothing else does. */
const questions = [
  "show global status where variable_name in ('wsrep_ready', 'wsrep_local_state', 'wsrep_local_state_comment')",
  "show global variables where variable_name in ('read_only', 'wsrep_on')"
]

async function valuesOf (member: Member): Promise<Map<string, string>> {
  const values = new Map<string, string>()
  for (const question of questions) {
    const rows = await new Promise<{ Variable_name: string, Value: string }[]>((resolve, reject) =>
      member.query(question, [], (error, result) => error ? reject(error as Error) : resolve(result as never))
    )
    for (const row of rows) values.set(row.Variable_name.toLowerCase(), row.Value)
  }
  return values
}

/** Of Galera's states the one in which a node has all that the cluster has. */
const synced = '4'

function problemOf (values: Map<string, string>): { standing: Standing, says: string } | undefined {
  if (values.get('wsrep_on') === 'ON') {
    if (values.get('wsrep_ready') !== 'ON') return { standing: 'none', says: 'is not part of its cluster now' }
    if (values.get('wsrep_local_state') !== synced) {
      return { standing: 'partial', says: `is not synchronised: ${values.get('wsrep_local_state_comment')}` }
    }
  }
  return /^(off|0)$/i.test(values.get('read_only') ?? 'off') ? undefined : { standing: 'partial', says: 'is read-only' }
}
