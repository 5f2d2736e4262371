/** Bars in groups, as SVG: what a table says, at a glance. */
import { scaleBand, scaleLinear } from 'd3-scale'

export interface Bars {
  title: string
  subtitle: string
  /** What the numbers below are, and in what. */
  axis: string
  /** Where it was measured. */
  source: string
  /** A bar of each in every group. */
  series: string[]
  /** A value each for `series`; undefined for none. */
  groups: { label: string, values: (number | undefined)[] }[]
  /** A line across the groups. */
  line?: { at: number, label: string }
  digits?: number
}

const [width, labels, margin, top, bottom] = [900, 370, 60, 92, 66]
const [barHeight, barGap, groupGap] = [14, 2, 10]
/** Told apart by those who see no colours, too. */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7']
const style = 'font: 12px system-ui, sans-serif'

export function barsOf ({ title, subtitle, axis, source, series, groups, line, digits = 2 }: Bars): string {
  const groupHeight = series.length * (barHeight + barGap) + groupGap
  const height = top + groups.length * groupHeight + bottom
  const values = groups.flatMap((group) => group.values.filter((value) => value !== undefined))
  const x = scaleLinear().domain([0, Math.max(...values, line?.at ?? 0)]).nice(6).range([labels, width - margin])
  const y = scaleBand().domain(groups.map((_, index) => String(index))).range([top, height - bottom])
  const marks = x.ticks(6).map((tick) =>
    `<line x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${top}" y2="${height - bottom}" stroke="#ddd"/>` +
    text(x(tick), height - bottom + 16, x.tickFormat(6)(tick), 'middle', '#555')
  )
  const bars = groups.flatMap(({ label, values }, index) => {
    const from = y(String(index))!
    return [
      text(labels - 8, from + (groupHeight - groupGap) / 2 + 4, label, 'end'),
      ...values.flatMap((value, place) => {
        if (value === undefined) return []
        const above = from + place * (barHeight + barGap)
        const bar = `<rect x="${labels}" y="${at(above)}" width="${at(x(value) - labels)}" height="${barHeight}" fill="${colours[place]}"/>`
        return [bar, text(x(value) + 4, above + barHeight - 3, value.toFixed(digits), 'start', '#333')]
      })
    ]
  })
  const legend = series.length === 1 ? [] : series.flatMap((name, index) => {
    const from = 16 + index * 210
    return [`<rect x="${from}" y="52" width="12" height="12" fill="${colours[index]}"/>`, text(from + 18, 62, name)]
  })
  const across = line
    ? [
      `<line x1="${at(x(line.at))}" x2="${at(x(line.at))}" y1="${top - 6}" y2="${
        height - bottom
      }" stroke="#d55e00" stroke-dasharray="4 3"/>`,
      text(x(line.at), top - 12, line.label, 'middle', '#a84400')
    ]
    : []
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" style="${style}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${[text(16, 24, title, 'start', '#000', 'font-size="15" font-weight="600"'), text(16, 42, subtitle, 'start', '#555')].join('\n')}
${
    [text((labels + width - margin) / 2, height - bottom + 34, axis, 'middle', '#333'), text(16, height - 12, source, 'start', '#555')]
      .join('\n')
  }
${[...legend, ...marks, ...bars, ...across].join('\n')}
</svg>
`
}

const at = (place: number) => place.toFixed(1)

function text (x: number, y: number, words: string, anchor = 'start', colour = '#000', more = ''): string {
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" fill="${colour}"${more && ` ${more}`}>${escaped(words)}</text>`
}

function escaped (words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
