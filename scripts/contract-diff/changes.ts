import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenApiDocument, OpenApiOperation } from '../generate/model.ts'
import { defaultBodyLimit } from '../generate/words.ts'
import { addressOf, asOneDocument, methods, only, placesOf, type Contract, type Place, type Side } from './document.ts'

/** A change that can break somebody. */
export interface Breakage {
  /** What test/contract/released/exceptions.json names it by. */
  id: string
  message: string
  /** `readers of getReport, report.created on user:{userId}` */
  whom: string
}

interface Verdict {
  ruleId: string
  impact: string
  message: string
  location: { file: string, pointer: string }
}
interface RedoclyChange {
  path: string
  verdicts: Verdict[]
}

const redocly = join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js')

/** Whom a rule is about, where its name says so; else the place does. */
const sides: Record<string, Side[]> = {
  'enum-values-added': ['readers'],
  'enum-values-removed': ['callers'],
  'required-properties-added': ['callers'],
  'required-properties-removed': ['readers']
}

/** What of `revision` breaks those who speak `base`. */
export async function breakages (base: Contract, revision: Contract): Promise<Breakage[]> {
  const [from, to] = [asOneDocument(base), asOneDocument(revision)]
  const open = openSets(from, to)
  const places = { base: placesOf(from), revision: placesOf(to) }
  const [gone, kept] = [
    [...places.base].filter(([address]) => !places.revision.has(address)),
    new Set(places.base.keys()).intersection(places.revision)
  ]
  // What is gone or new is left out: Redocly guesses that the one became the other, and compares them.
  const changes = await redoclyDiff(only(from, kept), only(to, kept))
  return [
    ...gone.map(([address, place]) => ({
      id: `${address} is gone`,
      message: `${address} is gone.`,
      whom: describe(place.mostly, [place])
    })),
    ...changes.flatMap(({ path, verdicts }) =>
      verdicts.filter((verdict) => isBreaking(verdict, open)).map((verdict) => breakageOf(path, verdict, places))
    ),
    ...ownBreakages(from, to)
  ]
}

async function redoclyDiff (base: OpenApiDocument, revision: OpenApiDocument): Promise<RedoclyChange[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'workpulse-diff-'))
  const file = (name: string) => join(scratch, name)
  try {
    await writeFile(file('base.json'), JSON.stringify(base))
    await writeFile(file('revision.json'), JSON.stringify(revision))
    // Nothing counts as breaking without it; and the project's own configuration would decorate the bundles a second time.
    await writeFile(file('redocly.yaml'), 'extends: [diff-recommended]\n')
    await run(scratch, [
      'diff',
      'base.json',
      'revision.json',
      '--config',
      'redocly.yaml',
      '--format',
      'json',
      '--fail-on',
      'none',
      '--output',
      'report.json'
    ])
    return (JSON.parse(await readFile(file('report.json'), 'utf8')) as { changes: RedoclyChange[] }).changes
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function run (cwd: string, args: string[]): Promise<void> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [redocly, ...args],
      { cwd, env },
      (error, _stdout, stderr) => error ? reject(new Error(`redocly diff failed:\n${stderr}`)) : resolve()
    )
  })
}

/**
 * The enumerations that clients are told to expect more of, `x-open`. The codes are one of them: callers branch on those they know, and
 * `status` and `message` serve for the rest; which codes an operation has is compared below.
 */
function openSets (...documents: OpenApiDocument[]): Set<string> {
  const names = documents.flatMap(({ components }) =>
    Object.entries(components.schemas).flatMap(([name, schema]) => schema['x-open'] ? [name] : [])
  )
  return new Set(['ErrorCode', 'code', ...names])
}

/** A new value of an open set breaks nobody. */
function isBreaking ({ impact, ruleId, message, location }: Verdict, open: Set<string>): boolean {
  if (impact !== 'major') return false
  if (ruleId !== 'enum-values-added') return true
  // By the component, where it is one; the message has the name of the key that refers to it.
  const name = /^#\/components\/schemas\/(\w+)\//.exec(location.pointer)?.[1] ?? /^Enum of `(\w+)` gained/.exec(message)?.[1]
  return name === undefined || !open.has(name)
}

