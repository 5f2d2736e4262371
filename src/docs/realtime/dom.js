/** Everything the page shows is made here, of text nodes: what a server or a tester says is never read as HTML. */

export const byId = (id) => document.getElementById(id)

/** Attributes that are functions become listeners, `onclick` and the like; undefined and false leave one out. */
export function element (name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node[key] = value
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? '' : value)
  }
  node.append(...children.filter((child) => child !== undefined && child !== false))
  return node
}

export const button = (text, onclick, attributes = {}) => element('button', { type: 'button', onclick, ...attributes }, text)

/** The little Markdown that the document uses: paragraphs, tables and `code`. */
export function prose (text = '') {
  const nodes = text.trim().split(/\n{2,}/).filter(Boolean).map((block) => {
    const lines = block.split('\n')
    return lines.every((line) => line.startsWith('|')) ? tableOf(lines) : element('p', {}, ...inline(lines.join(' ')))
  })
  const fragment = document.createDocumentFragment()
  fragment.append(...nodes)
  return fragment
}

export function inline (text) {
  return text.split(/(`[^`]+`)/).filter(Boolean).map((part) =>
    part.length > 2 && part.startsWith('`') ? element('code', {}, part.slice(1, -1)) : part
  )
}

/** The cells of the rows of a Markdown table, without its line of dashes. */
export function cellsOf (lines) {
  return lines.filter((line) => !/^\|[-| ]+\|$/.test(line)).map((line) =>
    line.slice(1, line.lastIndexOf('|')).split('|').map((cell) => cell.trim())
  )
}

function tableOf (lines) {
  const [head, ...rows] = cellsOf(lines)
  return table(head, rows.map((row) => row.map((cell) => inline(cell))))
}

/** @param rows of cells, each a list of nodes and texts. */
export function table (head, rows) {
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': head.join(', ') },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, cell)))),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, ...cell)))))
    )
  )
}

export async function copy (text) {
  // Only a page that came over https or from this machine has the clipboard.
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = element('textarea', { class: 'unseen' })
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
