import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Static } from '@sinclair/typebox'
import { parseDsn, type Dsn } from './database/connection/dsn.ts'
import { defaultPoolSize } from './database/connection/open.ts'
import type { RedisAddress } from './realtime/redis.ts'
import {
  ConfigError,
  developmentDefaults,
  Environment,
  optionalDefaults,
  requiredInProduction,
  schemaProblems,
  type Variable
} from './runtime/environment.ts'
import { parseNetworks, type Networks } from './runtime/networks.ts'
import { publicKeyOf, type PushKey } from './push/vapid.ts'
import { parseKeys, type SigningKey, weaknesses } from './security/signing-keys.ts'

export interface Config {
  environment: 'development' | 'production' | 'test'
  host: string
  port: number
  dsn: Dsn
  /** Connections to the database at most. */
  poolSize: number
  /** The first signs; all of them verify. */
  jwtKeys: SigningKey[]
  passwordPepper: string
  /** Exact origins that a browser may call from, the API's own among them. */
  allowedOrigins: string[]
  /** Without a slash at the end. */
  publicUrl: string
  /** Where the links in messages lead: the first of the allowed origins. */
  frontEndUrl: string
  /** Undefined where no server is configured. */
  mail: { smtpUrl: string, from: string } | undefined
  /** Undefined where no credentials are configured. */
  google: { issuer: string, clientId: string, clientSecret: string } | undefined
  /** Undefined for a single process, or several that share a database only. */
  redis: RedisAddress | undefined
  /** Where Prometheus asks; undefined for nowhere. */
  metrics: { host: string, port: number } | undefined
  /** Addresses that many people share, such as an office's. */
  trustedNetworks: Networks
  /** The company's own, whose addresses webhooks may lead to. */
  webhookNetworks: Networks
  /** What notices are pushed to browsers with; undefined where no key is configured. */
  push: PushKey | undefined
  /** The company's own, whose addresses push services may have. */
  pushNetworks: Networks
  /** Of Telegram's bots; without a slash at the end. */
  telegramUrl: string
  /** Requests per minute and address. */
  rateLimit: number
  /** Do the cookies' names begin with `__Host-`? */
  hostCookies: boolean
  /** In production: those that are not https, because they were allowed to be. */
  insecureOrigins: string[]
  /** Are Swagger UI, the realtime console and both documents served? */
  docs: boolean
  logLevel: string
  /** Where files of people are kept. */
  filesFolder: string
  /** Where the commands keep backups; undefined where nothing says so. */
  backupFolder: string | undefined
  /** The scratch database of restore drills. */
  drillDsn: Dsn | undefined
}

/**
 * @param only the variables that count, where not all do: the others are neither read nor missed, and have the values of development.
 * @throws ConfigError with all the problems.
 */
