/** Requests that are derived from the document alone: a sample of each, what breaks it, and what keeps it valid. */
import fc from 'fast-check'
import { bytesTypeOf, openapi, takesFile } from '../../support/document.ts'
import { picture } from '../../support/files.ts'
import type { Operation } from '../../support/judge.ts'
import type { RawAnswer, RawRequest } from '../../support/raw.ts'
import { removed, type Breakage, type Change } from '../../support/values/changes.ts'
import type { Schema } from '../../support/values/schemas.ts'
import type { Values } from '../../support/values/values.ts'
import { settingKeys, type SettingsBody } from './unsaid.ts'

/** Another one looks further: `DERIVED_SEED=$RANDOM npm test -- --every test/contract/derived-taken.test.ts`. */
export const seed = Number(process.env.DERIVED_SEED ?? 20_261_120)
/** By chance, of each operation. */
export const randomRuns = 20
/** Each of these costs a password hash. */
export const randomSignIns = 6
/** Where no provider is set up: reached is what says so. */
export const notConfigured = 501

/** What a request says: `body` is missing where none is sent; a query key with several values is sent several times. */
export interface Said {
  params: Record<string, string>
  query: Record<string, string | string[]>
  body?: unknown
}

interface Parameter {
  name: string
  in: 'query' | 'path'
  required?: boolean
  schema: Schema
}

const allParametersOf = ({ path, document }: Operation): Parameter[] =>
  [...(openapi.paths[path].parameters ?? []), ...(document.parameters ?? [])]
    .map((parameter) => parameter.$ref ? openapi.components.parameters[parameter.$ref.split('/').at(-1)] : parameter)
/** An object stands for whatever other keys there are. */
const isOpenQuery = (parameter: Parameter) => parameter.in === 'query' && parameter.schema.type === 'object'
const parametersOf = (operation: Operation, place: Parameter['in']): Parameter[] =>
  allParametersOf(operation).filter((parameter) => parameter.in === place && !isOpenQuery(parameter))
const takesAnyQuery = (operation: Operation) => allParametersOf(operation).some(isOpenQuery)

export const bodyOf = ({ document }: Operation): Schema | undefined => document.requestBody?.content['application/json']?.schema
export const hasInput = (operation: Operation) =>
  bodyOf(operation) !== undefined || parametersOf(operation, 'path').length > 0 || parametersOf(operation, 'query').length > 0

/** With every key of the body, and no query. */
export function sampleOf (operation: Operation, values: Values): Said {
  const body = bodyOf(operation)
  const needed = parametersOf(operation, 'query').filter(({ required }) => required)
  const said = (parameters: Parameter[]) =>
    Object.fromEntries(parameters.map(({ name, schema }) => [name, values.textual.sample(schema, name)]))
  return { params: said(parametersOf(operation, 'path')), query: said(needed), ...(body && { body: values.sample(body) }) }
}

/** Parameters that may be any text. */
const readAsWritten = ['q', 'name']

/** Every change that breaks the sample. */
export function breakagesOf (operation: Operation, values: Values): Breakage[] {
  const body = bodyOf(operation)
  const strange = ['other', ' ', 'a/b~1c', '0', '😀', '\u0000', 'valueOf', 'limit[]', 'LIMIT']
  return [
    ...parametersOf(operation, 'path').flatMap(({ name, schema }) =>
      values.textual.breakages(schema)
        // An address that is no UTF-8 is refused before it is read; `.` and `/` at its end are other addresses.
        .filter(({ value }) => value.isWellFormed() && value !== '' && !/^\.+$/.test(value))
        .map(({ value, rules }) => ({ path: ['params', name], value, rules }))
    ),
    ...parametersOf(operation, 'query').flatMap(({ name, schema, required }) => [
      ...(required ? [{ path: ['query', name], value: removed, rules: ['required'] }] : []),
      // What is no UTF-8 is read as it is written, and that may be valid.
      ...values.textual.breakages(schema).filter(({ value }) => fits(value) && (value.isWellFormed() || !readAsWritten.includes(name))).map(
        (
          { value, rules }
        ) => ({ path: ['query', name], value, rules })
      ),
      { path: ['query', name], value: [values.textual.sample(schema, name), values.textual.sample(schema, name)], rules: ['type'] }
    ]),
    ...(takesAnyQuery(operation) ? [] : strange).map((name) => ({ path: ['query', name], value: '1', rules: ['additionalProperties'] })),
    ...(body && operation.document.requestBody.required ? [{ path: ['body'], value: removed, rules: ['required'] }] : []),
    ...(body ? values.breakages(body).map((breakage) => ({ ...breakage, path: ['body', ...breakage.path] })) : [])
  ]
}

