import { readParameters, type DsnParameters } from './dsn-parameters.ts'

/** Where the database is. */
export type Dsn =
  | { kind: 'sqlite', file: string }
  | { kind: 'mysql', host: string, port: number, user: string, password: string, database: string } & DsnParameters

const cutByFile = "In a file .env, # begins a comment: a value that has one stands between '…'"
const forms = 'sqlite:path/to/file.db, mysql://user:password@host:port/database or user:password@tcp(host:port)/database'

/**
 * Reads `sqlite:FILE`, `mysql://…` and Go's form `user:pass@tcp(host:port)/db?parseTime=true&loc=UTC`.
 * Both forms take the parameters of `dsn-parameters.ts`.
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
  return dsn
}

function parseUrl (text: string): Dsn & { kind: 'mysql' } {
  refuseUnescaped(text)
  if (!URL.canParse(text)) throw new Error(`not a URL; write ${forms}`)
  const url = new URL(text)
  return {
    kind: 'mysql',
    host: url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(url.port || 3306),
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1)),
    ...readParameters(url.search.slice(1))
  }
}

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

function parseGo (text: string): Dsn & { kind: 'mysql' } {
  // The password may hold any character, so the last @ before the address ends it.
  const match =
    /^(?<user>[^:@]*)(?::(?<password>.*))?@(?<net>tcp|unix)\((?<address>[^()]*)\)\/(?<database>[^?/]*)(?:\?(?<parameters>.*))?$/s.exec(text)
  if (!match) throw new Error(`not understood; write ${forms}${text.includes('@') ? '' : `. ${cutByFile}`}`)
  const { user, password = '', net, address, database } = match.groups as Record<string, string>
  const parameters = readParameters(match.groups!.parameters ?? '')
  if (net === 'unix' && parameters.socketPath !== undefined) throw new Error('the parameter socket is for an address of tcp')
  if (net === 'unix') return { kind: 'mysql', host: 'localhost', port: 3306, user, password, database, ...parameters, socketPath: address }
  const colon = address.lastIndexOf(':')
  const bareIpv6 = !address.startsWith('[') && address.indexOf(':') !== colon
  const [host, port] = colon > address.lastIndexOf(']') && !bareIpv6
    ? [address.slice(0, colon), Number(address.slice(colon + 1))]
    : [address, 3306]
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error('the port is not between 1 and 65535')
  return { kind: 'mysql', host: host.replace(/^\[|\]$/g, ''), port, user, password, database, ...parameters }
}
