/** Swagger UI over the served document. */
import { search } from './search.js'

const dark = matchMedia('(prefers-color-scheme: dark)')
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', followScheme)
followScheme()

window.SwaggerUIBundle({
  dom_id: '#swagger-ui',
  url: '/openapi.json',
  layout: 'BaseLayout',
  plugins: [search],
  filter: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  // Would send the document to a server of Swagger's.
  validatorUrl: null
})
