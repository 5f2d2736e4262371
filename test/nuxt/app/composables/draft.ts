import { createOutbox, type Outbox, type Outcome } from '@workpulse/sdk/outbox'
import type { Schemas } from '~/schemas'

export type Item = Schemas['ReportItemInput']

/** What an editor shows of a report. */
export interface Written {
  summary: string
  planNext: string
  mood: number | null
  items: Item[]
  fields: Schemas['ReportFields']
}

/** In milliseconds, after the last key. */
const rest = 600

export const blankItem = (): Item => ({ title: '', status: 'done', progress: 100, minutes: 0, category: null })

/**
 * One's own report of a day while it is written: kept in the browser at every rest, sent as soon as there is a network.
 * @param report what is at the API, undefined where there is none.
 */
export function useDraft (date: string, report: Schemas['ReportDetail'] | undefined, templateId: string | null) {
  const client = useWorkPulse()
  const { user } = useSession()
  const outbox: Outbox = createOutbox(client, { userId: user.value!.id })
  const known = shallowRef(report)
  const written = reactive<Written>(writtenIn(report))
  /** `conflict`: there is a newer version, and the person has to choose. */
  const state = ref<'same' | 'changed' | 'kept' | 'sent' | 'refused' | 'conflict'>('same')
  const refused = shallowRef<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const content = (): Schemas['ReportContent'] => ({
    ...structuredClone(toRaw(written)),
    items: written.items.filter(({ title }) => title.trim() !== '').map((item) => ({ ...toRaw(item) })),
    fields: { ...toRaw(written.fields) },
    templateId: known.value?.templateId ?? templateId
  })

  function changed (): void {
    state.value = 'changed'
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), rest)
  }

  async function keep (): Promise<void> {
    clearTimeout(timer)
    if (written.summary.trim() === '') return
    state.value = 'kept'
    await outbox.keep(date, { baseVersion: known.value?.version ?? null, content: content() })
  }

  function hear (outcome: Outcome): void {
    if (outcome.date !== date) return
    if (outcome.kind === 'refused') {
      refused.value = outcome.draft.refused
      const { code } = outcome.draft.refused!
      state.value = code === 'VERSION_CONFLICT' || code === 'STATE_CONFLICT' ? 'conflict' : 'refused'
      return
    }
    known.value = outcome.report
    refused.value = undefined
    // Items that are new here have a name of their own from now on.
    for (const [index, item] of written.items.entries()) {
      if (!item.id && outcome.report.items[index]?.title === item.title) item.id = outcome.report.items[index].id
    }
    if (state.value !== 'changed') state.value = 'sent'
  }

  const ignore = outbox.onOutcome(hear)
  // What waited from before is what was written last.
  const restored = outbox.list().then((drafts) => {
    const waiting = drafts.find((draft) => draft.date === date)
    if (!waiting) return
    Object.assign(written, writtenIn(waiting.draft.content))
    state.value = 'kept'
    if (waiting.refused) hear({ kind: 'refused', date, draft: waiting })
    else void outbox.flush()
  })

  onScopeDispose(() => {
    if (state.value === 'changed') void keep().finally(() => outbox.close())
    else outbox.close()
    ignore()
  })

  return {
    written,
    known,
    state: readonly(state),
    refused,
    restored,
    changed,
    /** Sends what waits. @returns whether everything has arrived. */
    async arrive (): Promise<boolean> {
      if (state.value === 'changed') await keep()
      await outbox.flush()
      return !(await outbox.list()).some((draft) => draft.date === date)
    },
    /** Of two versions, the one that is written here. */
    async keepMine (): Promise<void> {
      const now = await client.listReports({ view: 'mine', date })
      known.value = now.items[0] ? await client.getReport(now.items[0].id) : undefined
      await outbox.discard(date)
      await keep()
    },
    /** Lets go of what waits to be sent. */
    discard: () => outbox.discard(date)
  }
}

function writtenIn (report: Partial<Schemas['ReportContent']> | undefined): Written {
  return {
    summary: report?.summary ?? '',
    planNext: report?.planNext ?? '',
    mood: report?.mood ?? null,
    items: (report?.items ?? []).map(({ id, title, detail, category, status, progress, minutes, quantity, unit, carriedFromId }) => ({
      ...id !== undefined && { id },
      title,
      detail: detail ?? '',
      category: category ?? null,
      status: status ?? 'todo',
      progress: progress ?? 0,
      minutes: minutes ?? 0,
      quantity: quantity ?? null,
      unit: unit ?? null,
      carriedFromId: carriedFromId ?? null
    })),
    fields: { ...report?.fields }
  }
}
