/** The pictures of what was measured, each a file of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figures } from '../peer/peer.ts'
import type { RealtimeFigures } from '../realtime/sockets.ts'
import { say } from '../report.ts'
import { goal, type Grown } from '../size/growth.ts'
import { barsOf, type Bars } from './bars.ts'

/** In milliseconds: what the small one takes is noise below it. */
const leastTime = 1
/** Of answers that grow. */
const mostShown = 30

function write (folder: string, name: string, bars: Bars): void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.svg`)
  writeFileSync(file, barsOf(bars))
  say(`written: ${file}`)
}

/** peer.svg */
export function picturePeer (folder: string, figures: Figures[], machine: string): void {
  write(folder, 'peer', {
    title: 'How many times as much of the processor Go takes for a request',
    subtitle: 'Of one core each. Longer is better for the service',
    axis: 'CPU of Go for a request, in times that of the service',
    source: machine,
    series: ['Gin, with the same edge', 'Gin, bare'],
    groups: figures.map(({ operation, ratios }) => ({ label: operation, values: ratios })),
    line: { at: 1, label: 'as much' }
  })
}

/** fan-out.svg, idle-socket.svg and delivery.svg */
export function pictureRealtime (folder: string, { fanOut, deliveries }: RealtimeFigures, machine: string): void {
  const labelOf = (sockets: number) => `${sockets.toLocaleString('en')} sockets`
  write(folder, 'fan-out', {
    title: 'Frames per second, 100 events to every socket',
    subtitle: 'Beside a server that does nothing else with ws, and writes each frame by itself. Longer is better',
    axis: 'thousands of frames a second',
    source: machine,
    series: ['service', 'plain ws'],
    groups: fanOut.map(({ sockets, rate, plain }) => ({ label: labelOf(sockets), values: [rate, plain] })),
    digits: 0
  })
  write(folder, 'idle-socket', {
    title: 'Memory of an idle socket',
    subtitle: "Over the process's own. Shorter is better",
    axis: 'KB for each socket',
    source: machine,
    series: ['service'],
    groups: fanOut.map(({ sockets, kilobytes }) => ({ label: labelOf(sockets), values: [kilobytes] })),
    line: { at: 12, label: 'goal' },
    digits: 1
  })
  write(folder, 'delivery', {
    title: 'From the making of an event, before its commit, to its arrival at a client',
    subtitle: 'Shorter is better',
    axis: 'milliseconds',
    source: machine,
    series: ['half of them within', '99 of 100 within'],
    groups: deliveries.map(({ what, p50, p99 }) => ({ label: what, values: [p50, p99] })),
    digits: 0
  })
}

/** growth.svg: of what grows most. */
export function pictureGrowth (folder: string, { machine, small, large, answered }: Grown): void {
  const grown = answered.map(({ name, before, after }) => ({
    label: name.replace(', first page', ''),
    values: [Math.max(after, leastTime) / Math.max(before, leastTime)]
  })).sort(({ values: [one] }, { values: [other] }) => other - one)
  const within = grown.filter(({ values: [times] }) => times <= goal).length
  write(folder, 'growth', {
    title: 'How much longer answers take where there is a hundred times as much',
    subtitle: `${large}, beside ${small}. The ${mostShown} that grow most of ${grown.length}; ${within} stay within the goal`,
    axis: 'median of the large company, in times that of the small one',
    source: machine,
    series: ['growth'],
    groups: grown.slice(0, mostShown),
    line: { at: goal, label: `goal: ${goal}` },
    digits: 1
  })
}
