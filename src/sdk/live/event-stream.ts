export interface ServerSentEvent {
  event?: string
  data?: string
  id?: string
  retry?: number
}

/** As the HTML standard parses an event stream, for the fields that this one has. `onBytes`: called for comments too. */
export async function* eventsOf (body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>
  let buffer = ''
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
      buffer += value
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop()!
      for (const block of blocks) yield parseEvent(block)
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function parseEvent (block: string): ServerSentEvent {
  const fields = block.split('\n').filter((line) => !line.startsWith(':')).map((line) => line.split(/: ?(.*)/s, 2))
  const event = Object.fromEntries(fields)
  return { ...event, ...(event.retry !== undefined && { retry: Number(event.retry) }) }
}
