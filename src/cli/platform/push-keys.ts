import { appendFile, readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { newPushKey, publicKeyOf } from '../../push/vapid.ts'
import { UsageError, type Command } from '../command.ts'

const name = 'WORKPULSE_PUSH_PRIVATE_KEY'

export const pushKeys: Command = {
  name: 'push:keys',
  summary: 'makes the key that notices are pushed to browsers with',
  about: `Adds a new ${name} to a file of the environment, whose mode stays as it is, and prints the public half, which is no secret.
The service pushes once it is started anew. A file that has a key is left alone: browsers that subscribed with it are told by that
one only, and have to subscribe again with another.`,
  options: {
    file: { type: 'string', value: 'FILE', about: 'what WORKPULSE_ENV_FILE names for the service; it has to be there' }
  },
  variables: () => [name],
  async run ({ values: { file }, config: { push }, tell, complain }) {
    if (typeof file !== 'string') throw new UsageError('The key is secret, so it goes into a file. Say which: --file FILE')
    const text = await readFile(file, 'utf8')
    if (push || parseEnv(text)[name]) {
      complain(`There is a ${name} already, which stays as it is.`, { file })
      return 1
    }
    const key = newPushKey()
    await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${name}=${key}\n`)
    const publicKey = publicKeyOf(key)
    tell(`${file} has a ${name} now. Its public half is ${publicKey}. Start the service anew.`, { file, publicKey })
    return 0
  }
}
