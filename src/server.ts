import { buildApp } from './app.ts'
import { demoAccounts, demoPassword } from './cli/demo/people.ts'
import { seedDemo } from './cli/seed-demo.ts'
import { ConfigError, loadConfig } from './config.ts'
import { migrateToLatest } from './database/migrate.ts'
import { openDeps } from './deps.ts'

try {
  process.loadEnvFile()
} catch {
  // No .env: the environment alone decides.
}

async function main (): Promise<void> {
  const config = loadConfig()
  const deps = openDeps(config)
  const development = config.environment === 'development'
  if (development) {
    await migrateToLatest(deps.db)
    await seedDemo(deps)
  }
  const app = await buildApp(deps)
  await app.listen({ host: config.host, port: config.port })
  if (development) greet(config.publicUrl)

  const close = async () => {
    await app.close()
    await deps.close()
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)
}

function greet (url: string): void {
  console.log(`
WorkPulse API   ${url}/api/v1
Swagger UI      ${url}/docs
Documents       ${url}/openapi.json  ${url}/asyncapi.json

Demo accounts, all with the password ${demoPassword}:
${demoAccounts.map(({ email, description }) => `  ${email.padEnd(26)}${description}`).join('\n')}
`)
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exit(1)
})
