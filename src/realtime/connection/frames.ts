import type { TSchema } from '@sinclair/typebox'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { RawData } from 'ws'
import { clientFrames, type ClientFrame } from '../../../generated/events.ts'
import { parseForeignJson } from '../../runtime/json.ts'

/** Why the server closes a connection. Documented in asyncapi/asyncapi.yaml. */
export const closeCodes = {
  restart: 1012,
  overload: 1013,
  badFrame: 4400,
  signedOut: 4401,
  authTimeout: 4408,
  tooManyConnections: 4409,
  tooSlow: 4410,
  dead: 4411,
  tooFast: 4429
} as const

export type CloseReason = keyof typeof closeCodes

export const subprotocol = 'workpulse.v1'

export type ReadResult =
  | { kind: 'frame', frame: ClientFrame }
  | { kind: 'refused', message: string, ref?: string }
  | { kind: 'unreadable' }

const ajv = new Ajv2020({ strict: true, validateSchema: false })
const schemas = new Map(Object.entries(clientFrames as Record<string, TSchema>))

/** Compiled when the first frame of its type comes: Ajv keeps what it has made of a schema. */
function validatorOf (type: string): ValidateFunction | undefined {
  const schema = schemas.get(type)
  return schema && ajv.compile(schema)
}

/** Reads what a client sent. Anything but a JSON object is unreadable; an object that is no frame of ours is refused. */
export function readFrame (data: RawData, isBinary: boolean): ReadResult {
  const frame = isBinary ? undefined : parse(String(data))
  if (!frame) return { kind: 'unreadable' }
  const ref = typeof frame.ref === 'string' && frame.ref !== '' && frame.ref.length <= 64 ? { ref: frame.ref } : {}
  // Whatever else it is may have a toString of its own.
  const validate = typeof frame.type === 'string' ? validatorOf(frame.type) : undefined
  if (!validate) return { kind: 'refused', message: 'There is no such type of message.', ...ref }
  if (validate(frame)) return { kind: 'frame', frame: frame as unknown as ClientFrame }
  const [{ instancePath, message }] = validate.errors!
  return { kind: 'refused', message: `${instancePath || '/'} ${message}`, ...ref }
}

function parse (text: string): Record<string, unknown> | undefined {
  try {
    const value = parseForeignJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}
