/** What the server says of the session with each answer, and mysql2 keeps to itself where that has rows. */
import type { Connection } from 'mysql2'

/** SERVER_STATUS_IN_TRANS, of the protocol. */
const inTransaction = 1

interface Packet {
  isEOF: () => boolean
  eofStatusFlags: () => number
}

interface Packets {
  handlePacket: (packet: Packet | undefined) => void
}

/** @returns whether a transaction was open after the answer with this result, which is the last that came. */
export function watchSession (connection: Connection): (result: unknown) => boolean {
  const packets = connection as unknown as Packets
  let status = 0
  const { handlePacket } = packets
  packets.handlePacket = function (packet) {
    if (packet?.isEOF()) status = packet.eofStatusFlags()
    handlePacket.call(this, packet)
  }
  return (result) => (((result as { serverStatus?: number }).serverStatus ?? status) & inTransaction) !== 0
}
