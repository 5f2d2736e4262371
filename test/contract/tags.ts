/** The files of what tests know about operations: test/contract/<area>/<tag>.ts for openapi/<area>/<tag>.yaml. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { operations, pathParametersOf, queryParametersOf, rolesOf, isPublic, type Operation } from '../support/document.ts'
import type { Stage } from './stage.ts'
import type { Subject, Subjects } from './subject.ts'

export interface Tag {
  name: string
  /** The file of its subjects. */
  file: string
  operations: Map<string, Operation>
  subjects: Subjects<unknown>
  /** Makes what its operations are about. */
  fixture: (stage: Stage) => Promise<unknown>
}

const root = join(import.meta.dirname, '../..')

/** Operations by the name of their tag. */
const byTag = Map.groupBy(operations.values(), ({ document }) => document.tags[0] as string)

/** Where the file of a tag is, or belongs. */
export function fileOf (tag: string): string {
  const area = readdirSync(join(root, 'openapi')).find((folder) => existsSync(join(root, 'openapi', folder, `${tag}.yaml`)))
  return `test/contract/${area ?? 'AREA'}/${tag}.ts`
}

export async function tags (): Promise<Tag[]> {
  const those = [...byTag].filter(([name]) => existsSync(join(root, fileOf(name))))
  return Promise.all(those.map(async ([name, each]) => {
    const { subjects, fixture = async () => ({}) } = await import(join(root, fileOf(name)))
    return {
      name,
      file: fileOf(name),
      subjects,
      fixture,
      operations: new Map(each.filter(({ id }) => id in subjects).map((each) => [each.id, each]))
    }
  }))
}

/** What is missing in the files of the tags, or too much, each as a sentence that says what to add where. */
export async function subjectProblems (): Promise<string[]> {
  const there = await tags()
  return [...byTag].flatMap(([name, each]) => {
    const tag = there.find((tag) => tag.name === name)
    if (!tag) return [`${fileOf(name)} is missing: write it, \`export const subjects: Subjects<unknown> = { … }\`, ${exampleOf(each[0])}`]
    const strangers = Object.keys(tag.subjects).filter((id) => !each.some((operation) => operation.id === id))
    return [
      ...each.flatMap((operation) => problemsOf(operation, tag.subjects[operation.id as keyof Subjects<unknown>], tag.file)),
      ...strangers.map((id) => `${tag.file} has ${id}, which is no operation of the tag ${name}: take it out`)
    ]
  })
}

/** @param file where its subject belongs. */
export function problemsOf (operation: Operation, subject: Subject<any, unknown> | undefined, file: string): string[] {
  const { id } = operation
  if (!subject) return [`${id} is not in ${file}: add it, ${exampleOf(operation)}`]
  const kinds = (subject.access ?? []).map(({ kind }) => kind)
  const hides = !isPublic(operation) && !rolesOf(operation) && namesObjects(operation)
  return hides && !kinds.includes('hidden')
    ? [
      `${id} in ${file} does not say whose things it hides: add to its access a row such as \`hidden(strangers, 'of another team', ({ anothers }) => (${
        JSON.stringify({ params: Object.fromEntries(pathParametersOf(operation).map(({ name }) => [name, 'anothers'])) }).replaceAll(
          '"',
          ''
        )
      }))\``
    ]
    : []
}

/** Does it name something by its id, so that it matters who asks? */
export function namesObjects (operation: Operation): boolean {
  return pathParametersOf(operation).length > 0 || idsOfQuery(operation).length > 0
}

/** The parameters of its query that narrow what it lists to something of an id. */
export function filtersOf (operation: Operation): string[] {
  return operation.method === 'get' ? idsOfQuery(operation) : []
}

function idsOfQuery (operation: Operation): string[] {
  return queryParametersOf(operation).filter(({ schema }) => schema.$ref === '#/components/schemas/Id').map(({ name }) => name)
}

function exampleOf (operation: Operation): string {
  const params = pathParametersOf(operation).map(({ name }) => `${name}: made.${name}`)
  const parts = [
    ...(params.length > 0 ? [`params: { ${params.join(', ')} }`] : []),
    ...(operation.document.requestBody ? ['body: { … }'] : [])
  ]
  return `such as \`${operation.id}: { valid: (made) => (${parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}'}) }\``
}
