/** Somebody whose compiler looks at the package's own declarations too. */
import { createClient, type Client, isApiError } from '@workpulse/sdk'
import { createOutbox } from '@workpulse/sdk/outbox'
import workpulse, { type Session } from '@workpulse/sdk/nuxt'

const client: Client = createClient({ baseUrl: 'https://apiwork.rycroftapparel.com' })
client.getMe().then((user) => createOutbox(client, { userId: user.id }), (error: unknown) => isApiError(error, 'getMe') && error.code)
export const { getMeta } = workpulse
export const nameOf = ({ user }: Session): string | undefined => user.value?.name
