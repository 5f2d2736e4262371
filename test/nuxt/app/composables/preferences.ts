import type { Schemas } from '~/schemas'

/** Of the person's settings what every page follows: language and theme. Read after signing in; `settings.vue` changes them. */
export function usePreferences () {
  const { setLanguage } = useTexts()
  const theme = useCookie<Schemas['Theme']>('theme', { maxAge: 365 * 24 * 60 * 60, sameSite: 'lax', default: () => 'system' })
  const weekStart = useState<Schemas['WeekStart']>('weekStart', () => 'monday')

  function follow (settings: Pick<Schemas['UserSettings'], 'locale' | 'theme' | 'weekStart'>): void {
    if (settings.locale) setLanguage(settings.locale)
    theme.value = settings.theme
    weekStart.value = settings.weekStart
  }

  return { theme, weekStart, follow }
}
