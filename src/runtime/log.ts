import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * JSON lines. Of an error only what tells where it happened: drivers and libraries hang the statement, the
 * request or the answer on theirs, with whatever secrets are in it.
 */
export function createLog (level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: serializeError } }
  return destination ? pino(options, destination) : pino(options)
}

function serializeError (error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, code, cause } = error as Error & { code?: unknown }
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause instanceof Error && { cause: serializeError(cause) })
  }
}
