/** Files by what is in them: each once, none half, and none that nobody names. */
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { createFileStore, StorageError } from '../../src/files/store.ts'

const day = 86_400_000
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

async function opened (t: Test) {
  const folder = await mkdtemp(join(tmpdir(), 'workpulse-files-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const store = createFileStore(folder)
  /** Every file in it, by its path from there. */
  const files = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort()
  const put = async (content: Buffer): Promise<string> => {
    const received = await store.receive([content])
    await received.keep()
    await received.settle(true)
    return received.hash
  }
  const placeOf = (hash: string) => join(hash.slice(0, 2), hash)
  const age = (hash: string, milliseconds: number) => {
    const then = new Date(Date.now() - milliseconds)
    return utimes(join(folder, placeOf(hash)), then, then)
  }
  return { folder, store, files, put, placeOf, age }
}

const nobody = async () => new Set<string>()
const everybody = async (hashes: string[]) => new Set(hashes)

t.test('what is received is in nobody’s way until it is kept, and there once', async (t) => {
  const { store, files, put, placeOf } = await opened(t)
  const content = randomBytes(300_000)
  const received = await store.receive(async function* () {
    for (let start = 0; start < content.length; start += 7000) yield content.subarray(start, start + 7000)
  }())
  t.match(received, { hash: hashOf(content), size: content.length })
  t.match(await files(), [/^incoming\//])
  await received.keep()
  await received.settle(true)
  t.same(await files(), [placeOf(received.hash)])
  t.ok((await buffer(store.read(received.hash))).equals(content))
  t.ok((await buffer(store.read(received.hash, { start: 10, end: 19 }))).equals(content.subarray(10, 20)), 'a part of it')
  t.equal(await put(content), received.hash)
  t.same(await files(), [placeOf(received.hash)], 'the same once more is no other file')
})

t.test('what breaks off leaves nothing', async (t) => {
  const { store, files } = await opened(t)
  await t.rejects(
    store.receive(async function* () {
      yield randomBytes(70_000)
      throw new Error('the sender is gone')
    }()),
    { message: 'the sender is gone' }
  )
  t.same(await files(), [])
  const received = await store.receive([randomBytes(10)])
  await received.settle(false)
  t.same(await files(), [], 'nor does what is not kept')
})

t.test('the sweep takes what nobody has named for a day, and half of what broke off', async (t) => {
  const { folder, store, files, put, placeOf, age } = await opened(t)
  const [named, nameless, young] = [await put(randomBytes(10)), await put(randomBytes(10)), await put(randomBytes(10))]
  await mkdir(join(folder, 'incoming'), { recursive: true })
  await writeFile(join(folder, 'incoming', 'half'), 'x')
  const then = new Date(Date.now() - 2 * day)
  await utimes(join(folder, 'incoming', 'half'), then, then)
  await writeFile(join(folder, 'incoming', 'under-way'), 'x')
  for (const hash of [named, nameless]) await age(hash, 2 * day)
  const asked: string[] = []
  const gone = await store.sweep(async (hashes) => {
    asked.push(...hashes)
    return new Set([named])
  }, Date.now() - day)
  t.equal(gone, 2)
  t.same(await files(), ['incoming/under-way', placeOf(named), placeOf(young)].sort())
  t.notOk(asked.includes(young), 'what is younger is not even asked about')
})

t.test('who names it while it is swept has it, whichever comes first', async (t) => {
  const content = randomBytes(10)
  for (const moment of ['asked the first time', 'put aside']) {
    const { store, put, age, placeOf, files } = await opened(t)
    await age(await put(content), 2 * day)
    let times = 0
    let row = false
    await store.sweep(async (hashes) => {
      const named = row ? new Set(hashes) : new Set<string>()
      if ((moment === 'put aside') === (++times === 2)) {
        const received = await store.receive([content])
        await received.keep()
        row = true
        await received.settle(true)
      }
      return named
    }, Date.now() - day)
    t.same(await files(), [placeOf(hashOf(content))], moment)
  }
})

t.test('a sweep that died is gone on with: what is named meanwhile comes back', async (t) => {
  const { folder, store, put, files, placeOf } = await opened(t)
  const [one, other] = [await put(randomBytes(10)), await put(randomBytes(10))]
  await mkdir(join(folder, 'leaving'), { recursive: true })
  const { rename } = await import('node:fs/promises')
  for (const hash of [one, other]) await rename(join(folder, placeOf(hash)), join(folder, 'leaving', hash))
  await store.sweep(async () => new Set([one]), Date.now() - day)
  t.same(await files(), [placeOf(one)])
  t.equal(await store.sweep(everybody, Date.now() + day), 0)
  t.equal(await store.sweep(nobody, Date.now() + day), 1)
})

t.test('a disk that takes no more says so, and nothing is left', async (t) => {
  const { folder, files } = await opened(t)
  const program = `
    import { createFileStore, StorageError } from ${JSON.stringify(new URL('../../src/files/store.ts', import.meta.url).href)}
    const store = createFileStore(${JSON.stringify(folder)})
    try { await store.receive([new Uint8Array(4_000_000)]) } catch (error) { console.log(error instanceof StorageError, error.cause?.code) }`
  // In blocks of 512 bytes: a file may be half a megabyte.
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    'ulimit -f 1000; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    program
  ])
  t.equal(stdout.trim(), 'true EFBIG')
  t.same(await files(), [])
  await writeFile(join(folder, 'file'), '')
  await t.rejects(createFileStore(join(folder, 'file', 'no-folder')).receive([randomBytes(1)]), StorageError)
})

t.test('names that are none of ours are left alone', async (t) => {
  const { folder, store } = await opened(t)
  await mkdir(join(folder, 'ab'), { recursive: true })
  await writeFile(join(folder, 'ab', 'somebody-elses'), 'x')
  await writeFile(join(folder, 'other'), 'x')
  t.equal(await store.sweep(nobody, Date.now() + day), 0)
  for (const path of ['ab/somebody-elses', 'other']) t.ok(await stat(join(folder, path)))
})
