/** The accounts of the demo, with what each is for: the document that development serves offers them as examples of the sign-in. */
import { byId, element } from './dom.js'

/** @param choose what is done with the account that a tester picks. */
export async function offerDemoAccounts (choose) {
  const { info, paths } = await (await fetch('/openapi.json')).json()
  if (!info['x-demo']) return
  const { examples } = paths['/api/v1/auth/login'].post.requestBody.content['application/json']
  const accounts = Object.values(examples)
  byId('demo').append(...accounts.map(({ summary }, index) => element('option', { value: String(index) }, summary)))
  byId('demo').onchange = ({ target }) => {
    if (target.value !== '') choose(accounts[target.value].value)
  }
  byId('demo-field').hidden = false
}
