export default defineNuxtConfig({
  compatibilityDate: '2025-07-01',
  telemetry: false,
  modules: ['@workpulse/sdk/nuxt'],
  // `nuxt build --envName proxy` builds it for the other way.
  $env: { proxy: { workpulse: { session: 'proxy' } } },
  workpulse: { guard: 'all', waiting: '~/components/Waiting.vue' },
  components: [{ path: '~/components', pathPrefix: false }],
  css: ['~/assets/style.css'],
  app: {
    head: {
      meta: [{ name: 'color-scheme', content: 'light dark' }, { name: 'theme-color', content: '#0f766e' }],
      link: [{ rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]
    }
  }
})
