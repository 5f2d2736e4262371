import { tryServer } from '../../../mail/transport.ts'
import { closeRedis, openRedis } from '../../../realtime/redis.ts'
import { bad, good, warning, type Check } from './check.ts'

/** In milliseconds. */
const patience = 5000

const redis: Check = {
  name: 'redis',
  async look ({ config }) {
    if (!config.redis) return good('none is configured: processes on one database see each other’s events a little later')
    const failed = Promise.withResolvers<string>()
    const client = openRedis(config.redis, (error) => failed.resolve((error as Error).message))
    try {
      const ready = new Promise<string>((resolve, reject) => client.once('ready', () => client.ping().then(() => resolve(''), reject)))
      const problem = await Promise.race([ready, failed.promise])
      return problem === ''
        ? good(`answers at ${config.redis.host}:${config.redis.port}`)
        : bad(`Redis does not answer: ${problem}`, 'See WORKPULSE_REDIS_ADDR; the service works on without it')
    } finally {
      closeRedis(client)
    }
  }
}

const mail: Check = {
  name: 'mail',
  async look ({ config }) {
    if (!config.mail) return warning('no mail server is configured', 'WORKPULSE_SMTP_URL, or nobody can be invited or reset a password')
    const { hostname, port } = new URL(config.mail.smtpUrl)
    try {
      await tryServer(config.mail, patience)
      return good(`${hostname} takes our password; nothing was sent`)
    } catch (error) {
      const { message, code } = error as { message: string, code?: string }
      return bad(`${hostname}:${port}: ${message}${code ? ` (${code})` : ''}`, 'See WORKPULSE_SMTP_URL')
    }
  }
}

const google: Check = {
  name: 'google',
  async look ({ config }) {
    if (!config.google) return good('not configured: nobody signs in with Google')
    const address = `${config.google.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const answer = await fetch(address, { signal: AbortSignal.timeout(patience) }).catch((error: Error) => error)
    if (answer instanceof Error) return bad(`${address} cannot be reached: ${answer.message}`, 'Does a firewall let us out?')
    const { issuer } = await answer.json().catch(() => ({})) as { issuer?: string }
    return answer.ok && issuer !== undefined
      ? good(`${issuer} says how to sign in`)
      : bad(`${address} answers ${answer.status}, and no document`, 'See WORKPULSE_GOOGLE_ISSUER')
  }
}

const push: Check = {
  name: 'push',
  look: async ({ config: { push: key } }) => {
    if (!key) return good('not configured: nothing is pushed to browsers')
    return /localhost$/.test(key.subject)
      ? warning(`push services are told to write to ${key.subject}`, 'WORKPULSE_PUSH_SUBJECT, mailto: or https:, or some refuse us')
      : good(`a key is configured; push services may write to ${key.subject}`)
  }
}

export const outsideChecks: Check[] = [redis, mail, google, push]
