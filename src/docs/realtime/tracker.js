/** Where one is in each channel: what was seen last, what is missing, and from where to go on. */

import { counted } from './validate.js'

/**
 * @typedef {{
 *   name: string, followed: boolean, seq?: number, position?: number, events: number, fresh: boolean, resumeFrom?: number,
 *   seen: Set<number>
 * }} Channel
 */

export function createTracker () {
  /** @type {Map<string, Channel>} */
  const channels = new Map()
  let epoch
  let last

  function channelOf (name) {
    let channel = channels.get(name)
    if (!channel) channels.set(name, channel = { name, followed: false, events: 0, fresh: true, seen: new Set() })
    return channel
  }

  function reach (channel, position) {
    channel.position = Math.max(channel.position ?? 0, position)
    last = Math.max(last ?? 0, position)
  }

  function forget () {
    channels.clear()
    last = undefined
  }

  function follow (frame) {
    const channel = channelOf(frame.channel)
    channel.events++
    if (!Number.isInteger(frame.seq) || !Number.isInteger(frame.position)) return
    const odd = count(channel, frame.seq)
    reach(channel, frame.position)
    return odd
  }

  return {
    channels,
    /** The newest position seen, on whichever channel. */
    get last () {
      return last
    },
    forget,

    /** Takes note of what the server said. @returns what is odd about it, as `{ kind, text }`. */
    observe (frame) {
      switch (frame.type) {
        case 'hello': {
          const another = epoch !== undefined && epoch !== frame.epoch
          epoch = frame.epoch
          if (!another) return
          forget()
          return { kind: 'epoch', text: 'The event log is another one; positions count anew.' }
        }
        case 'subscribed': {
          const channel = channelOf(frame.channel)
          channel.followed = true
          if (frame.recovered) channel.resumeFrom = undefined
          else channel.fresh = true
          return reach(channel, frame.head)
        }
        case 'resync': {
          const channel = channelOf(frame.channel)
          channel.resumeFrom = undefined
          if (frame.reason === 'epoch') channels.delete(frame.channel)
          return { kind: 'resync', text: `Events of ${frame.channel} cannot be replayed (${frame.reason}): a client reads its page again.` }
        }
        case 'unsubscribed':
          channelOf(frame.channel).followed = false
          return
        default:
          if (frame.v !== undefined && typeof frame.channel === 'string') return follow(frame)
      }
    },

    /** The connection has ended. What it followed is gone on with from here, also when the next one ends before that. */
    lost () {
      for (const channel of channels.values()) {
        if (channel.followed) channel.resumeFrom ??= channel.position
        channel.followed = false
      }
    },

    /** @returns what to subscribe to after a reconnection, as `{ channel, since }`. */
    unfinished: () =>
      [...channels.values()].filter(({ resumeFrom }) => resumeFrom !== undefined).map(({ name, resumeFrom }) => ({
        channel: name,
        since: resumeFrom
      })),

    /** A channel that may not be followed any more. */
    giveUp (name) {
      const channel = channels.get(name)
      if (channel) channel.resumeFrom = undefined
    },

    /** One does not want to go on, but anew. */
    settle () {
      for (const channel of channels.values()) channel.resumeFrom = undefined
    }
  }
}

/** A jump of `seq` is a gap, unless one was away and did not ask for what was missed. */
function count (channel, seq) {
  const again = channel.seen.has(seq)
  const missing = channel.seq === undefined ? 0 : seq - channel.seq - 1
  channel.seen.add(seq)
  const jump = `seq of ${channel.name} jumped from ${channel.seq} to ${seq}: ${counted(missing, 'event')}`
  const { fresh } = channel
  channel.fresh = false
  channel.seq = Math.max(channel.seq ?? 0, seq)
  if (again) return { kind: 'again', text: 'came before' }
  if (missing > 0) {
    return fresh
      ? { kind: 'away', text: `${jump} came while this page was away` }
      : { kind: 'gap', text: `${jump} missing` }
  }
}
