import type { FileStore } from '../../files/store.ts'

/** A PNG of one dot, for who has no photographer. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64'
)

export interface DemoFiles {
  /** The lead’s. */
  picture: { hash: string, type: string }
}

/** Files that rows of the demo name; they are there before the rows are. */
export async function keepFiles (files: FileStore): Promise<DemoFiles> {
  return { picture: { hash: await keep(files, picture), type: 'image/png' } }
}

async function keep (files: FileStore, content: Buffer): Promise<string> {
  const received = await files.receive([content])
  await received.keep()
  await received.settle(true)
  return received.hash
}