function breakageOf (
  path: string,
  { ruleId, message, location }: Verdict,
  places: Record<'base' | 'revision', Map<string, Place>>
): Breakage {
  const those = location.file.endsWith('revision.json') ? places.revision : places.base
  return { id: `${location.pointer}: ${message}`, message, whom: whomOf(path, location.pointer, ruleId, those) }
}

function whomOf (path: string, pointer: string, ruleId: string, places: Map<string, Place>): string {
  const side: Side = /\/responses(\/|$)/.test(path) ? 'readers' : 'callers'
  const component = /^#\/components\/[^/]+\/[^/]+/.exec(pointer)?.[0]
  if (component) {
    const wanted = sides[ruleId] ?? ['callers', 'readers']
    const found = wanted.map((each) => describe(each, [...places.values()].filter(({ uses }) => uses[each].has(component)))).filter(Boolean)
    if (found.length > 0) return found.join('; ')
  }
  const [, , route, method] = path.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
  const exact = places.get(addressOf(route, method ?? ''))
  // Else it is something that all methods of the path share.
  const here = exact ? [exact] : [...places].filter(([address]) => address.endsWith(addressOf(route, ''))).map(([, place]) => place)
  return describe(side, here) || path
}

function describe (side: Side, places: Place[]): string {
  return places.length > 0 ? `${side} of ${places.map(({ label }) => label).join(', ')}` : ''
}

/** What no diff of OpenAPI knows: the project's own keywords. */
function ownBreakages (base: OpenApiDocument, revision: OpenApiDocument): Breakage[] {
  const present = operationsById(revision)
  return [...operationsById(base)].flatMap(([id, before]) => {
    const after = present.get(id)
    return after
      ? ownChanges(before, after).map(({ message, side }) => ({ id: `${id}: ${message}`, message, whom: `${side} of ${id}` }))
      : []
  })
}

function operationsById (document: OpenApiDocument): Map<string, OpenApiOperation> {
  const operations = Object.values(document.paths).flatMap((item) =>
    methods.flatMap((method) => item[method]?.operationId ? [item[method]] : [])
  )
  return new Map(operations.map((operation) => [operation.operationId, operation]))
}

function ownChanges (before: OpenApiOperation, after: OpenApiOperation): { message: string, side: Side }[] {
  const codes = ({ 'x-errors': errors }: OpenApiOperation) =>
    Object.entries(errors).flatMap(([status, list]) => list.map((code) => `${status} ${code}`))
  const gone = (from: string[], to: string[]) => from.filter((each) => !to.includes(each))
  const credentials = ({ 'x-credentials': said = [] }: OpenApiOperation) => said.length > 0 ? said : ['session']
  const limit = ({ 'x-body-limit': bytes = defaultBodyLimit }: OpenApiOperation) => bytes
  return [
    ...gone(codes(before), codes(after)).map((code) => ({
      message: `It no longer answers ${code}, which callers may branch on.`,
      side: 'callers' as const
    })),
    ...gone(before['x-emits'] ?? [], after['x-emits'] ?? []).map((event) => ({
      message: `It no longer causes ${event}.`,
      side: 'readers' as const
    })),
    ...limit(after) < limit(before)
      ? [{ message: `It takes ${limit(after)} bytes, and took ${limit(before)}.`, side: 'callers' as const }]
      : [],
    ...gone(credentials(before), after['x-access'] === 'public' ? credentials(before) : credentials(after)).map((credential) => ({
      message: `It no longer takes ${credential}.`,
      side: 'callers' as const
    })),
    ...accessLost(before['x-access'], after['x-access']).map((who) => ({
      message: `It is no longer open to ${who}.`,
      side: 'callers' as const
    }))
  ]
}

type Access = OpenApiOperation['x-access']

function accessLost (before: Access, after: Access): string[] {
  if (after === 'public' || before === after) return []
  if (before === 'public') return ['those who are not signed in']
  if (after === 'viewer') return []
  return before === 'viewer'
    ? [`everybody who is signed in, but to ${after.join(', ')} only`]
    : before.filter((role) => !after.includes(role))
}
