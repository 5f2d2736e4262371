/** The variables that say how the service runs. */
import { Type } from '@sinclair/typebox'
import { Ajv2020 } from 'ajv/dist/2020.js'

const Flag = Type.Optional(Type.Unsafe<'true' | 'false'>({ type: 'string', enum: ['true', 'false'] }))

/** What is read of the environment. */
export const Environment = Type.Object({
  NODE_ENV: Type.Optional(
    Type.Unsafe<'development' | 'production' | 'test'>({ type: 'string', enum: ['development', 'production', 'test'] })
  ),
  WORKPULSE_API_ADDR: Type.Optional(Type.String({ pattern: String.raw`^(\[[0-9a-fA-F:]+\]|[^:\s]*):\d{1,5}$` })),
  WORKPULSE_DATABASE_DSN: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_DATABASE_POOL: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' })),
  WORKPULSE_JWT_SECRET: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_PASSWORD_PEPPER: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_ALLOWED_ORIGINS: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_PUBLIC_URL: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://.+' })),
  WORKPULSE_MAIL_FROM: Type.Optional(Type.String({ pattern: String.raw`^([^\r\n@<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$` })),
  WORKPULSE_GOOGLE_CLIENT_ID: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_GOOGLE_CLIENT_SECRET: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_GOOGLE_ISSUER: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_TRUSTED_NETWORKS: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_WEBHOOK_NETWORKS: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_PUSH_PRIVATE_KEY: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_PUSH_SUBJECT: Type.Optional(Type.String({ pattern: String.raw`^(mailto:[^\s@]+@[^\s@]+|https://\S+)$` })),
  WORKPULSE_PUSH_NETWORKS: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_TELEGRAM_URL: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_RATE_LIMIT: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,8}$' })),
  WORKPULSE_HOST_COOKIES: Flag,
  WORKPULSE_ALLOW_INSECURE_ORIGINS: Flag,
  WORKPULSE_DOCS: Flag,
  WORKPULSE_REDIS_ADDR: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_METRICS_ADDR: Type.Optional(Type.String({ pattern: String.raw`^(\[[0-9a-fA-F:]+\]|[^:\s]*):\d{1,5}$` })),
  WORKPULSE_FILES_DIR: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_BACKUP_FOLDER: Type.Optional(Type.String({ pattern: '^/' })),
  WORKPULSE_DRILL_DSN: Type.Optional(Type.String({ minLength: 1 })),
  WORKPULSE_LOG_LEVEL: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: ['silent', 'error', 'warn', 'info', 'debug'] }))
})

/** Set explicitly in production, or the service does not start. */
export const requiredInProduction = {
  WORKPULSE_API_ADDR: 'where to listen, for example 127.0.0.1:3040',
  WORKPULSE_DATABASE_DSN: 'the dedicated database, for example mysql://workpulse:…@127.0.0.1:3306/workpulse',
  WORKPULSE_JWT_SECRET: 'signs access tokens; 32 random bytes or more, for example from `openssl rand -base64 48`',
  WORKPULSE_PASSWORD_PEPPER: 'goes into every password hash; 32 random bytes or more',
  WORKPULSE_ALLOWED_ORIGINS: 'the front end, for example https://work.rycroftapparel.com',
  WORKPULSE_PUBLIC_URL: 'this API as browsers see it, for example https://apiwork.rycroftapparel.com',
  WORKPULSE_FILES_DIR: 'where files of people are kept, outside of releases, for example /var/lib/workpulse/files'
} as const

/** What development uses where production must choose. */
export const developmentDefaults: Record<keyof typeof requiredInProduction, string> = {
  WORKPULSE_API_ADDR: '127.0.0.1:3040',
  WORKPULSE_DATABASE_DSN: 'sqlite:.data/workpulse.db',
  WORKPULSE_JWT_SECRET: 'development:not-a-secret-only-for-development-not-a-secret',
  WORKPULSE_PASSWORD_PEPPER: 'not-a-pepper-only-for-development-not-a-pepper',
  WORKPULSE_ALLOWED_ORIGINS: 'http://localhost:3000',
  WORKPULSE_PUBLIC_URL: '',
  WORKPULSE_FILES_DIR: '.data/files'
}

export const optionalDefaults = {
  WORKPULSE_GOOGLE_ISSUER: 'https://accounts.google.com',
  WORKPULSE_TRUSTED_NETWORKS: '',
  WORKPULSE_WEBHOOK_NETWORKS: '',
  WORKPULSE_PUSH_NETWORKS: '',
  WORKPULSE_TELEGRAM_URL: 'https://api.telegram.org',
  WORKPULSE_RATE_LIMIT: '3000'
}

export type Variable = keyof typeof Environment.properties

/** Names every problem of the environment at once. */
export class ConfigError extends Error {
  readonly problems: string[]
  constructor (problems: string[]) {
    super(`The configuration is not complete:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** What is not as its variable has to be. */
export function schemaProblems (given: Record<string, unknown>): string[] {
  const validate = new Ajv2020({ allErrors: true, validateSchema: false }).compile({ ...Environment })
  if (validate(given)) return []
  return validate.errors!.map((error) =>
    `${error.instancePath.slice(1)} ${error.message}${error.keyword === 'enum' ? `: ${error.params.allowedValues.join(', ')}` : ''}`
  )
}
