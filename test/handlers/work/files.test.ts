/** Files of reports: sent as they come, for the readers of the report alone, and gone with the draft. */
import { access, readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Client } from '../../../generated/sdk/dist/src/sdk/index.js'
import { fileSweep } from '../../../src/jobs/platform/file-sweep.ts'
import { namedAmong } from '../../../src/repositories/platform/files.ts'
import { testApp, today } from '../../support/app.ts'
import { databases, emptyTables, ofReports } from '../../support/databases.ts'
import { office, pdf, picture, zip } from '../../support/files.ts'
import { people } from '../../support/people.ts'
import { until } from '../../support/until.ts'

const mebibyte = 1024 * 1024
const blob = (content: Buffer) => new Blob([new Uint8Array(content)])
/** A PDF of so many bytes. */
const pdfOf = (size: number, filler = 0x20) => Buffer.concat([pdf, Buffer.alloc(size - pdf.length, filler)])

for (const database of databases) {
  t.test(database.name, async (t: Test) => {
    const app = await testApp(t, database)
    const { clock, deps: { db, files, config } } = app
    let token = ''
    const employee = await app.signIn('employee', {
      onTokens: (tokens) => {
        token = tokens?.accessToken ?? token
      }
    })
    const [lead, hr, colleague] = await app.signInEach('lead', 'hr', 'colleague')
    const authorization = () => ({ authorization: `Bearer ${token}` })
    const get = (id: string, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api/v1/files/${id}`, { headers: { ...authorization(), ...headers } })
    const send = (content: Buffer, name = 'a.png', reportId?: string, client: Client = employee) =>
      client.uploadFile(blob(content), { name, ...(reportId && { reportId }) })
    const isThere = (hash: string) => access(join(config.filesFolder, hash.slice(0, 2), hash)).then(() => true, () => false)
    const incoming = () => readdir(join(config.filesFolder, 'incoming')).catch(() => [])
    const sweep = () => files.sweep((hashes) => namedAmong(db, hashes), Date.now() + 1000)
    const activities = async () =>
      (await db.selectFrom('events').select(['channel', 'payload']).where('type', '=', 'report.activity').orderBy('id').execute())
        .map(({ channel, payload }) => ({ channel, ...JSON.parse(payload) }))
    t.beforeEach(() => emptyTables(db, 'events', 'file_quotas', 'files', ...ofReports))
    const draft = () => employee.createReport({ reportDate: today, summary: 'Collars.' })

    t.test('with the report its readers have it, and nobody else', async (t) => {
      const report = await draft()
      const file = await send(picture, 'kerah.png', report.id)
      t.match(file, { name: 'kerah.png', type: 'image/png', size: picture.length, reportId: report.id, owner: { id: people.employee.id } })
      t.match(await employee.getReport(report.id), { filesCount: 1, version: report.version }, 'the version stays')
      t.same(await activities(), [
        {
          channel: `user:${people.employee.id}`,
          reportId: report.id,
          kind: 'file',
          action: 'created',
          id: file.id,
          commentsCount: 0,
          filesCount: 1
        }
      ])
      for (const client of [lead, hr, colleague]) await t.rejects(client.downloadFile(file.id), { code: 'NOT_FOUND' }, 'a draft')
      await employee.submitReport(report.id, { version: report.version })
      for (const client of [employee, lead, hr]) {
        t.ok(Buffer.from(await (await client.downloadFile(file.id)).arrayBuffer()).equals(picture))
        t.same((await client.listFiles(report.id)).items, [file])
      }
      await t.rejects(colleague.downloadFile(file.id), { code: 'NOT_FOUND' })
      await t.rejects(employee.deleteFile(file.id), { code: 'STATE_CONFLICT' }, 'it was handed in with it')
      await hr.deleteFile(file.id)
      t.equal((await lead.getReport(report.id)).filesCount, 0)
      t.same(
        new Set((await activities()).filter(({ action }) => action === 'deleted').map(({ channel }) => channel)),
        new Set([people.employee, people.lead, people.hr].map(({ id }) => `user:${id}`))
      )
      const entry = await db.selectFrom('audit_entries').select(['actor_id', 'target_id']).where('action', '=', 'file.deleted')
        .executeTakeFirst()
      t.same(entry, { actor_id: people.hr.id, target_id: file.id }, 'what HR takes away is written down')
    })

    t.test('they go with the draft, and what is in them with the last who names it', async (t) => {
      const report = await draft()
      const { sha256 } = await send(picture, 'a.png', report.id)
      const other = await send(picture, 'b.png')
      t.equal(other.sha256, sha256)
      await employee.deleteReport(report.id)
      t.same(await db.selectFrom('files').select('id').execute(), [{ id: other.id }])
      await sweep()
      t.ok(await isThere(sha256))
      clock.advance(25 * 3_600_000)
      await fileSweep.work({ db, clock, files }, {}, { signal: new AbortController().signal } as never)
      t.same(await db.selectFrom('files').selectAll().execute(), [], 'what was attached to nothing for a day')
      await sweep()
      t.notOk(await isThere(sha256))
      await employee.getMe()
    })

    t.test('sent first, attached later', async (t) => {
      const report = await draft()
      const file = await send(pdf, 'order.pdf')
      await t.rejects(lead.downloadFile(file.id), { code: 'NOT_FOUND' })
      t.match(await employee.attachFile(file.id, { reportId: report.id }), { id: file.id, reportId: report.id })
      await t.rejects(employee.attachFile(file.id, { reportId: report.id }), { code: 'STATE_CONFLICT' })
      t.equal((await employee.getReport(report.id)).filesCount, 1)
    })

    t.test('twenty a report, however many come at once', async (t) => {
      const report = await draft()
      await db.updateTable('reports').set({ files_count: 17 }).where('id', '=', report.id).execute()
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => send(pdfOf(100 + n), `${n}.pdf`, report.id)))
      t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 3)
      t.equal((await employee.getReport(report.id)).filesCount, 20)
      await t.rejects(send(pdf, 'x.pdf', report.id), { code: 'RULE_REFUSED', details: [{ path: '/query/reportId', rule: 'tooMany' }] })
      t.same(await incoming(), [])
      const waiting = await send(pdf, 'y.pdf')
      await t.rejects(employee.attachFile(waiting.id, { reportId: report.id }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/reportId', rule: 'tooMany' }]
      })
    })

    t.test('200 MiB a person and day', async (t) => {
      await send(pdf, 'a.pdf')
      await db.updateTable('file_quotas').set({ bytes: 200 * mebibyte - pdf.length }).execute()
      await send(pdf, 'b.pdf')
      await t.rejects(send(pdf, 'c.pdf'), { code: 'RULE_REFUSED', details: [{ path: '/body', rule: 'quota' }] })
      await send(pdf, 'd.pdf', undefined, lead)
      const kept = await db.selectFrom('file_quotas').select(['user_id', 'bytes']).orderBy('user_id').execute()
      t.same(kept.map(({ user_id: id, bytes }) => [id, Number(bytes)]), [[people.employee.id, 200 * mebibyte], [
        people.lead.id,
        pdf.length
      ]])
      clock.advance(24 * 3_600_000)
      await send(pdf, 'c.pdf')
    })

    t.test('up to 10 MiB, and no byte more', async (t) => {
      const { size, id } = await send(pdfOf(10 * mebibyte), 'a.pdf')
      t.equal(size, 10 * mebibyte)
      t.equal((await employee.downloadFile(id)).size, size)
      await t.rejects(send(pdfOf(10 * mebibyte + 1), 'a.pdf'), { code: 'PAYLOAD_TOO_LARGE' })
      const parts = new ReadableStream({
        start (controller) {
          for (let n = 0; n < 11; n++) controller.enqueue(new Uint8Array(pdfOf(mebibyte)))
          controller.close()
        }
      })
      const chunked = await fetch(`${app.url}/api/v1/files?name=a.pdf`, {
        method: 'POST',
        headers: { ...authorization(), 'content-type': 'application/octet-stream' },
        body: parts,
        duplex: 'half'
      } as RequestInit)
      t.match(await chunked.json(), { error: { code: 'PAYLOAD_TOO_LARGE' } }, 'that does not say how long it is')
      await t.rejects(send(Buffer.alloc(0), 'a.pdf'), { code: 'VALIDATION_FAILED', details: [{ path: '/body', rule: 'required' }] })
      t.same(await incoming(), [], 'nothing is left')
    })

    t.test('what it is decides what is in it', async (t) => {
      const word = office('word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml')
      t.match(await send(word, 'a.zip'), { type: /wordprocessingml/ })
      t.match(await send(picture, 'a.pdf'), { type: 'image/png', name: 'a.pdf' })
      for (const [name, content] of Object.entries({ 'a.docx': zip({ a: 'x' }), 'a.svg': '<svg/>', 'a.txt': '<html>', 'a.exe': 'MZ' })) {
        await t.rejects(send(Buffer.from(content), name), { code: 'RULE_REFUSED', details: [{ path: '/body', rule: 'fileType' }] }, name)
      }
      t.same(await incoming(), [])
    })

    t.test('names come back as they were, and are safe in a header', async (t) => {
      const names = [
        'ukuran kerah.png',
        '../../etc/passwd',
        'a"b\\c;d.png',
        'kerah — 領.png',
        'a\r\nSet-Cookie: x=1.png',
        '\u202egnp.exe',
        '%41%.png'
      ]
      for (const name of names) {
        const { id, name: kept } = await send(picture, name)
        t.equal(kept, name)
        const { headers } = await get(id)
        t.match(headers.get('content-disposition'), /^attachment; filename/, JSON.stringify(name))
        t.equal(headers.get('set-cookie'), null)
        t.match(Object.fromEntries(headers), {
          'content-type': 'image/png',
          'x-content-type-options': 'nosniff',
          'content-security-policy': /sandbox/
        })
      }
    })

    t.test('a part of it, so that a download goes on', async (t) => {
      const content = pdfOf(1000, 0x41)
      const { id, sha256 } = await send(content, 'a.pdf')
      const part = async (range: string, headers: Record<string, string> = {}) => {
        const answer = await get(id, { range, ...headers })
        return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer()).toString()]
      }
      const text = content.toString()
      t.same(await part('bytes=900-'), [206, 'bytes 900-999/1000', text.slice(900)])
      t.same(await part('bytes=0-0'), [206, 'bytes 0-0/1000', '%'])
      t.same(await part('bytes=-10'), [206, 'bytes 990-999/1000', text.slice(-10)])
      t.same(await part('bytes=990-5000'), [206, 'bytes 990-999/1000', text.slice(990)])
      t.same(await part('bytes=10-19', { 'if-range': `"${sha256}"` }), [206, 'bytes 10-19/1000', text.slice(10, 20)])
      for (const range of ['bytes=1000-', 'bytes=5-4', 'bytes=0-1,5-6', 'bytes=-', 'lines=1-2', 'bytes=a-b', 'bytes=-0']) {
        t.same(await part(range), [200, null, text], `${range}: the whole`)
      }
      t.same(await part('bytes=10-19', { 'if-range': '"other"' }), [200, null, text], 'of another file')
      t.same([(await get(id, { 'if-none-match': `"${sha256}"` })).status], [304])
      const head = await fetch(`${app.url}/api/v1/files/${id}`, { method: 'HEAD', headers: authorization() })
      t.same([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')], [200, '1000', 'bytes'])
    })

    t.test('who hangs up in the middle leaves nothing', async (t) => {
      const { hostname, port } = new URL(app.url)
      const begin = () => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => {})
        socket.write(
          `POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
            `Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n`
        )
        socket.write(pdfOf(200_000))
        return socket
      }
      const hungUp = begin()
      await until('it has come half', async () => (await incoming()).length === 1)
      hungUp.destroy()
      await until('nothing is left', async () => (await incoming()).length === 0)

      t.same(await db.selectFrom('files').selectAll().execute(), [])
    })

    t.test('slow and steady goes through, longer than a minute where that were a second; who stalls or trickles is cut off', async (t) => {
      const limits = { longest: 1000, idle: 800, slowest: 100_000, lookEvery: 50 }
      const hurried = await testApp(t, database, {}, undefined, { arrival: limits })
      let bearer = ''
      await hurried.signIn('employee', { onTokens: (tokens) => (bearer = tokens?.accessToken ?? bearer) })
      const { hostname, port } = new URL(hurried.url)
      /** Sends so many pieces of a file, one each 200 ms. */
      const sendPieces = async (size: number, pieces: number, piece: number) => {
        const socket = connect(Number(port), hostname)
        let answer = ''
        socket.on('error', () => {}).on('data', (chunk) => (answer += chunk))
        const closed = new Promise((resolve) => socket.on('close', resolve))
        socket.write(
          `POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${bearer}\r\n` +
            `Content-Type: application/octet-stream\r\nContent-Length: ${size}\r\n\r\n`
        )
        const content = pdfOf(size)
        for (let n = 0; n < pieces && !socket.closed; n++) {
          socket.write(content.subarray(n * piece, (n + 1) * piece))
          await delay(200)
        }
        await closed
        return answer
      }
      const cut = /^HTTP\/1.1 408 [^]*"code":"REQUEST_TIMEOUT"/
      t.match(await sendPieces(400_000, 16, 25_000), /^HTTP\/1.1 201 /, 'three seconds, of five')
      t.match(await sendPieces(400_000, 8, 25_000), cut, 'half of it, and no more')
      t.match(await sendPieces(100_000, 30, 100), cut, 'something all the time, and too little')
      const { config: { filesFolder }, db: its } = hurried.deps
      await until('nothing is left', async () => (await readdir(join(filesFolder, 'incoming'))).length === 0)
      t.equal((await its.selectFrom('files').select('id').execute()).length, 1)
    })
  })
}
