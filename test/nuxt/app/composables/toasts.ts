/** In milliseconds. */
const shown = 6000

/** Short messages that go by themselves; screen readers say them. */
export function useToasts () {
  const toasts = useState<{ key: number, text: string }[]>('toasts', () => [])
  return {
    toasts,
    toast (text: string): void {
      const key = Date.now() + Math.random()
      toasts.value = [...toasts.value, { key, text }]
      setTimeout(() => {
        toasts.value = toasts.value.filter((one) => one.key !== key)
      }, shown)
    }
  }
}
