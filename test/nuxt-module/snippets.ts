/** What the pieces of code in the package's pages take for granted. */
const givenToAll = `
declare const client: Client
// Of programs, which know Node.
declare const process: { env: Record<string, string> }
declare const workpulse: Client
declare const id: string
declare const userId: string
declare const reportId: string
declare const email: string
declare const password: string
declare const since: number
declare const report: components['schemas']['ReportDetail'] | undefined
declare const reportDate: string
declare const content: Draft['draft']['content']
declare const from: string
declare const to: string
declare const show: (what: unknown) => void
declare const showSignIn: () => void
declare const showFaults: (draft: Draft) => void
declare const showWhy: (id: string, actor: unknown) => void
declare const askWhichOne: (draft: Draft, reportId: unknown) => void
declare const markApproved: (id: string, version: number) => void
declare const remove: (id: string) => void
declare const selected: { id: string, version: number }[]
declare const picked: File
declare const bar: Ref<number>
declare const faults: Ref<Record<string, string>>
declare const items: Ref<components['schemas']['ReportItemInput'][]>
declare const summary: Ref<string>
declare const highlight: (id: string) => void
declare const badge: (count: number) => void
declare const banner: (text: string) => void
declare const refresh: () => void
declare const refetch: (id: string) => void
declare const refetchAll: () => void
declare const showOnline: (ids: string[] | undefined) => void
declare const realtime: Realtime
declare const user: components['schemas']['User']
declare const address: string
declare const request: { headers: Record<'cookie' | 'user-agent', string> }
declare const response: { appendHeader: (name: string, values: string[]) => void }
declare const route: ReturnType<typeof useRoute>
`

const imports = `import type { Ref } from 'vue'
import type { Client, components, Realtime } from '@workpulse/sdk'
import type { Draft } from '@workpulse/sdk/outbox'
`

/** A piece as a module of its own that a compiler can read. */
export function moduleOf (code: string): string {
  const own = [...code.matchAll(/^import .*$/gm)].map(([line]) => line)
  const rest = code.replaceAll(/^import .*$\n?/gm, '')
  // An option alone is part of a configuration; composables of a page know a team as a ref, the client as a text.
  const body = /^\w+: \{/.test(rest) ? `return {\n${rest}\n}` : rest
  const team = rest.includes('teamId.value') ? 'declare const teamId: Ref<string>' : 'declare const teamId: string'
  return `${imports}${own.join('\n')}\n${givenToAll}${team}\nexport async function piece () {\n${body}\n}\n`
}
