/** What the bundle adds to asyncapi/: the frame round the data of each event, and of its example. */
import { isDeepStrictEqual } from 'node:util'
import { refName } from '../model.ts'

interface Message {
  name: string
  payload: any
  examples?: { payload: unknown }[]
  /** Is it in the log? If not, it has no place there. */
  'x-kept'?: boolean
}

export interface Root {
  channels: Record<string, { address: string, parameters?: Record<string, { examples?: string[] }>, messages: Record<string, Message> }>
  operations: Record<string, { channel: { $ref: string }, messages: (Message | { $ref: string })[] }>
}

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` })

export function completeAsyncApi (root: Root): void {
  referToMessages(root)
  for (const [name, channel] of Object.entries(root.channels)) {
    // What both sides say about the connection itself is written out.
    if (name === 'connection') continue
    for (const message of Object.values(channel.messages)) frame(message, exampleOf(channel))
  }
}

/** The bundler copies an operation's messages into it; AsyncAPI 3 wants references to those of its channel. */
function referToMessages ({ channels, operations }: Root): void {
  for (const [name, operation] of Object.entries(operations)) {
    const channel = refName(operation.channel.$ref)
    const messages = Object.entries(channels[channel].messages)
    operation.messages = operation.messages.map((message) => {
      const known = messages.find(([, candidate]) => isDeepStrictEqual(candidate, message))
      if (!known) throw new Error(`asyncapi/asyncapi.yaml: the channel ${channel} does not name a message of the operation ${name}`)
      return { $ref: `#/channels/${channel}/messages/${known[0]}` }
    })
  }
}

function frame (message: Message, channel: string): void {
  const { name: type, 'x-kept': kept = true, payload: data, examples } = message
  message.payload = {
    type: 'object',
    additionalProperties: false,
    required: kept ? ['v', 'type', 'id', 'channel', 'seq', 'position', 'time', 'data'] : ['v', 'type', 'channel', 'time', 'data'],
    properties: {
      v: schema('EventVersion'),
      type: { type: 'string', const: type },
      ...(kept && { id: schema('EventId') }),
      channel: schema('ChannelName'),
      ...(kept && { seq: schema('Seq'), position: schema('Position') }),
      time: schema('Timestamp'),
      ...(kept && { cause: schema('Cause') }),
      data
    }
  }
  message.examples = examples?.map((example) => ({
    ...example,
    payload: {
      v: 1,
      type,
      ...(kept && { id: '57' }),
      channel,
      ...(kept && { seq: 12, position: 42 }),
      time: '2026-11-20T09:41:00.000Z',
      ...(kept && { cause: '01JD2V6M7Q8R9S0T1V2W3X4Y69' }),
      data: example.payload
    }
  }))
}

/** @throws Error when a parameter of the address has no example. */
function exampleOf ({ address, parameters = {} }: Root['channels'][string]): string {
  return address.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const [example] = parameters[name]?.examples ?? []
    if (example === undefined) throw new Error(`asyncapi/asyncapi.yaml: give the parameter ${name} of the channel ${address} an example`)
    return example
  })
}
