/**
 * A server that only does the fan-out: what `ws` alone costs on this machine,
 * each frame made once and written to each socket. Prints its port; broadcasts on a message from its parent.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { frameBytes, sendPrebuilt } from '../../../src/realtime/connection/prebuilt.ts'

const server = createServer()
const sockets = new WebSocketServer({
  server,
  perMessageDeflate: false,
  handleProtocols: (offered) => offered.has('workpulse.v1') && 'workpulse.v1'
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))

process.on('message', (texts: string[]) => {
  for (const text of texts) {
    const bytes = frameBytes(text)
    for (const socket of sockets.clients) sendPrebuilt(socket, bytes)
  }
})
