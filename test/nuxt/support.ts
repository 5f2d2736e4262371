/** What the tests of the front end have in common. */
import type { Page } from 'playwright-core'
import { emailOf, password, type PersonName } from '../support/people.ts'

/** In the form that the page shows, once it is more than HTML. */
export async function signIn (page: Page, person: PersonName, secret = password): Promise<void> {
  await page.waitForFunction(() => '__vue_app__' in document.querySelector('#__nuxt')!)
  await page.getByLabel('E-mail address').fill(emailOf(person))
  await page.getByLabel('Password').fill(secret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
