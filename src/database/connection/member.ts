import type { Connection } from 'mysql2'
import { changedMeanwhile, isDeadlock, isUnavailable } from '../unavailable.ts'
import { watchSession } from './session-status.ts'
import { type Answer, asker } from './statements.ts'

/** In milliseconds: what a statement may take, before whoever does not answer is taken for dead. */
const patience = 5000
/** Of a statement that begins with the comment, such as waiting for the lock of the migrations. */
const longPatience = 65_000
const pingPatience = 1000
const goodbyePatience = 500
/** Of what few statements are: changes of tables take as long as the tables are large. Each statement is looked at, so by one pattern. */
const takesLong = /^\s*(?:(\/\* may wait \*\/)|(?:alter|create|drop)\b)/i

interface Failure extends Error {
  code?: string
  errno?: number
  fatal?: boolean
}

/** A connection of the pool. */
export interface Member {
  readonly threadId: number | null
  /** Says why when it serves no more. */
  readonly failure: Error | undefined
  /** When it last answered, as `performance.now()` counts. */
  readonly heardAt: number
  /** From `begin` to `commit` or `rollback` nothing is carried out once the server has ended the transaction, whether it said so or not. */
  query: (text: string, parameters: readonly unknown[], answer: Answer) => void
  /** Does it answer within a second? */
  ping: () => Promise<boolean>
  /** At once, without a word to the server: who does not answer would not hear it. */
  destroy: (reason?: Error) => void
  /** Takes leave of the server. */
  close: () => Promise<void>
}

/** @param onFailure gets when the question was asked that it has not answered, or undefined where nothing was asked. */
export function memberOf (connection: Connection, onFailure: (member: Member, askedAt: number | undefined) => void): Member {
  let failure: Failure | undefined
  let heardAt = performance.now()
  const unanswered = new Set<Answer>()
  const send = asker(connection)
  const isInTransaction = watchSession(connection)
  let isOpen = false
  /** Why the transaction that is open to us can only be rolled back. */
  let loss: unknown

  function fail (error: Failure, askedAt?: number): void {
    if (failure) return
    failure = error
    cut(connection)
    onFailure(member, askedAt)
    // The driver tells nobody of a connection that we have cut.
    for (const settle of unanswered) settle(error)
  }

  /** Asks, and answers for who does not. */
  function ask (milliseconds: number, question: (answer: Answer) => void, answer: Answer): void {
    if (failure) return answer(failure)
    const askedAt = performance.now()
    const settle: Answer = (error, result) => {
      if (!unanswered.delete(settle)) return
      clearTimeout(timer)
      if (isFatal(error)) fail(error, askedAt)
      else heardAt = performance.now()
      answer(error, result)
    }
    const timer = milliseconds > 0 ? setTimeout(() => settle(silence(milliseconds)), milliseconds) : undefined
    unanswered.add(settle)
    try {
      question(settle)
    } catch (error) {
      settle(error)
    }
  }

  /** Follows the transaction by what the server says after each statement of it. @returns the error where that is over in its middle. */
  function lossAfter (text: string, result: unknown): Error | undefined {
    if (text === 'commit' || text === 'rollback') {
      isOpen = false
      loss = undefined
    } else if (text === 'begin') isOpen = true
    else if (isOpen && !isInTransaction(result)) return changedMeanwhile('The server ended the transaction in its middle')
    return undefined
  }

  const member: Member = {
    get threadId () {
      return (connection as { threadId?: number | null }).threadId ?? null
    },
    get failure () {
      return failure
    },
    get heardAt () {
      return heardAt
    },
    query (text, parameters, answer) {
      if (loss !== undefined && text !== 'rollback') return answer(loss)
      ask(patienceOf(text), (settle) => send(text, parameters, settle), (error, result) => {
        // What could not be taken back must not be found by the next one.
        if (error && text === 'rollback') fail(error as Failure)
        const lost = error ?? lossAfter(text, result)
        if (isOpen && lost && endsTransaction(lost)) loss = lost
        answer(lost, result)
      })
    },
    ping: () => new Promise((resolve) => ask(pingPatience, (settle) => connection.ping(settle), (error) => resolve(!error))),
    destroy: (reason = silence(0)) => fail(reason),
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(done, goodbyePatience)
        function done (): void {
          clearTimeout(timer)
          fail(closed())
          resolve()
        }
        connection.end(done)
      })
  }
  connection.on('error', (error) => fail(error))
  connection.on('end', () => fail(lost()))
  return member
}

/** mysql2 would only say that it ends, and wait for an answer that does not come: the process would wait as well. */
export function cut (connection: Connection): void {
  connection.destroy()
  ;(connection as unknown as { stream: { destroy: () => void } }).stream.destroy()
}

/** 0 for as long as it takes. */
function patienceOf (text: string): number {
  const long = takesLong.exec(text)
  if (!long) return patience
  return long[1] === undefined ? 0 : longPatience
}

/** Who goes on after such an error may be outside of it. Others, such as a key that is there twice, undo one statement. */
const endsTransaction = (error: unknown) => isDeadlock(error) || isUnavailable(error)

function isFatal (error: unknown): error is Failure {
  const { fatal, code } = (error ?? {}) as Failure
  return fatal === true ||
    ['EPIPE', 'ECONNRESET', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_SEQUENCE_TIMEOUT'].includes(code ?? '')
}

const failureOf = (code: string, message: string): Failure => Object.assign(new Error(message), { code, fatal: true })
const silence = (milliseconds: number) => failureOf('PROTOCOL_SEQUENCE_TIMEOUT', `The database did not answer within ${milliseconds} ms`)
const lost = () => failureOf('PROTOCOL_CONNECTION_LOST', 'The database closed the connection')
const closed = () => failureOf('POOL_CLOSED', 'The connections to the database are closed')
