/** Pictures of people: shown where they are named, and never as a page. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { fileSweep } from '../../../src/jobs/platform/file-sweep.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { jpeg, picture } from '../../support/files.ts'
import { people } from '../../support/people.ts'

const blob = (content: Buffer, type = 'image/png') => new Blob([new Uint8Array(content)], { type })

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { db, files, config, clock } = app.deps
    let token = ''
    const lead = await app.signIn('lead', {
      onTokens: (tokens) => {
        token = tokens?.accessToken ?? token
      }
    })
    const employee: Client = await app.signIn('employee')
    const get = (address: string, headers: Record<string, string> = {}) =>
      fetch(app.url + address, { headers: { authorization: `Bearer ${token}`, ...headers } })

    t.test('set, shown, replaced, taken away', async (t) => {
      const { avatarUrl } = await lead.setAvatar(blob(picture))
      t.equal((await lead.getProfile()).avatarUrl, avatarUrl)
      t.equal((await employee.getPerson(people.lead.id)).avatarUrl, avatarUrl)
      t.equal((await employee.listTeams()).items[0].leads[0].avatarUrl, avatarUrl, 'wherever a person is shown')
      const answer = await get(avatarUrl!)
      t.ok(Buffer.from(await answer.arrayBuffer()).equals(picture))
      t.match(Object.fromEntries(answer.headers), {
        'content-type': 'image/png',
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox"
      })
      const again = await get(avatarUrl!, { 'if-none-match': answer.headers.get('etag')! })
      t.same([again.status, await again.text()], [304, ''])
      const [bare] = avatarUrl!.split('?')
      t.equal((await get(bare)).headers.get('cache-control'), 'private, no-cache', 'without its version it may change')

      const { avatarUrl: next } = await lead.setAvatar(blob(jpeg, 'application/octet-stream'))
      t.not(next, avatarUrl)
      t.equal((await get(next!)).headers.get('content-type'), 'image/jpeg', 'by what is in it')
      t.equal((await get(avatarUrl!)).headers.get('cache-control'), 'private, no-cache', 'the former address has the new one')
      t.equal((await lead.setAvatar(blob(picture, 'image/jpeg'))).avatarUrl, avatarUrl, 'a type that lies')

      await lead.removeAvatar()
      t.equal((await lead.getProfile()).avatarUrl, null)
      await t.rejects(employee.getAvatar(people.lead.id), { code: 'NOT_FOUND' })
    })

    t.test('two people with one picture have one file, which goes with the last', async (t) => {
      for (const client of [lead, employee]) await client.setAvatar(blob(picture))
      const { avatar_hash: hash } = await db.selectFrom('users').select('avatar_hash').where('id', '=', people.lead.id)
        .executeTakeFirstOrThrow()
      const isThere = () => access(join(config.filesFolder, hash!.slice(0, 2), hash!)).then(() => true, () => false)
      const sweep = async () => {
        const { namedAmong } = await import('../../../src/repositories/platform/files.ts')
        return files.sweep((hashes) => namedAmong(db, hashes), Date.now() + 1000)
      }
      await lead.removeAvatar()
      await sweep()
      t.ok(await isThere())
      t.equal(await (await employee.getAvatar(people.employee.id)).text(), picture.toString())
      await employee.removeAvatar()
      await fileSweep.work({ db, clock, files }, {}, { signal: new AbortController().signal } as never)
      t.ok(await isThere(), 'the job leaves what is not a day old')
      await sweep()
      t.notOk(await isThere())
    })
  })

  t.test(`${database.name}, while the disk takes nothing`, async (t: Test) => {
    const app = await testApp(t, database, { WORKPULSE_FILES_DIR: '/dev/null/files', WORKPULSE_LOG_LEVEL: 'silent' })
    const client = await app.signIn('employee')
    await t.rejects(client.setAvatar(blob(picture)), { code: 'UNAVAILABLE' })
    t.equal((await client.getProfile()).avatarUrl, null)
  })
}
