/**
 * Outside judges of the document: Spectral's rules for OpenAPI, and those that it has for OWASP's ten risks of APIs. What they find and
 * is meant to be so is answered here, by rule and place, with the reason; an answer to nothing is taken out.
 */
import { readFileSync } from 'node:fs'
import core, { type RulesetDefinition } from '@stoplight/spectral-core'
import owaspRules from '@stoplight/spectral-owasp-ruleset'
import rulesets from '@stoplight/spectral-rulesets'
import t from 'tap'

const document = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'))

const answers: { rule: RegExp, place: RegExp, message?: RegExp, why: string }[] = [
  {
    rule: /^owasp:api4:2023-rate-limit$/,
    place: /./,
    why:
      'How much is left is told to nobody: it is counted by address, which an office shares. The 429 says in Retry-After when to come back.'
  },
  {
    rule: /^owasp:api4:2023-integer-format$/,
    place: /./,
    why: 'Each integer has a maximum, which says more than int32 or int64.'
  },
  {
    rule: /^owasp:api4:2023-string-restricted$/,
    place: /./,
    why: 'People write what they like; what no database keeps is refused by the pattern of what is sent. All have a longest length.'
  },
  {
    rule: /^owasp:api4:2023-string-limit$/,
    place: /\/(event-stream|calendar)\/schema$/,
    why: 'A stream has no end, and a calendar is as long as what is in it.'
  },
  {
    rule: /^owasp:api4:2023-string-limit$/,
    place: /content\/(?!application\/json\/)[^ ]+\/schema$/,
    why:
      'A file is bounded in bytes, of which maxLength knows nothing: by x-body-limit where it comes in; an export is as long as what is in it.'
  },
  {
    rule: /^owasp:api4:2023-string-limit$/,
    place: /google\/callback\/get\/parameters\/\d\/schema\/additionalProperties$/,
    why: 'What else the provider sends back is not looked at.'
  },
  {
    rule: /^owasp:api4:2023-array-limit$/,
    place: /^components\/schemas\/(SessionList\/properties\/items|Team\/properties\/leads|ErrorBody\/properties\/details)$/,
    why: 'As many as there are: a person signs in anew as often as they like, a team has the leads that it is given, a body its faults.'
  },
  {
    rule: /^owasp:api4:2023-array-limit$/,
    place: /^components\/schemas\/(FiguresOf(People|Teams)|(AnalyticsSummary|ReportDigest)\/properties\/by(Division|Category))$/,
    why: 'One for each division, team, category or member that there is.'
  },
  {
    rule: /^owasp:api8:2023-define-error-responses-401$|^owasp:api2:2023-(read|write)-restricted$/,
    place: /./,
    why: 'Of the public operations alone, which the test below holds: signing in and what comes before it, and whether the service is well.'
  },
  {
    rule: /^owasp:api2:2023-no-credentials-in-url$/,
    place: /calendar\/feed\.ics\/get\/parameters\/0\/name$/,
    why:
      'Programs that read calendars know an address and nothing else. The secret reads one feed, is taken back by itself, and is in no log.'
  },
  {
    rule: /^owasp:api2:2023-no-credentials-in-url$/,
    place: /api-tokens\/\{tokenId\}\/parameters\/0\/name$/,
    why: 'It is the id of a token, and not what the token says.'
  },
  {
    rule: /^oas3-operation-security-defined$/,
    place: /\/security\/2\/tokenAuth\/0$/,
    why: 'OpenAPI 3.1 has names there for each kind of scheme; the rule knows those of OAuth alone.'
  },
  { rule: /^operation-success-response$/, place: /\/api\/v1\/ws\/get\//, why: 'The success of a WebSocket is 101.' },
  {
    rule: /^oas3-unused-component$/,
    place: /^components\/schemas\/GoogleSignInError$/,
    why: 'It is what the page of the front end is told in its address.'
  }
]

/** Where what is referred to is looked at once and not at each reference. */
const once = /^owasp:api4:2023-(string|integer|array)-/

interface Finding {
  code: string | number
  path: (string | number)[]
  message: string
}

async function findings (): Promise<Finding[]> {
  const owasp: any = (owaspRules as any).default ?? owaspRules
  const rules = Object.fromEntries(
    Object.entries<any>(owasp.rules).filter(([name]) => once.test(name)).map(([name, rule]) => [name, { ...rule, resolved: false }])
  )
  const spectral = new core.Spectral()
  spectral.setRuleset({ extends: [rulesets.oas, owasp], aliases: owasp.aliases, rules } as RulesetDefinition)
  return spectral.run(document)
}

/** A pattern without an open end, and a date, say how long a text is; said twice, one that is too long would have two faults. */
function isBounded ({ code, path }: Finding): boolean {
  if (code !== 'owasp:api4:2023-string-limit') return false
  const { pattern = '*', format } = path.reduce((part, key) => part[key], document)
  const quantified = pattern.replaceAll(/\[[^\]]*\]/g, 'c')
  return format === 'date' || !/[*+]|\{\d+,\}/.test(quantified)
}

t.test('Spectral finds nothing that is not answered', async (t) => {
  const found = (await findings()).filter((finding) => !isBounded(finding))
  const isAnswered = ({ rule, place }: typeof answers[number], { code, path }: Finding) =>
    rule.test(String(code)) && place.test(path.join('/'))
  const open = found.filter((finding) => !answers.some((answer) => isAnswered(answer, finding)))
  t.same(open.map(({ code, path, message }) => `${code} ${path.join('/')}: ${message}`), [])
  t.same(
    answers.filter((answer) => !found.some((finding) => isAnswered(answer, finding))).map(({ why }) => why),
    [],
    'no answer to nothing'
  )

  const publicly = found.filter(({ code }) => /-401$|-restricted$/.test(String(code)) && !String(code).includes('string'))
  const access = publicly.map(({ path: [, path, method] }) => document.paths[path][method]['x-access'])
  t.same([...new Set(access)], ['public'], 'what takes no credentials is what says so')
})
