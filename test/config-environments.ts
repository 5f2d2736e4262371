/** An environment in production, and what is wrong with others. */
import { loadConfig } from '../src/config.ts'
import { ConfigError } from '../src/runtime/environment.ts'

export const secret = 'bQ9vXw2LkT7zRf4mHs6pJc1yNd8gUa3e'
export const pepper = 'K5tYh0WqZr7uVb2xMn9sGd4fPj6cLa1i'
export const production = {
  NODE_ENV: 'production',
  WORKPULSE_API_ADDR: '127.0.0.1:3040',
  WORKPULSE_DATABASE_DSN: 'mysql://workpulse:pw@127.0.0.1:3306/workpulse',
  WORKPULSE_JWT_SECRET: `2026:${secret}`,
  WORKPULSE_PASSWORD_PEPPER: pepper,
  WORKPULSE_ALLOWED_ORIGINS: 'https://work.rycroftapparel.com',
  WORKPULSE_PUBLIC_URL: 'https://apiwork.rycroftapparel.com',
  WORKPULSE_FILES_DIR: '/var/lib/workpulse/files'
}

export function problemsOf (environment: Record<string, string>): string[] {
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
