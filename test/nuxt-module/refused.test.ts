/** Proxies that let no sockets through, and a service that asks to wait. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { freePort, today } from '../support/app.ts'
import { createFaultProxy } from '../support/fault-proxy.ts'
import { line4, people } from '../support/people.ts'
import { eventually, fillIn, serveFront, text, versions } from './support.ts'

const forbidden = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'

for (const version of versions) {
  t.test(`Nuxt ${version}: a proxy that lets no sockets through`, async (t) => {
    const apiPort = await freePort()
    const line = await createFaultProxy(t, apiPort)
    const front = await serveFront(t, version, 'direct', { apiPort, to: line.port })
    line.answer((request) => /^GET .*upgrade: websocket/is.test(request) ? forbidden : undefined)
    // So that half a minute is none here.
    await front.context.clock.install()
    const page = await front.open('/login?next=/team')
    await fillIn(page, 'lead')
    await eventually('the page says why', async () => page.url().endsWith('/team') && await text(page, '#reason') === 'refused')
    await eventually('the badge has its number', async () => await text(page, '#unread') === '0')

    const colleague = (await front.app.signIn('colleague')).connect()
    t.teardown(colleague.close)
    let online: string[] = []
    colleague.on('team.presence', ({ data }) => {
      online = data.users ?? []
    })
    await colleague.followTeam(line4.id)
    await eventually('he is online to his team', async () => online.includes(people.lead.id))

    const employee = await front.app.signIn('employee')
    await employee.createReport({ reportDate: today, summary: 'While no socket got through', submit: true })
    await eventually('the badge counts it at once', async () => await text(page, '#unread') === '1')
    t.equal(await page.locator('li').count(), 0)
    await page.clock.fastForward('00:40')
    await page.waitForSelector('li[data-state=submitted]:has-text("While no socket got through")')

    await page.click('#out')
    await page.waitForURL(`${front.origin}/login`)
    await eventually('what was being read has ended', async () => {
      front.calls.length = 0
      await sleep(500)
      return front.calls.length === 0
    })
    await page.clock.fastForward('05:00')
    await sleep(1000)
    t.same(front.calls, [], 'nobody asks for one who is gone')
  })

  t.test(`Nuxt ${version}: a service that asks to wait`, async (t) => {
    const apiPort = await freePort()
    const line = await createFaultProxy(t, apiPort)
    const front = await serveFront(t, version, 'direct', { apiPort, to: line.port })
    await front.context.clock.install()
    const page = await front.open('/login?next=/team')
    await fillIn(page, 'lead')
    await eventually('it listens', async () => page.url().endsWith('/team') && await text(page, '#state') === 'open')
    const body = JSON.stringify({ ok: false, data: null, error: { code: 'UNAVAILABLE', message: 'Not now', requestId: 'r' } })
    const headers = {
      'access-control-allow-origin': front.origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After',
      'retry-after': '60',
      'content-type': 'application/json',
      'content-length': String(body.length),
      connection: 'close'
    }
    const busy = ['HTTP/1.1 503 Service Unavailable', ...Object.entries(headers).map((header) => header.join(': ')), '', body].join('\r\n')
    await line.cut()
    await line.heal()
    line.answer((request) => /^(GET|POST) /.test(request) ? busy : undefined)
    await eventually('the page says so', async () => await text(page, '#reason') === 'UNAVAILABLE')
    for (let seconds = 0; seconds < 50; seconds += 5) {
      await page.clock.fastForward('00:05')
      await sleep(100)
    }
    t.comment(`${line.answered} requests in fifty seconds`)
    t.ok(line.answered <= 4, `a ticket, a stream, and what is read where nothing tells of changes: ${line.answered}`)
    line.answer(undefined)
    await page.clock.fastForward('00:50')
    await eventually('it listens again', async () => await text(page, '#state') === 'open')
  })
}
