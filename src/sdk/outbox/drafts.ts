/** What waits to be sent, in the browser's IndexedDB: it outlives the page. */
import type { components } from '../../../generated/types.ts'
import type { ApiErrorJson } from '../errors.ts'

type Schemas = components['schemas']

/** What is written for a day, and which version of its report that goes on from; null where there was none. */
export type DraftContent = Schemas['UpsertReport']

/** A draft as it waits. */
export interface Draft {
  /** Whose. */
  userId: string
  /** `YYYY-MM-DD` */
  date: string
  /** Drafts are sent in this order: as they were first kept. */
  order: number
  /** Grows with each time that it is kept. */
  revision: number
  draft: DraftContent
  /** What was sent last, while nobody knows whether it arrived. */
  sent: DraftContent | null
  /** Why it was refused: it waits for the page to keep it anew, or to discard it. */
  refused: ApiErrorJson | null
  /** Milliseconds since 1970. */
  keptAt: number
}

/** Which of the drafts. */
type Key = Pick<Draft, 'userId' | 'date'>

export interface Drafts {
  /** In the order in which they are to be sent. */
  list: (userId: string) => Promise<Draft[]>
  /** Reads, changes and writes in one transaction: no other tab comes in between. What `change` answers is kept, undefined is not. */
  change: (key: Key, change: (present: Draft | undefined, nextOrder: number) => Draft | undefined) => Promise<Draft | undefined>
  close: () => void
}

const store = 'drafts'

export function openDrafts (name: string): Drafts {
  let opened: Promise<IDBDatabase> | undefined

  function database (): Promise<IDBDatabase> {
    opened ??= open(name, () => {
      opened = undefined
    })
    // The next one tries again.
    opened.catch(() => {
      opened = undefined
    })
    return opened
  }

  async function transact<T> (mode: IDBTransactionMode, work: (drafts: IDBObjectStore, done: (value: T) => void) => void): Promise<T> {
    const transaction = (await database()).transaction(store, mode, { durability: 'strict' })
    return new Promise((resolve, reject) => {
      let result: T
      transaction.oncomplete = () => resolve(result)
      transaction.onabort = () => reject(transaction.error)
      work(transaction.objectStore(store), (value) => {
        result = value
      })
    })
  }

  const readAll = (drafts: IDBObjectStore, found: (all: Draft[]) => void) => {
    const request = drafts.getAll() as IDBRequest<Draft[]>
    request.onsuccess = () => found(request.result.sort((one, other) => one.order - other.order))
  }

  return {
    list: (userId) =>
      transact('readonly', (drafts, done) => readAll(drafts, (all) => done(all.filter((draft) => draft.userId === userId)))),
    change: (key, change) =>
      transact('readwrite', (drafts, done) =>
        readAll(drafts, (all) => {
          const present = all.find(({ userId, date }) => userId === key.userId && date === key.date)
          const next = change(present, (all.at(-1)?.order ?? 0) + 1)
          if (next) drafts.put(next)
          else if (present) drafts.delete([key.userId, key.date])
          done(next)
        })),
    close () {
      opened?.then((db) => db.close(), () => {})
      opened = undefined
    }
  }
}

/** @param onClosed the browser has closed it, or another version of the page wants to change it. */
function open (name: string, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: ['userId', 'date'] })
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const db = request.result
      db.onclose = onClosed
      db.onversionchange = () => {
        db.close()
        onClosed()
      }
      resolve(db)
    }
  })
}
