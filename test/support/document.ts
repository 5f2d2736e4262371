/** The two documents as they are served, and what they say of each operation. */
import { readFileSync } from 'node:fs'

export type Schema = Record<string, any>

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../generated/${name}.json`, import.meta.url), 'utf8'))
export const openapi = read('openapi')
export const asyncapi = read('asyncapi')

export interface Operation {
  id: string
  path: string
  method: string
  /** With its answers as they are, and not the references to them. */
  document: any
  /** The way to each of its answers in the document. */
  answers: Record<string, string[]>
}

export const operations = new Map<string, Operation>(
  Object.entries(openapi.paths as Record<string, any>).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete'].filter((method) => item[method]).map((method) =>
      [item[method].operationId, operationAt(path, method, item[method])] as const
    )
  )
)

function operationAt (path: string, method: string, document: any): Operation {
  const answers = Object.fromEntries(
    Object.entries<any>(document.responses).map(([status, { $ref }]) =>
      [status, $ref ? $ref.split('/').slice(1) : ['paths', path, method, 'responses', status]] as const
    )
  )
  const responses = Object.fromEntries(
    Object.entries(answers).map(([status, way]) => [status, way.reduce((part: any, key: string) => part[key], openapi)])
  )
  return { id: document.operationId, path, method, document: { ...document, responses }, answers }
}

/** What a `$ref` of the document points at, or what is there instead of one. */
export function resolved (node: Schema): Schema {
  return node.$ref ? resolved(segmentsOf(node.$ref).reduce((inner: any, key) => inner[key], openapi)) : node
}

function segmentsOf (ref: string): string[] {
  return ref.slice('#/'.length).split('/').map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
}

export interface Parameter {
  name: string
  in: 'query' | 'path' | 'header'
  required?: boolean
  schema: Schema
}

const parametersOf = ({ path, document }: Operation): Parameter[] =>
  [...(openapi.paths[path].parameters ?? []), ...(document.parameters ?? [])].map((parameter) => resolved(parameter) as Parameter)

/** Those of its path that name an object. */
export const idParametersOf = (operation: Operation): Parameter[] =>
  pathParametersOf(operation).filter(({ schema }) => schema.$ref === '#/components/schemas/Id')

export const pathParametersOf = (operation: Operation): Parameter[] =>
  parametersOf(operation).filter((parameter) => parameter.in === 'path')
/** An object stands for whatever other keys there are. */
const isOpen = ({ schema }: Parameter) => schema.type === 'object'
export const queryParametersOf = (operation: Operation): Parameter[] =>
  parametersOf(operation).filter((parameter) => parameter.in === 'query' && !isOpen(parameter))
export const takesAnyQuery = (operation: Operation): boolean => parametersOf(operation).some(isOpen)

export const bodySchemaOf = ({ document }: Operation): Schema | undefined =>
  document.requestBody && resolved(document.requestBody).content['application/json']?.schema

/** Does it take a file, in the place of JSON? */
export const takesFile = ({ document }: Operation): boolean => ['bytes', 'stream'].includes(document['x-body'])
/** The first of the types of a file that it takes. */
export const bytesTypeOf = ({ document }: Operation): string => Object.keys(resolved(document.requestBody).content)[0]

const successOf = ({ document }: Operation): string => Object.keys(document.responses).find((status) => status < '400')!
const contentOf = (operation: Operation): Schema => operation.document.responses[successOf(operation)].content ?? {}
export const isSocket = ({ document }: Operation): boolean => document.responses['101'] !== undefined
export const isStream = (operation: Operation): boolean => contentOf(operation)['text/event-stream'] !== undefined
export const isPublic = ({ document }: Operation): boolean => document['x-access'] === 'public'
/** The roles that it is for; undefined where it is for anybody who has signed in. */
export const rolesOf = ({ document }: Operation): string[] | undefined =>
  Array.isArray(document['x-access']) ? document['x-access'] : undefined
/** In bytes. */
export const bodyLimitOf = ({ document }: Operation): number => document['x-body-limit'] ?? 65_536
