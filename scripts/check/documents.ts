import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import {
  dereferenced,
  operationsOf,
  type Parameter,
  refName,
  type AsyncApiDocument,
  type OpenApiDocument,
  type Operation
} from '../generate/model.ts'
import { tableProblems } from './tables.ts'

/** What the linter cannot know: that the two documents, the events and the error codes fit together. */
export async function documentProblems (root: string): Promise<string[]> {
  const read = async (name: string) => JSON.parse(await readFile(join(root, 'generated', name), 'utf8'))
  const openapi = await read('openapi.json') as OpenApiDocument
  const asyncapi = await read('asyncapi.json') as AsyncApiDocument
  const operations = operationsOf(openapi)
  return [
    ...versionProblems(openapi, asyncapi),
    ...statusProblems(operations),
    ...directionProblems(asyncapi),
    ...eventProblems(operations, asyncapi),
    ...exampleProblems(operations, openapi),
    ...sentenceProblems(openapi),
    ...nameProblems(openapi),
    ...await tableProblems(root),
    ...frameProblems(asyncapi)
  ]
}

function versionProblems (openapi: OpenApiDocument, asyncapi: AsyncApiDocument): string[] {
  if (openapi.info.version === asyncapi.info.version) return []
  return [
    `openapi/openapi.yaml has version ${openapi.info.version} and asyncapi/asyncapi.yaml ${asyncapi.info.version}: they are released together`
  ]
}

/** One rule for all, so that nobody has to look it up: what creates answers 201, everything else 200. */
function statusProblems (operations: Operation[]): string[] {
  return operations.flatMap(({ id, status, answer }) => {
    if (answer === 'redirect') return []
    const expected = answer === 'socket' ? 101 : /^(create|upload)/.test(id) ? 201 : 200
    return status === expected
      ? []
      : [`${id} declares ${status} for success: operations named create… or upload… answer 201, all others 200`]
  })
}

/** `send` is what the server sends: easily turned round, and then every client listens for what it should say. */
function directionProblems (asyncapi: AsyncApiDocument): string[] {
  const operations = Object.entries(asyncapi.operations)
  const named = operations.flatMap(([key, { action, channel }]) => [
    ...key.startsWith(action) ? [] : [`asyncapi/: the operation ${key} has the action ${action}: its name begins with its action`],
    ...action === 'send' || refName(channel.$ref) === 'connection'
      ? []
      : [`asyncapi/: ${key} takes events from clients: of a channel of events, the server sends everything`]
  ])
  const messages = Object.entries(asyncapi.channels).flatMap(([channel, { messages }]) =>
    Object.keys(messages).map((key) => `#/channels/${channel}/messages/${key}`)
  )
  return [
    ...named,
    ...messages.flatMap((message) => {
      const count = operations.filter(([, operation]) => operation.messages.some(({ $ref }) => $ref === message)).length
      return count === 1 ? [] : [`asyncapi/: ${message} is in ${count} operations: it goes one way, in one`]
    })
  ]
}

/** The events that the server sends are those that operations say they cause. */
function eventProblems (operations: Operation[], asyncapi: AsyncApiDocument): string[] {
  const sent = new Set(
    Object.values(asyncapi.operations)
      .filter((operation) => operation.action === 'send' && refName(operation.channel.$ref) !== 'connection')
      .flatMap((operation) =>
        operation.messages.map(({ $ref }) => asyncapi.channels[refName(operation.channel.$ref)].messages[refName($ref)].name)
      )
  )
  const caused = new Set(operations.flatMap((operation) => operation.emits))
  return [
    ...operations.flatMap((operation) =>
      operation.emits.filter((name) => !sent.has(name))
        .map((name) => `${operation.id}: x-emits names ${name}, which no channel of asyncapi/ sends`)
    ),
    ...[...sent].filter((name) => !caused.has(name)).map((name) => `asyncapi/ sends ${name}, which no operation names in x-emits`)
  ]
}

/** Every request and every answer has an example for the reader, but for files, which nobody reads; the linter checks that it is valid. */
function exampleProblems (operations: Operation[], openapi: OpenApiDocument): string[] {
  return operations.flatMap(({ id, path, method }) => {
    const { requestBody, responses } = openapi.paths[path][method.toLowerCase()]
    const contents = [
      ...Object.values(requestBody?.content ?? {}),
      ...Object.values(responses).flatMap((response) => Object.values(dereferenced(openapi, response).content ?? {}))
    ]
    const isFile = ({ schema }: { schema: object }) => 'format' in schema && schema.format === 'binary'
    return contents.some((content) => content.example === undefined && content.examples === undefined && !isFile(content))
      ? [`${id}: a request or an answer has no example`]
      : []
  })
}

/** Generators of clients make a file of each component, and not every file system tells `Cursor` from `cursor`. */
function nameProblems ({ components }: OpenApiDocument): string[] {
  const names = Object.values(components as Record<string, object>).flatMap((kind) => Object.keys(kind))
  return names.filter((name, index) =>
    names.some((other, before) => before < index && other !== name && other.toLowerCase() === name.toLowerCase())
  )
    .map((name) => `generated/openapi.json: the component ${name} has the name of another one but for its capitals`)
}

/** What a reader sees of each parameter is a sentence, not a name alone. Of operations themselves says so `tables.ts`. */
function sentenceProblems (openapi: OpenApiDocument): string[] {
  return Object.values(openapi.paths).flatMap((item) =>
    ['get', 'put', 'post', 'delete', 'patch'].filter((method) => item[method]).flatMap((method) => {
      const { operationId, parameters = [] } = item[method]
      const unsaid = [...item.parameters ?? [], ...parameters].map((parameter) => dereferenced(openapi, parameter as Parameter))
        .filter((parameter) => !parameter.description)
      return unsaid.map(({ name }) => `${operationId}: the parameter ${name} has no description`)
    })
  )
}

/** The examples of the frames are valid: the linter reads those of OpenAPI only. */
function frameProblems (asyncapi: AsyncApiDocument): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  ajv.addSchema(asyncapi as object, 'asyncapi')
  return Object.entries(asyncapi.channels).flatMap(([channel, { messages }]) =>
    Object.entries(messages).flatMap(([key, { examples = [] }]) => {
      if (examples.length === 0) return [`asyncapi/: the message ${key} has no example`]
      const validate = ajv.compile({ $ref: `asyncapi#/channels/${channel}/messages/${key}/payload` })
      return examples.flatMap(({ payload }) =>
        validate(payload) ? [] : [`asyncapi/: an example of ${key} is not valid: ${ajv.errorsText(validate.errors)}`]
      )
    })
  )
}
