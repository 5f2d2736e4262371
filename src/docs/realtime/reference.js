/** The AsyncAPI document, to read. `#teamPresence` opens a message, and so does `#team.presence`. */
import { byId, element, inline, prose, table } from './dom.js'
import { counted, resolve } from './validate.js'

/** Not the key itself: the controls of the page have names like these. */
const idOf = ({ key }) => `about-${key}`

export function showReference (contract) {
  const { document: { info }, messages } = contract
  byId('contract-version').textContent = info.version
  byId('introduction').append(prose(info.description))
  for (const [group, those] of Map.groupBy(messages, ({ group }) => group)) {
    byId('reference').append(element('h3', {}, group), ...those.map((message) => section(contract, message)))
  }
  window.addEventListener('hashchange', () => reveal(contract))
  reveal(contract)
}

function reveal (contract) {
  const message = contract.find(decodeURIComponent(location.hash.slice(1)))
  const details = message && byId(idOf(message))
  if (!details) return
  details.open = true
  details.scrollIntoView()
  details.querySelector('summary').focus({ preventScroll: true })
}

function section ({ document }, message) {
  const { key, name, summary, description, fromServer, address, payload, example } = message
  const details = element(
    'details',
    { id: idOf(message), class: 'message' },
    element(
      'summary',
      {},
      element('strong', {}, name),
      element('span', { class: 'badge plain' }, fromServer ? '↓ from the server' : '↑ from the client'),
      element('code', {}, address),
      element('span', { class: 'about' }, ...inline(summary))
    )
  )
  details.addEventListener('toggle', () => {
    if (!details.open || details.children.length > 1) return
    details.append(
      element(
        'div',
        { class: 'body' },
        prose(description),
        table(['Field', 'Type', '', 'Rules', 'Meaning'], rowsOf(document, payload)),
        element('h4', {}, 'Example'),
        element('pre', { tabindex: '0', 'aria-label': `Example of ${name}` }, JSON.stringify(example, null, 2)),
        element('p', {}, element('a', { href: `#${key}` }, `Link to ${key}`))
      )
    )
  })
  return details
}

/** A row for each field, those within it below. */
function rowsOf (document, schema, path = '', within = []) {
  const rules = resolve(document, schema)
  const required = rules.required ?? []
  return Object.entries(rules.properties ?? {}).flatMap(([name, part]) => {
    const place = path === '' ? name : `${path}.${name}`
    const field = resolve(document, part)
    const { $ref } = part
    const row = [
      [element('code', {}, place)],
      [typeOf(document, part)],
      [required.includes(name) ? 'required' : 'optional'],
      rulesOf(field),
      inline((field.description ?? '').trim())
    ]
    // A schema within itself would never end.
    const deeper = within.includes($ref)
      ? []
      : inside(document, field).flatMap(([suffix, inner]) => rowsOf(document, inner, place + suffix, [...within, $ref].filter(Boolean)))
    return [row, ...deeper]
  })
}

/** What a field holds: itself, its items, or the choices there are. */
function inside (document, field) {
  if (field.properties) return [['', field]]
  if (field.items) return inside(document, resolve(document, field.items)).map(([suffix, inner]) => [`[]${suffix}`, inner])
  return (field.anyOf ?? []).flatMap((choice) => inside(document, resolve(document, choice)))
}

function typeOf (document, schema) {
  const { type, items, anyOf } = resolve(document, schema)
  if (anyOf) return anyOf.map((choice) => typeOf(document, choice)).join(' or ')
  const name = schema.$ref ? ` (${schema.$ref.split('/').at(-1)})` : ''
  return items ? `list of ${typeOf(document, items)}` : `${[type ?? 'any'].flat().join(' or ')}${name}`
}

const written = {
  const: (value) => ['always ', element('code', {}, JSON.stringify(value))],
  enum: (values) => values.flatMap((value, index) => [index > 0 ? ', ' : 'one of ', element('code', {}, String(value))]),
  format: (value) => [value],
  pattern: (value) => [element('code', {}, value)],
  minLength: (value) => [`${counted(value, 'character')} at least`],
  maxLength: (value) => [`${counted(value, 'character')} at most`],
  minimum: (value) => [`≥ ${value}`],
  maximum: (value) => [`≤ ${value}`],
  minItems: (value) => [`${counted(value, 'item')} at least`],
  maxItems: (value) => [`${counted(value, 'item')} at most`],
  maxProperties: (value) => [`${counted(value, 'key')} at most`]
}

function rulesOf (field) {
  return Object.entries(written).filter(([keyword]) => field[keyword] !== undefined).flatMap((
    [keyword, write],
    index
  ) => [index > 0 ? '; ' : '', ...write(field[keyword])])
}
