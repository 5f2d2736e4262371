/** The steps of docs/from-a-mock.md, as they stand there, with an app that begins with its mock. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { emailOf } from '../support/people.ts'
import { blocksOf, emptyApp, installed, namedBy, nuxt } from './apps.ts'
import { askedToSignIn, eventually, fillIn, serveFront, text } from './support.ts'

const packages = installed('three')
const blocks = blocksOf('docs/from-a-mock.md')

t.test('from a mock useAuth to the module', { skip: packages ? false : 'Nuxt 3 is not installed: npm run test:nuxt' }, async (t) => {
  const app = emptyApp(t, packages!, 'mock')
  const change = (file: string, edit: (text: string) => string) =>
    writeFileSync(join(app, file), edit(readFileSync(join(app, file), 'utf8')))
  cpSync(join(import.meta.dirname, 'mock'), app, { recursive: true })
  cpSync(join(import.meta.dirname, 'three/tsconfig.json'), join(app, 'tsconfig.json'))
  mkdirSync(join(app, 'composables'))
  writeFileSync(join(app, 'composables/useAuth.ts'), namedBy(blocks, 'localStorage.setItem'))

  await t.test('it begins with the mock', async (t) => {
    await nuxt(packages!, app, 'build')
    const front = await serveFront(t, join(app, '.output'), 'direct')
    const page = await front.open('/')
    await page.waitForURL(`${front.origin}/login`)
    await fillIn(page, 'employee', 'anything')
    await page.waitForSelector('h1:has-text("Sari, employee")')
    t.match(await page.evaluate(() => localStorage.getItem('user')), emailOf('employee'))
    t.same(front.calls, [], 'which asks nobody')
  })

  await t.test('steps 1 to 3: the pages stay as they are', async () => {
    change('nuxt.config.ts', (config) => config.replace('telemetry: false', `telemetry: false,\n  modules: ['@workpulse/sdk/nuxt']`))
    rmSync(join(app, 'middleware/auth.ts'))
    writeFileSync(join(app, 'composables/useAuth.ts'), namedBy(blocks, 'login: (email: string, password: string) =>'))
    await nuxt(packages!, app, 'typecheck')
    await nuxt(packages!, app, 'build')
  })

  await t.test('and show who is really there', async (t) => {
    const front = await serveFront(t, join(app, '.output'), 'direct')
    const page = await front.open('/')
    await askedToSignIn(page, '/')
    await fillIn(page, 'lead', 'wrong')
    await eventually('it is refused', async () => await text(page, '#problem') !== '')
    await fillIn(page, 'lead')
    await page.waitForSelector('h1:has-text("Budi, employee")')
    await page.reload()
    await page.waitForSelector('h1:has-text("Budi, employee")')
    await page.click('button')
    await page.waitForURL(/\/login/)
    t.same((await front.context.cookies()).filter(({ name }) => name.endsWith('_token')), [])
  })

  await t.test('step 4: without the composable', async (t) => {
    rmSync(join(app, 'composables'), { recursive: true })
    change(
      'pages/index.vue',
      (page) => page.replace('useAuth()', 'useSession()').replace('{ user, logout }', '{ user, signOut }').replace('logout()', 'signOut()')
    )
    change('pages/login.vue', (page) =>
      page.replace('{ login } = useAuth()', '{ signIn } = useSession()')
        .replace('login(email.value, password.value)', 'signIn({ email: email.value, password: password.value })'))
    await nuxt(packages!, app, 'build')
    const front = await serveFront(t, join(app, '.output'), 'direct')
    const page = await front.open('/')
    await askedToSignIn(page, '/')
    await fillIn(page, 'employee')
    await page.waitForSelector('h1:has-text("Sari, employee")')
    t.same(front.complaints.filter((line) => /hydration/i.test(line)), [])
  })
})
