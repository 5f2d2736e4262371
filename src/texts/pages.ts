/** A page of words: as HTML to be read and printed, and as plain text to be sent. */
import type { Locale } from './locale.ts'

export interface Page {
  locale: Locale
  title: string
  sections: Section[]
}

export interface Section {
  heading: string
  /** 3 is a part of the section of level 2 before it. */
  level: 2 | 3
  lines: Line[]
}

/** A paragraph, which may have several lines, or a point of a list. */
export type Line = string | { point: string }

/** Nothing but letters, space and, on paper, where a leaf may end. */
export const pageStyle = [
  ':root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}',
  'body{margin:2rem auto;max-width:46rem;padding:0 1rem;overflow-wrap:anywhere}',
  'h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .25rem}',
  'p,li{white-space:pre-line}p,ul{margin:.25rem 0}ul{padding-left:1.25rem}',
  '@media print{:root{color-scheme:light;font-size:11pt}body{margin:0;max-width:none}h2,h3{break-after:avoid}li,p{break-inside:avoid}}'
].join('\n')

export function asHtml ({ locale, title, sections }: Page): string {
  return [
    `<!doctype html>`,
    `<html lang="${locale}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`,
    `<style>${pageStyle}</style></head>`,
    `<body>`,
    `<h1>${escaped(title)}</h1>`,
    ...sections.flatMap(({ heading, level, lines }) => [`<h${level}>${escaped(heading)}</h${level}>`, ...blocksOf(lines)]),
    `</body>`,
    `</html>`,
    ''
  ].join('\n')
}

/** Points that follow each other are one list. */
function blocksOf (lines: Line[]): string[] {
  return lines.flatMap((line, index) => {
    if (typeof line === 'string') return [`<p>${escaped(line)}</p>`]
    const isPoint = (other: Line | undefined) => typeof other === 'object'
    return [
      ...(isPoint(lines[index - 1]) ? [] : ['<ul>']),
      `<li>${escaped(line.point)}</li>`,
      ...(isPoint(lines[index + 1]) ? [] : ['</ul>'])
    ]
  })
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (letter) => entities[letter])

export function asText ({ title, sections }: Page): string {
  const underlined = (text: string, with_: string) => [text, with_.repeat(Math.min(72, text.length))]
  return [
    ...underlined(title, '='),
    ...sections.flatMap(({ heading, level, lines }) => [
      '',
      ...(level === 2 ? underlined(heading, '-') : [`${heading}:`]),
      ...lines.map((line) => typeof line === 'string' ? line : `- ${line.point.replaceAll('\n', '\n  ')}`)
    ]),
    ''
  ].join('\n')
}