/** Every change that keeps the sample valid, as far as schemas say. */
export function variantsOf (operation: Operation, values: Values): Change[] {
  const body = bodyOf(operation)
  return [
    { path: [], value: sampleOf(operation, values) },
    ...parametersOf(operation, 'path').flatMap(({ name, schema }) =>
      values.textual.variants(schema, name).map((value) => ({ path: ['params', name], value }))
    ),
    ...parametersOf(operation, 'query').flatMap(({ name, schema }) =>
      values.textual.variants(schema, name).filter(fits).map((value) => ({ path: ['query', name], value }))
    ),
    ...(takesAnyQuery(operation) ? ['other', ' ', 'a/b~1c', '0', '😀', 'valueOf', '__proto__', 'limit[]'] : []).map((name) => ({
      path: ['query', name],
      value: '1'
    })),
    ...(body && !operation.document.requestBody.required ? [{ path: ['body'], value: removed }] : []),
    ...(body ? values.variants(body).map((variant) => ({ ...variant, path: ['body', ...variant.path] })) : [])
  ]
}

export function randomOf (operation: Operation, values: Values): fc.Arbitrary<Said> {
  const body = bodyOf(operation)
  const said = (parameters: Parameter[]) =>
    fc.record(Object.fromEntries(parameters.map(({ name, schema }) => [name, values.textual.random(schema, name).filter(fits)])), {
      requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true
    })
  return fc.record({
    params: said(parametersOf(operation, 'path')),
    query: said(parametersOf(operation, 'query')),
    ...(body && { body: operation.id === 'updateSettings' ? oftenOfOneScope(values.random(body)) : values.random(body) })
  }, {
    requiredKeys: ['params', 'query', ...(body && operation.document.requestBody.required ? ['body' as const] : [])],
    noNullPrototype: true
  }) as fc.Arbitrary<Said>
}

/** Node takes 16 KiB of address and headers. */
const fits = (value: string) => encode(value).length <= 5000

/** Half a character is sent as the bytes that it would have. */
const encode = (text: string) =>
  text.split(/([\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])(?![\udc00-\udfff]))/).map((part) =>
    part.isWellFormed()
      ? encodeURIComponent(part)
      : `%ED%${(0x80 | part.charCodeAt(0) >> 6 & 0x3f).toString(16)}%${(0x80 | part.charCodeAt(0) & 0x3f).toString(16)}`
  ).join('')

export function requestOf (operation: Operation, { params, query, body }: Said, authorization: string | undefined): RawRequest {
  const { method, path } = operation
  const file = takesFile(operation)
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => `${encode(name)}=${encode(value)}`))
  return {
    method: method.toUpperCase(),
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(params[name])) + (pairs.length > 0 ? `?${pairs.join('&')}` : ''),
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(file && { 'content-type': bytesTypeOf(operation) })
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(file && { body: picture })
  }
}

export const short = (text: string) => text.length > 600 ? `${text.slice(0, 400)} … ${text.slice(-150)}` : text
/** For a person to read. */
export const written = ({ method, path, body }: RawRequest, answer: RawAnswer) =>
  `${method} ${short(path)} ${short(String(body ?? ''))} → ${answer.status} ${short(answer.text)}`

/** By chance alone they seldom would be. */
const oftenOfOneScope = (random: fc.Arbitrary<SettingsBody>): fc.Arbitrary<SettingsBody> =>
  fc.oneof(
    random,
    random.map((settings) => {
      const keys = ['version', ...settingKeys[settings.scope ?? 'user']]
      return Object.fromEntries(Object.entries(settings).filter(([key]) => keys.includes(key))) as SettingsBody
    })
  )
