import type { MaybeRefOrGetter } from 'vue'

/** The values of the sheet's variables, for what is drawn: again whenever the theme changes. */
export function useColours (names: MaybeRefOrGetter<string[]>) {
  const { theme } = usePreferences()
  const [colours, muted, line] = [ref<string[]>([]), ref(''), ref('')]

  function read (): void {
    const style = getComputedStyle(document.documentElement)
    const valueOf = (name: string) => style.getPropertyValue(`--${name}`).trim()
    colours.value = toValue(names).map(valueOf)
    muted.value = valueOf('muted')
    line.value = valueOf('line')
  }

  onMounted(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', read)
    onScopeDispose(() => dark.removeEventListener('change', read))
    watch([theme, () => toValue(names)], read, { immediate: true, flush: 'post' })
  })
  return { colours, muted, line }
}
