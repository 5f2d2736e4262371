import { listGivenUp, retryGivenUp } from '../../repositories/platform/jobs.ts'
import { UsageError, type Command, type Values } from '../command.ts'

/** Shown at most. */
const most = 200

export const jobsList: Command = {
  name: 'jobs:list',
  summary: 'lists the work that was given up',
  about: `Lists what the service was to do and does not try any more, such as a message that no mail server took, with the reason of the
last attempt. Says nothing of what is in it. Exits 1 where there is any.`,
  options: { kind: { type: 'string', value: 'KIND', about: 'only this kind, such as mail' } },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values, database, tell }) {
    const jobs = await listGivenUp(database(), filterOf(values), most)
    const lines = jobs.map(({ id, kind, attempts, givenUpAt, error }) => `${id}  ${givenUpAt}  ${kind}, ${attempts} attempts: ${error}`)
    tell(jobs.length === 0 ? 'Nothing was given up.' : lines.join('\n'), { jobs })
    return jobs.length === 0 ? 0 : 1
  }
}

export const jobsRetry: Command = {
  name: 'jobs:retry',
  summary: 'has work that was given up tried again',
  about:
    `Puts work that was given up among what waits: the running service does it within a second or so, with as many attempts as the first
time. What was done and not told may be done again.`,
  options: {
    id: { type: 'string', value: 'ID', about: 'this one, as jobs:list names it' },
    kind: { type: 'string', value: 'KIND', about: 'all of this kind, such as mail' },
    all: { type: 'boolean', about: 'all of every kind' }
  },
  variables: () => ['WORKPULSE_DATABASE_DSN'],
  async run ({ values, database, tell, complain }) {
    const filter = filterOf(values)
    if (Object.keys(filter).length + Number(values.all ?? false) !== 1) throw new UsageError('Say which: one of --id, --kind and --all')
    const retried = await retryGivenUp(database(), filter, new Date())
    if (retried.length === 0) complain('There is nothing such that was given up.', { retried })
    else tell(`${retried.length} to be tried again.`, { retried })
    return retried.length === 0 ? 1 : 0
  }
}

function filterOf ({ id, kind }: Values): { id?: string, kind?: string } {
  return { ...(typeof id === 'string' && { id }), ...(typeof kind === 'string' && { kind }) }
}
