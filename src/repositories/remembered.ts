/**
 * What is decided for many and asked for again and again, kept in memory as long as it holds. A transaction that has read how often
 * something has changed for everybody knows whether it does: each such change raises that number as it commits, on whichever replica. So
 * nobody is told what was.
 */
import { everybody } from '../database/changes/concerned.ts'
import type { Database } from '../database/tables.ts'

/** How often something has changed for everybody, and in which log that is: a database that was put back has another. */
export interface Proof {
  changes: number | null
  epoch: string | null
}

/** Of one database: what is known by one proof. */
interface Memory {
  proof: string
  answers: Map<string, unknown>
}

/** Of all questions; who asks for more begins anew. */
const mostAnswers = 5000

/** The newest of each database, by what that shares with its transactions. */
const newest = new WeakMap<object, Memory>()
/** What transactions may be told. */
const memories = new WeakMap<Database, Memory>()
let questions = 0

/** The columns of a `Proof`, for a statement that a transaction begins with in any case. */
export const proofColumns = (db: Database) => [
  db.selectFrom('change_numbers').select('number').where('name', '=', everybody).as('changes'),
  db.selectFrom('event_clock').select('epoch').as('epoch')
]

/**
 * From here on the transaction is told what is remembered. It changes nothing of that itself, nor needs to read after a lock what the
 * lock keeps from changing.
 */
export function remember (tx: Database, { changes, epoch }: Proof): void {
  const proof = `${epoch} ${changes}`
  const { adapter } = tx.getExecutor()
  let memory = newest.get(adapter)
  if (memory?.proof !== proof) newest.set(adapter, memory = { proof, answers: new Map() })
  memories.set(tx, memory)
}

/** Is there anything to be gained from what answers others, too? */
export const remembers = (db: Database): boolean => memories.has(db)

/**
 * The same question, whose answer is remembered; it is shared, and changed by nobody. Who has no proof is answered anew.
 * @param ask of what concerns everybody when it changes: see `concerned.ts`. Its arguments are dates, ids and lists of them.
 */
export function remembered<Arguments extends unknown[], Answer> (
  ask: (db: Database, ...about: Arguments) => Promise<Answer>
): (db: Database, ...about: Arguments) => Promise<Answer> {
  const question = ++questions
  return async (db, ...about) => {
    const answers = memories.get(db)?.answers
    if (!answers) return ask(db, ...about)
    let name = String(question)
    for (const each of about) name += ` ${String(each)}`
    const known = answers.get(name)
    if (known !== undefined || answers.has(name)) return known as Answer
    // As new as the proof, or newer.
    const answer = await ask(db, ...about)
    if (answers.size >= mostAnswers) answers.clear()
    answers.set(name, answer)
    return answer
  }
}
