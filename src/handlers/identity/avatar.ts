import { ruleRefused } from '../../http/errors.ts'
import { pictureOf } from '../../files/kinds.ts'
import * as profiles from '../../repositories/identity/profiles.ts'
import * as colleagues from '../../repositories/organisation/colleagues.ts'
import * as pictures from '../../repositories/organisation/pictures.ts'
import { climb } from '../../rules/ladder.ts'
import { acquaintanceOf } from '../../rules/organisation/colleagues.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { receiving } from '../shared/platform/uploads.ts'

/** One's own picture. */
export function avatarHandlers ({ db, clock, transaction, files }: HandlerDeps) {
  return implement('profile', {
    async setAvatar ({ body, viewer }) {
      const type = await pictureOf(body)
      if (!type) throw ruleRefused('/body', 'pictureType')
      await receiving(files, [body], async ({ hash, keep }) => {
        await keep()
        await transaction((tx) => pictures.set(tx, viewer.id, { hash, type }))
      })
      return (await profiles.find(db, viewer.id, clock.now()))!
    },

    async removeAvatar ({ viewer }) {
      await transaction((tx) => pictures.set(tx, viewer.id, undefined))
      return null
    }
  })
}

/** Those of others. */
export function pictureHandlers ({ db, files }: HandlerDeps) {
  return implement('people', {
    async getAvatar ({ params: { userId }, query: { v }, viewer }) {
      const colleague = await colleagues.find(db, userId, viewer.id, acquaintanceOf(viewer))
      const { hash, type } = climb(colleague && await pictures.find(db, userId), {})
      return { type, content: () => files.read(hash), etag: hash, immutable: v === pictures.versionOf(hash) }
    }
  })
}
