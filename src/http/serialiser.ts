import { Type, type TSchema } from '@sinclair/typebox'
import build from 'fast-json-stringify'

export type Serialiser = (answer: unknown) => string

/** One each for all apps of a process. */
const serialisers = new WeakMap<TSchema, Serialiser>()

/** Of a successful answer. */
export const envelope = (data: TSchema): TSchema =>
  Type.Object({ ok: Type.Literal(true), data, error: Type.Null() }, { additionalProperties: false })

/** What writes the envelope around such data, as Fastify's own would. Made when the first answer goes out, as its validators are. */
export function serialiserOf (data: TSchema): Serialiser {
  return (answer) => {
    let serialise = serialisers.get(data)
    if (!serialise) serialisers.set(data, serialise = build(envelope(data) as never) as Serialiser)
    return serialise(answer)
  }
}
