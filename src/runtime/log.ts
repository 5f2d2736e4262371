import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * JSON lines. Of an error only what tells where it happened: drivers and libraries hang the statement, the
 * request or the answer on theirs, with whatever secrets are in it.
 * @param destination the standard output where it is undefined.
 * @param isOutage is it the fault of something else, which passes? Then where in the program it was met says nothing: there is no stack.
 */
export function createLog (
  level: string,
  destination?: DestinationStream,
  isOutage: (error: unknown) => boolean = () => false
): Logger {
  const options = { level, serializers: { err: (error: unknown) => serializeError(error, isOutage) } }
  return destination ? pino(options, destination) : pino(options)
}

function serializeError (error: unknown, isOutage: (error: unknown) => boolean): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, code, cause } = error as Error & { code?: unknown }
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(!isOutage(error) && { stack }),
    ...(cause instanceof Error && { cause: serializeError(cause, isOutage) })
  }
}
