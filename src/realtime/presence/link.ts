import { closeRedis, openRedis, type RedisAddress, type RedisClient } from '../redis.ts'

/** The two connections to Redis: one writes, the other hears. */
export interface Link {
  readonly isReady: boolean
  /** For those who know that it is ready. */
  readonly writer: RedisClient
  /** Since when Redis is there and takes what it is given: who is not seen at once after that may be on the way back as well. */
  readonly usableSince: number
  /** Redis is there and takes nothing: full, or read-only. */
  doubt: () => void
  /** Connects anew: a server that does not answer is behind a network that says nothing. */
  renew: () => void
  close: () => void
}

interface LinkOptions {
  address: RedisAddress
  channel: string
  hear: (text: string) => void
  onReady: () => void
  onError: (error: unknown) => void
}

export function openLink ({ address, channel, hear, onReady, onError }: LinkOptions): Link {
  let usableSince = 0
  let [writer, reader] = connect()

  function connect (): [RedisClient, RedisClient] {
    const [writer, reader] = [openRedis(address, onError), openRedis(address, onError)]
    writer.on('ready', () => {
      usableSince = Date.now()
      onReady()
    })
    // Subscribed to again by the client itself after each reconnection.
    reader.once('ready', () => {
      reader.subscribe(channel, hear).catch(onError)
    })
    return [writer, reader]
  }

  function close (): void {
    closeRedis(writer)
    closeRedis(reader)
  }

  return {
    get isReady () {
      return writer.isReady
    },
    get writer () {
      return writer
    },
    get usableSince () {
      return usableSince
    },
    doubt () {
      usableSince = Date.now()
    },
    renew () {
      close()
      ;[writer, reader] = connect()
    },
    close
  }
}
