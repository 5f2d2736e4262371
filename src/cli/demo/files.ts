import type { FileStore } from '../../files/store.ts'

/** A PNG of one dot, for who has no photographer. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64'
)

const note = Buffer.from('Kerah: 38 cm\n')

export interface DemoFiles {
  /** The lead’s. */
  picture: { hash: string, type: string }
  /** Of a report. */
  note: { hash: string, size: number, type: string, name: string }
}

/** Files that rows of the demo name; they are there before the rows are. */
export async function keepFiles (files: FileStore): Promise<DemoFiles> {
  return {
    picture: { hash: await keep(files, picture), type: 'image/png' },
    note: { hash: await keep(files, note), size: note.length, type: 'text/plain', name: 'ukuran kerah.txt' }
  }
}

async function keep (files: FileStore, content: Buffer): Promise<string> {
  const received = await files.receive([content])
  await received.keep()
  await received.settle(true)
  return received.hash
}
