import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { environmentFile, secretsIn, type Config } from '../../../config.ts'
import { bad, good, warning, type Check, type Finding, type Patient } from './check.ts'
import { readThreads } from './apache.ts'
import { roomOf } from './files.ts'

const secretsFile: Check = {
  name: 'secrets',
  async look ({ config, site }) {
    const file = environmentFile()
    const findings = await inPm2(config, site.pm2Home)
    if (file === undefined) return [...findings, good('the configuration comes from the environment')]
    const { mode } = await stat(file)
    const path = resolve(file)
    if ((mode & 0o007) !== 0) findings.push(bad(`everybody on this machine can read ${path}`, `chmod 640 ${path}`))
    if (path.startsWith(`${site.webRoot}/`)) {
      findings.push(bad(`${path} is below ${site.webRoot}`, 'Move it to /etc/workpulse, and name it in WORKPULSE_ENV_FILE'))
    }
    return findings.length > 0 ? findings : good(`${path} is read by those who may`)
  }
}

/** What PM2 keeps of every process, in files. */
async function inPm2 (config: Config, home: string): Promise<Finding[]> {
  const texts = await Promise.all(
    ['dump.pm2', 'dump.pm2.bak'].map((name) => readFile(join(home, name), 'utf8').then((text) => ({ name, text }), () => undefined))
  )
  return texts.flatMap((file) =>
    file && secretsIn(config).some((secret) => file.text.includes(secret))
      ? [
        bad(
          `${join(home, file.name)} holds secrets of the service`,
          'Start it from deploy/ecosystem.config.cjs alone, then: pm2 save --force'
        )
      ]
      : []
  )
}

const ports: Check = {
  name: 'ports',
  async look ({ site }) {
    const listening = await listeners()
    const ours = listening.filter(({ port }) => [...site.ports, ...site.metricsPorts].includes(port))
    const open = ours.filter(({ loopback }) => !loopback)
    if (ours.length === 0) return warning('none of our ports is listened on', 'Is the service running?')
    return open.length === 0
      ? good(`${ours.map(({ port }) => port).join(', ')} are listened on by loopback alone`)
      : bad(
        `${open.map(({ port }) => port).join(', ')} can be reached from outside`,
        'WORKPULSE_API_ADDR and WORKPULSE_METRICS_ADDR begin with 127.0.0.1'
      )
  }
}

/** Of the system's own tables; each line has the address and the port in hexadecimal, and 0A where somebody listens. */
async function listeners (): Promise<{ port: number, loopback: boolean }[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  return tables.flatMap((text) =>
    [...text.matchAll(/^ *\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /gm)].map(([, address, port]) => ({
      port: Number.parseInt(port, 16),
      loopback: /7F$/.test(address) || address === '00000000000000000000000001000000'
    }))
  )
}

const threads: Check = {
  name: 'apache threads',
  async look ({ site }) {
    const { module, workers, perChild } = await readThreads(site.apache)
    if (module === undefined) {
      return warning(`${site.apache} does not say how many requests Apache takes at once`, 'Is it Debian’s Apache? Look by hand')
    }
    const most = Math.ceil(workers / perChild) * site.ports.length * (site.wsMax + site.streamMax)
    const says = `${module} takes ${workers} requests at once, of which our sockets and streams may hold ${most}`
    if (module === 'prefork') return bad(`${says}, each of them a whole process`, 'See "Apache’s threads" in deploy/RUNBOOK.md')
    return most * 2 <= workers
      ? good(says)
      : warning(
        says,
        'More than half: lower WP_WS_MAX and WP_STREAM_MAX, or raise MaxRequestWorkers. See "Apache’s threads" in deploy/RUNBOOK.md'
      )
  }
}

const room: Check = {
  name: 'room',
  async look ({ config }: Patient) {
    const folders = [config.backupFolder, '/var/log'].filter((folder) => folder !== undefined)
    return Promise.all(folders.map(roomOf))
  }
}

export const machineChecks: Check[] = [secretsFile, ports, threads, room]
