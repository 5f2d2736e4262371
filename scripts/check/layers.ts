import { readFile, readdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

/**
 * What the files of each folder may import, beside those of the folder itself: a folder with all that is in it, or one file.
 * See "The layout" in README.md. The files right below `src` are the wiring and know everything.
 */
const allowed: Record<string, string[]> = {
  generated: ['src/sdk'],
  migrations: ['src/database'],
  'src/runtime': [],
  'src/rules': ['generated', 'src/texts'],
  'src/texts': [],
  'src/database': ['migrations', 'src/runtime/json.ts'],
  'src/files': ['src/database/id.ts', 'src/runtime/chunks.ts'],
  'src/mail': ['src/config.ts', 'src/texts', 'src/database/tables.ts', 'src/runtime/secrets.ts'],
  'src/webhooks': ['generated', 'src/rules', 'src/runtime'],
  'src/push': ['src/runtime'],
  'src/repositories': ['generated', 'src/database', 'src/runtime/chunks.ts', 'src/runtime/recent.ts'],
  'src/steps': ['generated', 'src/rules', 'src/repositories', 'src/texts', 'src/database'],
  'src/realtime': [
    'generated',
    'src/rules',
    'src/repositories',
    'src/texts',
    'src/database/dialect.ts',
    'src/database/tables.ts',
    'src/runtime',
    'src/config.ts'
  ],
  'src/security': [
    'generated',
    'src/rules',
    'src/repositories',
    'src/database/tables.ts',
    'src/database/id.ts',
    'src/database/secret.ts',
    'src/runtime',
    'src/http/errors.ts',
    'src/http/faults.ts',
    'src/http/edge.ts',
    'src/config.ts',
    'src/deps.ts'
  ],
  'src/http': [
    'generated',
    'src/rules',
    'src/texts',
    'src/runtime',
    'src/security',
    'src/database/id.ts',
    'src/database/tables.ts',
    'src/deps.ts',
    'src/repositories/platform/idempotency.ts'
  ],
  'src/handlers': [
    'generated',
    'src/rules',
    'src/repositories',
    'src/realtime',
    'src/security',
    'src/mail',
    'src/webhooks',
    'src/push',
    'src/files',
    'src/texts',
    'src/jobs',
    'src/steps',
    'src/http/errors.ts',
    'src/http/faults.ts',
    'src/http/idempotency.ts',
    'src/database/tables.ts',
    'src/database/queries/excerpts.ts',
    'src/database/explain.ts',
    'src/database/queries/page.ts',
    'src/database/id.ts',
    'src/database/secret.ts',
    'src/deps.ts'
  ],
  'src/docs': ['generated'],
  'src/jobs': [
    'src/files',
    'generated',
    'src/steps',
    'src/repositories',
    'src/rules',
    'src/mail',
    'src/webhooks',
    'src/push',
    'src/texts',
    'src/security/throttle.ts',
    'src/database',
    'src/runtime/chunks.ts',
    'src/config.ts',
    'src/deps.ts'
  ],
  'src/cli': [
    'src/files',
    'generated',
    'src/steps/time/rebuild.ts',
    'src/repositories',
    'src/rules',
    'src/texts',
    'src/database',
    'src/config.ts',
    'src/deps.ts',
    'src/mail/transport.ts',
    'src/push/vapid.ts',
    'src/realtime/redis.ts',
    'src/runtime/certificate.ts',
    'src/runtime/environment.ts',
    'src/runtime/probe.ts',
    'src/security/passwords.ts',
    'src/security/common-passwords.ts'
  ],
  'src/sdk': ['generated']
}

/** The rooms of `src/database`, and which others each knows, beside what lies right below the folder. */
const rooms: Record<string, string[]> = {
  schema: [],
  queries: [],
  changes: [],
  connection: ['queries', 'changes'],
  migration: [],
  server: ['connection', 'migration']
}

/** What the handlers of several tags share; else they do not know each other. */
const sharedByHandlers = /^src\/handlers\/(shared\/.+|[\w-]+)\.ts$/

/** Imports that the layout does not allow, handlers that know each other, circles of files, and things out of their one place. */
export async function layerProblems (root: string): Promise<string[]> {
  const folders = [...Object.keys(allowed).map((folder) => folder.split('/')[0]), 'scripts']
  const files = (await Promise.all([...new Set(folders)].map((folder) => sourceFiles(join(root, folder))))).flat()
  const sources = await Promise.all(
    files.map(async (file) => ({ path: relative(root, file).split(sep).join('/'), text: await readFile(file, 'utf8') }))
  )
  const imports = new Map(sources.map(({ path, text }) => [path, importsOf(root, path, text)]))
  return [
    ...sources.flatMap(({ path, text }) => [...importProblems(path, imports.get(path)!), ...placeProblems(path, text)]).sort(),
    ...circles(imports).map((circle) =>
      `These files import each other, in a circle; what they share belongs in a file of its own: ${circle.join(' → ')}`
    )
  ]
}

async function sourceFiles (folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts')).map((entry) =>
    join(entry.parentPath, entry.name)
  )
}

