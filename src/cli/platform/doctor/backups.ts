import { backupsIn, lastDrillIn } from '../backup/manifest.ts'
import { bad, good, warning, type Check } from './check.ts'

const hour = 3_600_000
/** In hours: one was missed, and several. */
const [late, tooLate] = [26, 72]
/** In days. */
const drillsEvery = 35

const backups: Check = {
  name: 'backup',
  async look ({ config: { backupFolder, dsn } }) {
    if (backupFolder === undefined) return warning('nobody says where backups are', 'WORKPULSE_BACKUP_FOLDER')
    const name = dsn.kind === 'sqlite' ? dsn.file : dsn.database
    const [newest] = (await backupsIn(backupFolder)).filter(({ manifest }) => manifest.database === name)
    if (!newest) return bad(`there is no backup of ${name} in ${backupFolder}`, 'npm run cli -- backup')
    const hours = (Date.now() - Date.parse(newest.manifest.madeAt)) / hour
    const says = `the newest is ${Math.round(hours)} hours old: ${newest.folder}`
    const todo = 'Look at what makes them: systemctl status workpulse-backup, or the crontab'
    return hours < late ? good(says) : hours < tooLate ? warning(says, todo) : bad(says, todo)
  }
}

const drills: Check = {
  name: 'restore drill',
  async look ({ config: { backupFolder } }) {
    const drill = backupFolder === undefined ? undefined : await lastDrillIn(backupFolder)
    const todo = 'npm run cli -- restore-drill'
    if (!drill) return warning('nobody has tried whether a backup can be restored', todo)
    if (drill.problems.length > 0) return bad(`the last one found: ${drill.problems.join('; ')}`, todo)
    const days = Math.round((Date.now() - Date.parse(drill.at)) / (24 * hour))
    const says = `the last one held, ${days} days ago, in ${drill.seconds} s`
    return days <= drillsEvery ? good(says) : warning(says, todo)
  }
}

export const backupChecks: Check[] = [backups, drills]
