/** A server that serves other people too, on loopback, with ports and folders of its own: Apache as Debian lays it out. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import type { Test } from 'tap'
import { freePort } from '../../../scripts/services.mjs'
import { until } from '../../support/until.ts'

export const root = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '')
export const host = 'apiwork.rycroftapparel.com'
export const frontEnd = 'https://work.rycroftapparel.com'

const binary = '/usr/sbin/apache2'
const moduleFolder = '/usr/lib/apache2/modules'
/** Those of Debian's Apache, and those that the vhost asks for. */
const modules = [
  ...[
    'mpm_event',
    'authz_core',
    'alias',
    'dir',
    'env',
    'deflate',
    'filter',
    'mime',
    'headers',
    'rewrite',
    'setenvif',
    'ssl',
    'socache_shmcb'
  ],
  ...['reqtimeout', 'http2', 'proxy', 'proxy_http', 'proxy_balancer', 'proxy_hcheck', 'slotmem_shm', 'lbmethod_byrequests']
]

export interface SharedServer {
  /** Everything is below it. */
  folder: string
  /** What stands in the server's own site.env. */
  site: Record<string, string>
  siteFile: string
  /** The neighbour's site, which was there first. */
  neighbour: { url: string, page: string }
  /** Of the certificates that Apache shows. */
  authority: string
  apache: Apache
}

export interface Apache {
  folder: string
  pid: () => number
  /** As apache2ctl: a file of that name, for scripts, and the same here. */
  control: string
  ctl: (action: 'configtest' | 'graceful') => string
  /** Lays a rendered file into sites-enabled. */
  enable: (file: string) => Promise<void>
}

/** @param threads how many requests Apache takes at once: one process of it with so many threads. */
export async function sharedServer (t: Test, settings: Record<string, string> = {}, threads = 64): Promise<SharedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-server-'))
  await chmod(folder, 0o755)
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const ports = await Promise.all(Array.from({ length: 6 }, freePort))
  const names = ['WP_HTTP_PORT', 'WP_HTTPS_PORT', 'WP_PORT_1', 'WP_PORT_2', 'WP_METRICS_PORT_1', 'WP_METRICS_PORT_2']
  const site: Record<string, string> = {
    ...Object.fromEntries(names.map((name, index) => [name, String(ports[index])])),
    WP_PM2_HOME: join(folder, 'pm2'),
    WP_CHECKOUT: join(folder, 'www/wp-system/BE'),
    WP_RELEASES: join(folder, 'releases'),
    WP_CURRENT: join(folder, 'current'),
    WP_SECRETS: join(folder, 'secrets'),
    WP_LOGS: join(folder, 'logs'),
    WP_BACKUPS: join(folder, 'backups'),
    WP_FILES: join(folder, 'files'),
    WP_APACHE: join(folder, 'apache2'),
    WP_APACHE_LOGS: join(folder, 'apache2/logs'),
    WP_DEFAULT_WEB_ROOT: join(folder, 'www'),
    WP_CHALLENGE: join(folder, 'www/wp-system/BE/deploy/acme-challenge'),
    WP_CERTIFICATE: join(folder, 'certificate'),
    ...settings
  }
  for (const name of ['WP_SECRETS', 'WP_LOGS', 'WP_CHALLENGE', 'WP_CERTIFICATE', 'WP_DEFAULT_WEB_ROOT']) {
    await mkdir(site[name], { recursive: true, mode: 0o755 })
  }
  const siteFile = join(site.WP_SECRETS, 'site.env')
  await writeFile(siteFile, Object.entries(site).map(([name, value]) => `${name}=${value}\n`).join(''))
  const authority = await makeCertificates(folder, site.WP_CERTIFICATE)
  const page = '<h1>Rycroft Apparel, the shop</h1>\n'
  await writeFile(join(site.WP_DEFAULT_WEB_ROOT, 'index.html'), page)
  const apache = await startApache(t, site, threads)
  return { folder, site, siteFile, authority, apache, neighbour: { url: `http://127.0.0.1:${site.WP_HTTP_PORT}/`, page } }
}

/** What `deploy/render.sh` makes for this server. @returns the folder. */
export function render ({ folder, siteFile }: SharedServer): string {
  const out = join(folder, 'rendered')
  execFileSync(join(root, 'deploy/render.sh'), [out], { env: { ...process.env, WP_SITE: siteFile } })
  return out
}

