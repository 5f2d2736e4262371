/** Identity providers on the loopback interface: a real one, and one that can be told to lie. */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { OAuth2Issuer, OAuth2Service, type MutableResponse, type MutableToken } from 'oauth2-mock-server'
import { Provider, type Adapter, type AdapterPayload } from 'oidc-provider'
import type { Test } from 'tap'
import { freePort } from './app.ts'

const clientId = 'workpulse'
export const clientSecret = 'a secret that the provider gave us'

/** What an ID token says of somebody, beside what the protocol wants. */
export interface Claims {
  sub: string
  email?: unknown
  email_verified?: unknown
  name?: string
  hd?: string
}

/** A service that signs people in at `issuer`, listening where the browser is sent back to. */
export interface Client {
  port: number
  environment: Record<string, string>
}

async function clientOf (issuer: string): Promise<Client> {
  const port = await freePort()
  return {
    port,
    environment: {
      WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
      WORKPULSE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      WORKPULSE_GOOGLE_ISSUER: issuer,
      WORKPULSE_GOOGLE_CLIENT_ID: clientId,
      WORKPULSE_GOOGLE_CLIENT_SECRET: clientSecret
    }
  }
}

async function listen (server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

async function close (server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

/** Its own one warns that it is for tests only. */
function memoryAdapter (): (model: string) => Adapter {
  const rows = new Map<string, AdapterPayload>()
  return (model) => ({
    async upsert (id, payload) {
      rows.set(`${model} ${id}`, payload)
    },
    find: async (id) => rows.get(`${model} ${id}`),
    findByUid: async (uid) => [...rows.values()].find((payload) => payload.uid === uid),
    findByUserCode: async () => undefined,
    async consume (id) {
      rows.get(`${model} ${id}`)!.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy (id) {
      rows.delete(`${model} ${id}`)
    },
    async revokeByGrantId (grantId) {
      for (const [key, payload] of rows) if (payload.grantId === grantId) rows.delete(key)
    }
  })
}

export interface RealProvider {
  client: Client
  /** Whoever sits before the browser. */
  claims: Claims
  /** Do they say no? */
  declines: boolean
}

/** `oidc-provider`, whose pages answer themselves. It checks client, redirect URI, PKCE and codes as providers do. */
export async function realProvider (t: Test): Promise<RealProvider> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const client = await clientOf(issuer)
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const real: RealProvider = { client, claims: { sub: '' }, declines: false }
  const provider: Provider = new Provider(issuer, {
    adapter: memoryAdapter(),
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [`http://127.0.0.1:${client.port}/api/v1/auth/google/callback`],
      token_endpoint_auth_method: 'client_secret_post'
    }],
    jwks: { keys: [{ ...await exportJWK(privateKey), alg: 'RS256', use: 'sig', kid: 'real' }] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'hd'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...real.claims, sub: id }) }),
    async loadExistingGrant ({ oidc }) {
      const grant = new provider.Grant({ clientId, accountId: oidc.session!.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    }
  })
  const handle: RequestListener = provider.callback()
  const server = createServer((request, response) => {
    if (!request.url!.startsWith('/interaction/')) return handle(request, response)
    const result = real.declines ? { error: 'access_denied' } : { login: { accountId: real.claims.sub } }
    void provider.interactionFinished(request, response, result)
  })
  await listen(server, port)
  t.teardown(() => close(server))
  return real
}

export interface HostileProvider {
  client: Client
  issuer: string
  claims: Claims
  /** Changes an ID token before it is signed. */
  beforeSigning: (token: MutableToken) => void
  /** Changes the answer of the token endpoint. */
  beforeAnswer: (response: MutableResponse) => void
  /** Does the token endpoint leave its callers waiting? */
  hangs: boolean
  /** How often it was asked for a token. */
  exchanges: number
  start: () => Promise<void>
  stop: () => Promise<void>
  /** Tells the truth again. */
  reform: () => void
}

/** `oauth2-mock-server`: honest until it is told otherwise. Not yet listening. */
export async function hostileProvider (t: Test): Promise<HostileProvider> {
  const port = await freePort()
  const issuer = new OAuth2Issuer()
  issuer.url = `http://127.0.0.1:${port}`
  await issuer.keys.generate('RS256', { kid: 'hostile' })
  const service = new OAuth2Service(issuer)
  let server: Server | undefined
  const hostile: HostileProvider = {
    client: await clientOf(issuer.url),
    issuer: issuer.url,
    claims: { sub: '' },
    beforeSigning () {},
    beforeAnswer () {},
    hangs: false,
    exchanges: 0,
    async start () {
      server = createServer((request, response) => {
        if (request.url === '/token') hostile.exchanges++
        if (request.url !== '/token' || !hostile.hangs) service.requestHandler(request, response)
      })
      await listen(server, port)
    },
    async stop () {
      if (server) await close(server)
      server = undefined
    },
    reform () {
      Object.assign(hostile, { beforeSigning () {}, beforeAnswer () {}, hangs: false, exchanges: 0 })
    }
  }
  service.on('beforeTokenSigning', (token: MutableToken) => {
    // Access tokens have no audience here.
    if (!('aud' in token.payload)) return
    Object.assign(token.payload, hostile.claims)
    hostile.beforeSigning(token)
  })
  service.on('beforeResponse', (response: MutableResponse) => hostile.beforeAnswer(response))
  t.teardown(() => hostile.stop())
  return hostile
}
