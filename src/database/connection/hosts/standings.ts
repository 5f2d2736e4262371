import { atHost, hostsOf, nameOfHost, type MysqlDsn } from '../dsn.ts'
import { connector } from '../mysql.ts'
import { createLookout, type Standing } from './lookout.ts'

/** How a server stands, seen once. */
export interface Seen {
  name: string
  dsn: MysqlDsn
  standing: Standing
  /** Why it is not whole. */
  reason: Error | undefined
}

/** Looks once at each server that `dsn` names, for as long as a connection may take. */
export function seeHosts (dsn: MysqlDsn): Promise<Seen[]> {
  return Promise.all(
    hostsOf(dsn).map(async (host) => {
      const own = atHost(dsn, host)
      const lookout = createLookout(connector(own), () => {}, own.timeout)
      try {
        await lookout.look()
        return { name: nameOfHost(host), dsn: own, standing: lookout.standing!, reason: lookout.reason }
      } finally {
        lookout.end()
      }
    })
  )
}

/**
 * The same database at one server: the first that can be written to, for programs that know of no others.
 * @throws why the preferred one does not answer, where none does.
 */
export async function atOneHost (dsn: MysqlDsn): Promise<MysqlDsn> {
  if (!dsn.others) return dsn
  const seen = await seeHosts(dsn)
  const found = seen.find(({ standing }) => standing === 'whole') ?? seen.find(({ standing }) => standing === 'partial')
  if (!found) throw seen[0].reason!
  return found.dsn
}
