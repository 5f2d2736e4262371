import { isDeepStrictEqual } from 'node:util'
import { refName, type AsyncApiDocument, type AsyncApiMessage, type OpenApiDocument } from './model.ts'
import { banner, schemaDefinitions } from './schemas.ts'
import { typebox } from './typebox.ts'

/** The frames in both directions, the payload of each channel's events, and builders for the names of channels. */
export function emitEvents (asyncapi: AsyncApiDocument, openapi: OpenApiDocument): string {
  const { components: { schemas }, channels } = asyncapi
  const own = Object.keys(schemas).filter((name) => !isShared(name, asyncapi, openapi))
  const shared = Object.keys(schemas).filter((name) => !own.includes(name)).sort()
  const { connection, ...topics } = channels

  const frames = Object.values(channels).flatMap((channel) => Object.entries(channel.messages))
    .map(([key, message]) =>
      `export const ${frameName(key)} = ${typebox(message.payload, key, schemas)}\nexport type ${frameName(key)} = Static<typeof ${
        frameName(key)
      }>\n`
    )
  const text = [
    `${banner}import { Type, type Static } from '@sinclair/typebox'`,
    ...schemaDefinitions(schemas, own),
    ...frames,
    union('ServerFrame', 'What the server says about the connection.', connectionFrames(asyncapi, 'send')),
    union('ClientFrame', 'What a client says.', connectionFrames(asyncapi, 'receive')),
    union('EventFrame', 'An event, whichever its channel.', Object.values(topics).flatMap((channel) => Object.keys(channel.messages))),
    table('serverFrames', 'By type.', pick(connection.messages, connectionFrames(asyncapi, 'send'))),
    table('clientFrames', 'By type.', pick(connection.messages, connectionFrames(asyncapi, 'receive'))),
    union(
      'EphemeralFrame',
      'What is sent and not kept: the latest counts.',
      messagesOf(topics).filter(([, , message]) => isEphemeral(message)).map(([, key]) => key)
    ),
    eventTables(topics),
    channelBuilders(topics)
  ].join('\n')
  const used = shared.filter((name) => new RegExp(`\\b${name}\\b`).test(text))
  return text.replace(
    "from '@sinclair/typebox'\n",
    `from '@sinclair/typebox'\nimport type { Exactly } from './exactly.ts'\nimport { ${used.join(', ')} } from './schemas.ts'\n\n`
  )
}

/** @throws Error when both documents have a schema of this name and they differ. */
function isShared (name: string, asyncapi: AsyncApiDocument, openapi: OpenApiDocument): boolean {
  const theirs = openapi.components.schemas[name]
  if (theirs && !isDeepStrictEqual(theirs, asyncapi.components.schemas[name])) {
    throw new Error(`The schema ${name} differs between openapi/ and asyncapi/: refer to one of them, or give it another name`)
  }
  return theirs !== undefined
}

function frameName (messageKey: string): string {
  return `${messageKey[0].toUpperCase()}${messageKey.slice(1)}Frame`
}

/** The messages of the connection channel in one direction; `send` is what the server sends. */
function connectionFrames (asyncapi: AsyncApiDocument, action: 'send' | 'receive'): string[] {
  return Object.values(asyncapi.operations)
    .filter((operation) => operation.action === action && refName(operation.channel.$ref) === 'connection')
    .flatMap((operation) => operation.messages.map((message) => refName(message.$ref)))
}

function pick (messages: Record<string, AsyncApiMessage>, keys: string[]): [string, string][] {
  return keys.map((key) => [messages[key].name, frameName(key)])
}

function union (name: string, comment: string, keys: string[]): string {
  return `/** ${comment} */\nexport type ${name} =\n${keys.map((key) => `  | ${frameName(key)}`).join('\n')}\n`
}

function table (name: string, comment: string, entries: [string, string][]): string {
  return `/** ${comment} */\nexport const ${name} = {\n${
    entries.map(([type, frame]) => `  ${JSON.stringify(type)}: ${frame}`).join(',\n')
  }\n}\n`
}

function messagesOf (topics: AsyncApiDocument['channels']): [kind: string, key: string, message: AsyncApiMessage][] {
  return Object.entries(topics).flatMap(([kind, { messages }]) =>
    Object.entries(messages).map(([key, message]): [string, string, AsyncApiMessage] => [kind, key, message])
  )
}

/** Without a place in its channel, an event is not in the log. */
function isEphemeral ({ payload }: AsyncApiMessage): boolean {
  return !payload.required?.includes('seq')
}

function eventTables (topics: AsyncApiDocument['channels']): string {
  const of = (each: (type: string, frame: string) => string) =>
    Object.keys(topics).map((kind) => {
      const kept = messagesOf(topics).filter(([of, , message]) => of === kind && !isEphemeral(message))
      return `  ${kind}: {\n${kept.map(([, key, message]) => each(message.name, frameName(key))).join(',\n')}\n  }`
    }).join(',\n')
  return `/** The frames of each kind of channel, by event type. */
export const eventFrames = {
${of((type, frame) => `    ${JSON.stringify(type)}: ${frame}`)}
}

/** The data of each kind of channel's events, by event type. */
export interface ChannelEvents {
${of((type, frame) => `    ${JSON.stringify(type)}: ${frame}['data']`).replaceAll(',\n', '\n')}
}
`
}

function channelBuilders (topics: AsyncApiDocument['channels']): string {
  const builders = Object.entries(topics).map(([kind, { address, parameters = {} }]) => {
    const names = Object.keys(parameters)
    return `  ${kind}: (${names.map((name) => `${name}: string`).join(', ')}): Channel<'${kind}'> => \`${
      address.replaceAll('{', '${')
    }\` as Channel<'${kind}'>`
  })
  return `export type ChannelKind = keyof ChannelEvents

/** The name of a channel, which knows what the channel carries. */
export type Channel<K extends ChannelKind> = string & { readonly kind: K }

/** The names of channels. */
export const channels = {
${builders.join(',\n')}
}

/** An event on its way into the log. */
export interface NewEvent { channel: string, type: string, data: unknown }

/** An event of a channel. One that the channel does not carry does not compile, nor does data with a key too few or too many. */
export function event<K extends ChannelKind, T extends keyof ChannelEvents[K] & string, D extends ChannelEvents[K][T]> (
  channel: Channel<K>,
  type: T,
  data: D & Exactly<ChannelEvents[K][T], D>
): NewEvent {
  return { channel, type, data }
}
`
}
