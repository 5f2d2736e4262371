/** The secrets that sign access tokens, and what makes one too weak. */

export interface SigningKey {
  kid: string
  secret: string
}

/** `kid:secret,…`, or one bare secret whose kid is `default`. */
export function parseKeys (text: string): SigningKey[] {
  const keys = text.split(',').map((part) => {
    const match = /^([0-9A-Za-z_-]{1,32}):(.+)$/.exec(part.trim())
    if (!match && part.includes(':')) throw new Error('the id of a key is up to 32 letters, digits, _ and -, and stands before the colon')
    return match ? { kid: match[1], secret: match[2] } : { kid: 'default', secret: part.trim() }
  })
  for (const { kid, secret } of keys) {
    if (Buffer.byteLength(secret) < 32) throw new Error(`the secret of the key ${kid} is shorter than 32 bytes`)
  }
  if (new Set(keys.map((key) => key.kid)).size < keys.length) {
    throw new Error('two keys have the same id; write them as kid:secret,kid:secret')
  }
  return keys
}

/** Of secrets that are long enough, but that somebody typed. */
export function weaknesses (jwtKeys: SigningKey[], pepper: string): string[] {
  const advice = 'take the output of `openssl rand -base64 48`'
  const problems = jwtKeys.filter((key) => isTyped(key.secret)).map((key) =>
    `WORKPULSE_JWT_SECRET: the secret of the key ${key.kid} is easy to guess; ${advice}`
  )
  if (Buffer.byteLength(pepper) >= 32 && isTyped(pepper)) problems.push(`WORKPULSE_PASSWORD_PEPPER is easy to guess; ${advice}`)
  if (jwtKeys.some((key) => pepper.includes(key.secret))) {
    problems.push(`WORKPULSE_PASSWORD_PEPPER is also a secret of WORKPULSE_JWT_SECRET; for one of them ${advice}`)
  }
  return problems
}

/** Fewer than 12 different characters, or one sequence again and again. */
function isTyped (secret: string): boolean {
  const repeats = Array.from({ length: Math.floor(secret.length / 2) }, (_, index) => secret.slice(index + 1)).some((rest) =>
    secret.startsWith(rest)
  )
  return repeats || new Set(secret).size < 12
}
