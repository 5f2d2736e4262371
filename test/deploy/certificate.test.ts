/** The certificate, from an authority that asks as Let's Encrypt does: issued, shown, renewed, and nobody else's touched. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { cp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { freePort } from '../../scripts/services.mjs'
import { until } from '../support/until.ts'
import { host, render, root, sharedServer } from './support/shared-server.ts'

const server = await sharedServer(t)
const { site, apache, neighbour, folder } = server
await cp(join(root, 'deploy'), join(site.WP_CHECKOUT, 'deploy'), { recursive: true })
const directory = await startAuthority(t)
const own = join(folder, 'letsencrypt')
const places = ['--config-dir', own, '--work-dir', join(folder, 'certbot'), '--logs-dir', join(folder, 'certbot-logs')]
const environment = { ...process.env, WP_SITE: server.siteFile, APACHE2CTL: apache.control }
await apache.enable(join(render(server), `${host}.conf`))
apache.ctl('configtest')
apache.ctl('graceful')

/** Pebble, with a name server that knows one host: this one. */
async function startAuthority (t: Test): Promise<string> {
  const [directory, management, dns] = [await freePort(), await freePort(), await freePort()]
  const [key, certificate] = ['pebble.key', 'pebble.pem'].map((name) => join(folder, name))
  execFileSync('openssl', [
    ...[
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1'
    ],
    ...['-keyout', key, '-out', certificate]
  ], { stdio: 'pipe' })
  const configuration = join(folder, 'pebble.json')
  await writeFile(
    configuration,
    JSON.stringify({
      pebble: {
        listenAddress: `127.0.0.1:${directory}`,
        managementListenAddress: `127.0.0.1:${management}`,
        certificate,
        privateKey: key,
        httpPort: Number(site.WP_HTTP_PORT),
        tlsPort: Number(site.WP_HTTPS_PORT)
      }
    })
  )
  const names = spawn('pebble-challtestsrv', [
    ...['-defaultIPv4', '127.0.0.1', '-defaultIPv6', '', '-dns01', `127.0.0.1:${dns}`, '-management', `127.0.0.1:${await freePort()}`],
    ...['-http01', '', '-https01', '', '-tlsalpn01', '']
  ], { stdio: 'ignore' })
  const authority = spawn('pebble', ['-config', configuration, '-dnsserver', `127.0.0.1:${dns}`], {
    stdio: 'ignore',
    env: { ...process.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' }
  })
  t.teardown(async () => {
    for (const child of [names, authority]) {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    }
  })
  await until('the authority answers', () =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ port: directory, host: '127.0.0.1', rejectUnauthorized: false }, () => resolve(socket.end() && true))
      socket.on('error', () => resolve(false))
    }), 20_000)
  return `https://127.0.0.1:${directory}/dir`
}

/** The number of the certificate that Apache shows a browser; undefined while it shows none: it reads its files after it has said so. */
function shown (): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(site.WP_HTTPS_PORT), servername: host, rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw).serialNumber)
      socket.end()
    })
    socket.on('error', () => resolve(undefined))
  })
}

t.test('it is issued by the challenge on port 80, before there is a site on 443', async (t) => {
  const { status, stdout, stderr } = spawnSync(join(site.WP_CHECKOUT, 'deploy/certbot.sh'), [
    ...['operator@example.test', '--server', directory, '--no-verify-ssl', ...places]
  ], { env: environment, encoding: 'utf8' })
  t.equal(status, 0, stdout + stderr)
  t.same((await readdir(join(own, 'live'))).filter((name) => name !== 'README'), [host])
  const certificate = new X509Certificate(await readFile(join(own, 'live', host, 'fullchain.pem')))
  t.equal(certificate.subjectAltName, `DNS:${host}`)
  t.match(await readFile(join(own, 'renewal', `${host}.conf`), 'utf8'), /renew_hook = .*\/deploy\/certbot-hook\.sh\n/)
})

t.test('Apache shows it, and the renewed one once certbot has renewed it; nobody else’s certificate and site are touched', async (t) => {
  await rm(site.WP_CERTIFICATE, { recursive: true })
  await symlink(join(own, 'live', host), site.WP_CERTIFICATE)
  await symlink(root, site.WP_CURRENT)
  await apache.enable(join(folder, 'rendered', `${host}-ssl.conf`))
  apache.ctl('configtest')
  apache.ctl('graceful')
  const issued = new X509Certificate(await readFile(join(own, 'live', host, 'fullchain.pem'))).serialNumber
  await until('Apache shows it', async () => await shown() === issued, 20_000)
  const before = await (await fetch(neighbour.url, { headers: { connection: 'close' } })).text()
  const renewed = spawnSync('certbot', [
    'renew',
    '--cert-name',
    host,
    '--force-renewal',
    '--no-random-sleep-on-renew',
    '--no-verify-ssl',
    ...places
  ], {
    env: environment,
    encoding: 'utf8'
  })
  t.equal(renewed.status, 0, renewed.stdout + renewed.stderr)
  const next = new X509Certificate(await readFile(join(own, 'live', host, 'fullchain.pem'))).serialNumber
  t.not(next, issued)
  await until('Apache shows the renewed one', async () => await shown() === next, 20_000)
  t.equal(await (await fetch(neighbour.url, { headers: { connection: 'close' } })).text(), before)
})
