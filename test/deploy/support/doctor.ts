/** What the doctor says, and a proxy for it to find fault with. */
import { once } from 'node:events'
import { createServer as createProxy, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { runCli } from '../../support/command.ts'

export interface Finding {
  name: string
  state: 'good' | 'warning' | 'bad'
  says: string
  todo: string | null
}

/** The doctor, in an environment where all is good. */
export function doctorWith (environment: Record<string, string>) {
  /** @param wanted names of checks. @param others variables that are others than when all is good. */
  async function examine (wanted: string, others: Record<string, string> = {}): Promise<{ code: number, checks: Finding[] }> {
    const { code, out, error } = await runCli({ ...environment, ...others }, ['doctor', '--json', '--only', wanted])
    if (error !== '') throw new Error(error)
    return { code, checks: JSON.parse(out.trim().split('\n').at(-1)!).checks }
  }

  /** That a check finds something, once it is so. */
  async function finds (t: Test, name: string, state: Finding['state'], says: RegExp, others: Record<string, string> = {}): Promise<void> {
    const { code, checks } = await examine(name, others)
    const found = checks.find((check) => check.state === state && says.test(check.says))
    t.ok(found, `${name}: ${JSON.stringify(checks)}`)
    t.equal(found?.todo === null, state === 'good')
    t.equal(code, { good: 0, warning: 1, bad: 2 }[state])
  }

  return { examine, finds }
}

/** Hands an answer on once it has all of it, as some proxies do. @returns its port. */
export async function withholdingProxy (t: Test, target: number): Promise<number> {
  const proxy = createProxy(({ url, headers }, response) => {
    request({ host: '127.0.0.1', port: target, path: url, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () => response.writeHead(answer.statusCode!, answer.headers).end(Buffer.concat(chunks)))
    }).end()
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  t.teardown(() => proxy.close())
  return (proxy.address() as AddressInfo).port
}
