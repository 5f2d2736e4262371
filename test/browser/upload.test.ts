/** A file is sent from a page of a real browser, which sees how much of it has left, and may stop it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { skip } from '../support/chromium.ts'
import { frontEnd, signIn, type Tab } from '../support/front-end.ts'
import { until } from '../support/until.ts'

declare const tab: Tab

t.test('progress, abort, and what is refused', { skip }, async (t) => {
  const shop = await frontEnd(t)
  const { db, config } = shop.app.deps
  const page = await shop.open()
  await signIn(page)

  t.test('it is told how much has left', async (t) => {
    const { file, told } = await page.evaluate(async () => {
      const told: number[][] = []
      const content = new Blob(['%PDF-1.4\n', new Uint8Array(5 * 1024 * 1024)])
      const file = await tab.client.uploadFile(content, { name: 'a.pdf' }, { onProgress: (sent, total) => told.push([sent, total]) })
      return { file, told }
    })
    t.match(file, { name: 'a.pdf', type: 'application/pdf', size: 5 * 1024 * 1024 + 9 })
    t.same(told.at(-1), [file.size, file.size])
    t.ok(told.every(([sent], index) => index === 0 || sent >= told[index - 1][0]), 'and never less')
  })

  t.test('what is refused is refused as ever', async (t) => {
    const codes = await page.evaluate(async () => {
      const onProgress = () => {}
      const codeOf = (content: Blob, name: string) =>
        tab.client.uploadFile(content, { name }, { onProgress }).then(() => '', (error) => `${error.code} ${error.details?.[0]?.rule}`)
      return [await codeOf(new Blob(['<svg/>']), 'a.svg'), await codeOf(new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]), 'a.pdf')]
    })
    t.same(codes, ['RULE_REFUSED fileType', 'PAYLOAD_TOO_LARGE undefined'])
  })

  t.test('its session is refreshed on the way', async (t) => {
    await shop.context.clearCookies({ name: 'access_token' })
    const file = await page.evaluate(() => tab.client.uploadFile(new Blob(['Kerah']), { name: 'a.txt' }, { onProgress: () => {} }))
    t.match(file, { type: 'text/plain' })
  })

  t.test('stopped, it leaves nothing', async (t) => {
    // In bytes a second: what is stopped is still on its way.
    const line = await shop.context.newCDPSession(page)
    await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 })
    const before = (await db.selectFrom('files').select('id').execute()).length
    const name = await page.evaluate(async () => {
      const abort = new AbortController()
      const sending = tab.client.uploadFile(new Blob(['%PDF-1.4\n', new Uint8Array(9 * 1024 * 1024)]), { name: 'a.pdf' }, {
        signal: abort.signal,
        onProgress: () => abort.abort()
      })
      return sending.then(() => 'sent', (error) => error.name)
    })
    t.equal(name, 'AbortError')
    await until('nothing is left', async () => (await readdir(join(config.filesFolder, 'incoming'))).length === 0)
    t.equal((await db.selectFrom('files').select('id').execute()).length, before)
  })
})
