/** The panel of channels: what there is to follow, from where, and what is followed. */
import { button, byId, element } from './dom.js'

/** @param ask `('subscribe' | 'unsubscribe', channel, since?)` */
export function createChannels ({ account, tracker, ask, say }) {
  let names = new Map()
  let open = false

  /** One's own channel and those of the teams in one's scope. @returns the one that is picked, if there is any. */
  async function offer () {
    const { user } = account
    names = new Map()
    if (user) {
      names.set(`user:${user.id}`, 'my own (user)')
      for (const team of await account.teams()) names.set(`team:${team.id}`, titleOf(team))
    }
    const options = [...names].map(([channel, name]) => element('option', { value: channel }, name))
    byId('offer').replaceChildren(element('option', { value: '' }, user ? 'Choose …' : 'Sign in to see them'), ...options)
    byId('known-channels').replaceChildren(...[...names].map(([channel, name]) => element('option', { value: channel }, name)))
    const first = [...names.keys()].find((channel) => channel.startsWith('team:')) ?? ''
    byId('offer').value = byId('channel').value = first
    show()
    return first || [...names.keys()][0]
  }

  function show (isOpen = open) {
    open = isOpen
    for (const id of ['do-subscribe', 'do-unsubscribe']) byId(id).disabled = !open
    const rows = [...tracker.channels.values()].map(({ name, followed, seq, position, events, resumeFrom }) =>
      element(
        'tr',
        {},
        element(
          'td',
          { title: name },
          names.get(name) ?? name,
          element('small', {}, followed ? ' followed' : resumeFrom === undefined ? ' not followed' : ` to go on from ${resumeFrom}`)
        ),
        element('td', {}, String(seq ?? '–')),
        element('td', {}, String(position ?? '–')),
        element('td', {}, String(events)),
        element('td', {}, button('Pick', () => pick(name), { 'aria-label': `Pick ${names.get(name) ?? name}` }))
      )
    )
    byId('channel-rows').replaceChildren(...rows)
    byId('channel-table').hidden = rows.length === 0
  }

  function pick (channel) {
    byId('channel').value = channel
    byId('offer').value = names.has(channel) ? channel : ''
  }

  byId('offer').onchange = () => {
    if (byId('offer').value) byId('channel').value = byId('offer').value
  }
  byId('channel').oninput = () => {
    byId('offer').value = names.has(byId('channel').value) ? byId('channel').value : ''
  }
  byId('do-subscribe').onclick = () => ask('subscribe', byId('channel').value, byId('since').value)
  byId('do-unsubscribe').onclick = () => ask('unsubscribe', byId('channel').value)
  byId('since-last').onclick = () => {
    const position = tracker.channels.get(byId('channel').value)?.position ?? tracker.last
    if (position === undefined) return say('No position was seen yet.')
    byId('since').value = position
    say(`${position} is the last position seen.`)
  }
  byId('since-list').onclick = async () => {
    const path = byId('list').value
    try {
      const { position } = await account.call('GET', path)
      byId('since').value = position ?? ''
      say(`X-Realtime-Position of ${path} is ${position ?? 'missing'}.`)
    } catch (error) {
      say(error.message)
    }
  }
  return { offer, show }
}

/** A team with who leads it. */
function titleOf ({ name, leads }) {
  return leads.length === 0 ? `${name} (team)` : `${name} (team, led by ${leads.map((lead) => lead.name).join(', ')})`
}
