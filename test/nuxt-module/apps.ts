/** Apps that tests make of what the package's pages say, beside the packages of an app that `npm run test:nuxt` has installed. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'

const run = promisify(execFile)
const built = join(import.meta.dirname, '../../node_modules/.cache/workpulse/nuxt/built')
const pages = join(import.meta.dirname, '../../generated/sdk')

/** In milliseconds, for whatever Nuxt does. */
const patience = 300_000

/** With Nuxt and the package in it; undefined where `npm run test:nuxt` has not installed that version. */
export function installed (version: 'four' | 'three'): string | undefined {
  const link = join(built, `${version}-app`)
  return existsSync(link) ? realpathSync(link) : undefined
}

/** @returns an empty folder that finds these packages, until the test ends. */
export function emptyApp (t: Test, packages: string, name: string): string {
  const folder = join(packages, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** @throws Error with what Nuxt said, where it fails. */
export async function nuxt (packages: string, folder: string, command: 'build' | 'typecheck'): Promise<void> {
  const environment = { ...process.env, NODE_ENV: 'production', NUXT_TELEMETRY_DISABLED: '1' }
  await run(process.execPath, [join(packages, 'node_modules/nuxt/bin/nuxt.mjs'), command], {
    cwd: folder,
    env: environment,
    timeout: patience,
    maxBuffer: 1 << 24
  }).catch((error: Error & { stdout: string, stderr: string }) => {
    throw new Error(`nuxt ${command}: ${error.stdout}\n${error.stderr}`)
  })
}

export interface Block {
  /** As after the fence: `ts`, `vue`, `sh`. */
  language: string
  code: string
}

/** The code of a page of the package, in order. */
export function blocksOf (page: string): Block[] {
  const text = readFileSync(join(pages, page), 'utf8')
  return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)].map(([, indent, language, code]) => ({
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
  }))
}

/** @param text of one file. */
export const namedBy = (blocks: Block[], text: string): string => {
  const block = blocks.find(({ code }) => code.includes(text))
  if (!block) throw new Error(`No block has ${text}`)
  return block.code
}
