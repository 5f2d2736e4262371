import * as subscriptions from '../../repositories/outward/push-subscriptions.ts'
import { isSettled } from '../../repositories/platform/notifications.ts'
import * as organisation from '../../repositories/organisation/settings.ts'
import * as userSettings from '../../repositories/organisation/user-settings.ts'
import { placeOf } from '../../rules/platform/notices.ts'
import { noticePushKind, type NoticePush } from '../../steps/platform/notify.ts'
import { pushTexts } from '../../texts/pushes.ts'
import type { Jobs } from '../jobs.ts'
import type { Job } from '../job.ts'
import { pushed, type PushDeps } from '../outward/push.ts'
import { usual } from '../retries.ts'

/** Sends a notice to each browser of who wants it pushed: once quiet hours are over, and not what they have read meanwhile. */
export const noticePush: Job<NoticePush, PushDeps & { jobs: Jobs }> = {
  kind: noticePushKind,
  atOnce: 4,
  timeout: 30_000,
  retries: usual,
  async work ({ push, clock, jobs, transaction }, { userId, noticeId, type, target }, run) {
    await transaction(async (tx) => {
      const now = clock.now()
      const isNews = noticeId === null || !await isSettled(tx, noticeId)
      const browsers = push && isNews ? await subscriptions.listTold(tx, { userId, serverKey: push.publicKey }, now) : []
      if (browsers.length > 0) {
        const locale = await userSettings.findLocale(tx, userId) ?? await organisation.readDefaultLocale(tx)
        // A replica of a later version may have told of what this one has no words for.
        const body = pushTexts[type]?.[locale] ?? ''
        const text = JSON.stringify({ id: noticeId ?? run.id, type, title: 'WorkPulse', body, url: placeOf(target) })
        for (const { id, pausedUntil } of browsers) {
          await jobs.enqueue(tx, pushed, { userId, subscriptionId: id, noticeId, text }, {
            ...(pausedUntil && pausedUntil > now && { dueAt: pausedUntil })
          })
        }
      }
      await run.complete(tx)
    })
  }
}
