/** What a link in a mail carries behind `#`, so that no server sees it: known in the browser, once the page is there. */
export function useSecret (name: 'token' | 'invitation') {
  const route = useRoute()
  const secret = ref<string>()
  const isKnown = ref(false)
  onMounted(() => {
    secret.value = new URLSearchParams(route.hash.slice(1)).get(name) ?? undefined
    isKnown.value = true
  })
  return { secret, isKnown }
}
