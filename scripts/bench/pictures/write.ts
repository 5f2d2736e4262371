/** The pictures of what was measured, each a file of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figures } from '../peer/peer.ts'
import type { RealtimeFigures } from '../realtime/sockets.ts'
import { say } from '../report.ts'
import type { Grown } from '../size/growth.ts'
import { barsOf, type Bars } from './bars.ts'

/** In milliseconds: what the small one takes is noise below it. */
const leastTime = 1

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
    subtitle: `Longer is better for the service; one core each. ${machine}`,
    series: ['Gin, with the same edge', 'Gin, bare'],
    groups: figures.map(({ operation, ratios }) => ({ label: operation, values: ratios })),
    line: { at: 1, label: 'as much' }
  })
}

/** fan-out.svg, idle-socket.svg and delivery.svg */
export function pictureRealtime (folder: string, { fanOut, deliveries }: RealtimeFigures, machine: string): void {
  const labelOf = (sockets: number) => `${sockets.toLocaleString('en')} sockets`
  write(folder, 'fan-out', {
    title: 'Frames per second, 200 events to every socket',
    subtitle: `In thousands, beside a server that does nothing else with ws. ${machine}`,
    series: ['service', 'plain ws'],
    groups: fanOut.map(({ sockets, rate, plain }) => ({ label: labelOf(sockets), values: [rate, plain] })),
    digits: 0
  })
  write(folder, 'idle-socket', {
    title: 'Memory of an idle socket',
    subtitle: `In KB over the process's own. ${machine}`,
    series: ['service'],
    groups: fanOut.map(({ sockets, kilobytes }) => ({ label: labelOf(sockets), values: [kilobytes] })),
    line: { at: 12, label: 'goal' },
    digits: 1
  })
  write(folder, 'delivery', {
    title: 'From the commit of a change to its arrival at a client',
    subtitle: `In milliseconds. ${machine}`,
    series: ['half of them within', '99 of 100 within'],
    groups: deliveries.map(({ what, p50, p99 }) => ({ label: what, values: [p50, p99] })),
    digits: 0
  })
}

/** growth.svg */
export function pictureGrowth (folder: string, { small, large, answered }: Grown, machine: string): void {
  write(folder, 'growth', {
    title: `What answers take with ${large}, beside ${small}`,
    subtitle: `How many times as long, by the median. ${machine}`,
    series: ['growth'],
    groups: answered.map(({ name, before, after }) => ({
      label: name,
      values: [Math.max(after, leastTime) / Math.max(before, leastTime)]
    })),
    line: { at: 1.5, label: 'goal' },
    digits: 1
  })
}
