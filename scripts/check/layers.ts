import { readFile, readdir } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

/** Which folders each folder may import from, beside itself; `src` is the files right below it. See README.md. */
const allowed: Record<string, string[]> = {
  generated: [],
  'src/rules': ['generated'],
  'src/database': ['migrations', 'src'],
  'src/mail': ['src'],
  'src/repositories': ['generated', 'src/database'],
  'src/realtime': ['generated', 'src/rules', 'src/repositories', 'src/database', 'src'],
  'src/security': ['generated', 'src/rules', 'src/repositories', 'src/database', 'src'],
  'src/handlers': ['generated', 'src/rules', 'src/repositories', 'src/realtime', 'src/security', 'src/mail', 'src/database', 'src'],
  'src/jobs': ['generated', 'src/repositories', 'src/rules', 'src'],
  'src/cli': ['generated', 'src/repositories', 'src/rules', 'src/database', 'src'],
  'src/sdk': ['generated'],
  migrations: ['src/database']
}

/** Of the files right below src, what the lower layers may know. */
const seenBelow: Record<string, string[]> = {
  'src/database': ['json.ts'],
  'src/realtime': ['json.ts', 'metrics.ts', 'config.ts'],
  'src/mail': ['config.ts', 'faults.ts'],
  'src/security': ['errors.ts', 'json.ts', 'config.ts', 'deps.ts', 'networks.ts'],
  'src/handlers': ['errors.ts', 'faults.ts', 'deps.ts', 'security.ts'],
  'src/jobs': ['deps.ts'],
  'src/cli': ['deps.ts', 'config.ts']
}

/** Of the database folder, what is not SQL. */
const databaseSeenBelow: Record<string, string[]> = {
  'src/realtime': ['dialect.ts', 'tables.ts'],
  'src/security': ['tables.ts', 'id.ts', 'secret.ts'],
  'src/handlers': ['tables.ts', 'migrate.ts', 'page.ts', 'id.ts', 'secret.ts']
}

/** Imports that the layout does not allow, handlers that know each other, and things out of their one place. */
export async function layerProblems (root: string): Promise<string[]> {
  const files = (await Promise.all(['src', 'generated', 'migrations'].map((folder) => sourceFiles(join(root, folder))))).flat()
  const problems = await Promise.all(files.map(async (file) => {
    const path = relative(root, file).split(sep).join('/')
    const text = await readFile(file, 'utf8')
    return [...importProblems(root, path, text), ...placeProblems(path, text)]
  }))
  return problems.flat().sort()
}

async function sourceFiles (folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts')).map((entry) => join(entry.parentPath, entry.name))
}

function folderOf (path: string): string {
  const [first, second, ...rest] = path.split('/')
  return first === 'src' && rest.length > 0 ? `${first}/${second}` : first
}

function importProblems (root: string, path: string, text: string): string[] {
  const from = folderOf(path)
  if (from === 'src') return []
  const imports = [...text.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map((match) => relative(root, join(root, dirname(path), match[1])).split(sep).join('/'))
  return imports.flatMap((target) => {
    const to = folderOf(target)
    if (path.startsWith('generated/sdk/') && to === 'src/sdk') return []
    if (to === from) return handlersKnowEachOther(path, target) ? [`${path} imports ${target}: handlers do not know each other; what both need is a rule, a repository or a view`] : []
    const narrowed = to === 'src' ? seenBelow[from] : to === 'src/database' ? databaseSeenBelow[from] : undefined
    const name = target.split('/').at(-1)!
    if (!allowed[from]?.includes(to)) return [`${path} imports ${target}: ${from} may import from ${allowed[from]?.join(', ') || 'nothing'} only`]
    return narrowed && !narrowed.includes(name) ? [`${path} imports ${target}: of ${to}, ${from} may import ${narrowed.join(', ')} only`] : []
  })
}

function handlersKnowEachOther (path: string, target: string): boolean {
  const shared = ['implement.ts', 'deps.ts', 'views.ts', 'pages.ts', 'places.ts']
  return folderOf(path) === 'src/handlers' && !path.endsWith('/index.ts') && !shared.includes(target.split('/').at(-1)!)
}

/** What has one home only. */
function placeProblems (path: string, text: string): string[] {
  const problems: string[] = []
  if (path.startsWith('src/') && path !== 'src/config.ts' && /process\.env/.test(text)) problems.push(`${path} reads process.env: src/config.ts is its only reader`)
  const sqlIsAtHome = /^(src\/(repositories|database)|migrations|generated)\//.test(path)
  if (!sqlIsAtHome && /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(text)) problems.push(`${path} has SQL: it belongs in src/repositories`)
  return problems
}
