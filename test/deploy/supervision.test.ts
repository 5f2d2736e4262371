/** What systemd is told, on a socket that the test listens on, and what its own tools say of the units. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { freePort } from '../../scripts/services.mjs'
import { until } from '../support/until.ts'
import { root } from './support/shared-server.ts'

async function folderOf (t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Node has no datagram sockets of files. */
const listener = `use Socket; socket(S, AF_UNIX, SOCK_DGRAM, 0) && bind(S, pack_sockaddr_un($ARGV[0])) || die $!; $| = 1;
print "listening\\n"; while (defined recv(S, my $said, 4096, 0)) { print "$said\\n" }`

async function listen (t: Test, socket: string): Promise<string[]> {
  const child = spawn('perl', ['-e', listener, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(async () => {
    child.kill()
    await once(child, 'exit')
  })
  const said: string[] = []
  child.stdout.on('data', (text) => said.push(...String(text).trim().split('\n')))
  await until('somebody listens', () => said.includes('listening'))
  return said
}

t.test('systemd is told that it is ready, alive and stopping; and nothing while it is frozen', async (t) => {
  const folder = await folderOf(t)
  const socket = join(folder, 'notify')
  const said = await listen(t, socket)
  const port = await freePort()
  const child = spawn(process.execPath, [join(root, 'src/server.ts')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NOTIFY_SOCKET: socket,
      WATCHDOG_USEC: '1000000',
      WORKPULSE_API_ADDR: `127.0.0.1:${port}`,
      WORKPULSE_DATABASE_DSN: `sqlite:${folder}/x.db`
    },
    stdio: 'ignore'
  })
  t.teardown(() => child.kill('SIGKILL'))
  await until('it is ready', () => said.includes('READY=1'), 60_000)
  t.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200)
  const alive = () => said.filter((state) => state === 'WATCHDOG=1').length
  await until('it is alive', () => alive() >= 3, 20_000)
  child.kill('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const frozen = alive()
  await new Promise((resolve) => setTimeout(resolve, 2500))
  t.equal(alive(), frozen, 'a frozen process says nothing')
  child.kill('SIGCONT')
  await until('it is alive again', () => alive() > frozen, 20_000)
  child.kill('SIGTERM')
  t.same(await once(child, 'exit'), [0, null])
  t.equal(said.filter((state) => state === 'STOPPING=1').length, 1)
  t.same(said.filter((state) => !['listening', 'READY=1', 'WATCHDOG=1', 'STOPPING=1', 'BARRIER=1'].includes(state)), [])
})

t.test('the units are right, and give the service no more than it needs', async (t) => {
  const folder = await folderOf(t)
  const site = join(folder, 'site.env')
  // A folder that is there, so that what is started is found.
  await writeFile(site, `WP_CURRENT=${root}\n`)
  execFileSync(join(root, 'deploy/render.sh'), [folder], { env: { ...process.env, WP_SITE: site } })
  await copyFile(join(folder, 'workpulse-api@.service'), join(folder, 'workpulse-api@3040.service'))
  const units = (await readdir(folder)).filter((name) => /\.(service|timer)$/.test(name) && !name.includes('@.'))
  const verified = spawnSync('systemd-analyze', ['verify', ...units.map((name) => join(folder, name))], { encoding: 'utf8' })
  t.equal(verified.stderr.split('\n').filter((line) => line.includes('workpulse')).join('\n'), '')
  for (const unit of units.filter((name) => name.endsWith('.service'))) {
    const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', join(folder, unit)], { encoding: 'utf8' })
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])
    t.ok(exposure <= 2, `${unit}: ${exposure}`)
    t.notMatch(await readFile(join(folder, unit), 'utf8'), /\{\{/)
  }
  const start = /^export const serverFlags = \['(.+)'\]$/m.exec(await readFile(join(root, 'scripts/setup.mjs'), 'utf8'))!
  t.match(
    await readFile(join(folder, 'workpulse-api@.service'), 'utf8'),
    `/node_modules/.bin/node ${start[1].split("', '").join(' ')} src/server.ts\n`,
    'it starts as npm start does'
  )
})

t.test('PM2 is back after a restart of the server where it was: what it writes for systemd names the folder .pm2 of a home', async (t) => {
  const site = await readFile(join(root, 'deploy/site.env'), 'utf8')
  const [, home] = /^WP_PM2_HOME=(.+)$/m.exec(site)!
  const runbook = await readFile(join(root, 'deploy/RUNBOOK.md'), 'utf8')
  const [, startup] = /pm2 startup systemd -u workpulse --hp (\S+)$/m.exec(runbook)!
  t.equal(`${startup}/.pm2`, home)
  t.same([...runbook.matchAll(/PM2_HOME=([^\s)`]+)/g)].filter(([, named]) => named !== home).map(([line]) => line), [])
})

t.test('the runbook has the same commands in both languages, in the same sections', async (t) => {
  const commandsOf = async (name: string) => {
    const text = await readFile(join(root, 'deploy', name), 'utf8')
    const headings = text.match(/^#+ (?=\S)/gm)!
    const blocks = [...text.matchAll(/^```\w*\n([^]*?)^```/gm)].map(([, block]) => block).filter((block) => !block.includes('►'))
    // What stands behind a # is said in the reader's language.
    return { headings, rows: text.match(/^\|/gm)!.length, commands: blocks.map((block) => block.replaceAll(/\s+#.*$/gm, '')) }
  }
  const english = await commandsOf('RUNBOOK.md')
  t.ok(english.commands.length > 15)
  t.same(await commandsOf('RUNBOOK.id.md'), english)
})
