import { hostsOf, nameOfHost, type Dsn } from '../../database/connection/dsn.ts'
import { newId } from '../../database/id.ts'
import { changeEpoch } from '../../repositories/platform/events.ts'
import { UsageError, type Command } from '../command.ts'
import { ask, isTerminal } from '../terminal.ts'

export const realtimeRestored: Command = {
  name: 'realtime:restored',
  summary: 'after a restore: tells clients to read anew',
  about: `To be run once after the database of WORKPULSE_DATABASE_DSN was restored from a backup: positions that clients remember
are of days that are gone. Open connections are told to read again what is on their pages; nobody is signed out.

It changes that database, so it wants its name: as --database, or typed when it asks on a terminal.`,
  options: {
    database: { type: 'string', value: 'NAME', about: 'the name of the database that was restored; of SQLite, its file' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values, config, database, tell }) {
    const { name, place } = targetOf(config.dsn)
    const given = values.database ??
      (isTerminal() ? await ask(`This changes the database ${name} ${place}. Type its name to go on: `) : undefined)
    if (given === undefined) throw new UsageError(`This would change the database ${name} ${place}. Say so: --database ${name}`)
    if (given !== name) {
      throw new UsageError(`WORKPULSE_DATABASE_DSN names the database ${name} ${place}, not ${given}. Nothing was changed.`)
    }
    const epoch = newId()
    await changeEpoch(database(), epoch)
    tell(`The event log of ${name} is now ${epoch}. Clients read anew.`, { database: name, epoch })
    return 0
  }
}

function targetOf (dsn: Dsn): { name: string, place: string } {
  return dsn.kind === 'sqlite'
    ? { name: dsn.file, place: '(an SQLite file)' }
    : { name: dsn.database, place: `on ${dsn.socketPath ?? hostsOf(dsn).map(nameOfHost).join(', ')}` }
}
