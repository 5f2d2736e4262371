import { cp, glob, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { refName, type AsyncApiDocument, type OpenApiDocument, type Operation, type Schema } from './model.ts'
import { banner } from './schemas.ts'
import { jsonType } from './words.ts'

/**
 * The front end's package: the table of calls and the types of frames, and the hand-written half of src/sdk compiled with them
 * to plain ES modules that know nothing of Node.
 * @param types those of types.ts, as clients get them.
 */
export async function emitSdk (
  root: string,
  scratch: string,
  operations: Operation[],
  documents: { openapi: OpenApiDocument, asyncapi: AsyncApiDocument },
  types: string
): Promise<Map<string, string>> {
  const sources = new Map([
    ['operations.ts', emitCalls(operations)],
    ['frames.ts', await emitFrames(documents.asyncapi)]
  ])
  const build = join(scratch, 'build')
  await cp(join(root, 'src/sdk'), join(build, 'src/sdk'), { recursive: true })
  await mkdir(join(build, 'generated/sdk'), { recursive: true })
  await writeFile(join(build, 'generated/types.ts'), types)
  for (const [path, text] of sources) await writeFile(join(build, 'generated/sdk', path), text)

  const dist = await compile(root, build)
  return new Map([
    ...sources,
    ...dist,
    ...await pagesOf(join(root, 'src/sdk')),
    ['package.json', packageJson(documents.openapi.info.version)]
  ])
}

/** What developers read. */
async function pagesOf (folder: string): Promise<[string, string][]> {
  const names = ['README.md', ...(await readdir(join(folder, 'docs'))).sort().map((name) => join('docs', name))]
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as [string, string]))
}

function packageJson (version: string): string {
  const entry = (file: string) => ({ types: `./dist/src/sdk/${file}.d.ts`, default: `./dist/src/sdk/${file}.js` })
  return JSON.stringify(
    {
      name: '@workpulse/sdk',
      version,
      description: 'The WorkPulse API for TypeScript and JavaScript.',
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      files: ['dist', 'docs'],
      exports: { '.': entry('index'), './outbox': entry('outbox/index'), './nuxt': entry('nuxt/module') },
      // Of the module's types alone: a Nuxt app has it.
      peerDependencies: { vue: '^3.4.0' },
      peerDependenciesMeta: { vue: { optional: true } }
    },
    null,
    2
  ) + '\n'
}

const callable = new Set<string>(['json', 'bytes'])

/** What can be called over HTTP; streams and sockets have clients of their own. */
export function emitCalls (operations: Operation[]): string {
  const called = operations.filter((operation) => callable.has(operation.answer)).sort((a, b) => a.id.localeCompare(b.id))
  const methods = called.map((operation) =>
    `  ${operation.id}: (${
      [
        ...parametersOf(operation.path).map((name) => `${name}: string`),
        ...inputOf(operation),
        'options?: CallOptions'
      ].join(', ')
    }) => Promise<${operation.data ? typeOf(operation.data) : 'Blob'}>`
  )
  const errors = called.map((operation) =>
    `  ${operation.id}: ${[...new Set(Object.values(operation.errors).flat())].sort().map((code) => `'${code}'`).join(' | ')}`
  )
  const table = called.map((operation) =>
    `  ${operation.id}: ${
      JSON.stringify({
        method: operation.method,
        path: operation.path,
        ...(operation.takes && { input: 'body' }),
        ...(!operation.takes && operation.query.length > 0 && { input: 'query' }),
        ...(operation.idempotent && { idempotent: true }),
        ...(sendsFile(operation) && { sends: 'bytes' }),
        ...(operation.takes && operation.query.length > 0 && { withQuery: true }),
        ...(operation.answer === 'bytes' && { answers: 'bytes' })
      })
    }`
  )
  return `${banner}import type { CallOptions } from '../../src/sdk/options.ts'
import type { components, operations } from '../types.ts'

type Schemas = components['schemas']

export interface Methods {
${methods.join('\n')}
}

/** The codes that each operation can answer. */
export interface OperationErrors {
${errors.join('\n')}
}

export interface Call {
  method: string
  /** With the names of its parameters in braces, in the order in which the method takes them. */
  path: string
  input?: 'query' | 'body'
  /** Does it take an Idempotency-Key? */
  idempotent?: true
  /** Beside a body. */
  withQuery?: true
  /** A file as it is, with its type, in the place of JSON. */
  sends?: 'bytes'
  answers?: 'bytes'
}

/** The media type of whatever is not bytes. */
export const jsonType = '${jsonType}'

export const calls: Record<keyof Methods, Call> = {
${table.join(',\n')}
}
`
}

const parametersOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)

function inputOf (operation: Operation): string[] {
  if (sendsFile(operation)) return [`body${operation.bodyRequired ? '' : '?'}: Blob`, ...queryOf(operation)]
  if (operation.body) return [`body${operation.bodyRequired ? '' : '?'}: ${typeOf(operation.body)}`, ...queryOf(operation)]
  return queryOf(operation)
}

/** A file, as it is, in the place of JSON. */
const sendsFile = ({ takes }: Operation): boolean => takes === 'bytes' || takes === 'stream'

function queryOf (operation: Operation): string[] {
  if (operation.query.length === 0) return []
  const required = operation.query.some((parameter) => parameter.required)
  return [`query${required ? '' : '?'}: NonNullable<operations['${operation.id}']['parameters']['query']>`]
}

function typeOf (schema: Schema): string {
  if (schema.$ref) return `Schemas['${refName(schema.$ref)}']`
  return schema.type === 'array' ? `${typeOf(schema.items!)}[]` : 'null'
}

/** The frames as plain types: through the generator of types.ts, which reads OpenAPI. */
export async function emitFrames (asyncapi: AsyncApiDocument): Promise<string> {
  const messages = Object.entries(asyncapi.channels).flatMap(([channel, { messages }]) =>
    Object.entries(messages).map(([key, message]) => ({ channel, key, message }))
  )
  const schemas = {
    ...asyncapi.components.schemas,
    ...Object.fromEntries(messages.map(({ key, message }) => [`${key}Frame`, message.payload]))
  }
  const document = { openapi: '3.1.0', info: asyncapi.info, paths: {}, components: { schemas } }
  const ast = await openapiTS(structuredClone(document) as never, { defaultNonNullable: false, alphabetize: true })
  const connection = messages.filter(({ channel }) => channel === 'connection')
  const events = messages.filter(({ channel }) => channel !== 'connection')
  return `${banner}${astToString(ast)}
type Schemas = components['schemas']

/** What both sides say about the connection, by type. */
export interface Frames {
${connection.map(({ key, message }) => `  '${message.name}': Schemas['${key}Frame']`).join('\n')}
}

/** Every event. */
export type EventFrames =
${events.map(({ key }) => `  | Schemas['${key}Frame']`).join('\n')}

/** Of every event. */
export const eventTypes: EventFrames['type'][] = [${[...new Set(events.map(({ message }) => `'${message.name}'`))].join(', ')}]
`
}

interface Part {
  entries: string[]
  types: string[]
}

/** The client knows neither Node nor Vue; the module for Nuxt runs in all three. */
const parts: Part[] = [
  { entries: ['index.ts', 'outbox/index.ts'], types: [] },
  { entries: ['nuxt/nuxt.d.ts', 'nuxt/module.ts', 'nuxt/runtime/*.ts', 'nuxt/runtime/server/*.ts'], types: ['node'] },
  { entries: ['nuxt/public/*.ts'], types: [] }
]

async function compile (root: string, build: string): Promise<Map<string, string>> {
  const outDir = join(build, 'dist')
  for (const part of parts) await compilePart(root, build, outDir, part)
  const files = await readdir(outDir, { recursive: true, withFileTypes: true })
  // A folder that apps serve has nothing else in it.
  const isServed = (path: string) => !/\/public\/.*\.d\.ts$/.test(path)
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).filter(isServed).sort()
  return new Map(
    await Promise.all(paths.map(async (path) => [join('dist', relative(outDir, path)), await readFile(path, 'utf8')] as const))
  )
}

async function compilePart (root: string, build: string, outDir: string, { entries, types }: Part): Promise<void> {
  const program = ts.createProgram(await Array.fromAsync(glob(entries.map((file) => join(build, 'src/sdk', file)))), {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    types,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: { vue: [join(root, 'node_modules/vue')] },
    skipLibCheck: true,
    strict: true,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true,
    rootDir: build,
    outDir
  })
  const { diagnostics } = program.emit()
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics]
  if (problems.length === 0) return
  const host = {
    getCanonicalFileName: (name: string) => relative(build, name),
    getCurrentDirectory: () => build,
    getNewLine: () => '\n'
  }
  throw new Error(`The SDK does not compile:\n${ts.formatDiagnostics(problems, host)}`)
}
