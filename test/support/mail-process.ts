/** A process that works on all jobs until it is killed: `node mail-process.ts AHEAD`; its clock is so many milliseconds ahead. */
import { loadConfig } from '../../src/config.ts'
import { openDeps } from '../../src/deps.ts'
import { allJobs } from '../../src/jobs/all.ts'

const ahead = Number(process.argv[2])
const deps = openDeps(loadConfig(), { now: () => new Date(Date.now() + ahead) })
deps.jobs.start(allJobs(deps))
process.send?.('started')
