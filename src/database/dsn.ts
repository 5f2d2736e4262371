/** Where the database is. */
export type Dsn =
  | { kind: 'sqlite', file: string }
  | { kind: 'mysql', host: string, port: number, socketPath?: string, user: string, password: string, database: string }

const forms = 'sqlite:path/to/file.db, mysql://user:password@host:port/database or user:password@tcp(host:port)/database'

/**
 * Reads `sqlite:FILE`, `mysql://…` and Go's form `user:pass@tcp(host:port)/db?parseTime=true&loc=UTC`.
 * The Go form's parameters are accepted and have no meaning here: times are always UTC.
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
  if (!URL.canParse(text)) throw new Error(`not a URL; write ${forms}`)
  const url = new URL(text)
  const socketPath = url.searchParams.get('socket')
  return {
    kind: 'mysql',
    host: url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(url.port || 3306),
    ...(socketPath && { socketPath }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1))
  }
}

function parseGo (text: string): Dsn & { kind: 'mysql' } {
  // The password may hold any character, so the last @ before the address ends it.
  const match = /^(?<user>[^:@]*)(?::(?<password>.*))?@(?<net>tcp|unix)\((?<address>[^()]*)\)\/(?<database>[^?/]*)(?:\?.*)?$/s.exec(text)
  if (!match) throw new Error(`not understood; write ${forms}`)
  const { user, password = '', net, address, database } = match.groups as Record<string, string>
  if (net === 'unix') return { kind: 'mysql', host: 'localhost', port: 3306, socketPath: address, user, password, database }
  const colon = address.lastIndexOf(':')
  const bareIpv6 = !address.startsWith('[') && address.indexOf(':') !== colon
  const [host, port] = colon > address.lastIndexOf(']') && !bareIpv6
    ? [address.slice(0, colon), Number(address.slice(colon + 1))]
    : [address, 3306]
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error('the port is not between 1 and 65535')
  return { kind: 'mysql', host: host.replace(/^\[|\]$/g, ''), port, user, password, database }
}
