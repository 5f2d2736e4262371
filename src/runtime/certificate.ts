import { connect, type PeerCertificate } from 'node:tls'
import { Gauge, type Registry } from 'prom-client'

export interface Certificate {
  /** The hosts that it is for, as it writes them. */
  names: string
  ends: Date
  /** Whether this machine's authorities vouch for it, and why not. */
  trusted: boolean
  reason: string
}

/** What a server shows browsers. @param patience in milliseconds. @throws Error where it shows nothing. */
export function certificateOf (host: string, port: number, patience: number): Promise<Certificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: patience }, () => {
      const { subjectaltname = '', valid_to: ends }: PeerCertificate = socket.getPeerCertificate()
      resolve({ names: subjectaltname, ends: new Date(ends), trusted: socket.authorized, reason: String(socket.authorizationError ?? '') })
      socket.destroy()
    })
    socket.on('timeout', () => socket.destroy(new Error(`${host}:${port} does not answer`)))
    socket.on('error', reject)
  })
}

/** In milliseconds: how long what was seen is told, and how long whoever reads the figures waits for it. */
const [told, patience] = [600_000, 2000]
const day = 86_400_000

/** Tells Prometheus for how long the certificate of the public address holds, as Apache shows it. Says nothing where there is no https. */
export function watchCertificate (registry: Registry, publicUrl: string): void {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (protocol !== 'https:') return
  let [lookedAt, ends] = [-Infinity, 0]
  const gauge: Gauge = new Gauge({
    name: 'workpulse_certificate_days',
    help: 'For how many days the certificate of the public address holds; 0 while none can be seen',
    registers: [registry],
    async collect () {
      if (performance.now() - lookedAt > told) {
        lookedAt = performance.now()
        ends = await certificateOf(hostname, Number(port || 443), patience).then((seen) => seen.ends.getTime(), () => 0)
      }
      gauge.set(Math.max(0, (ends - Date.now()) / day))
    }
  })
}
