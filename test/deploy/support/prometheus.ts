/** Prometheus' own tool judges alerts: on figures that the service told, as if what was seen between two readings went on and on. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promtoolFile } from '../../../scripts/services.mjs'

/** What a process told at one moment. */
export interface Reading {
  /** In milliseconds. */
  at: number
  /** By series, as it is written. */
  values: Map<string, number>
  /** counter, gauge or histogram, by metric. */
  types: Map<string, string>
}

/** @param text undefined where nobody answered. */
export function read (text: string | undefined, labels: string): Reading {
  const [values, types] = [new Map([[`up{${labels}}`, text === undefined ? 0 : 1]]), new Map([['up', 'gauge']])]
  for (const line of (text ?? '').split('\n')) {
    const [, metric, type] = /^# TYPE (\w+) (\w+)$/.exec(line) ?? []
    if (metric !== undefined) types.set(metric, type)
    const [, name, own, value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    if (name !== undefined) values.set(`${name}{${[own, labels].filter(Boolean).join()}}`, value === 'NaN' ? NaN : Number(value))
  }
  return { at: performance.now(), values, types }
}

const typeOf = ({ types }: Reading, name: string) => types.get(name) ?? types.get(name.replace(/_(bucket|sum|count)$/, '')) ?? 'gauge'

/** In seconds: longer than any alert waits. */
const end = 5400

/** Counters go on as fast as between the two readings, gauges stay as they were at the second. */
function inputOf (before: Reading, after: Reading, rules: string) {
  const interval = Math.max(15, Math.ceil((after.at - before.at) / 1000))
  const steps = Math.ceil(end / interval)
  const series = [...after.values].map(([series, value]) => ({ series, value, name: series.slice(0, series.indexOf('{')) }))
    .filter(({ name }) => rules.includes(name))
    .map(({ series, value, name }) => {
      const first = before.values.get(series) ?? 0
      const stays = typeOf(after, name) === 'gauge' || !Number.isFinite(value)
      return { series, values: stays ? `${value}x${steps}` : `${first}+${value - first}x${steps}` }
    })
  return { interval: `${interval}s`, input_series: series }
}

/** The file of alerts, as rendered, and what is in it. */
export interface Alerts {
  file: string
  text: string
}

/**
 * @param selector of `ALERTS`, for those that are asked about.
 * @param names of those of them that are to be firing in the end, and no other.
 * @returns what Prometheus has against it; nothing where it is so.
 */
export function disputes ({ file, text }: Alerts, selector: string, names: string[], before: Reading, after: Reading): string {
  const expression = {
    expr: `max by (alertname) (ALERTS{alertstate="firing", ${selector}})`,
    eval_time: `${end}s`,
    exp_samples: names.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 }))
  }
  const tests = [{ ...inputOf(before, after, text), promql_expr_test: [expression] }]
  const asked = `${file}.asked`
  // YAML has JSON in it.
  writeFileSync(asked, JSON.stringify({ rule_files: [file], evaluation_interval: '1m', tests }))
  const { status, stdout, stderr } = spawnSync(promtoolFile, ['test', 'rules', asked], { encoding: 'utf8' })
  return status === 0 ? '' : stdout + stderr
}