export function loadConfig (environment: NodeJS.ProcessEnv = processEnvironment(), only?: Variable[]): Config {
  const counts = (name: string) => only === undefined || name === 'NODE_ENV' || only.includes(name as Variable)
  const given: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in Environment.properties && value !== '' && counts(name))
  )
  const problems = schemaProblems(given)
  const env = given as Static<typeof Environment>
  const production = env.NODE_ENV === 'production'
  if (production) {
    for (const [name, meaning] of Object.entries(requiredInProduction)) {
      if (!(name in given) && counts(name)) problems.push(`${name} is not set: ${meaning}`)
    }
  }
  const settings = { ...developmentDefaults, ...optionalDefaults, WORKPULSE_DATABASE_POOL: String(defaultPoolSize), ...env }
  const attempt = <T>(name: keyof typeof settings, parse: (text: string) => T): T | undefined => {
    try {
      return parse(settings[name] as string)
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`)
      return undefined
    }
  }
  const address = attempt('WORKPULSE_API_ADDR', parseAddress)
  const dsn = attempt('WORKPULSE_DATABASE_DSN', parseDsn)
  const jwtKeys = attempt('WORKPULSE_JWT_SECRET', parseKeys)
  const allowedOrigins = attempt('WORKPULSE_ALLOWED_ORIGINS', (text) => text.split(',').map((origin) => parseOrigin(origin.trim())))
  const trustedNetworks = attempt('WORKPULSE_TRUSTED_NETWORKS', parseNetworks)
  const webhookNetworks = attempt('WORKPULSE_WEBHOOK_NETWORKS', parseNetworks)
  const pushNetworks = attempt('WORKPULSE_PUSH_NETWORKS', parseNetworks)
  const pushKey = env.WORKPULSE_PUSH_PRIVATE_KEY === undefined ? undefined : attempt('WORKPULSE_PUSH_PRIVATE_KEY', publicKeyOf)
  const telegramUrl = attempt('WORKPULSE_TELEGRAM_URL', parseOrigin)
  const googleIssuer = attempt('WORKPULSE_GOOGLE_ISSUER', parseIssuer)
  if ((env.WORKPULSE_GOOGLE_CLIENT_ID === undefined) !== (env.WORKPULSE_GOOGLE_CLIENT_SECRET === undefined)) {
    problems.push('WORKPULSE_GOOGLE_CLIENT_ID and WORKPULSE_GOOGLE_CLIENT_SECRET go together: one of them is not set')
  }
  if (production && googleIssuer?.startsWith('http:')) problems.push('WORKPULSE_GOOGLE_ISSUER: not https')
  const redis = env.WORKPULSE_REDIS_ADDR === undefined ? undefined : attempt('WORKPULSE_REDIS_ADDR', parseRedis)
  const metrics = env.WORKPULSE_METRICS_ADDR === undefined ? undefined : attempt('WORKPULSE_METRICS_ADDR', parseAddress)
  const drillDsn = env.WORKPULSE_DRILL_DSN === undefined ? undefined : attempt('WORKPULSE_DRILL_DSN', parseDsn)
  const publicUrl = settings.WORKPULSE_PUBLIC_URL === '' ? '' : attempt('WORKPULSE_PUBLIC_URL', parseOrigin)
  const insecureOrigins = production ? plainOf(given, { WORKPULSE_ALLOWED_ORIGINS: allowedOrigins, WORKPULSE_PUBLIC_URL: publicUrl }) : []
  if (env.WORKPULSE_ALLOW_INSECURE_ORIGINS !== 'true') {
    problems.push(...insecureOrigins.map(({ name, origin }) => `${name}: ${origin} ${notEncrypted}`))
  }
  if (production) problems.push(...secretProblems(given, counts('WORKPULSE_JWT_SECRET') ? jwtKeys ?? [] : []))
  if (Buffer.byteLength(settings.WORKPULSE_PASSWORD_PEPPER) < 32) problems.push('WORKPULSE_PASSWORD_PEPPER: shorter than 32 bytes')
  if (problems.length > 0) throw new ConfigError(problems)

  const own = publicUrl === '' ? [`http://localhost:${address!.port}`, `http://127.0.0.1:${address!.port}`] : [publicUrl!]
  return {
    environment: env.NODE_ENV ?? 'development',
    ...address!,
    dsn: dsn!,
    poolSize: Number(settings.WORKPULSE_DATABASE_POOL),
    jwtKeys: jwtKeys!,
    passwordPepper: settings.WORKPULSE_PASSWORD_PEPPER,
    allowedOrigins: [...allowedOrigins!, ...own],
    publicUrl: publicUrl || `http://localhost:${address!.port}`,
    frontEndUrl: allowedOrigins![0],
    mail: env.WORKPULSE_SMTP_URL === undefined
      ? undefined
      : {
        smtpUrl: env.WORKPULSE_SMTP_URL,
        from: env.WORKPULSE_MAIL_FROM ?? `WorkPulse <no-reply@${new URL(publicUrl || 'http://localhost').hostname}>`
      },
    google: env.WORKPULSE_GOOGLE_CLIENT_ID === undefined
      ? undefined
      : { issuer: googleIssuer!, clientId: env.WORKPULSE_GOOGLE_CLIENT_ID, clientSecret: env.WORKPULSE_GOOGLE_CLIENT_SECRET! },
    redis,
    metrics,
    trustedNetworks: trustedNetworks!,
    webhookNetworks: webhookNetworks!,
    push: pushKey === undefined
      ? undefined
      : {
        privateKey: env.WORKPULSE_PUSH_PRIVATE_KEY!,
        publicKey: pushKey,
        subject: env.WORKPULSE_PUSH_SUBJECT ?? (publicUrl?.startsWith('https:') ? publicUrl : 'mailto:nobody@localhost')
      },
    pushNetworks: pushNetworks!,
    telegramUrl: telegramUrl!,
    rateLimit: Number(settings.WORKPULSE_RATE_LIMIT),
    hostCookies: env.WORKPULSE_HOST_COOKIES === 'true',
    insecureOrigins: insecureOrigins.map(({ origin }) => origin),
    docs: env.WORKPULSE_DOCS !== 'false',
    logLevel: env.WORKPULSE_LOG_LEVEL ?? (production ? 'info' : 'warn'),
    filesFolder: settings.WORKPULSE_FILES_DIR,
    backupFolder: env.WORKPULSE_BACKUP_FOLDER,
    drillDsn
  }
}

const notEncrypted = 'is not https, so that anybody on the way can read and change what passes; ' +
  'where that is meant, set WORKPULSE_ALLOW_INSECURE_ORIGINS=true'

/** Secrets that others know, or can guess. */
function secretProblems (given: Record<string, string | undefined>, jwtKeys: SigningKey[]): string[] {
  const known = (['WORKPULSE_JWT_SECRET', 'WORKPULSE_PASSWORD_PEPPER'] as const)
    .filter((name) => given[name]?.includes(developmentDefaults[name].replace(/^development:/, '')))
    .map((name) => `${name} is the one of development, which everybody can read: ${requiredInProduction[name]}`)
  return [...known, ...weaknesses(jwtKeys, given.WORKPULSE_PASSWORD_PEPPER ?? '')]
}

/** What speaks plain http of what was given, and where it was given. */
function plainOf (given: Record<string, unknown>, origins: Record<string, string | string[] | undefined>) {
  return Object.entries(origins).filter(([name]) => name in given).flatMap(([name, some = []]) =>
    [some].flat().filter((origin) => origin.startsWith('http:')).map((origin) => ({ name, origin }))
  )
}

const defaultFile = '.env'

/**
 * The environment, filled up from the file of WORKPULSE_ENV_FILE, or from `.env` where there is one. What the file says stays out of
 * `process.env`: whatever is started from here does not inherit the secrets.
 * @throws ConfigError where the file that is named cannot be read.
 */
function processEnvironment (): NodeJS.ProcessEnv {
  const file = environmentFile()
  return file === undefined ? process.env : { ...readEnvironmentFile(file), ...process.env }
}

/** Where the variables come from beside the environment; undefined for nowhere. */
export function environmentFile (environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return environment.WORKPULSE_ENV_FILE || (existsSync(defaultFile) ? defaultFile : undefined)
}

/** The server's own names, ports and folders, as the scripts of deploy/ find them. */
export function siteFile (environment: NodeJS.ProcessEnv = process.env): string {
  return environment.WP_SITE || '/etc/workpulse/site.env'
}

function readEnvironmentFile (file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigError([`WORKPULSE_ENV_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`])
  }
}