function importsOf (root: string, path: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, join(root, dirname(path), match[1])).split(sep).join('/')
  )
}

function folderOf (path: string): string {
  const [first, second, ...rest] = path.split('/')
  return first === 'src' && rest.length > 0 ? `${first}/${second}` : first
}

function importProblems (path: string, imports: string[]): string[] {
  const from = folderOf(path)
  if (from === 'src' || from === 'scripts') return []
  return imports.flatMap((target) => {
    if (folderOf(target) === from) {
      if (handlersKnowEachOther(path, target)) {
        return [
          `${path} imports ${target}: handlers do not know each other; what both need is a rule, a repository, or in src/handlers/shared/`
        ]
      }
      return roomKnows(path, target) ? [] : [`${path} imports ${target}: that room of src/database is not below its own`]
    }
    const may = allowed[from] ?? []
    return may.some((place) => target === place || target.startsWith(`${place}/`))
      ? []
      : [`${path} imports ${target}: ${from} may import from ${may.join(', ') || 'nothing'} only`]
  })
}

function roomKnows (path: string, target: string): boolean {
  const [room, other] = [path, target].map((file) => /^src\/database\/(\w+)\//.exec(file)?.[1])
  return other === undefined || other === room || (room === undefined ? other === 'schema' : rooms[room]?.includes(other) ?? false)
}

/** But for what joins a tag's files, which are those of its area. */
function handlersKnowEachOther (path: string, target: string): boolean {
  return folderOf(path) === 'src/handlers' && !sharedByHandlers.test(path) && !sharedByHandlers.test(target) && !isJoint(path)
}

function isJoint (path: string): boolean {
  return path === 'src/handlers/identity/auth.ts'
}

/** Every circle of imports once, by depth-first search: Tarjan's strongly connected components with more than one file. */
function circles (imports: Map<string, string[]>): string[][] {
  const found: string[][] = []
  const [index, low, stack] = [new Map<string, number>(), new Map<string, number>(), [] as string[]]
  const visit = (path: string): void => {
    index.set(path, index.size)
    low.set(path, index.get(path)!)
    stack.push(path)
    for (const target of imports.get(path) ?? []) {
      if (!imports.has(target)) continue
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(path, Math.min(low.get(path)!, low.get(target)!))
    }
    if (low.get(path) !== index.get(path)) return
    const component = stack.splice(stack.indexOf(path))
    if (component.length > 1) found.push(component.sort())
  }
  for (const path of imports.keys()) if (!index.has(path)) visit(path)
  return found
}

/** What has one home only. */
function placeProblems (path: string, text: string): string[] {
  if (path.startsWith('scripts/')) return []
  const problems: string[] = []
  if (path.startsWith('src/') && path !== 'src/config.ts' && /process\.env/.test(text)) {
    problems.push(`${path} reads process.env: src/config.ts is its only reader`)
  }
  const sqlIsAtHome = /^(src\/(repositories|database)|migrations|generated)\//.test(path)
  if (!sqlIsAtHome && /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(text)) {
    problems.push(`${path} has SQL: it belongs in src/repositories`)
  }
  if (!path.startsWith('src/database/') && /\bisDuplicate\(/.test(text)) {
    problems.push(`${path} looks at the error of a duplicate: insertUnlessThere and unlessDuplicate (src/database/queries/writes.ts) do`)
  }
  return problems
}
