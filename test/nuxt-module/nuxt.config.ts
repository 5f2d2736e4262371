export default defineNuxtConfig({
  compatibilityDate: '2025-07-01',
  srcDir: 'app/',
  telemetry: false,
  modules: ['@workpulse/sdk/nuxt'],
  $env: { proxy: { workpulse: { session: 'proxy' } } }
})
