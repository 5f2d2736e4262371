import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** 192 random bits, as Standard Webhooks writes a secret. */
export function newWebhookSecret (): string {
  return prefix + randomBytes(24).toString('base64')
}

/**
 * What proves that we sent a message: HMAC-SHA256 of id, time and body, by each secret; https://www.standardwebhooks.com.
 * @param time in whole seconds since 1970.
 */
export function signatureOf (secrets: string[], id: string, time: number, body: string): string {
  return secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`
  }).join(' ')
}