/** Texts that are to be seen nowhere. */
export function secretsIn ({ jwtKeys, passwordPepper, dsn, drillDsn, redis, google, mail, push }: Config): string[] {
  const passwords = [dsn, drillDsn].map((one) => one?.kind === 'mysql' ? one.password : undefined)
  const smtp = mail && decodeURIComponent(new URL(mail.smtpUrl).password)
  return [
    ...jwtKeys.map(({ secret }) => secret),
    passwordPepper,
    ...passwords,
    redis?.password,
    google?.clientSecret,
    smtp,
    push?.privateKey
  ]
    .filter((secret) => secret !== undefined && secret !== '') as string[]
}

/** Whoever started us and wants to be told how we are; both are undefined where nobody does. */
export interface Supervision {
  /** Where systemd listens. */
  notifySocket: string | undefined
  /** In milliseconds: if we say nothing for so long, we are ended. */
  watchdog: number | undefined
}

/** What systemd's units say to the processes that they start: see sd_notify(3) and sd_watchdog_enabled(3). */
export function supervisionOf (environment: NodeJS.ProcessEnv = process.env, pid = process.pid): Supervision {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID } = environment
  const isForUs = WATCHDOG_PID === undefined || Number(WATCHDOG_PID) === pid
  return {
    notifySocket: NOTIFY_SOCKET || undefined,
    watchdog: isForUs && /^[1-9]\d*$/.test(WATCHDOG_USEC ?? '') ? Number(WATCHDOG_USEC) / 1000 : undefined
  }
}

function parseAddress (text: string): { host: string, port: number } {
  const colon = text.lastIndexOf(':')
  const port = Number(text.slice(colon + 1))
  if (!(port <= 65535)) throw new Error('the port is not between 0 and 65535')
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, '') || '127.0.0.1', port }
}

/** `host:port`, or `redis://user:password@host:port/database`. @throws Error without the text itself, which holds a password. */
function parseRedis (text: string): RedisAddress {
  const address = /^rediss?:\/\//.test(text) ? text : `redis://${text}`
  if (!URL.canParse(address)) throw new Error('not understood; write host:port or redis://user:password@host:port/database')
  const url = new URL(address)
  const database = Number(url.pathname.slice(1) || 0)
  if (!Number.isInteger(database) || database < 0 || url.hostname === '') {
    throw new Error('not understood; write host:port or redis://user:password@host:port/database')
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    database,
    tls: url.protocol === 'rediss:',
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) })
  }
}

function parseIssuer (text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new Error(`${text} is not the address of an OpenID provider`)
  return text
}

function parseOrigin (text: string): string {
  if (!URL.canParse(text)) throw new Error(`${text} is not a URL`)
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw new Error(`${text} is more than scheme, host and port`)
  }
  return url.origin
}
