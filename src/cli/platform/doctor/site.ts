import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** `deploy/site.env`: names, ports and folders of this server, overruled by the server's own file of that name. */
export interface Site {
  host: string
  ports: number[]
  metricsPorts: number[]
  checkout: string
  apache: string
  pm2Home: string
  webRoot: string
  /** Of the default site, which answers whoever names no other. */
  httpPort: number
  wsMax: number
  streamMax: number
}

/** The checkout that this runs from. */
const root = join(import.meta.dirname, '../../../..')

/** @param own the server's own file; it need not be there. */
export async function readSite (own: string): Promise<Site> {
  const texts = await Promise.all([readFile(join(root, 'deploy/site.env'), 'utf8'), readFile(own, 'utf8').catch(() => '')])
  const values: Record<string, string> = Object.assign({}, ...texts.map((text) => parseEnv(text)))
  return {
    host: values.WP_HOST,
    ports: [values.WP_PORT_1, values.WP_PORT_2].map(Number),
    metricsPorts: [values.WP_METRICS_PORT_1, values.WP_METRICS_PORT_2].map(Number),
    checkout: values.WP_CHECKOUT,
    apache: values.WP_APACHE,
    pm2Home: values.WP_PM2_HOME,
    webRoot: values.WP_DEFAULT_WEB_ROOT,
    httpPort: Number(values.WP_HTTP_PORT),
    wsMax: Number(values.WP_WS_MAX),
    streamMax: Number(values.WP_STREAM_MAX)
  }
}
