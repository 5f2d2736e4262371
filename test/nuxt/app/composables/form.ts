import { ConnectionError } from '@workpulse/sdk'

/** What a page says of an error, in the language of the page. */
export function useProblems () {
  const { t } = useTexts()
  return (error: unknown): string => {
    const refused = apiErrorOf(error)
    if (refused) return refused.code === 'UNAUTHENTICATED' ? t.value.problems.signedOut : refused.message
    const kind = error instanceof ConnectionError ? error.kind : 'unreachable'
    return kind === 'timeout' || kind === 'foreign' || kind === 'blocked' ? t.value.problems[kind] : t.value.problems.unreachable
  }
}

/**
 * A form that sends something: one at a time, with what is wrong beside its fields and above them.
 * @param work what sends it. What was typed stays, whatever becomes of it.
 */
export function useForm<T> (work: () => Promise<T>) {
  const { t, language } = useTexts()
  const problemOf = useProblems()
  const pending = ref(false)
  const faults = ref<Record<string, string>>({})
  const problem = ref('')

  async function submit (): Promise<T | undefined> {
    if (pending.value) return
    pending.value = true
    faults.value = {}
    problem.value = ''
    try {
      return await work()
    } catch (error) {
      faults.value = faultsOf(error, language.value)
      problem.value = Object.keys(faults.value).length > 0 ? t.value.problems.faults : problemOf(error)
    } finally {
      pending.value = false
    }
  }

  return { pending, faults, problem, submit }
}
