import type { Credential } from '../words.ts'
import type { Operation, Root } from './document.ts'

/** What stands in the address is in query strings, which logs must leave out. */
const addressAuth = {
  type: 'apiKey',
  in: 'query',
  name: 'token',
  description: 'A secret address: who has it needs no session. It stays good until it is revoked.'
}
const tokenAuth = (opened: Map<string, string[]>) => ({
  type: 'http',
  scheme: 'bearer',
  description: [
    'An API token (`wp_…`), for programs. Each operation that takes one names the scope that the token needs:\n',
    ...[...opened].sort().map(([scope, ids]) => `- \`${scope}\`: ${ids.join(', ')}`)
  ].join('\n')
})

/** Turns `x-access` and `x-credentials` into `security`, and says in words what is not the common case. */
export function addSecurity ({ components: { securitySchemes } }: Root, operations: Operation[]): void {
  const opened = new Map<string, string[]>()
  for (const operation of operations) {
    const credentials: Credential[] = operation['x-credentials']
    if (credentials.length === 0) operation.security = []
    // A session alone is what the document asks for as a whole.
    if (credentials.length === 0 || credentials.join() === 'session') continue
    operation.security = credentials.flatMap(requirements)
    operation.description = [operation.description?.trimEnd(), sentence(credentials)].filter(Boolean).join('\n\n')
    if (credentials.includes('address')) securitySchemes.addressAuth = addressAuth
    for (const scope of credentials.filter((credential) => credential.startsWith('token:')).map(scopeOf)) {
      opened.set(scope, [...opened.get(scope) ?? [], operation.operationId])
    }
  }
  if (opened.size > 0) securitySchemes.tokenAuth = tokenAuth(opened)
}

function requirements (credential: Credential): object[] {
  if (credential === 'session') return [{ bearerAuth: [] }, { cookieAuth: [] }]
  return credential === 'address' ? [{ addressAuth: [] }] : [{ tokenAuth: [scopeOf(credential)] }]
}

function scopeOf (credential: Credential): string {
  return credential.slice('token:'.length)
}

function sentence (credentials: Credential[]): string {
  const names = credentials.map((credential) => {
    if (credential === 'session') return 'a session'
    return credential === 'address' ? 'the secret in the address' : `an API token with the scope \`${scopeOf(credential)}\``
  })
  return `Takes ${names.join(', or ')}.`
}
