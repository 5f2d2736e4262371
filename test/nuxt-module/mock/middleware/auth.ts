export default defineNuxtRouteMiddleware(() => {
  // The server has no localStorage.
  if (import.meta.server) return
  const { isLoggedIn } = useAuth()
  if (!isLoggedIn.value) return navigateTo('/login')
})
