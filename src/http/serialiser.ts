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
    if (!serialise) serialisers.set(data, serialise = data.type === 'array' ? ofLists(data) : ofEnvelopes(data))
    return serialise(answer)
  }
}

const ofEnvelopes = (data: TSchema) => build(envelope(data) as never) as Serialiser

/** What stands frozen in a list is written once, for as long as it is there: it must have nothing in it that is not. */
function ofLists (data: TSchema): Serialiser {
  const whole = ofEnvelopes(data)
  const one = build(data.items as never) as Serialiser
  const texts = new WeakMap<object, string>()
  return (answer) => {
    const { data: items } = answer as { data: object[] }
    const written: string[] = []
    for (const item of items) {
      let text = texts.get(item)
      if (text === undefined) {
        if (typeof item !== 'object' || !Object.isFrozen(item)) return whole(answer)
        texts.set(item, text = one(item))
      }
      written.push(text)
    }
    return `{"ok":true,"data":[${written.join(',')}],"error":null}`
  }
}
