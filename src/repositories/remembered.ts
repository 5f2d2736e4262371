/**
 * What is decided for many and asked for again and again, kept in memory as long as it holds. A transaction that has read how often
 * something has changed for everybody knows whether it does: each such change raises that number as it commits, on whichever replica. So
 * nobody is told what was.
 */
import type { ExpressionBuilder } from 'kysely'
import { everybody } from '../database/changes/concerned.ts'
import type { Database, Tables } from '../database/tables.ts'

/** How often something has changed for everybody, and in which log that is: a database that was put back has another. */
export interface Proof {
  changes: number | null
  epoch: string | null
}

interface Memory {
  proof: string
  answers: Map<string, unknown>
}

/** Of one database and all questions; who asks for more begins anew. */
const mostAnswers = 5000

const proofs = new WeakMap<Database, string>()
/** By what a database shares with its transactions. */
const memories = new WeakMap<object, Memory>()

/** The columns of a `Proof`, for a statement that a transaction begins with in any case. */
export const proofColumns = (eb: ExpressionBuilder<Tables, never>) => [
  eb.selectFrom('change_numbers').select('number').where('name', '=', everybody).as('changes'),
  eb.selectFrom('event_clock').select('epoch').as('epoch')
]

/**
 * From here on the transaction is told what is remembered. It changes nothing of that itself, nor needs to read after a lock what the
 * lock keeps from changing.
 */
export function remember (tx: Database, { changes, epoch }: Proof): void {
  proofs.set(tx, `${epoch} ${changes}`)
}

/** Is there anything to be gained from what answers others, too? */
export const remembers = (db: Database): boolean => proofs.has(db)

/**
 * The same question, whose answer is remembered; it is shared, and changed by nobody. Who has no proof is answered anew.
 * @param ask of what concerns everybody when it changes: see `concerned.ts`. Its arguments are dates, ids and lists of them.
 */
export function remembered<Arguments extends unknown[], Answer> (
  ask: (db: Database, ...about: Arguments) => Promise<Answer>
): (db: Database, ...about: Arguments) => Promise<Answer> {
  const question = ++questions
  return async (db, ...about) => {
    const proof = proofs.get(db)
    if (proof === undefined) return ask(db, ...about)
    const memory = memoryOf(db, proof)
    const name = `${question} ${about.join(' ')}`
    if (memory.answers.has(name)) return memory.answers.get(name) as Answer
    const answer = await ask(db, ...about)
    if (memory.answers.size >= mostAnswers) memory.answers.clear()
    memory.answers.set(name, answer)
    return answer
  }
}

let questions = 0

/** What is read is as new as its proof, or newer. */
function memoryOf (db: Database, proof: string): Memory {
  const { adapter } = db.getExecutor()
  let memory = memories.get(adapter)
  if (memory?.proof !== proof) memories.set(adapter, memory = { proof, answers: new Map() })
  return memory
}