/** An authority of our own and a certificate of it, where certbot would put one. */
async function makeCertificates (folder: string, target: string): Promise<string> {
  const authority = join(folder, 'authority')
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=Test',
    '-keyout',
    `${authority}.key`,
    '-out',
    authority
  )
  const request = join(folder, 'request')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${host}`, '-keyout', join(target, 'privkey.pem'), '-out', request)
  const names = join(folder, 'names')
  await writeFile(names, `subjectAltName=DNS:${host},DNS:localhost\n`)
  const signed = ['-CA', authority, '-CAkey', `${authority}.key`, '-CAcreateserial', '-days', '60', '-extfile', names]
  openssl('x509', '-req', '-in', request, ...signed, '-out', join(target, 'fullchain.pem'))
  return readFile(authority, 'utf8')
}

/** A server that shows a certificate of two days, which its own file says to trust. */
export async function shortCertificate (t: Test, folder: string): Promise<{ url: string, authority: string }> {
  const [key, authority] = ['short.key', 'short.pem'].map((name) => join(folder, name))
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', authority]
  execFileSync('openssl', [...made, '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'pipe' })
  const server = createServer({ key: await readFile(key), cert: await readFile(authority) }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, authority }
}

async function startApache (t: Test, site: Record<string, string>, threads: number): Promise<Apache> {
  const folder = site.WP_APACHE
  for (const name of ['sites-enabled', 'mods-enabled', 'logs', 'run']) await mkdir(join(folder, name), { recursive: true })
  for (const name of modules) {
    await writeFile(join(folder, 'mods-enabled', `${name}.load`), `LoadModule ${name}_module ${moduleFolder}/mod_${name}.so\n`)
  }
  await writeFile(
    join(folder, 'mods-enabled/mpm_event.conf'),
    `ServerLimit 1\nStartServers 1\nThreadsPerChild ${threads}\nThreadLimit ${threads}\nMaxRequestWorkers ${threads}\nMinSpareThreads 1\nMaxSpareThreads ${threads}\n`
  )
  // Tighter than Debian's: somebody of the server once had trouble with requests that do not end.
  await writeFile(join(folder, 'mods-enabled/reqtimeout.conf'), 'RequestReadTimeout header=20-40,minrate=500 body=10\n')
  await symlink('/etc/mime.types', join(folder, 'mime.types')).catch(() => {})
  await writeFile(join(folder, 'apache2.conf'), apacheConf(site))
  await writeFile(join(folder, 'sites-enabled/000-default.conf'), defaultSite(site))
  const control = join(folder, 'apache2ctl')
  const start = `${binary} -d ${folder} -f ${folder}/apache2.conf`
  await writeFile(control, `#!/bin/sh\ncase "$1" in configtest) exec ${start} -t ;; *) exec ${start} -k "$1" ;; esac\n`, { mode: 0o755 })
  const child = spawn(binary, ['-d', folder, '-f', join(folder, 'apache2.conf'), '-D', 'FOREGROUND'], { stdio: 'ignore' })
  t.teardown(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  await until('Apache answers', () => fetch(`http://127.0.0.1:${site.WP_HTTP_PORT}/`).then(({ ok }) => ok, () => false), 20_000)
  return {
    folder,
    control,
    pid: () => child.pid!,
    ctl: (action) => execFileSync('sh', ['-c', `'${control}' ${action} 2>&1`], { encoding: 'utf8' }),
    enable: async (file) => symlink(file, join(folder, 'sites-enabled', file.split('/').at(-1)!))
  }
}

const apacheConf = (site: Record<string, string>) =>
  `ServerRoot ${site.WP_APACHE}
PidFile run/apache2.pid
DefaultRuntimeDir run
Mutex file:${site.WP_APACHE}/run default
Timeout 300
KeepAlive On
MaxKeepAliveRequests 100
KeepAliveTimeout 5
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
ErrorLog ${site.WP_APACHE_LOGS}/error.log
LogLevel warn
ServerName localhost
Listen 127.0.0.1:${site.WP_HTTP_PORT}
Listen 127.0.0.1:${site.WP_HTTPS_PORT}
IncludeOptional mods-enabled/*.load
IncludeOptional mods-enabled/*.conf
TypesConfig mime.types
<Directory />
    Options FollowSymLinks
    AllowOverride None
    Require all denied
</Directory>
AddOutputFilterByType DEFLATE application/json text/html
IncludeOptional sites-enabled/*.conf
`

/** Debian's default site, which answers whoever names no other. */
const defaultSite = (site: Record<string, string>) =>
  `<VirtualHost *:${site.WP_HTTP_PORT}>
    ServerName shop.test
    DocumentRoot ${site.WP_DEFAULT_WEB_ROOT}
    <Directory ${site.WP_DEFAULT_WEB_ROOT}>
        Require all granted
    </Directory>
    CustomLog ${site.WP_APACHE_LOGS}/access.log "%h %l %u %t \\"%r\\" %>s %O"
</VirtualHost>
`
