/** What a start loads. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '../..')

t.test('the service does without the client of the web that Node has built in', async (t) => {
  const script = `
    await import('./src/app.ts')
    await import('./src/deps.ts')
    console.log(process.moduleLoadList.filter((name) => name.includes('undici')).join())
  `
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })
  t.same([stdout, stderr], ['\n', ''])
})
