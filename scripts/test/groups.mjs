/** Which test files share a process. */

/** Groups that run at a time: twice the cores of a small machine, since tests wait as often as they work. */
export const atOnce = 4
/** At most so many files, neighbours by name. */
const most = 8
/** What these do to their process, or measure of it, is none of another's; or they take longer than all others beside them. */
const alone = [
  'test/contract/derived-taken.test.ts',
  'test/realtime/bus.test.ts',
  'test/deploy/release.test.ts',
  'test/deploy/slow-upload.test.ts'
]

/**
 * @param files sorted by name, so that the same ones share a process each time.
 * @returns the files of each process.
 */
export function groupsOf (files) {
  const shared = files.filter((file) => !alone.includes(file))
  const size = Math.max(1, Math.min(most, Math.ceil(shared.length / atOnce)))
  const groups = files.filter((file) => alone.includes(file)).map((file) => [file])
  for (let start = 0; start < shared.length; start += size) groups.push(shared.slice(start, start + size))
  return groups
}
