import type { Notification } from '../../../generated/schemas.ts'
import * as events from '../../repositories/platform/events.ts'
import * as notifications from '../../repositories/platform/notifications.ts'
import * as sessions from '../../repositories/identity/sessions.ts'
import { mapPage } from '../../database/queries/page.ts'
import { tooManyStreams } from '../../http/errors.ts'
import { limits } from '../../realtime/limits.ts'
import { streamUnread } from '../../realtime/sse.ts'
import { unreadChanged } from '../../rules/platform/channels.ts'
import { inboxItemOf, notificationOf } from '../../rules/platform/notices.ts'
import { type Locale, localeOf } from '../../texts/locale.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { readerLocale } from '../shared/platform/locales.ts'
import { pageAsked } from '../pages.ts'

/** In words: what is read of one again is the same, and is written once. */
const inWordsOf = (locale: Locale) => {
  const told = new WeakMap<notifications.BareNotice, Notification>()
  return (notice: notifications.BareNotice): Notification => {
    let known = told.get(notice)
    if (!known) told.set(notice, known = Object.freeze(notificationOf(notice, locale)))
    return known
  }
}
const inLanguage = { en: inWordsOf('en'), id: inWordsOf('id') } satisfies Record<Locale, unknown>

export function notificationHandlers ({ db, clock, transaction, realtime: { hub, unread, streams }, metrics, closing }: HandlerDeps) {
  return implement('notifications', {
    async listNotifications ({ viewer, request }) {
      const { notices, locale } = await notifications.listNewest(db, viewer.id)
      return notices.map(inLanguage[locale ?? localeOf(request.headers['accept-language'])])
    },

    async listInbox ({ query: { unread, type, ...paging }, viewer, request }) {
      const page = pageAsked(paging, notifications.newestFirst)
      const filter = { type, unread: unread === undefined ? undefined : unread === 'true' }
      const [notices, locale] = await Promise.all([notifications.list(db, viewer.id, filter, page), readerLocale(db, viewer, request)])
      return mapPage(notices, (notice) => inboxItemOf(notice, locale))
    },

    async markAllNotificationsRead ({ viewer, request }) {
      await transaction(async (tx) => {
        const changed = await notifications.markAllRead(tx, viewer.id, clock.now())
        if (changed) await events.append(tx, clock.now(), request.id, [unreadChanged(viewer.id)])
      })
      return { ok: true }
    },

    async markNotificationRead ({ params, viewer, request }) {
      const updated = await transaction(async (tx) => {
        const changed = await notifications.markRead(tx, viewer.id, params.notificationId, clock.now())
        if (changed) await events.append(tx, clock.now(), request.id, [unreadChanged(viewer.id)])
        return changed
      })
      return { updated }
    },

    async streamNotifications ({ viewer, request, reply }) {
      if (streams.enter(viewer.id, viewer.teams.map(({ id }) => id)) > limits.streams) {
        streams.leave(viewer.id)
        throw tooManyStreams(limits.streamRetry)
      }
      metrics.streams.inc()
      streamUnread(reply, {
        hub,
        closing,
        viewer,
        unread,
        onEnd () {
          metrics.streams.dec()
          streams.leave(viewer.id)
        },
        isLive: async () => await sessions.findSignedIn(db, viewer.sessionId, clock.now()) !== undefined,
        onError: (error) => request.log.error({ err: error }, 'stream failed')
      })
    }
  })
}
