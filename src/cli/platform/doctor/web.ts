import { randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { relative } from 'node:path'
import { certificateOf } from '../../../runtime/certificate.ts'
import { bad, good, warning, type Check, type Patient } from './check.ts'
import { compare, eventStream, forwarded } from './stream.ts'

/** In milliseconds. */
const patience = 5000
const day = 86_400_000
/** Let's Encrypt's certificates are renewed thirty days before they end. */
const [daysSeen, daysBad] = [25, 7]

interface Answer {
  status: number
  headers: IncomingMessage['headers']
}

/** Asks without looking at the certificate, which has a check of its own. The body is not read. */
function ask (url: string, { headers, method = 'GET' }: RequestOptions = {}): Promise<Answer> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, timeout: patience, rejectUnauthorized: false } as RequestOptions)
    const answer = ({ statusCode = 0, headers: theirs }: IncomingMessage) => {
      resolve({ status: statusCode, headers: theirs })
      outgoing.destroy()
    }
    outgoing.on('response', answer).on('upgrade', answer)
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')))
    outgoing.on('error', reject)
    outgoing.end()
  })
}

const members: Check = {
  name: 'processes',
  look: ({ site }) =>
    Promise.all(site.ports.map(async (port) => {
      const answer = await ask(`http://127.0.0.1:${port}/readyz`).catch((error: Error) => error)
      const todo = `pm2 logs workpulse-api-${port}, or journalctl -u workpulse-api@${port}`
      if (answer instanceof Error) return bad(`nobody answers on port ${port}: ${answer.message}`, todo)
      return answer.status === 200
        ? good(`the one on port ${port} is ready`)
        : bad(`the one on port ${port} answers ${answer.status}`, todo)
    }))
}

const certificate: Check = {
  name: 'certificate',
  async look ({ config }) {
    const { protocol, hostname, port } = new URL(config.publicUrl)
    if (protocol !== 'https:') return warning(`${config.publicUrl} is not https`, 'See WORKPULSE_PUBLIC_URL')
    const { names, ends, trusted, reason } = await certificateOf(hostname, Number(port || 443), patience)
    const days = Math.floor((ends.getTime() - Date.now()) / day)
    if (!trusted) return bad(`browsers do not trust the certificate of ${hostname}: ${reason}; it is for ${names}`, 'deploy/certbot.sh')
    const says = `the certificate of ${hostname} holds for ${days} days`
    const todo = 'It should have been renewed: certbot renew --cert-name, and its log in /var/log/letsencrypt'
    return days >= daysSeen ? good(says) : days >= daysBad ? warning(says, todo) : bad(says, todo)
  }
}

const throughApache: Check = {
  name: 'public address',
  async look ({ config: { publicUrl } }) {
    const [rest, socket] = await Promise.all([
      ask(`${publicUrl}/readyz`),
      ask(`${publicUrl}/api/v1/ws`, { headers: upgrade() })
    ])
    return [
      rest.status === 200 ? good(`${publicUrl}/readyz answers`) : bad(`${publicUrl}/readyz answers ${rest.status}`, compare),
      socket.status === 101 ? good('WebSockets get through') : bad(`a WebSocket is answered ${socket.status} instead of 101`, compare)
    ]
  }
}

function upgrade (): Record<string, string> {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    'sec-websocket-protocol': 'workpulse.v1'
  }
}

const served: Check = {
  name: 'checkout',
  async look ({ site }) {
    const paths = servedPaths(site)
    if (paths.length === 0) return good(`${site.checkout} is not below the web root of the default site`)
    const answers = await Promise.all(
      paths.map((path) => ask(path).then(({ status }) => ({ path, status }), () => ({ path, status: 0 })))
    )
    const open = answers.filter(({ status }) => status === 200)
    return open.length === 0
      ? good('the default site does not show the checkout')
      : bad(
        `the default site shows the checkout to everybody: ${open.map(({ path }) => path).join(', ')}`,
        'See "Not to be served" in deploy/RUNBOOK.md'
      )
  }
}

/** Where the default site would show it. */
function servedPaths ({ checkout, webRoot, httpPort }: Patient['site']): string[] {
  const below = relative(webRoot, checkout)
  return below.startsWith('..')
    ? []
    : ['package.json', '.env', '.git/config'].map((name) => `http://127.0.0.1:${httpPort}/${below}/${name}`)
}

export const webChecks: Check[] = [members, certificate, throughApache, eventStream, forwarded, served]
