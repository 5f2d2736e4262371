/** What the tester says: a form for each message that a client may send, over an editor in which anything can be written. */
import { button, byId, element, inline } from './dom.js'
import { faultList } from './frames.js'
import { resolve } from './validate.js'

/** @param send a text. */
export function createSender (contract, send) {
  const editor = byId('editor')
  const choice = byId('message-choice')
  choice.append(...contract.clientMessages.map(({ key, name }) => element('option', { value: key }, name)))

  function chosen () {
    return contract.find(choice.value)
  }

  function showForm (values = chosen().example) {
    const { payload, summary, key } = chosen()
    byId('message-summary').replaceChildren(...inline(summary), ' ', element('a', { href: `#${key}` }, `About ${chosen().name}`))
    byId('fields').replaceChildren(
      ...Object.entries(payload.properties).map(([name, schema]) =>
        field(name, resolve(contract.document, schema), payload.required?.includes(name), values[name])
      )
    )
    write()
  }

  function field (name, schema, required, value) {
    const id = `field-${name}`
    const text = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
    const input = inputFor(schema, {
      id,
      name,
      value: text,
      readonly: schema.const !== undefined,
      spellcheck: 'false',
      autocomplete: 'off',
      ...(name === 'channel' && { list: 'known-channels' })
    })
    input.oninput = write
    return element('p', { class: 'field' }, element('label', { for: id }, name, !required && element('small', {}, ' optional')), input)
  }

  /** The form is written into the editor, and what the editor has is sent: nothing else than one sees. */
  function write () {
    const { payload } = chosen()
    const values = Object.entries(payload.properties).flatMap(([name, schema]) => {
      const { value } = byId(`field-${name}`)
      return value === '' && !payload.required?.includes(name) ? [] : [[name, typed(resolve(contract.document, schema), value)]]
    })
    editor.value = JSON.stringify(Object.fromEntries(values), null, 2)
    judge()
  }

  function judge () {
    const { frame, faults } = read(contract, editor.value, false)
    const bytes = new TextEncoder().encode(editor.value).length
    byId('verdict').replaceChildren(
      faults.length === 0
        ? element('p', {}, element('span', { class: 'badge good' }, 'valid'), ` ${frame.type}, ${bytes} bytes`)
        : element('p', {}, element('span', { class: 'badge bad' }, 'not valid'), ` It can be sent all the same. ${bytes} bytes`),
      faults.length > 0 ? faultList(faults) : ''
    )
  }

  choice.onchange = () => showForm()
  editor.oninput = judge
  editor.onkeydown = (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || byId('send').disabled) return
    event.preventDefault()
    send(editor.value)
  }
  byId('send').onclick = () => send(editor.value)
  byId('send-actions').append(button("The document's example", () => showForm()))
  // What works on a connection that has been opened; a position is of another day.
  const { key, example: { since: _since, ...first } } = contract.find('subscribe')
  choice.value = key
  showForm(first)
  let untouched = editor.value

  return {
    /** With a channel that one may follow, as long as nothing has been written. */
    begin (channel) {
      if (channel === undefined || editor.value !== untouched) return
      showForm({ ...first, channel })
      untouched = editor.value
    },
    edit (text) {
      editor.value = text
      judge()
      editor.focus()
    }
  }
}

function inputFor (schema, attributes) {
  const options = schema.enum ?? (schema.type === 'boolean' ? [true, false] : undefined)
  if (!options) {
    return element('input', { type: ['integer', 'number'].includes(schema.type) ? 'number' : 'text', min: schema.minimum, ...attributes })
  }
  const select = element(
    'select',
    attributes,
    element('option', { value: '' }, ''),
    ...options.map((option) => element('option', {}, String(option)))
  )
  select.value = attributes.value
  return select
}

function typed (schema, text) {
  if (schema.type === 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** @returns a text's frame, what the document calls it, and its faults. */
export function read (contract, text, fromServer) {
  try {
    const frame = JSON.parse(text)
    return { frame, ...contract.check(frame, fromServer) }
  } catch (error) {
    return { faults: [{ path: '/', message: `is not JSON: ${error.message}` }] }
  }
}
