import type { File, Report } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { kindOf } from '../../files/kinds.ts'
import { invalid, notFound, ruleRefused, stateConflict } from '../../http/errors.ts'
import * as events from '../../repositories/platform/events.ts'
import * as files from '../../repositories/work/files.ts'
import * as reports from '../../repositories/work/reports.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { attaching, attachment, fileRemoval, mostBytes, seesFile } from '../../rules/work/files.ts'
import { canSee } from '../../rules/work/reports.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'
import { reportActivity } from '../../steps/work/readers.ts'
import { receiving } from '../shared/platform/uploads.ts'

export function fileHandlers ({ db, clock, transaction, files: store, audit }: HandlerDeps) {
  /** The report of a file, for as long as the transaction lasts; undefined where it is attached to none. */
  async function reportOf (tx: Database, file: File | undefined): Promise<Report | undefined> {
    return file?.reportId ? reports.findLocked(tx, file.reportId) : undefined
  }

  async function tell (
    tx: Database,
    cause: string,
    { id, reportId }: Pick<File, 'id' | 'reportId'>,
    action: 'created' | 'deleted',
    viewer: Viewer
  ) {
    if (reportId === null) return
    const now = clock.now()
    await events.append(tx, now, cause, await reportActivity(tx, reportId, { kind: 'file', action, id }, now, viewer.id))
  }

  return implement('files', {
    async uploadFile ({ query: { name, reportId = null }, body, viewer, request }) {
      // Before the first byte is read, and once more when it is all there.
      if (reportId !== null) climb(await reports.findById(db, reportId), attaching(viewer, '/query/reportId'))
      return receiving(store, body, async (received) => {
        const { hash, size, path } = received
        if (size === 0) throw invalid('/body', 'required')
        const type = await kindOf(path, name)
        if (!type) throw ruleRefused('/body', 'fileType')
        await received.keep()
        return transaction(async (tx) => {
          const now = clock.now()
          if (reportId !== null) climb(await reports.findLocked(tx, reportId), attaching(viewer, '/query/reportId'))
          if (await files.addToDay(tx, viewer.id, now, size) > mostBytes) throw ruleRefused('/body', 'quota', mostBytes)
          const file = await files.insert(tx, { ownerId: viewer.id, hash, name, type, size, reportId }, now)
          await tell(tx, request.id, file, 'created', viewer)
          return file
        })
      })
    },

    async attachFile ({ params: { fileId }, body: { reportId }, viewer, request }) {
      return transaction(async (tx) => {
        const found = await files.find(tx, fileId)
        const file = climb(found, attachment(viewer, await reportOf(tx, found)))
        climb(await reports.findLocked(tx, reportId), attaching(viewer, '/body/reportId'))
        if (!await files.attach(tx, file.id, reportId)) throw stateConflict()
        await tell(tx, request.id, { id: file.id, reportId }, 'created', viewer)
        return (await files.find(tx, fileId))!
      })
    },

    async downloadFile ({ params: { fileId }, viewer }) {
      const found = await files.find(db, fileId)
      const report = found?.reportId ? await reports.findById(db, found.reportId) : undefined
      const { type, name, size, sha256 } = climb(found, { sees: (file) => seesFile(viewer, file, report) })
      return { type, name, etag: sha256, size, content: () => store.read(sha256), part: (range) => store.read(sha256, range) }
    },

    async deleteFile ({ params: { fileId }, viewer, request }) {
      await transaction(async (tx) => {
        const found = await files.find(tx, fileId)
        const file = climb(found, fileRemoval(viewer, await reportOf(tx, found)))
        if (!await files.remove(tx, file)) throw notFound()
        await tell(tx, request.id, file, 'deleted', viewer)
        if (file.owner.id === viewer.id) return
        const { name, sha256, reportId } = file
        await audit(tx, request, { action: 'file.deleted', targetType: 'file', targetId: file.id, before: { name, sha256, reportId } })
      })
      return null
    },

    async listFiles ({ params: { reportId }, query, viewer }) {
      const page = pageAsked(query, files.oldestFirst)
      const report = climb(await reports.findById(db, reportId), { sees: (report) => canSee(viewer, report) })
      return files.list(db, report.id, page)
    }
  })
}
