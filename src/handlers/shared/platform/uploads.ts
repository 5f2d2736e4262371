import type { FileStore, Received } from '../../../files/store.ts'

/**
 * Receives a file, and keeps it where `work` comes to its end: with the row that names it, or neither. `work` calls `keep` before that
 * commits.
 */
export async function receiving<T> (
  files: FileStore,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  work: (received: Received) => Promise<T>
): Promise<T> {
  const received = await files.receive(content)
  let committed = false
  try {
    const result = await work(received)
    committed = true
    return result
  } finally {
    await received.settle(committed)
  }
}
