import { accessSync, constants } from 'node:fs'

/** How the connection to the server is secured. */
export interface Tls {
  /** Are the server's certificate and its name checked? */
  verify: boolean
  /** A file of certificates to trust, in place of the system's. */
  caFile?: string
}

/** What the parameters behind `?` say. */
export interface DsnParameters {
  tls?: Tls
  socketPath?: string
  /** For connecting, in milliseconds. */
  timeout?: number
}

type Setting = { tls: boolean | 'skip-verify' } | { caFile: string } | Pick<DsnParameters, 'socketPath' | 'timeout'>

const plain: Setting = {}
const refused = undefined

/** The names of both forms, in small letters without `-` and `_`. Each says what a value means, or that it is refused. */
const parameters: Record<string, { takes: string, read: (value: string) => Setting | undefined }> = {
  tls: { takes: 'true, false or skip-verify', read: (value) => value === 'skip-verify' ? { tls: value } : switchOf(value) },
  ssl: { takes: 'true or false', read: switchOf },
  sslmode: {
    takes: 'DISABLED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY',
    read: (value) =>
      /^(required|verify_ca|verify_identity)$/i.test(value) ? { tls: true } : /^disabled$/i.test(value) ? { tls: false } : refused
  },
  sslca: { takes: 'the path of a file that can be read', read: fileOf },
  tlsca: { takes: 'the path of a file that can be read', read: fileOf },
  socket: { takes: 'the path of a socket', read: (value) => value === '' ? refused : { socketPath: value } },
  timeout: { takes: 'a time such as 3s or 500ms', read: timeOf },
  parsetime: { takes: 'true', read: only(/^(true|1)$/i) },
  loc: { takes: 'UTC', read: only(/^utc$/i) },
  multistatements: { takes: 'false', read: only(/^(false|0)$/i) },
  charset: { takes: 'utf8mb4', read: only(/^utf8mb4$/i) },
  collation: { takes: 'one of utf8mb4', read: only(/^utf8mb4_\w+$/i) }
}

/**
 * Reads what stands behind `?`. What is not obeyed is not accepted.
 * @throws Error that names the parameter.
 */
export function readParameters (text: string): DsnParameters {
  const seen = new Set<string>()
  const settings = [...new URLSearchParams(text)].map(([name, value]) => {
    const key = name.toLowerCase().replaceAll(/[-_]/g, '')
    if (!(key in parameters)) throw new Error(`the parameter ${shown(name)} is not known; known are ${Object.keys(parameters).join(', ')}`)
    if (seen.has(key)) throw new Error(`the parameter ${name} is there twice`)
    seen.add(key)
    const setting = parameters[key].read(value)
    if (!setting) throw new Error(`the parameter ${name} takes ${parameters[key].takes}`)
    return { name, setting }
  })
  const { tls, caFile, ...others } = Object.assign({}, ...settings.map(({ setting }) => setting)) as {
    tls?: boolean | 'skip-verify',
    caFile?: string
  }
  const said = settings.flatMap(({ setting }) => 'tls' in setting ? [setting.tls] : [])
  if (new Set(said).size > 1 || (caFile !== undefined && said.some((value) => value !== true))) {
    throw new Error(`the parameters ${settings.map(({ name }) => name).join(', ')} contradict each other about TLS`)
  }
  if (!tls && caFile === undefined) return others
  return { ...others, tls: { verify: tls !== 'skip-verify', ...(caFile !== undefined && { caFile }) } }
}

function switchOf (value: string): Setting | undefined {
  return /^(true|1)$/i.test(value) ? { tls: true } : /^(false|0)$/i.test(value) ? { tls: false } : refused
}

function fileOf (value: string): Setting | undefined {
  try {
    accessSync(value, constants.R_OK)
    return { caFile: value }
  } catch {
    return refused
  }
}

function timeOf (value: string): Setting | undefined {
  const match = /^(\d{1,6})(ms|s)$/.exec(value)
  const timeout = match ? Number(match[1]) * (match[2] === 's' ? 1000 : 1) : 0
  return timeout > 0 && timeout <= 60_000 ? { timeout } : refused
}

function only (pattern: RegExp): (value: string) => Setting | undefined {
  return (value) => pattern.test(value) ? plain : refused
}

/** A password may have got here, by a character that ends it too early. */
function shown (name: string): string {
  return /^[A-Za-z][\w-]{0,29}$/.test(name) ? name : 'behind ?'
}
