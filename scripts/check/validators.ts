import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Parser } from '@asyncapi/parser'
import { Validator } from '@seriousme/openapi-schema-validator'

/** A severity of AsyncAPI's parser from which on a finding counts: errors and warnings. */
const worstIgnored = 2

/** What the second validators find in the bundles. */
export async function validatorProblems (root: string): Promise<string[]> {
  const read = (name: string) => readFile(join(root, 'generated', name), 'utf8')
  const openapi = await new Validator().validate(JSON.parse(await read('openapi.json')))
  const asyncapi = await new Parser().validate(await read('asyncapi.json'))
  return [
    ...openapi.valid ? [] : [`openapi.json: ${JSON.stringify(openapi.errors)}`],
    ...asyncapi.filter((finding) => finding.severity < worstIgnored)
      .map((finding) => `asyncapi.json ${finding.path.join('/')}: ${finding.message}`)
  ]
}
