/** The list of what was received and sent. */
import { button, byId, copy, element } from './dom.js'
import { counted } from './validate.js'

/** More would make the page slow; the oldest go. */
const mostEntries = 1000

/**
 * @typedef {{
 *   at: Date, direction: 'received' | 'sent' | 'note', text: string, frame?: any, message?: any,
 *   faults: { path: string, message: string }[], odd?: { kind: string, text: string }
 * }} Entry
 */

const marks = { received: '↓', sent: '↑', note: '·' }
const badges = { again: 'again', away: 'gap while away', gap: 'gap', epoch: 'new log', resync: 'resync' }

/** @param edit puts a frame into the editor. */
export function createFrames (edit) {
  const list = byId('frames')
  const counts = new Map()
  const seenChannels = new Set()
  let entries = []
  let held = []
  let paused = false
  let type = ''

  const newestFirst = () => byId('order').value === 'newest'

  function isShown (entry) {
    const channel = byId('filter-channel').value
    const text = byId('filter-text').value.toLowerCase()
    return (type === '' || typeOf(entry) === type) && (channel === '' || entry.frame?.channel === channel) &&
      entry.text.toLowerCase().includes(text)
  }

  function add (entry) {
    counts.set(typeOf(entry), (counts.get(typeOf(entry)) ?? 0) + 1)
    if (typeof entry.frame?.channel === 'string' && !seenChannels.has(entry.frame.channel)) {
      seenChannels.add(entry.frame.channel)
      byId('filter-channel').append(element('option', { value: entry.frame.channel }, entry.frame.channel))
    }
    showCounts()
    if (!paused) return show(entry)
    held.push(entry)
    if (held.length > mostEntries) held.shift()
    showPause()
  }

  function show (entry) {
    entries.push(entry)
    entry.item = itemOf(entry, edit)
    entry.item.hidden = !isShown(entry)
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40
    if (newestFirst()) list.prepend(entry.item)
    else list.append(entry.item)
    if (entries.length > mostEntries) entries.shift().item.remove()
    if (!newestFirst() && atEnd) list.scrollTop = list.scrollHeight
    byId('no-frames').hidden = true
  }

  function showCounts () {
    const chip = (name, text) =>
      button(text, () => {
        type = name
        showCounts()
        refilter()
      }, { class: 'chip', 'aria-pressed': String(type === name) })
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    byId('counts').replaceChildren(chip('', `all ${total}`), ...[...counts].sort().map(([name, count]) => chip(name, `${name} ${count}`)))
  }

  function refilter () {
    for (const entry of entries) entry.item.hidden = !isShown(entry)
  }

  function showPause () {
    byId('pause').textContent = paused ? `Go on (${held.length})` : 'Pause'
    byId('pause').setAttribute('aria-pressed', String(paused))
  }

  byId('order').onchange = () => {
    const items = entries.map(({ item }) => item)
    list.replaceChildren(...(newestFirst() ? items.reverse() : items))
    list.scrollTop = newestFirst() ? 0 : list.scrollHeight
  }
  byId('filter-channel').onchange = refilter
  byId('filter-text').oninput = refilter
  byId('pause').onclick = () => {
    paused = !paused
    for (const entry of held.splice(0)) show(entry)
    showPause()
  }
  byId('clear').onclick = () => {
    entries = []
    held = []
    counts.clear()
    list.replaceChildren()
    byId('no-frames').hidden = false
    showCounts()
    showPause()
  }
  byId('copy').onclick = async () => {
    const shown = entries.filter(isShown)
    await copy(
      JSON.stringify(shown.map(({ at, direction, frame, text }) => ({ at: at.toISOString(), direction, frame: frame ?? text })), null, 2)
    )
    byId('copied').textContent = `${shown.length} copied`
  }
  showCounts()

  return { add }
}

function itemOf (entry, edit) {
  const { at, direction, frame, text, faults, odd } = entry
  if (direction === 'note') {
    return element(
      'li',
      { class: 'frame note' },
      element('p', {}, element('span', { class: 'mark', 'aria-hidden': 'true' }, marks.note), element('time', {}, clock(at)), ' ', text)
    )
  }
  const details = element(
    'details',
    { class: `frame ${direction}` },
    element(
      'summary',
      {},
      element('span', { class: 'mark', title: direction }, marks[direction], element('span', { class: 'unseen' }, direction)),
      element('time', { datetime: at.toISOString() }, clock(at)),
      element('strong', { class: 'type' }, typeOf(entry)),
      element('span', { class: 'channel', title: frame?.channel }, typeof frame?.channel === 'string' ? frame.channel : ''),
      element('span', { class: 'number' }, frame?.seq === undefined ? '' : `seq ${frame.seq}`),
      element('span', { class: 'number' }, frame?.position === undefined ? '' : `pos ${frame.position}`),
      element(
        'span',
        { class: 'badges' },
        odd && element('span', { class: `badge ${odd.kind === 'again' ? 'plain' : 'warning'}`, title: odd.text }, badges[odd.kind]),
        faults.length === 0
          ? element('span', { class: 'badge good' }, 'valid')
          : element('span', { class: 'badge bad' }, counted(faults.length, 'fault'))
      )
    )
  )
  // A list of hundreds is only written out where somebody looks.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(...bodyOf(entry, edit))
  })
  return element('li', {}, details)
}

function bodyOf ({ frame, message, faults, odd, text }, edit) {
  const pretty = frame === undefined ? text : JSON.stringify(frame, null, 2)
  return [
    odd && element('p', { class: 'warning' }, odd.text),
    faults.length > 0 && faultList(faults),
    element('pre', { tabindex: '0', 'aria-label': 'The frame' }, pretty),
    element(
      'p',
      { class: 'row' },
      button('Copy', () => copy(pretty)),
      button('To the editor', () => edit(pretty)),
      message && element('a', { href: `#${message.key}` }, `About ${message.name}`)
    )
  ].filter(Boolean)
}

export function faultList (faults) {
  return element(
    'ul',
    { class: 'faults' },
    ...faults.map(({ path, message }) => element('li', {}, element('code', {}, path), ` ${message}`))
  )
}

const clock = (date) => `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`

const typeOf = ({ frame, direction }) => direction === 'note' ? 'connection' : String(frame?.type ?? 'not JSON')
