/** What the package's pages say, taken literally: the first signed-in page, and that every piece of code compiles. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { blocksOf, emptyApp, installed, namedBy, nuxt } from './apps.ts'
import { moduleOf } from './snippets.ts'
import { serveFront, text } from './support.ts'

const packages = installed('four')
const pages = join(import.meta.dirname, '../../generated/sdk')
const skip = packages ? false : 'Nuxt 4 is not installed: npm run test:nuxt'

function write (folder: string, file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), code)
}

/** The files that the five minutes name. */
function firstPage (folder: string): void {
  const readme = blocksOf('README.md')
  const [, root] = /`app\/app\.vue` is `(<template>.*?<\/template>)`/.exec(readFileSync(join(pages, 'README.md'), 'utf8'))!
  const [, line] = /# \.env\n(.*)\n/.exec(namedBy(readme, '# .env'))!
  write(folder, 'nuxt.config.ts', namedBy(readme, 'export default defineNuxtConfig'))
  write(folder, '.env', line)
  write(folder, 'app/app.vue', root)
  write(folder, 'app/pages/login.vue', namedBy(readme, 'autocomplete="username"'))
  write(folder, 'app/pages/index.vue', namedBy(readme, 'useUnread()'))
}

t.test('five minutes to the first signed-in page', { skip }, async (t) => {
  const app = emptyApp(t, packages!, 'first-page')
  firstPage(app)
  await nuxt(packages!, app, 'build')
  const front = await serveFront(t, join(app, '.output'), 'direct')
  const employee = await front.app.signIn('employee')
  await employee.createReport({ reportDate: '2026-11-20', summary: 'Two hundred collars' })
  const page = await front.open('/')
  await page.waitForURL(/\/login\?next=/)
  await page.waitForFunction(() => '__vue_app__' in document.querySelector('#__nuxt')!)
  await page.fill('[autocomplete=username]', 'nobody@workpulse.test')
  await page.fill('[type=password]', 'wrong')
  await page.click('text=Sign in')
  await page.waitForSelector('[role=alert]:not(:empty)')
  await page.fill('[autocomplete=username]', 'employee@workpulse.test')
  await page.fill('[type=password]', 'correct horse battery staple')
  await page.click('text=Sign in')
  await page.waitForSelector('h1:has-text("Sari (0)")')
  t.match(await text(page, 'li'), 'Two hundred collars')
  await page.click('text=Sign out')
  await page.waitForURL(/\/login/)
})

t.test('every piece of code compiles', { skip }, async (t) => {
  const app = emptyApp(t, packages!, 'pieces')
  firstPage(app)
  const names = ['README.md', ...readdirSync(join(pages, 'docs')).map((name) => `docs/${name}`)]
  // from-a-mock.test.ts has its own, and the first page stands above.
  const blocks = names.filter((name) => name !== 'docs/from-a-mock.md').flatMap(blocksOf)
  const scripts = blocks.filter(({ language, code }) => language === 'ts' && !code.startsWith('export default defineNuxtConfig'))
  const parts = blocks.filter(({ language, code }) => language === 'vue' && !code.startsWith('<script'))
  t.ok(scripts.length > 15 && parts.length > 0, `${scripts.length} and ${parts.length}`)
  for (const [index, { code }] of scripts.entries()) write(app, `app/pieces/${index}.ts`, moduleOf(code))
  for (const [index, { code }] of parts.entries()) {
    const script = `<script setup lang="ts">\nconst { user, expired, signIn } = useSession()\nconst password = ref('')\n</script>`
    write(app, `app/components/Piece${index}.vue`, `${script}\n\n<template>\n${code}</template>\n`)
  }
  write(app, 'tsconfig.json', readFileSync(join(import.meta.dirname, 'four/tsconfig.json'), 'utf8'))
  await nuxt(packages!, app, 'typecheck')

  write(app, 'app/pieces/wrong.ts', moduleOf(`await workpulse.listReports({ teamId: 1 })`))
  await t.rejects(nuxt(packages!, app, 'typecheck'), { message: /wrong\.ts.*TS2322/ }, 'and what is wrong does not')
})
