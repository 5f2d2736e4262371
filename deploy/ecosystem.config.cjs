/**
 * What PM2 runs: two processes of the service, one after the other of which can be reloaded while the other serves, and a watchdog.
 * No secret is in here, nor in the environment that PM2 keeps and writes into a file: the service reads its own file.
 */
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

/** PM2's own Node may be an old one: the lines are read by hand. */
function readSite (file) {
  if (!existsSync(file)) return {}
  return Object.fromEntries([...readFileSync(file, 'utf8').matchAll(/^(WP_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value.trim()]))
}

const own = process.env.WP_SITE || '/etc/workpulse/site.env'
const site = { ...readSite(join(__dirname, 'site.env')), ...readSite(own) }

const common = {
  namespace: site.WP_NAME,
  cwd: site.WP_CURRENT,
  // The pinned one, whatever PM2 itself runs under. In PM2's cluster mode it would be PM2's.
  interpreter: join(site.WP_CURRENT, 'node_modules/.bin/node'),
  exec_mode: 'fork',
  // What the shell has exported is none of the service's business, and would be kept.
  filter_env: true,
  exp_backoff_restart_delay: 200,
  merge_logs: true
}

function member (port, metricsPort) {
  const name = `${site.WP_NAME}-${port}`
  return {
    ...common,
    name,
    script: 'src/server.ts',
    node_args: '--max-semi-space-size=4 --expose-gc --v8-pool-size=1',
    // It says when it takes requests. Ending, it waits for what is under way: fifteen seconds at most.
    wait_ready: true,
    listen_timeout: 20_000,
    kill_timeout: 30_000,
    max_memory_restart: '1G',
    out_file: join(site.WP_LOGS, `${name}.log`),
    error_file: join(site.WP_LOGS, `${name}.error.log`),
    env: {
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: join(site.WP_CURRENT, 'node_modules/.cache/node'),
      WORKPULSE_ENV_FILE: join(site.WP_SECRETS, 'api.env'),
      WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
      WORKPULSE_METRICS_ADDR: `127.0.0.1:${metricsPort}`
    }
  }
}

module.exports = {
  apps: [
    member(site.WP_PORT_1, site.WP_METRICS_PORT_1),
    member(site.WP_PORT_2, site.WP_METRICS_PORT_2),
    {
      ...common,
      name: `${site.WP_NAME}-watchdog`,
      script: 'deploy/watchdog.mjs',
      args: [site.WP_PORT_1, site.WP_PORT_2],
      out_file: join(site.WP_LOGS, `${site.WP_NAME}-watchdog.log`),
      error_file: join(site.WP_LOGS, `${site.WP_NAME}-watchdog.log`)
    }
  ]
}
