import type { Connection, PrepareStatementInfo } from 'mysql2'

/** Of a connection; the one that was used longest ago is given up. */
export const mostPrepared = 256
const isPrepared = /^\s*(select|insert|update|delete|with)\b/i
const tooManyPrepared = 1461

export type Answer = (error: unknown, result?: unknown) => void

/** Asks a connection. What it is asked again is prepared once: the driver's own way to look that up costs half of what asking does. */
export function asker (connection: Connection): (text: string, parameters: readonly unknown[], answer: Answer) => void {
  const prepared = new Map<string, PrepareStatementInfo>()

  function keep (text: string, statement: PrepareStatementInfo): void {
    prepared.delete(text)
    prepared.set(text, statement)
    if (prepared.size <= mostPrepared) return
    const [oldest] = prepared.keys()
    prepared.delete(oldest)
    connection.unprepare(oldest)
  }

  return (text, parameters, answer) => {
    const known = prepared.get(text)
    if (known) {
      keep(text, known)
      return known.execute(parameters, answer)
    }
    const asText = () => void connection.query(text, parameters as never, answer)
    if (!isPrepared.test(text)) return asText()
    connection.prepare(text, (error, statement) => {
      // The limit is the whole server's, and others may have used it up.
      if (error?.errno === tooManyPrepared) return asText()
      if (error) return answer(error)
      keep(text, statement)
      statement.execute(parameters, answer)
    })
  }
}
