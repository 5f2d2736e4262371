import { readParameters, type DsnParameters } from './dsn-parameters.ts'

/** Where a server listens. */
export interface Host {
  host: string
  port: number
}

/** Where the database is. */
export type Dsn =
  | { kind: 'sqlite', file: string }
  | MysqlDsn

/** Of several servers that have the same data the one to be asked as long as it serves, and the others. */
export type MysqlDsn = Host & { kind: 'mysql', user: string, password: string, database: string, others?: Host[] } & DsnParameters

/** All that it names, the preferred one first. */
export const hostsOf = ({ host, port, others = [] }: MysqlDsn): Host[] => [{ host, port }, ...others]

/** The same database at one of them. */
export const atHost = ({ others: _others, ...dsn }: MysqlDsn, { host, port }: Host): MysqlDsn => ({ ...dsn, host, port })

/** As it is told to people. */
export const nameOfHost = ({ host, port }: Host): string => `${host.includes(':') ? `[${host}]` : host}:${port}`

const cutByFile = "In a file .env, # begins a comment: a value that has one stands between '…'"
const forms = 'sqlite:path/to/file.db, mysql://user:password@host:port/database or user:password@tcp(host:port)/database'
const mostHosts = 9

/**
 * Reads `sqlite:FILE`, `mysql://…` and Go's form `user:pass@tcp(host:port)/db?parseTime=true&loc=UTC`.
 * Both forms take several servers, `host:port,host:port`, and the parameters of `dsn-parameters.ts`.
 * @throws Error without the text itself, which holds a password.
 */
export function parseDsn (text: string): Dsn {
  if (text.startsWith('sqlite:')) {
    const file = text.slice('sqlite:'.length).replace(/^\/\/(?=[^/])/, '')
    if (file === '') throw new Error('the file is missing: sqlite:path/to/file.db')
    return { kind: 'sqlite', file }
  }
  const dsn = /^(mysql|mariadb):\/\//.test(text) ? parseUrl(text) : parseGo(text)
  if (dsn.database === '') throw new Error('the name of the database is missing')
  if (!/^[0-9A-Za-z_$-]{1,64}$/.test(dsn.database)) {
    throw new Error('the name of the database has characters other than letters, digits, _, - and $')
  }
  refuseHosts(dsn)
  return dsn
}

function refuseHosts (dsn: MysqlDsn): void {
  if (dsn.others && dsn.socketPath !== undefined) throw new Error('several servers are not reached by one socket')
  const names = hostsOf(dsn).map(nameOfHost)
  if (names.length > mostHosts) throw new Error(`more than ${mostHosts} servers`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`the server ${twice} is there twice`)
}

function listOf (text: string): string[] {
  const list = text.split(',')
  if (list.length > 1 && list.includes('')) throw new Error('a comma between the servers has none behind or before it')
  return list
}

/** Says nothing of others where there are none. */
function hostsFrom ([first, ...others]: Host[]): Host & Pick<MysqlDsn, 'others'> {
  return { ...first, ...(others.length > 0 && { others }) }
}

function parseUrl (text: string): MysqlDsn {
  refuseUnescaped(text)
  // A URL has one server; what stands between the last @ and the first / may be a list of them.
  const { before, hosts, behind } = /^(?<before>[a-z]+:\/\/(?:[^/?]*@)?)(?<hosts>[^/?@]*)(?<behind>.*)$/s.exec(text)!.groups!
  const list = listOf(hosts)
  const url = urlOf(before + list[0] + behind)
  return {
    kind: 'mysql',
    ...hostsFrom(list.map((host) => hostOf(urlOf(`mysql://${host}`)))),
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1)),
    ...readParameters(url.search.slice(1))
  }
}

function urlOf (text: string): URL {
  if (!URL.canParse(text)) throw new Error(`not a URL; write ${forms}`)
  return new URL(text)
}

const hostOf = ({ hostname, port }: URL): Host => ({
  host: hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
  port: Number(port || 3306)
})

const escapes = 'In a URL write # in a name or password as %23, / as %2F, ? as %3F, @ as %40 and % as %25'

/** What ends the password of a URL too early leaves an address that nobody meant. */
function refuseUnescaped (text: string): void {
  const rest = text.slice(text.indexOf('://') + 3)
  const end = rest.search(/[#/?]/)
  const at = rest.indexOf('@')
  const endsEarly = end !== -1 && rest.lastIndexOf('@') > end && (at === -1 || at > end)
  if (endsEarly || rest.includes('#')) throw new Error(`the name or the password has a character that ends it: #, / or ?. ${escapes}`)
}

function decoded (part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error(`a % is not followed by the two digits of a character. ${escapes}`)
  }
}

function parseGo (text: string): MysqlDsn {
  // The password may hold any character, so the last @ before the address ends it.
  const match =
    /^(?<user>[^:@]*)(?::(?<password>.*))?@(?<net>tcp|unix)\((?<address>[^()]*)\)\/(?<database>[^?/]*)(?:\?(?<parameters>.*))?$/s.exec(text)
  if (!match) throw new Error(`not understood; write ${forms}${text.includes('@') ? '' : `. ${cutByFile}`}`)
  const { user, password = '', net, address, database } = match.groups as Record<string, string>
  const parameters = readParameters(match.groups!.parameters ?? '')
  if (net === 'unix' && parameters.socketPath !== undefined) throw new Error('the parameter socket is for an address of tcp')
  if (net === 'unix') return { kind: 'mysql', host: 'localhost', port: 3306, user, password, database, ...parameters, socketPath: address }
  return { kind: 'mysql', ...hostsFrom(listOf(address).map(hostOfAddress)), user, password, database, ...parameters }
}

function hostOfAddress (address: string): Host {
  const colon = address.lastIndexOf(':')
  const bareIpv6 = !address.startsWith('[') && address.indexOf(':') !== colon
  const [host, digits] = colon > address.lastIndexOf(']') && !bareIpv6
    ? [address.slice(0, colon), address.slice(colon + 1)]
    : [address, '3306']
  const port = Number(digits)
  if (!/^\d+$/.test(digits) || port < 1 || port > 65535) throw new Error('the port is not between 1 and 65535')
  return { host: host.replace(/^\[|\]$/g, ''), port }
}
