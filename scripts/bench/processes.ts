/** What Linux knows of a process; nothing elsewhere. */
import { readFileSync, writeFileSync } from 'node:fs'

/** USER_HZ, which is 100 on every architecture that Node runs on. */
const ticksPerSecond = 100

/** User and system time of all its threads so far, in milliseconds. */
export function cpuTime (pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // The name in brackets may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) * 1000 / ticksPerSecond
}

/** The most resident memory since the last reset, in MB. */
export const peakMemory = (pid: number): number | undefined => memoryOf(pid, 'VmHWM')

/** The resident memory, in MB. */
export const memoryNow = (pid: number): number | undefined => memoryOf(pid, 'VmRSS')

function memoryOf (pid: number, line: 'VmHWM' | 'VmRSS'): number | undefined {
  const kilobytes = new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

/** Where it is not allowed, the peak is that since the process began. */
export function resetPeakMemory (pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {
    // As above.
  }
}

function read (path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
