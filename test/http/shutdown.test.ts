/** Behind a proxy each request may come on a connection of its own: none that is open when the service stops is cut unheard. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { databases } from '../support/databases.ts'

t.test('who has connected before the service stops, and asks a moment later, is answered', async (t) => {
  const { app, url } = await testApp(t, databases[0])
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  const silent = connect(Number(new URL(url).port), '127.0.0.1')
  await once(silent, 'connect')
  const silentEnded = once(silent, 'close')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  const ended = once(socket, 'close')
  const closed = app.close()
  await delay(100)
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  await ended
  t.match(answer, /^HTTP\/1\.1 200 /)
  await silentEnded
  await closed
})
