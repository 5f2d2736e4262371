import type { components } from '@workpulse/sdk'

/** What the API's answers are made of: `Schemas['Report']`. */
export type Schemas = components['schemas']
