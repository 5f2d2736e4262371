import { dereferenced, refName, type AsyncApiDocument, type OpenApiDocument, type OpenApiOperation } from '../generate/model.ts'
import { jsonType } from '../generate/words.ts'

export interface Contract {
  openapi: OpenApiDocument
  asyncapi: AsyncApiDocument
}

export type Side = 'callers' | 'readers'

/** One operation or frame: what it is called, whose it is, and which schemas each side of it uses. */
export interface Place {
  label: string
  mostly: Side
  uses: Record<Side, Set<string>>
}

export const methods = ['get', 'post', 'put', 'patch', 'delete']
const framePrefix = '/frames/'

/**
 * The whole contract as one OpenAPI document. `redocly diff` knows AsyncAPI, but not who sends: a bound that is wider is
 * good news of what clients send and bad news of what they get. As answers and request bodies it gets that right.
 */
export function asOneDocument ({ openapi, asyncapi }: Contract): OpenApiDocument {
  const { responses: _responses, headers: _headers, ...others } = openapi.components
  const components = { ...others, schemas: { ...asyncapi.components.schemas, ...openapi.components.schemas } }
  return { ...openapi, components, paths: { ...withAnswers(openapi).paths, ...framePaths(asyncapi) } }
}

/** With each answer and header where it is given: which of them are shared is nobody's business but the document's. */
function withAnswers (openapi: OpenApiDocument): OpenApiDocument {
  const document = structuredClone(openapi)
  const operations = Object.values(document.paths).flatMap((item) => methods.flatMap((method) => item[method] ?? []))
  for (const operation of operations) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      const { headers, ...response } = dereferenced(document, answer)
      operation.responses[status] = {
        ...response,
        ...(headers && {
          headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, dereferenced(document, header as object)]))
        })
      }
    }
  }
  return document
}

/** A path per channel and message: got, where the server sends it, and posted, where clients do. */
function framePaths (asyncapi: AsyncApiDocument): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, object>> = {}
  for (const { action, channel, messages } of Object.values(asyncapi.operations)) {
    const { address, messages: known } = asyncapi.channels[refName(channel.$ref)]
    for (const { $ref } of messages) {
      const { name, payload } = known[refName($ref)]
      const content = { [jsonType]: { schema: payload } }
      const operation = action === 'send'
        ? { responses: { 200: { description: '', content } } }
        : { requestBody: { required: true, content }, responses: {} }
      const path = `${framePrefix}${address}/${name}`
      paths[path] = { ...paths[path], [action === 'send' ? 'get' : 'post']: operation }
    }
  }
  return paths as unknown as OpenApiDocument['paths']
}

/** How callers see a path and method: the names of parameters are the documents' own. */
export function addressOf (path: string, method: string): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`
}

/** Every operation and frame by its address. */
export function placesOf (document: OpenApiDocument): Map<string, Place> {
  return new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      methods.filter((method) => item[method]).map((method) => {
        const { requestBody, responses, parameters } = item[method]
        const uses = { callers: usedBy([requestBody, parameters, item.parameters], document), readers: usedBy(responses, document) }
        const mostly: Side = path.startsWith(framePrefix) && method === 'get' ? 'readers' : 'callers'
        return [addressOf(path, method), { label: labelOf(path, method, item[method]), mostly, uses }] as const
      })
    )
  )
}

/** The document without the operations at other addresses. */
export function only (document: OpenApiDocument, addresses: Set<string>): OpenApiDocument {
  const paths = Object.entries(document.paths).map(([path, item]) =>
    [
      path,
      Object.fromEntries(Object.entries(item).filter(([key]) => !methods.includes(key) || addresses.has(addressOf(path, key))))
    ] as const
  )
  return {
    ...document,
    paths: Object.fromEntries(paths.filter(([, item]) => methods.some((method) => method in item))) as OpenApiDocument['paths']
  }
}

function labelOf (path: string, method: string, operation: OpenApiOperation): string {
  if (!path.startsWith(framePrefix)) return operation.operationId
  const [channel, name] = path.slice(framePrefix.length).split(/\/(?=[^/]+$)/)
  return `${name} ${method === 'get' ? 'on' : 'to'} ${channel}`
}

/** The names of all components that a part of the document refers to, at any depth. */
function usedBy (part: unknown, document: OpenApiDocument): Set<string> {
  const used = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('$ref' in value && !used.has(String(value.$ref))) {
      used.add(String(value.$ref))
      const [, , kind, name] = String(value.$ref).split('/') as [string, string, 'schemas' | 'parameters', string]
      visit(document.components[kind]?.[name])
    }
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(part)
  return used
}
